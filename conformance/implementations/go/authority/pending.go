package authority

import (
	"cmp"
	"crypto/ed25519"
	"slices"
)

// Orders that wait until their account is open here (PD). What waits has no lock and no vote.

// PendingOrder is the word that an order waits, and how long (PD-13).
type PendingOrder struct {
	Authority    Key       `json:"authority"`
	AuthoritySig Signature `json:"authority_sig,omitempty"`
	CoreDigest   Digest    `json:"core_digest"`
	Until        uint64    `json:"until"`
}

func (p PendingOrder) signed(network string, private ed25519.PrivateKey) PendingOrder {
	p.AuthoritySig = sign(private, signingBytes("pending-order", network, p))
	return p
}

// LapseNotice is the word that an order waits no more and got no vote, and why (PD-14).
type LapseNotice struct {
	Authority    Key       `json:"authority"`
	AuthoritySig Signature `json:"authority_sig,omitempty"`
	CoreDigest   Digest    `json:"core_digest"`
	Reasons      []Reason  `json:"reasons"`
}

func (l LapseNotice) signed(network string, private ed25519.PrivateKey) LapseNotice {
	l.AuthoritySig = sign(private, signingBytes("lapse-notice", network, l))
	return l
}

// until is the end of an order's window, or the last time that can be written (PD-13).
func (o Order) until() uint64 { return min(o.IssuedAt+o.TTL, maxInteger) }

// decidePend is Pend: an order is to wait (PD-15, PD-16).
func (a *Authority) decidePend(body *Record) decision {
	o, ok := decodeOrder(body.Value("order"))
	now := body.time("now")
	if !ok || !body.Done() {
		return refuse(PendingMalformed) // PD-1
	}
	if reason := a.refusesToWait(o, now); reason != "" {
		return refuse(reason)
	}
	before := a.state.waiting(o)
	if before >= 0 && a.state.Pending[before].until() >= o.until() {
		return decision{outcome: Outcome{Kind: "again"}, emits: []Emitted{a.pendingOrder(a.state.Pending[before])}} // PD-16
	}
	return decision{outcome: Outcome{Kind: "pending"}, change: func() []Emitted {
		if before >= 0 {
			a.state.Pending[before] = o
		} else {
			a.state.Pending = append(a.state.Pending, o)
			slices.SortFunc(a.state.Pending, compareWaiting)
		}
		return []Emitted{a.pendingOrder(o)}
	}}
}

// refusesToWait is PD-2 to PD-11, for an order that is well formed.
func (a *Authority) refusesToWait(o Order, now uint64) Reason {
	sender := a.state.Accounts[o.Sender]
	waiting := a.state.waiting(o)
	switch {
	case !o.isSigned():
		return PendingSignatureInvalid // PD-2
	case o.Network != a.genesis.Network:
		return PendingWrongNetwork // PD-3
	case o.Sender == o.Recipient:
		return PendingSelfTransfer // PD-4
	case now >= o.IssuedAt+o.TTL:
		return PendingExpired // PD-5
	case o.IssuedAt > now+a.genesis.Skew:
		return PendingFromFuture // PD-6
	case o.TTL > a.genesis.TTLMax:
		return PendingTTLTooLong // PD-7
	case !a.genesis.names(o.Sender) && !a.state.provenSince(Tenure{o.Sender, 0}):
		return PendingAccountUnknown // PD-8
	case sender != nil && o.Epoch <= sender.Epoch:
		return EpochOpenHere // PD-9
	case waiting < 0 && a.state.waitingOf(o.Sender) >= a.genesis.QueueMax:
		return PendingFull // PD-10
	case waiting >= 0 && a.state.Pending[waiting].coreDigest() != o.coreDigest():
		return OtherOrderPending // PD-11
	}
	return ""
}

// decideLapse is Lapse: the clock ends the waiting, and nothing else (PD-17).
func (a *Authority) decideLapse(body *Record) (decision, error) {
	now := body.time("now")
	if !body.Done() {
		return decision{}, ErrRequest // it is never malformed
	}
	late := func(o Order) bool { return now >= o.IssuedAt+o.TTL }
	if !slices.ContainsFunc(a.state.Pending, late) {
		return decision{outcome: Outcome{Kind: "again"}}, nil
	}
	return decision{outcome: Outcome{Kind: "lapsed"}, change: func() (emits []Emitted) {
		for _, o := range a.state.endWaiting(late) {
			emits = append(emits, a.lapseNotice(o, []Reason{OrderExpired}))
		}
		return emits
	}}, nil
}

// decideActivate is Activate: the orders whose turn has come are answered as SignVote would (PD-18).
func (a *Authority) decideActivate(body *Record) decision {
	key, now := body.key("account"), body.time("now")
	account := a.state.Accounts[key]
	if !body.Done() || account == nil {
		return refuse(AccountNotOpenHere) // PD-12
	}
	due := func(o Order) bool {
		return o.Sender == key && (o.Epoch < account.Epoch || o.Epoch == account.Epoch && o.Nonce <= account.NextNonce)
	}
	if !slices.ContainsFunc(a.state.Pending, due) {
		return decision{outcome: Outcome{Kind: "again"}}
	}
	return decision{outcome: Outcome{Kind: "activated"}, change: func() (emits []Emitted) {
		for _, o := range a.state.endWaiting(due) { // in the order of epoch and nonce: a vote may bar the next one
			answer, reasons := a.answerTransfer(o, now)
			emits = append(emits, answer.emits...)
			if answer.change != nil {
				emits = append(emits, answer.change()...)
			}
			if len(reasons) > 0 {
				emits = append(emits, a.lapseNotice(o, reasons)) // PD-19
			}
		}
		return emits
	}}
}

func (a *Authority) pendingOrder(o Order) Emitted {
	word := PendingOrder{Authority: a.self, CoreDigest: o.coreDigest(), Until: o.until()}
	return Emitted{"PendingOrder", word.signed(a.genesis.Network, a.private)}
}

func (a *Authority) lapseNotice(o Order, reasons []Reason) Emitted {
	notice := LapseNotice{Authority: a.self, CoreDigest: o.coreDigest(), Reasons: reasons}
	return Emitted{"LapseNotice", notice.signed(a.genesis.Network, a.private)}
}

// waiting is the place of what waits of that sender, epoch and nonce, or -1.
func (s *state) waiting(o Order) int {
	return slices.IndexFunc(s.Pending, func(other Order) bool { return compareWaiting(o, other) == 0 })
}

func (s *state) waitingOf(sender Key) (n uint64) {
	for _, o := range s.Pending {
		if o.Sender == sender {
			n++
		}
	}
	return n
}

// endWaiting takes out the orders that are meant, in their order (PD-20).
func (s *state) endWaiting(meant func(Order) bool) (ended []Order) {
	rest := []Order{}
	for _, o := range s.Pending {
		if meant(o) {
			ended = append(ended, o)
		} else {
			rest = append(rest, o)
		}
	}
	s.Pending = rest
	return ended
}

// compareWaiting orders by sender, epoch and nonce: one order waits for each (PD-11).
func compareWaiting(a, b Order) int {
	return cmp.Or(cmp.Compare(a.Sender, b.Sender), cmp.Compare(a.Epoch, b.Epoch), cmp.Compare(a.Nonce, b.Nonce))
}
