// Package authority is an authority of a Flash-Mesh network: a member of committees of one or of many. It follows
// spec/protocol.md; the ids in the comments are its clauses.
package authority

import (
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"reflect"
	"slices"
)

// Authority answers inputs. It is not safe for concurrent use: one input at a time is what makes it deterministic.
type Authority struct {
	genesis *Genesis
	private ed25519.PrivateKey
	self    Key
	owner   Digest // of the state in the store
	store   store
	state   *state
}

// Setup is what an authority is configured with.
type Setup struct {
	Genesis  Value
	Self     string // its key
	Seed     string // the Ed25519 seed of that key
	StateDir string // where it keeps what must last; empty: in memory
	Resume   bool   // go on from what is there, and from nothing else
}

// New begins an authority, or goes on with one.
func New(s Setup) (*Authority, error) {
	genesis, err := DecodeGenesis(s.Genesis)
	if err != nil {
		return nil, err
	}
	seed, err := hex.DecodeString(s.Seed)
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, errors.New("seed: not 32 bytes (TH-12)")
	}
	private := ed25519.NewKeyFromSeed(seed)
	self := Key(hex.EncodeToString(private[ed25519.SeedSize:]))
	if s.Self != string(self) {
		return nil, errors.New("self: not the key of the seed (SG-1)")
	}
	owner := digestOf("state", genesis.Network, []any{self, fmt.Sprint(*genesis)}) // fmt prints maps in order
	a := &Authority{genesis: genesis, private: private, self: self, owner: owner, store: store{directory: s.StateDir}}
	if s.Resume {
		return a, a.reload()
	}
	a.state = newState(genesis, self)
	return a, a.store.save(owner, a.state)
}

func (a *Authority) reload() (err error) {
	a.state, err = a.store.load(a.owner)
	return err
}

// Outcome says what happened; a refusal names a guard that failed.
type Outcome struct {
	Kind   string `json:"kind"`
	Reason Reason `json:"reason,omitempty"`
}

// Emitted is a message that leaves.
type Emitted struct {
	Type string `json:"type"`
	Body any    `json:"body"`
}

// Answer is what comes back for one input.
type Answer struct {
	Outcome Outcome   `json:"outcome"`
	Emits   []Emitted `json:"emits"`
}

// decision is an answer that was found, but not given yet. Until it is carried out nothing has changed, so asking is
// leaving it at that (VF-15, EX-15), and a refusal cannot leave a trace: it has no change.
type decision struct {
	outcome Outcome
	emits   []Emitted
	change  func() []Emitted // changes the state, and says what leaves besides emits
}

func refuse(reason Reason, emits ...Emitted) decision {
	return decision{outcome: Outcome{"refused", reason}, emits: emits}
}

// ErrUnsupported says that the input is none of an authority's.
var ErrUnsupported = errors.New("not an input of an authority")

// Apply answers one input. An error that is not ErrUnsupported is no answer: the authority must not go on.
func (a *Authority) Apply(input string, body Value) (Answer, error) {
	r := body.Record()
	switch input {
	case "VerifyTransfer":
		return ask(a.decideTransfer(r)), nil
	case "SignVote":
		return a.carryOut(a.decideTransfer(r))
	case "VerifyCertificate":
		return ask(a.decideCertificate(r)), nil
	case "ApplyCertificate":
		return a.carryOut(a.decideCertificate(r))
	case "RecordEvidence":
		return a.carryOut(a.decideEvidence(r))
	case "RecordOwnershipProof":
		return a.carryOut(a.decideOwnershipProof(r))
	case "Invite":
		return a.carryOut(a.decideInvite(r))
	case "Release":
		return a.carryOut(a.decideRelease(r))
	case "AcceptHandoff":
		return a.carryOut(a.decideAcceptHandoff(r))
	case "OpenAccount":
		return a.carryOut(a.decideOpenAccount(r))
	case "Pend":
		return a.carryOut(a.decidePend(r))
	case "Lapse":
		d, err := a.decideLapse(r)
		if err != nil {
			return Answer{}, err
		}
		return a.carryOut(d)
	case "Activate":
		return a.carryOut(a.decideActivate(r))
	case "Restart":
		if !r.Done() {
			return Answer{}, ErrRequest
		}
		return Answer{Outcome{Kind: "restarted"}, []Emitted{}}, a.reload()
	}
	return Answer{}, ErrUnsupported
}

func ask(d decision) Answer { return Answer{d.outcome, []Emitted{}} }

func (a *Authority) carryOut(d decision) (Answer, error) {
	answer := Answer{d.outcome, append([]Emitted{}, d.emits...)}
	if d.change == nil {
		return answer, nil
	}
	for _, e := range d.change() {
		if !slices.ContainsFunc(answer.Emits, func(other Emitted) bool { return reflect.DeepEqual(other, e) }) {
			answer.Emits = append(answer.Emits, e) // what answers two orders, or certificates, alike leaves once
		}
	}
	return answer, a.store.save(a.owner, a.state) // VT-1, EX-13: durable before it leaves
}
