package authority

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

type packInput struct {
	Key           Key
	Text          string
	Signature     Signature
	Message       json.RawMessage
	Spaces        int
	Lists         *int
	Weight, Total uint64
	Weights       []uint64
	Signed        []int
	Type, Network string
	Digest        Digest
	Seed          string
}

var (
	spelledKey       = regexp.MustCompile(`^[0-9a-f]{64}\z`)
	spelledSignature = regexp.MustCompile(`^[0-9a-f]{128}\z`)
)

func isKey(in packInput) bool { return spelledKey.MatchString(string(in.Key)) && in.Key.isValid() }

func isSignature(in packInput) bool {
	return isKey(in) && spelledSignature.MatchString(string(in.Signature)) && verify(in.Key, []byte(in.Text), in.Signature)
}

func isMessage(in packInput) bool {
	text := in.Text + strings.Repeat(" ", in.Spaces)
	if in.Lists != nil {
		text += strings.Repeat("[", *in.Lists) + strings.Repeat("]", *in.Lists) + "}"
	}
	value, err := Parse([]byte(text))
	if err != nil || len(text) > maxSize { // TH-12: whoever reads the line counts its bytes.
		return false
	}
	ok := false
	switch string(in.Message) {
	case `"order"`:
		_, ok = decodeOrder(value)
	case `"vote"`:
		_, ok = decodeVote(value)
	case `"certificate"`:
		_, ok = decodeCertificate(value)
	case `"committee"`:
		_, err = decodeCommittee(value)
		ok = err == nil
	}
	return ok
}

func isQuorum(in packInput) bool {
	committee, weight := Committee{}, uint64(0)
	for _, each := range in.Weights {
		committee.Members = append(committee.Members, Member{Weight: each})
	}
	for _, at := range in.Signed {
		weight += in.Weights[at]
	}
	return committee.isQuorum(weight)
}

func isWeight(in packInput) bool {
	return Committee{Members: []Member{{Weight: in.Weight}, {Weight: in.Total - in.Weight}}}.isQuorum(in.Weight)
}

// The packs of known answers (spec/formats/pack.md), where they lie beside the specification.
func TestPacks(t *testing.T) {
	folder := filepath.Join(spec(t), "../conformance/packs")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("no packs at ", folder)
	}
	answers := map[string]func(packInput) bool{
		"key": isKey, "verify": isSignature, "decode": isMessage, "quorum": isQuorum, "weight": isWeight,
	}
	for _, name := range []string{"signature", "decoder", "quorum"} {
		var pack struct {
			Tests []struct {
				TcID                int `json:"tcId"`
				Comment, Op, Result string
				Input               packInput
			}
		}
		read(t, filepath.Join(folder, name+".json"), &pack)
		if len(pack.Tests) == 0 {
			t.Error("no tests in", name)
		}
		for _, each := range pack.Tests {
			if answers[each.Op](each.Input) != (each.Result == "valid") {
				t.Errorf("%s %d: %s", name, each.TcID, each.Comment)
			}
		}
	}
}
