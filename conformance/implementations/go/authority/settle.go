package authority

import "slices"

// What applying a certificate does (EX).

// decideCertificate is ApplyCertificate; VerifyCertificate leaves it at the decision (EX-15).
func (a *Authority) decideCertificate(body *Record) decision {
	c, ok := decodeCertificate(body.Value("certificate"))
	if !ok || !body.Done() {
		return refuse(CertificateMalformed) // CF-1
	}
	committee, reason := a.judge(c, c.Order.coreDigest())
	if reason != "" {
		return refuse(reason) // EX-1
	}
	o, claim := c.Order, c.Order.claimDigest()
	sender, recipient := a.state.Accounts[o.Sender], a.state.Accounts[o.Recipient]
	_, proven := a.state.provenCommittee(o.Sender, o.Epoch)
	if sender != nil && !proven {
		return refuse(CertificateNotCurrent) // EX-3: nor does it contradict anything (EX-4)
	}
	if broken := a.brokenQuorums(c, claim, committee, proven); len(broken) > 0 {
		return refuse(NonceSpent, broken...) // EX-4
	}
	if settled := a.state.settled(o.Sender, o.Nonce); settled != nil && settled.Receipt.ClaimDigest == claim {
		return decision{outcome: Outcome{Kind: "again"}, emits: []Emitted{{"TransferReceipt", settled.Receipt}}} // EX-9
	}
	switch {
	case sender != nil:
		return a.decideDebit(c, claim, sender)
	case recipient != nil:
		return a.decideCredit(queued{c, claim, committee}, recipient, proven)
	}
	return refuse(NeitherOwned) // EX-5
}

// brokenQuorums are made of a certificate and those for another claim of its (sender, nonce): the one settled here, if
// the epoch is proven, and those queued in the same epoch under the same committee (EX-4).
func (a *Authority) brokenQuorums(c TransferCertificate, claim, committee Digest, proven bool) (emits []Emitted) {
	if s := a.state.settled(c.Order.Sender, c.Order.Nonce); proven && s != nil && s.Receipt.ClaimDigest != claim {
		emits = append(emits, Emitted{"BrokenQuorum", newBrokenQuorum(s.Certificate, c)})
	}
	for _, q := range a.state.Queue {
		other := q.Certificate.Order
		if other.Sender == c.Order.Sender && other.Nonce == c.Order.Nonce && other.Epoch == c.Order.Epoch &&
			q.Committee == committee && q.Claim != claim {
			emits = append(emits, Emitted{"BrokenQuorum", newBrokenQuorum(q.Certificate, c)})
		}
	}
	return emits
}

// decideDebit is for the sender's owner, to whom the epoch is proven.
func (a *Authority) decideDebit(c TransferCertificate, claim Digest, sender *account) decision {
	o := c.Order
	escrow := sender.escrowOf(o.Nonce, claim)
	switch {
	case escrow >= 0: // EX-12, in whichever of the proven epochs it was certified
	case o.Epoch != sender.Epoch || o.Nonce < sender.NextNonce:
		return refuse(CertificateNotCurrent) // EX-3
	case o.Nonce > sender.NextNonce:
		return refuse(CertificateGap, Emitted{"MissingCertificate", MissingCertificate{o.Sender, sender.NextNonce}}) // EX-2
	}
	return decision{outcome: Outcome{Kind: "applied"}, change: func() []Emitted {
		if escrow >= 0 {
			sender.pay(sender.Escrow[escrow].Amount) // EX-12: what is left goes back
			sender.Escrow = slices.Delete(sender.Escrow, escrow, escrow+1)
		} else {
			sender.NextNonce++ // EX-16
		}
		sender.pay(-o.Amount)         // EX-8: even below zero
		delete(sender.Locks, o.Nonce) // VT-2
		recipient := a.state.Accounts[o.Recipient]
		credited := recipient != nil && !recipient.Frozen // EX-7
		if credited {
			recipient.pay(o.Amount) // EX-10
		}
		return a.settle(c, claim, true, credited)
	}}
}

// decideCredit is for the owner of the recipient alone. What waits may contradict what is settled: a proof will tell.
func (a *Authority) decideCredit(q queued, recipient *account, proven bool) decision {
	o := q.Certificate.Order
	if recipient.Frozen {
		return refuse(Moved) // EX-7
	}
	if proven {
		return decision{outcome: Outcome{Kind: "applied"}, change: func() []Emitted { return a.credit(q) }} // EX-11
	}
	if slices.ContainsFunc(a.state.Queue, func(other queued) bool {
		return other.Claim == q.Claim && other.Certificate.Order.Epoch == o.Epoch && other.Committee == q.Committee
	}) {
		return decision{outcome: Outcome{Kind: "queued"}} // EX-6: queued already
	}
	if uint64(len(a.state.Queue)) >= a.genesis.QueueMax {
		return refuse(QueueFull) // EX-6
	}
	return decision{outcome: Outcome{Kind: "queued"}, change: func() []Emitted {
		a.state.Queue = append(a.state.Queue, q)
		return nil
	}}
}

func (a *Authority) credit(q queued) []Emitted {
	o := q.Certificate.Order
	a.state.Accounts[o.Recipient].pay(o.Amount)
	return a.settle(q.Certificate, q.Claim, false, true)
}

// settle keeps the certificate with the receipt, which is the same for ever (EX-9).
func (a *Authority) settle(c TransferCertificate, claim Digest, debited, credited bool) []Emitted {
	receipt := TransferReceipt{
		ClaimDigest: claim, Debited: debited, Credited: credited, Authority: a.self,
	}.signed(a.genesis.Network, a.private)
	a.state.settle(c, receipt)
	return []Emitted{{"TransferReceipt", receipt}}
}
