package authority

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"slices"
)

// Subject is an authority that is judged: it answers the verbs of spec/formats/subject.md.
type Subject struct {
	authority *Authority
	profile   profile // of the last reset
}

// ErrRequest says that a judge broke the schema of requests; there is no reply to that.
var ErrRequest = errors.New("not a request of flashmesh-subject/1")

// Unsupported is the reply to what an authority cannot do.
type Unsupported struct {
	Capability string `json:"capability"`
}

func (u Unsupported) Error() string { return "unsupported: " + u.Capability }

type hello struct {
	Protocol       string   `json:"protocol"`
	Name           string   `json:"name"`
	Version        string   `json:"version"`
	Language       string   `json:"language"`
	Source         string   `json:"source"`
	Issues         string   `json:"issues"`
	ArtifactSHA256 string   `json:"artifact_sha256"`
	Profiles       []string `json:"profiles"`
	Capabilities   []string `json:"capabilities"`
	Limits         Limits   `json:"limits"`
}

// Limits is what the subject takes at most.
type Limits struct {
	LineBytes  int `json:"line_bytes"`
	Accounts   int `json:"accounts"`
	Members    int `json:"members"`
	AmountBits int `json:"amount_bits"`
}

// Answer is the body of the reply to one verb. After an error other than Unsupported the subject must not go on.
func (s *Subject) Answer(verb string, body *Record) (any, error) {
	switch verb {
	case "hello":
		return s.hello(body)
	case "reset":
		return s.reset(body)
	case "bye":
		return finished(body, struct{}{})
	}
	if s.authority == nil {
		return nil, ErrRequest
	}
	switch verb {
	case "apply":
		input, value := body.Text("input"), body.Value("body")
		if !body.Done() {
			return nil, ErrRequest
		}
		if value.size > maxSize {
			value = Value{} // TH-12
		}
		if !slices.Contains(s.profile.inputs, input) {
			return nil, Unsupported{input}
		}
		answer, err := s.authority.Apply(input, value)
		if err == ErrUnsupported {
			err = Unsupported{input}
		}
		return answer, err
	case "observe":
		return s.observe(body)
	case "advance": // time comes with the inputs
		body.integer("milliseconds", 1, maxInteger)
		return finished(body, map[string]any{"emits": []Emitted{}})
	}
	return nil, ErrRequest
}

func finished(body *Record, reply any) (any, error) {
	if !body.Done() {
		return nil, ErrRequest
	}
	return reply, nil
}

func (s *Subject) hello(body *Record) (any, error) {
	protocol := body.Text("protocol")
	body.Text("suite_version")
	body.integer("hello_deadline_ms", 1, maxInteger)
	body.integer("step_deadline_ms", 1, maxInteger)
	path, err := os.Executable()
	if err != nil {
		return nil, err
	}
	program, err := os.ReadFile(path)
	if err != nil || protocol != "flashmesh-subject/1" {
		return nil, errors.Join(ErrRequest, err)
	}
	sum := sha256.Sum256(program)
	return finished(body, hello{
		Protocol: protocol, Name: "flashmesh-go", Version: "1.0.0", Language: "Go",
		ArtifactSHA256: hex.EncodeToString(sum[:]), Profiles: ascending(profiles), Capabilities: []string{"advance", "resume"},
		Limits: Limits{LineBytes: maxSize, Accounts: 1 << 12, Members: 1 << 12, AmountBits: 63},
	})
}

func (s *Subject) reset(body *Record) (any, error) {
	name := body.Text("profile")
	setup := Setup{
		Genesis: body.Value("genesis"), Self: body.hex("self", 32), Seed: body.hex("seed", 32),
		StateDir: body.anyText("state_dir"), Resume: body.Bool("resume"),
	}
	if !body.Done() {
		return nil, ErrRequest
	}
	row, claimed := profiles[name]
	if !claimed {
		return nil, Unsupported{name}
	}
	var err error
	s.profile = row
	s.authority, err = New(setup)
	return struct{}{}, err
}

func (s *Subject) observe(body *Record) (any, error) {
	o := s.authority.Observe()
	whole := map[string]any{
		"accounts": o.Accounts, "ownership": o.Ownership, "releases": o.Releases, "accepted": o.Accepted, "openings": o.Openings,
		"pending": o.Pending,
	}
	observed := map[string]any{}
	for _, key := range body.List("keys") {
		switch {
		case key.kind != text || key.text == "":
			return nil, ErrRequest
		case !slices.Contains(s.profile.observed, key.text):
			return nil, Unsupported{key.text}
		}
		observed[key.text] = whole[key.text]
	}
	return finished(body, map[string]any{"observed": observed})
}
