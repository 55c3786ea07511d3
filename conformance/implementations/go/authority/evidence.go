package authority

// decideEvidence is RecordEvidence: equivocation (EQ).
func (a *Authority) decideEvidence(body *Record) decision {
	proof, ok := decodeEquivocationProof(body.Value("proof"))
	if !ok || !body.Done() {
		return refuse(EvidenceInvalid) // EQ-1
	}
	first, second := proof.First, proof.Second
	for _, o := range []Order{first, second} {
		if o.Network != a.genesis.Network || !o.isSigned() {
			return refuse(EvidenceInvalid) // EQ-1
		}
	}
	if first.Sender != second.Sender || first.Nonce != second.Nonce || first.Epoch != second.Epoch ||
		first.coreDigest() == second.coreDigest() {
		return refuse(EvidenceProvesNothing) // EQ-2
	}
	sender := a.state.Accounts[first.Sender]
	if sender == nil || sender.Epoch != first.Epoch {
		return refuse(EvidenceNotCurrent) // EQ-3
	}
	if sender.Evidence != nil {
		return decision{outcome: Outcome{Kind: "again"}} // EQ-6
	}
	return decision{outcome: Outcome{Kind: "recorded"}, change: func() []Emitted {
		sender.Evidence = &proof // EQ-5: all that it does is VF-7
		return nil
	}}
}
