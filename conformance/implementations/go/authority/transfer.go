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
	sender := a.state.Accounts[o.Sender]
	if sender == nil {
		return refuse(NotOwned) // VF-5
	}
	core, claim := o.coreDigest(), o.claimDigest()
	settled := a.state.settled(o.Sender, o.Nonce)
	if settled != nil && settled.Receipt.ClaimDigest == claim {
		return decision{outcome: Outcome{Kind: "settled"}, emits: []Emitted{{"TransferReceipt", settled.Receipt}}} // VT-5
	}
	lock, locked := sender.Locks[o.Nonce]
	if locked && lock.Vote.CoreDigest == core {
		return decision{outcome: Outcome{Kind: "again"}, emits: []Emitted{{"TransferVote", lock.Vote}}} // VT-4
	}
	if reason := a.refusesToLock(o, sender, now, claim); reason != "" {
		return refuse(reason, a.refusalEmits(o, sender)...)
	}
	return decision{outcome: Outcome{Kind: "voted"}, change: func() []Emitted { return a.lock(o, sender, core) }}
}

// refusesToLock is VF-4 and VF-6 to VF-14, for an order that is signed, of this network, of an account owned here.
func (a *Authority) refusesToLock(o Order, sender *account, now uint64, claim Digest) Reason {
	escrow := sender.escrowOf(o.Nonce, claim)
	completes := escrow >= 0 && len(sender.Escrow[escrow].Claims) == 1
	_, locked := sender.Locks[o.Nonce] // on another core: the same one was answered (VT-4)
	switch {
	case o.Epoch != sender.Epoch:
		return WrongEpoch // VF-4
	case o.Sender == o.Recipient:
		return SelfTransfer // VF-11
	case o.TTL > a.genesis.TTLMax:
		return TTLTooLong // VF-14
	case now >= o.IssuedAt+o.TTL:
		return OrderExpired // VF-12
	case o.IssuedAt > now+a.genesis.Skew:
		return OrderFromFuture // VF-13
	case sender.Frozen:
		return AccountFrozen // VF-6
	case sender.Evidence != nil:
		return SenderEquivocated // VF-7
	case o.Nonce != sender.NextNonce && !completes:
		return NonceNotOpen // VF-8
	case locked:
		return ConflictingOrder // VF-9
	case !completes && sender.Balance.Cmp(big.NewInt(o.Amount)) < 0:
		return InsufficientBalance // VF-10; an escrow covers each of its claims (genesis)
	}
	return ""
}

// refusalEmits is what a refused order is answered with, whichever guard is named.
func (a *Authority) refusalEmits(o Order, sender *account) (emits []Emitted) {
	conflicts := func(other Order) bool { // EQ-4: at its nonce and epoch, another core
		return other.Epoch == o.Epoch && other.coreDigest() != o.coreDigest()
	}
	if lock, locked := sender.Locks[o.Nonce]; locked && conflicts(lock.Order) {
		emits = append(emits, Emitted{"EquivocationProof", newEquivocationProof(lock.Order, o)})
	}
	if s := a.state.settled(o.Sender, o.Nonce); s != nil && conflicts(s.Certificate.Order) {
		emits = append(emits, Emitted{"EquivocationProof", newEquivocationProof(s.Certificate.Order, o)})
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
