package authority

import (
	"cmp"
	"slices"
)

// Observation is everything an authority shows (authority-observation.schema.json). All lists are sorted.
type Observation struct {
	Accounts  map[Key]*observedAccount
	Ownership []OwnershipProof
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
	o := Observation{map[Key]*observedAccount{}, append([]OwnershipProof{}, a.state.Known...)}
	for key, account := range a.state.Accounts {
		o.Accounts[key] = account.observe()
	}
	for _, sender := range ascending(a.state.Settled) {
		for _, nonce := range ascending(a.state.Settled[sender]) {
			s := a.state.settled(sender, nonce)
			if s.Receipt.Debited {
				debtor := o.Accounts[sender]
				debtor.Applied = append(debtor.Applied, observedApplied{nonce, s.Receipt.ClaimDigest})
			}
			if s.Receipt.Credited {
				creditor := o.Accounts[s.Certificate.Order.Recipient]
				creditor.Credited = append(creditor.Credited, observedPayment{sender, nonce, s.Receipt.ClaimDigest})
			}
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
