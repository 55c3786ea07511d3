package authority

import (
	"maps"
	"math/big"
	"slices"
)

// state is everything that lasts: what is in it is in the store before an answer leaves (VT-1, EX-13).
type state struct {
	Accounts map[Key]*account
	Settled  map[Key]map[uint64]*settlement // by sender and nonce (EX-9)
	Queue    []queued                       // in order of arrival (EX-11)
	Known    []OwnershipProof               // ascending by account, epoch (EX-11, OP-2)
}

// account is one that this authority owns.
type account struct {
	Epoch     uint64
	Committee Digest
	Balance   *big.Int // TH-13: of any size
	NextNonce uint64
	Frozen    bool
	Locks     map[uint64]lock // at next_nonce, and at reserved nonces
	Escrow    []Escrow        // ascending by nonce
	Evidence  *EquivocationProof
}

// lock is the promise to vote for no other core at its nonce: the vote, and the order under which it was made (VT-1).
type lock struct {
	Order Order
	Vote  TransferVote
}

// Escrow is money held back at a reserved nonce, for the claims that may open it (EX-12).
type Escrow struct {
	Nonce  uint64
	Amount int64
	Claims []Digest
}

func (e Escrow) holds(claim Digest) bool { return slices.Contains(e.Claims, claim) }

// settlement is a (sender, nonce) that was debited here, credited here, or both; its receipt says which (EX-9).
type settlement struct {
	Certificate TransferCertificate
	Receipt     TransferReceipt
}

// queued is a valid certificate whose credit waits for the proof that its committee owned the sender (EX-11).
type queued struct {
	Certificate TransferCertificate
	Claim       Digest
	Committee   Digest
}

// newState opens the accounts that an authority owns: a member of the committee of the account's opening.
func newState(g *Genesis, self Key) *state {
	s := &state{Accounts: map[Key]*account{}, Settled: map[Key]map[uint64]*settlement{}}
	for _, o := range g.Openings {
		if g.Committees[o.Committee].weightOf(self) > 0 {
			s.Accounts[o.Account] = &account{
				Epoch: o.Epoch, Committee: o.Committee, Balance: big.NewInt(o.Balance), NextNonce: o.NextNonce, Frozen: o.Frozen,
				Locks: map[uint64]lock{}, Escrow: slices.Clone(o.Escrow),
			}
		}
	}
	for tenure, committee := range g.Ownership {
		if s.Accounts[tenure.Account] != nil {
			s.learn(OwnershipProof{tenure.Account, committee, tenure.Epoch})
		}
	}
	return s
}

// learn adds a proof that is not known yet, in its place.
func (s *state) learn(p OwnershipProof) {
	at, _ := s.find(p.Account, p.Epoch)
	s.Known = slices.Insert(s.Known, at, p)
}

// provenCommittee is the committee that owned an account in an epoch, as far as that is proven here.
func (s *state) provenCommittee(account Key, epoch uint64) (Digest, bool) {
	at, known := s.find(account, epoch)
	if !known {
		return "", false
	}
	return s.Known[at].Committee, true
}

func (s *state) find(account Key, epoch uint64) (int, bool) {
	return slices.BinarySearchFunc(s.Known, Tenure{account, epoch}, func(p OwnershipProof, t Tenure) int {
		switch {
		case p.Account < t.Account || p.Account == t.Account && p.Epoch < t.Epoch:
			return -1
		case p.Account == t.Account && p.Epoch == t.Epoch:
			return 0
		}
		return 1
	})
}

// settled is what settled a (sender, nonce) here, or nil.
func (s *state) settled(sender Key, nonce uint64) *settlement { return s.Settled[sender][nonce] }

func (s *state) settle(c TransferCertificate, receipt TransferReceipt) {
	if s.Settled[c.Order.Sender] == nil {
		s.Settled[c.Order.Sender] = map[uint64]*settlement{}
	}
	s.Settled[c.Order.Sender][c.Order.Nonce] = &settlement{c, receipt}
}

// escrowOf is the place of the escrow that a claim may open, or -1.
func (a *account) escrowOf(nonce uint64, claim Digest) int {
	return slices.IndexFunc(a.Escrow, func(e Escrow) bool { return e.Nonce == nonce && e.holds(claim) })
}

// pay moves the balance, which has no bounds: credits may be heard of before the debits between them (TH-13, EX-8).
func (a *account) pay(amount int64) { a.Balance.Add(a.Balance, big.NewInt(amount)) }

// ascending are the keys of a map in order.
func ascending[K ~string | ~uint64, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
