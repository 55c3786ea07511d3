package authority

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
)

// spec is where the specification lies; without it these tests are skipped.
func spec(t *testing.T) string {
	dir := os.Getenv("FLASHMESH_SPEC")
	if dir == "" {
		dir = "../../../../spec"
	}
	if _, err := os.Stat(filepath.Join(dir, "protocol.md")); err != nil {
		t.Skip("no specification at ", dir)
	}
	return dir
}

func read(t *testing.T, path string, into any) []byte {
	t.Helper()
	bytes, err := os.ReadFile(path)
	if err == nil && into != nil {
		err = json.Unmarshal(bytes, into)
	}
	if err != nil {
		t.Fatal(path, err)
	}
	return bytes
}

func parse(t *testing.T, text []byte) Value {
	t.Helper()
	v, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// village begins an authority of the genesis of the examples.
func village(t *testing.T, self, seed, dir string, resume bool) *Authority {
	t.Helper()
	genesis := parse(t, read(t, spec(t)+"/examples/valid/genesis/village.json", nil))
	a, err := New(Setup{genesis, self, seed, dir, resume})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

const (
	a1Key  = "b77776135099b7041663ddf223941e890746d7c7d3b7e39841476b3a3d2291e1"
	a1Seed = "bb571761f74de382a20a4eae80441f5df0d1a040708314c06d5351a034e2bc30"
)

type example struct {
	Clause, Layer, Component, Self, Seed, Text string
	Reason                                     Reason
	Steps                                      []struct {
		Input, Outcome string
		Body           json.RawMessage
		Emits          []any
	}
}

func TestRefusedExamples(t *testing.T) {
	paths, _ := filepath.Glob(spec(t) + "/examples/refused/*.json")
	for _, path := range paths {
		var e example
		read(t, path, &e)
		if !slices.Contains([]string{"authority", "handoff", "pending"}, e.Component) {
			continue
		}
		a := village(t, keyOf(t, e.Seed), e.Seed, t.TempDir(), false)
		for i, step := range e.Steps {
			before := mustMarshal(a.Observe())
			answer, err := a.Apply(step.Input, parse(t, step.Body))
			if err != nil || answer.Outcome.Kind != step.Outcome {
				t.Errorf("%s, step %d: %v %v", path, i, answer.Outcome, err)
			}
			var emits []any
			json.Unmarshal(mustMarshal(answer.Emits), &emits)
			if len(emits)+len(step.Emits) > 0 && !reflect.DeepEqual(emits, step.Emits) {
				t.Errorf("%s, step %d: %s", path, i, mustMarshal(answer.Emits))
			}
			after := mustMarshal(a.Observe())
			if step.Outcome == "refused" && (answer.Outcome.Reason != e.Reason || !bytes.Equal(before, after)) {
				t.Errorf("%s: %v, or it changed something", path, answer.Outcome)
			}
		}
	}
}

// keyOf is the key of a seed.
func keyOf(t *testing.T, seed string) string {
	bytes, err := hex.DecodeString(seed)
	if err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(ed25519.NewKeyFromSeed(bytes)[ed25519.SeedSize:])
}

// The messages of an account that moves: what breaks a clause is not even read, and what is good is written as it was.
func TestMovingExamples(t *testing.T) {
	dir := spec(t)
	for kind, decode := range map[string]func(Value) (any, bool){
		"handoff-request":     func(v Value) (any, bool) { return anyOK(decodeRequest(v)) },
		"invitation":          func(v Value) (any, bool) { return anyOK(decodeInvitation(v)) },
		"handoff-release":     func(v Value) (any, bool) { return anyOK(decodeRelease(v)) },
		"handoff-certificate": func(v Value) (any, bool) { return anyOK(decodeHandoff(v)) },
		"account-opening":     func(v Value) (any, bool) { return anyOK(decodeAccountOpening(v)) },
		"opening-receipt":     func(v Value) (any, bool) { return anyOK(decodeOpeningReceipt(v)) },
	} {
		invalid, _ := filepath.Glob(dir + "/examples/invalid/" + kind + "/*.json")
		valid, _ := filepath.Glob(dir + "/examples/valid/" + kind + "/*.json")
		if len(invalid) == 0 || len(valid) == 0 {
			t.Error("no examples of ", kind)
		}
		for _, path := range invalid {
			var e example
			read(t, path, &e)
			if v, err := Parse([]byte(e.Text)); err == nil {
				if _, ok := decode(v); ok {
					t.Error(path, "is accepted")
				}
			}
		}
		for _, path := range valid {
			var before, after any
			message, ok := decode(parse(t, read(t, path, &before)))
			json.Unmarshal(mustMarshal(message), &after)
			if !ok || !reflect.DeepEqual(before, after) {
				t.Error(path, "is refused, or read as something else")
			}
		}
	}
}

func anyOK[T any](message T, ok bool) (any, bool) { return message, ok }

func TestInvalidExamples(t *testing.T) {
	dir := spec(t)
	a := village(t, a1Key, a1Seed, "", false)
	genesis, _ := DecodeGenesis(parse(t, read(t, dir+"/examples/valid/genesis/village.json", nil)))
	input := func(name, field, more string) func(string) Reason {
		return func(text string) Reason {
			body, err := Parse([]byte(`{"` + field + `":` + text + more + `}`))
			if err != nil {
				return "no JSON"
			}
			answer, err := a.Apply(name, body)
			if err != nil {
				t.Error(err)
			}
			return answer.Outcome.Reason
		}
	}
	decoder := func(decode func(Value) error) func(string) Reason {
		return func(text string) Reason {
			v, err := Parse([]byte(text))
			if err == nil {
				err = decode(v)
			}
			if err == nil {
				return "accepted"
			}
			return ""
		}
	}
	for kind, ask := range map[string]func(string) Reason{
		"order":              input("SignVote", "order", `,"now":2000`),
		"certificate":        input("ApplyCertificate", "certificate", ""),
		"equivocation-proof": input("RecordEvidence", "proof", ""),
		"ownership-proof":    input("RecordOwnershipProof", "proof", ""),
		"genesis":            decoder(func(v Value) error { _, err := DecodeGenesis(v); return err }),
		"committee":          decoder(func(v Value) error { _, err := decodeCommittee(v); return err }),
		"opening":            decoder(func(v Value) error { _, err := genesis.decodeOpening(v); return err }),
	} {
		paths, _ := filepath.Glob(dir + "/examples/invalid/" + kind + "/*.json")
		if len(paths) == 0 {
			t.Error("no examples of ", kind)
		}
		for _, path := range paths {
			var e example
			read(t, path, &e)
			if got := ask(e.Text); got != e.Reason && !(got == "no JSON" && e.Layer == "text") {
				t.Errorf("%s: %q, not %q", path, got, e.Reason)
			}
		}
	}
}

func TestValidExamples(t *testing.T) {
	for kind, decode := range map[string]func(Value) bool{
		"order":              func(v Value) bool { o, ok := decodeOrder(v); return ok && o.isSigned() },
		"vote":               func(v Value) bool { vote, ok := decodeVote(v); return ok && vote.isSigned("village") },
		"certificate":        func(v Value) bool { _, ok := decodeCertificate(v); return ok },
		"equivocation-proof": func(v Value) bool { _, ok := decodeEquivocationProof(v); return ok },
		"ownership-proof":    func(v Value) bool { _, ok := decodeOwnershipProof(v); return ok },
		"claim":              func(v Value) bool { _, ok := decodeClaim(v); return ok },
		"committee":          func(v Value) bool { _, err := decodeCommittee(v); return err == nil },
		"genesis":            func(v Value) bool { _, err := DecodeGenesis(v); return err == nil },
	} {
		paths, _ := filepath.Glob(spec(t) + "/examples/valid/" + kind + "/*.json")
		for _, path := range paths {
			if !decode(parse(t, read(t, path, nil))) {
				t.Error(path, "is refused")
			}
		}
	}
}

// A vote that left is in the directory: another process gives the same one.
func TestResume(t *testing.T) {
	var e example
	read(t, spec(t)+"/examples/refused/ConflictingOrder.json", &e)
	dir := t.TempDir()
	vote, _ := village(t, a1Key, a1Seed, dir, false).Apply("SignVote", parse(t, e.Steps[0].Body))
	again, err := village(t, a1Key, a1Seed, dir, true).Apply("SignVote", parse(t, e.Steps[0].Body))
	if err != nil || vote.Outcome.Kind != "voted" || again.Outcome.Kind != "again" || !reflect.DeepEqual(vote.Emits, again.Emits) {
		t.Error(vote, again, err)
	}
	if _, err := New(Setup{parse(t, read(t, spec(t)+"/examples/valid/genesis/village.json", nil)), a1Key, a1Seed, t.TempDir(), true}); err == nil {
		t.Error("it went on from nothing")
	}
}
