package authority

import (
	"cmp"
	"slices"
)

// Observation is everything an authority shows (authority-observation.schema.json). All lists are sorted.
type Observation struct {
	Accounts  map[Key]*observedAccount
	Ownership []OwnershipProof
	Releases  []observedRelease
	Accepted  []observedOpening
	Openings  []observedOpening
	Pending   []observedPending
}

type observedRelease struct {
	Account Key    `json:"account"`
	Epoch   uint64 `json:"epoch"`
	To      Digest `json:"to"`
}

type observedOpening struct {
	Account Key    `json:"account"`
	Epoch   uint64 `json:"epoch"`
	Opening Digest `json:"opening"`
}

type observedPending struct {
	Sender     Key    `json:"sender"`
	Epoch      uint64 `json:"epoch"`
	Nonce      uint64 `json:"nonce"`
	CoreDigest Digest `json:"core_digest"`
	Until      uint64 `json:"until"`
}

type observedAccount struct {
	Epoch     uint64            `json:"epoch"`
	Committee Digest            `json:"committee"`
	Balance   string            `json:"balance"`
	NextNonce uint64            `json:"next_nonce"`
	Locks     []observedLock    `json:"locks"`
	Frozen    bool              `json:"frozen"`
	Escrow    []observedEscrow  `json:"escrow"`
	Applied   []observedApplied `json:"applied"`
	Credited  []observedPayment `json:"credited"`
	Queued    []observedPayment `json:"queued"`
	Evidence  []Digest          `json:"evidence"`
}

type observedLock struct {
	Nonce      uint64 `json:"nonce"`
	CoreDigest Digest `json:"core_digest"`
	TTL        uint64 `json:"ttl"`
}

type observedEscrow struct {
	Nonce  uint64   `json:"nonce"`
	Amount int64    `json:"amount,string"`
	Claims []Digest `json:"claims"`
}

type observedApplied struct {
	Nonce       uint64 `json:"nonce"`
	ClaimDigest Digest `json:"claim_digest"`
}

type observedPayment struct {
	Sender      Key    `json:"sender"`
	Nonce       uint64 `json:"nonce"`
	ClaimDigest Digest `json:"claim_digest"`
}

// Observe shows the state.
func (a *Authority) Observe() Observation {
	o := Observation{
		map[Key]*observedAccount{}, append([]OwnershipProof{}, a.state.Known...), []observedRelease{}, []observedOpening{},
		[]observedOpening{}, []observedPending{},
	}
	a.observeMoves(&o)
	for key, account := range a.state.Accounts {
		o.Accounts[key] = account.observe()
	}
	for _, s := range a.state.settlements() {
		sender, nonce, digest := s.Claim.Sender, s.Claim.Nonce, s.Claim.digest()
		if s.Debited {
			debtor := o.Accounts[sender]
			debtor.Applied = append(debtor.Applied, observedApplied{nonce, digest})
		}
		if s.Credited {
			creditor := o.Accounts[s.Claim.Recipient]
			creditor.Credited = append(creditor.Credited, observedPayment{sender, nonce, digest})
		}
	}
	for _, q := range a.state.Queue {
		creditor := o.Accounts[q.Certificate.Order.Recipient]
		creditor.Queued = append(creditor.Queued, observedPayment{q.Certificate.Order.Sender, q.Certificate.Order.Nonce, q.Claim})
	}
	for _, account := range o.Accounts {
		// One row for each sender, nonce and claim, in whatever epochs and by whomever it was certified.
		slices.SortFunc(account.Queued, comparePayments)
		account.Queued = slices.Compact(account.Queued)
	}
	return o
}

// observeMoves shows what a handoff leaves behind, and the orders that wait.
func (a *Authority) observeMoves(o *Observation) {
	for _, r := range a.state.Releases {
		o.Releases = append(o.Releases, observedRelease{r.Account, r.Epoch, r.To})
	}
	slices.SortFunc(o.Releases, func(a, b observedRelease) int {
		return cmp.Or(cmp.Compare(a.Account, b.Account), cmp.Compare(a.Epoch, b.Epoch))
	})
	for _, p := range a.state.Accepted {
		o.Accepted = append(o.Accepted, observedOpening{p.Tenure.Account, p.Tenure.Epoch, p.Opening})
	}
	slices.SortFunc(o.Accepted, func(a, b observedOpening) int {
		return cmp.Or(cmp.Compare(a.Account, b.Account), cmp.Compare(a.Epoch, b.Epoch))
	})
	for _, key := range ascending(a.state.Accounts) {
		account := a.state.Accounts[key]
		o.Openings = append(o.Openings, observedOpening{key, account.Epoch, account.Opening})
	}
	for _, w := range a.state.Pending {
		o.Pending = append(o.Pending, observedPending{w.Sender, w.Epoch, w.Nonce, w.coreDigest(), w.until()})
	}
}

func comparePayments(a, b observedPayment) int {
	return cmp.Or(cmp.Compare(a.Sender, b.Sender), cmp.Compare(a.Nonce, b.Nonce), cmp.Compare(a.ClaimDigest, b.ClaimDigest))
}

func (a *account) observe() *observedAccount {
	o := &observedAccount{
		Epoch: a.Epoch, Committee: a.Committee, Balance: a.Balance.String(), NextNonce: a.NextNonce, Frozen: a.Frozen,
		Locks: []observedLock{}, Escrow: []observedEscrow{}, Applied: []observedApplied{},
		Credited: []observedPayment{}, Queued: []observedPayment{},
	}
	for _, nonce := range ascending(a.Locks) {
		vote := a.Locks[nonce].Vote
		o.Locks = append(o.Locks, observedLock{nonce, vote.CoreDigest, vote.TTL})
	}
	for _, e := range a.Escrow {
		o.Escrow = append(o.Escrow, observedEscrow{e.Nonce, e.Amount, slices.Sorted(slices.Values(e.Claims))})
	}
	if a.Evidence != nil {
		o.Evidence = []Digest{a.Evidence.First.coreDigest(), a.Evidence.Second.coreDigest()}
	}
	return o
}
