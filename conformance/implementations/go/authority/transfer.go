package authority

import "math/big"

// What an authority demands before it locks (VF), and the vote (VT).

// decideTransfer is SignVote; VerifyTransfer leaves it at the decision (VF-15).
func (a *Authority) decideTransfer(body *Record) decision {
	o, ok := decodeOrder(body.Value("order"))
	now := body.time("now")
	if !ok || !body.Done() {
		return refuse(Malformed) // VF-1
	}
	if o.Network != a.genesis.Network {
		return refuse(WrongNetwork) // VF-3
	}
	if !o.isSigned() {
		return refuse(OrderSignatureInvalid) // VF-2
	}
	if a.state.Accounts[o.Sender] == nil {
		return refuse(NotOwned) // VF-5
	}
	answer, _ := a.answerTransfer(o, now)
	return answer
}

// answerTransfer answers an order that is well formed, signed, of this network and of an account owned here; of a refusal
// it tells every guard that failed.
func (a *Authority) answerTransfer(o Order, now uint64) (decision, []Reason) {
	sender, core := a.state.Accounts[o.Sender], o.coreDigest()
	if settled := a.state.settled(o.claim()); settled != nil && settled.Debited {
		return decision{outcome: Outcome{Kind: "settled"}, emits: settled.receipts(ofDebit)}, nil // VT-5
	}
	lock, locked := sender.Locks[o.Nonce]
	if locked && lock.Vote.CoreDigest == core {
		return decision{outcome: Outcome{Kind: "again"}, emits: []Emitted{{"TransferVote", lock.Vote}}}, nil // VT-4
	}
	if reasons := a.refusesToLock(o, sender, now); len(reasons) > 0 {
		return refuse(reasons[0], a.refusalEmits(o, sender)...), reasons
	}
	return decision{outcome: Outcome{Kind: "voted"}, change: func() []Emitted { return a.lock(o, sender, core) }}, nil
}

// refusesToLock is VF-4 and VF-6 to VF-14, for an order that is signed, of this network, of an account owned here: all
// that failed, in the order of reasons.json (PD-19).
func (a *Authority) refusesToLock(o Order, sender *account, now uint64) (reasons []Reason) {
	escrow := sender.escrowOf(o.Nonce, o.claimDigest())
	completes := escrow >= 0 && len(sender.Escrow[escrow].Claims) == 1
	_, locked := sender.Locks[o.Nonce] // on another core: the same one was answered (VT-4)
	for _, guard := range []struct {
		reason Reason
		fails  bool
	}{
		{WrongEpoch, o.Epoch != sender.Epoch},                                             // VF-4
		{SelfTransfer, o.Sender == o.Recipient},                                           // VF-11
		{TTLTooLong, o.TTL > a.genesis.TTLMax},                                            // VF-14
		{OrderExpired, now >= o.IssuedAt+o.TTL},                                           // VF-12
		{OrderFromFuture, o.IssuedAt > now+a.genesis.Skew},                                // VF-13
		{AccountFrozen, sender.Frozen},                                                    // VF-6
		{SenderEquivocated, sender.Evidence != nil},                                       // VF-7
		{NonceNotOpen, o.Nonce != sender.NextNonce && !completes},                         // VF-8
		{ConflictingOrder, locked},                                                        // VF-9
		{InsufficientBalance, !completes && sender.Balance.Cmp(big.NewInt(o.Amount)) < 0}, // VF-10; an escrow covers each of its claims
	} {
		if guard.fails {
			reasons = append(reasons, guard.reason)
		}
	}
	return reasons
}

// refusalEmits is what a refused order is answered with, whichever guard is named.
func (a *Authority) refusalEmits(o Order, sender *account) (emits []Emitted) {
	conflicts := func(other Order) bool { // EQ-4: at its nonce and epoch, another core
		return other.Epoch == o.Epoch && other.coreDigest() != o.coreDigest()
	}
	if lock, locked := sender.Locks[o.Nonce]; locked && conflicts(lock.Order) {
		emits = append(emits, Emitted{"EquivocationProof", newEquivocationProof(lock.Order, o)})
	}
	for _, s := range a.state.contradicted(o.claim()) {
		if s.Debit != nil && conflicts(s.Debit.Order) {
			emits = append(emits, Emitted{"EquivocationProof", newEquivocationProof(s.Debit.Order, o)})
		}
	}
	if o.Epoch == sender.Epoch && o.Nonce > sender.NextNonce { // VT-6
		emits = append(emits, Emitted{"MissingCertificate", MissingCertificate{o.Sender, sender.NextNonce}})
	}
	return emits
}

func (a *Authority) lock(o Order, sender *account, core Digest) []Emitted {
	vote := TransferVote{ // VT-3
		CoreDigest: core, Nonce: o.Nonce, Epoch: o.Epoch, TTL: o.TTL, Authority: a.self, Committee: sender.Committee,
	}.signed(a.genesis.Network, a.private)
	sender.Locks[o.Nonce] = lock{o, vote}
	return []Emitted{{"TransferVote", vote}}
}
