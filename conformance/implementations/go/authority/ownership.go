package authority

import (
	"cmp"
	"slices"
)

// decideOwnershipProof is RecordOwnershipProof: who owned whom (OP).
func (a *Authority) decideOwnershipProof(body *Record) decision {
	p, ok := decodeOwnershipProof(body.Value("proof"))
	if !ok || !body.Done() || a.genesis.Ownership[Tenure{p.Account, p.Epoch}] != p.Committee {
		return refuse(OwnershipUnproven) // OP-1
	}
	if _, known := a.state.provenCommittee(p.Account, p.Epoch); known {
		return decision{outcome: Outcome{Kind: "again"}}
	}
	return decision{outcome: Outcome{Kind: "recorded"}, change: func() []Emitted { return a.record(p) }}
}

// record takes the certificates of that sender and epoch out of the queue (OP-2). Each is answered as if it came now, in
// nonce order (HO-34); those of another committee are dropped.
func (a *Authority) record(p OwnershipProof) (emits []Emitted) {
	a.state.learn(p)
	rest, taken := []queued{}, []queued{}
	for _, q := range a.state.Queue {
		switch o := q.Certificate.Order; {
		case o.Sender != p.Account || o.Epoch != p.Epoch:
			rest = append(rest, q)
		case q.Committee == p.Committee:
			taken = append(taken, q)
		}
	}
	a.state.Queue = rest
	slices.SortStableFunc(taken, func(a, b queued) int { return cmp.Compare(a.Certificate.Order.Nonce, b.Certificate.Order.Nonce) })
	for _, q := range taken {
		answer := a.answerCertificate(q.Certificate)
		emits = append(emits, answer.emits...)
		if answer.change != nil {
			emits = append(emits, answer.change()...)
		}
	}
	return emits
}
