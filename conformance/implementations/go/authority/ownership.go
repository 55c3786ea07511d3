package authority

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

// record takes the certificates of that sender and epoch out of the queue (OP-2).
func (a *Authority) record(p OwnershipProof) (emits []Emitted) {
	a.state.learn(p)
	waiting := a.state.Queue
	a.state.Queue = nil
	for _, q := range waiting {
		o := q.Certificate.Order
		switch settled := a.state.settled(o.Sender, o.Nonce); {
		case o.Sender != p.Account || o.Epoch != p.Epoch:
			a.state.Queue = append(a.state.Queue, q)
		case q.Committee != p.Committee: // dropped
		case settled == nil:
			emits = append(emits, a.credit(q)...)
		case settled.Receipt.ClaimDigest == q.Claim:
			emits = append(emits, Emitted{"TransferReceipt", settled.Receipt})
		default:
			emits = append(emits, Emitted{"BrokenQuorum", newBrokenQuorum(settled.Certificate, q.Certificate)})
		}
	}
	return emits
}
