package authority

import "slices"

// What applying a certificate does (EX).

// decideCertificate is ApplyCertificate; VerifyCertificate leaves it at the decision (EX-15).
func (a *Authority) decideCertificate(body *Record) decision {
	c, ok := decodeCertificate(body.Value("certificate"))
	if !ok || !body.Done() {
		return refuse(CertificateMalformed) // CF-1
	}
	return a.answerCertificate(c)
}

// answerCertificate answers a certificate that is well formed, be it brought or taken out of the queue (HO-34).
func (a *Authority) answerCertificate(c TransferCertificate) decision {
	committee, reason := a.judge(c, c.Order.coreDigest())
	if reason != "" {
		return refuse(reason) // EX-1
	}
	o, claim := c.Order, c.Order.claim()
	sender, recipient := a.payer(o), a.state.Accounts[o.Recipient]
	_, proven := a.state.provenCommittee(o.Sender, o.Epoch)
	if sender != nil && !proven {
		return refuse(CertificateNotCurrent) // EX-3: nor does it contradict anything (EX-4)
	}
	if refuted, broken := a.brokenQuorums(c, committee, proven); refuted {
		return refuse(NonceSpent, broken...) // EX-4
	}
	if settled := a.state.settled(claim); settled != nil {
		return a.decideSettled(c, settled, sender, recipient)
	}
	switch {
	case sender != nil:
		return a.decideDebit(c, sender)
	case recipient != nil:
		return a.decideCredit(queued{c, claim.digest(), committee}, recipient, proven)
	}
	return refuse(NeitherOwned) // EX-5
}

// payer is the account that an order is paid from here. Whose next owner is known pays here what its own epochs certified,
// and the claims of its escrow, and nothing that comes later (HO-38).
func (a *Authority) payer(o Order) *account {
	sender := a.state.Accounts[o.Sender]
	if sender == nil || o.Epoch <= sender.Epoch || !a.state.provenSince(Tenure{o.Sender, sender.Epoch + 1}) ||
		sender.escrowOf(o.Nonce, o.claimDigest()) >= 0 {
		return sender
	}
	return nil
}

// decideSettled is for a claim that is settled here: what is still due of it is settled, too (EX-9, HO-37).
func (a *Authority) decideSettled(c TransferCertificate, s *settlement, sender, recipient *account) decision {
	debit := !s.Debited && sender != nil && sender.escrowOf(c.Order.Nonce, c.Order.claimDigest()) >= 0
	credit := !s.Credited && recipient != nil && !recipient.Frozen
	if !debit && !credit {
		return decision{outcome: Outcome{Kind: "again"}, emits: s.receipts(anyOf)}
	}
	return decision{outcome: Outcome{Kind: "applied"}, change: func() []Emitted {
		if debit {
			sender.payFromEscrow(s.Claim)
			delete(sender.Locks, c.Order.Nonce) // EX-12
		}
		if credit {
			recipient.pay(c.Order.Amount)
		}
		return a.settle(c, debit, credit)
	}}
}

// brokenQuorums says whether a certificate contradicts another claim of its (sender, nonce), and proves it by the
// certificates of those: settled here, if the epoch is proven, or queued in the same epoch under the same committee (EX-4).
func (a *Authority) brokenQuorums(c TransferCertificate, committee Digest, proven bool) (refuted bool, emits []Emitted) {
	claim := c.Order.claim()
	if proven {
		for _, s := range a.state.contradicted(claim) {
			refuted = true
			for _, other := range s.certificates() { // none if an opening alone tells of it (HO-36)
				emits = append(emits, Emitted{"BrokenQuorum", newBrokenQuorum(other, c)})
			}
		}
	}
	for _, q := range a.state.Queue {
		other := q.Certificate.Order
		if other.Sender == claim.Sender && other.Nonce == claim.Nonce && other.Epoch == c.Order.Epoch &&
			q.Committee == committee && q.Claim != claim.digest() {
			refuted = true
			emits = append(emits, Emitted{"BrokenQuorum", newBrokenQuorum(q.Certificate, c)})
		}
	}
	return refuted, emits
}

// decideDebit is for the sender's owner, to whom the epoch is proven.
func (a *Authority) decideDebit(c TransferCertificate, sender *account) decision {
	o := c.Order
	escrow := sender.escrowOf(o.Nonce, o.claimDigest())
	switch {
	case escrow >= 0: // EX-12, in whichever of the proven epochs it was certified
	case o.Epoch != sender.Epoch || o.Nonce < sender.NextNonce:
		return refuse(CertificateNotCurrent) // EX-3
	case o.Nonce > sender.NextNonce:
		return refuse(CertificateGap, Emitted{"MissingCertificate", MissingCertificate{o.Sender, sender.NextNonce}}) // EX-2
	}
	return decision{outcome: Outcome{Kind: "applied"}, change: func() []Emitted {
		if !sender.payFromEscrow(o.claim()) {
			sender.NextNonce++    // EX-16
			sender.pay(-o.Amount) // EX-8: even below zero
		}
		delete(sender.Locks, o.Nonce) // VT-2
		recipient := a.state.Accounts[o.Recipient]
		credited := recipient != nil && !recipient.Frozen // EX-7
		if credited {
			recipient.pay(o.Amount) // EX-10
		}
		return a.settle(c, true, credited)
	}}
}

// decideCredit is for the owner of the recipient alone. What waits may contradict what is settled: a proof will tell.
func (a *Authority) decideCredit(q queued, recipient *account, proven bool) decision {
	o := q.Certificate.Order
	if recipient.Frozen {
		return refuse(Moved, a.movedHint(o.Recipient, recipient)...) // EX-7
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

// movedHint says where a released account is asked to go (HO-35).
func (a *Authority) movedHint(key Key, account *account) []Emitted {
	r := a.state.releaseOf(key, account.Epoch)
	if r == nil {
		return nil
	}
	return []Emitted{{"Moved", MovedHint{key, r.Epoch + 1, r.To}}}
}

func (a *Authority) credit(q queued) []Emitted {
	o := q.Certificate.Order
	a.state.Accounts[o.Recipient].pay(o.Amount)
	return a.settle(q.Certificate, false, true)
}

// settle keeps the certificate with a receipt of what it did here, which is the same for ever (EX-9, HO-37).
func (a *Authority) settle(c TransferCertificate, debited, credited bool) []Emitted {
	s := a.state.settlementOf(c.Order.claim())
	if debited {
		s.Debited, s.Debit = true, &c
	}
	if credited {
		s.Credited, s.Credit = true, &c
	}
	a.giveReceipt(s, debited, credited)
	return s.receipts(anyOf)
}

// giveReceipt adds what was done for a claim to its receipts. What an opening tells has one of its own, of that side alone.
func (a *Authority) giveReceipt(s *settlement, debited, credited bool) {
	if slices.ContainsFunc(s.Receipts, func(r TransferReceipt) bool { return r.Debited == debited && r.Credited == credited }) {
		return
	}
	s.Receipts = append(s.Receipts, TransferReceipt{
		ClaimDigest: s.Claim.digest(), Debited: debited, Credited: credited, Authority: a.self,
	}.signed(a.genesis.Network, a.private))
}

// receipts are those of a claim that say one of these things.
func (s *settlement) receipts(saying func(TransferReceipt) bool) (emits []Emitted) {
	for _, r := range s.Receipts {
		if saying(r) {
			emits = append(emits, Emitted{"TransferReceipt", r})
		}
	}
	return emits
}

func ofDebit(r TransferReceipt) bool { return r.Debited }
func anyOf(TransferReceipt) bool     { return true }
