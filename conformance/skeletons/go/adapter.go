// An authority behind stdin and stdout, by spec/formats/subject.md: it talks, and refuses everything. Where core.go says YOUR
// CORE, call yours. Only replies go to standard output; whatever a person should read goes to standard error.
package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

type request struct {
	Seq  string          `json:"seq"`
	Verb string          `json:"verb"`
	Body json.RawMessage `json:"body"`
}

type reset struct {
	Profile  string          `json:"profile"`
	Genesis  json.RawMessage `json:"genesis"`
	Self     string          `json:"self"`
	Seed     string          `json:"seed"`
	StateDir string          `json:"state_dir"`
	Resume   bool            `json:"resume"`
}

type object = map[string]any

var profiles = []string{"authority"}

func hello() (object, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	bytes, err := os.ReadFile(program)
	if err != nil {
		return nil, err
	}
	digest := sha256.Sum256(bytes)
	return object{
		"protocol": "flashmesh-subject/1", "name": "my-authority", "version": "0.1.0", "language": "Go",
		"source": "", "issues": "", "artifact_sha256": hex.EncodeToString(digest[:]),
		"profiles": profiles, "capabilities": []string{"advance", "resume"},
		"limits": object{"line_bytes": 1 << 20, "accounts": 64, "members": 64, "amount_bits": 63},
	}, nil
}

// open begins anew, or goes on from what StateDir has; never anew where it should go on.
func open(asked reset) (*core, error) {
	owner, err := json.Marshal(object{"genesis": asked.Genesis, "self": asked.Self, "seed": asked.Seed})
	if err != nil {
		return nil, err
	}
	file := filepath.Join(asked.StateDir, "state.json")
	if asked.Resume {
		stored, err := os.ReadFile(file)
		if asked.StateDir == "" || err != nil || !bytes.Equal(stored, owner) {
			return nil, errors.New("nothing of mine to resume from")
		}
	} else if asked.StateDir != "" {
		if err := save(file, owner); err != nil {
			return nil, err
		}
	}
	return newCore(asked)
}

func save(file string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	draft, err := os.Create(file + ".new")
	if err != nil {
		return err
	}
	_, err = draft.Write(text)
	if err = errors.Join(err, draft.Sync(), draft.Close()); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}

// answer returns the verb and the body of the reply; an error is a fault, and has none.
func answer(asked request, subject **core) (string, any, error) {
	switch asked.Verb {
	case "hello":
		about, err := hello()
		return "hello", about, err
	case "bye":
		return "bye", object{}, nil
	case "reset":
		var body reset
		if err := json.Unmarshal(asked.Body, &body); err != nil {
			return "", nil, err
		}
		if !contains(profiles, body.Profile) {
			return "unsupported", object{"capability": body.Profile}, nil
		}
		opened, err := open(body)
		*subject = opened
		return "reset", object{}, err
	}
	if *subject == nil {
		return "", nil, errors.New(asked.Verb + " before any reset")
	}
	switch asked.Verb {
	case "apply":
		var body struct {
			Input string          `json:"input"`
			Body  json.RawMessage `json:"body"`
		}
		if err := json.Unmarshal(asked.Body, &body); err != nil {
			return "", nil, err
		}
		if _, known := reasons[body.Input]; !known {
			return "unsupported", object{"capability": body.Input}, nil
		}
		outcome, emits := (*subject).apply(body.Input, body.Body)
		return "apply", object{"outcome": outcome, "emits": emits}, nil
	case "observe":
		var body struct {
			Keys []string `json:"keys"`
		}
		if err := json.Unmarshal(asked.Body, &body); err != nil {
			return "", nil, err
		}
		observed := object{}
		for _, key := range body.Keys {
			if !contains([]string{"accounts", "ownership"}, key) {
				return "unsupported", object{"capability": key}, nil
			}
			observed[key] = (*subject).observe(key)
		}
		return "observe", object{"observed": observed}, nil
	case "advance":
		return "advance", object{"emits": []any{}}, nil // Time comes with the inputs.
	}
	return "", nil, errors.New("no verb is called " + asked.Verb)
}

func contains(list []string, wanted string) bool {
	for _, each := range list {
		if each == wanted {
			return true
		}
	}
	return false
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<21)
	replies := json.NewEncoder(os.Stdout) // Unbuffered: a reply has left when Encode returns.
	var subject *core
	for lines.Scan() {
		var asked request
		err := json.Unmarshal(lines.Bytes(), &asked)
		var verb string
		var body any
		if err == nil {
			verb, body, err = answer(asked, &subject)
		}
		if err == nil {
			err = replies.Encode(object{"seq": asked.Seq, "verb": verb, "body": body})
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "fault:", err)
			os.Exit(3)
		}
		if verb == "bye" {
			return
		}
	}
	if err := lines.Err(); err != nil {
		fmt.Fprintln(os.Stderr, "fault:", err)
		os.Exit(3)
	}
}
