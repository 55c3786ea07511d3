package authority

import (
	"maps"
	"math/big"
	"reflect"
	"slices"
)

// state is everything that lasts: what is in it is in the store before an answer leaves (VT-1, EX-13).
type state struct {
	Accounts map[Key]*account
	Settled  map[Key]map[uint64][]*settlement // by sender and nonce, a claim each (EX-9); two if a quorum has lied
	Queue    []queued                         // in order of arrival (EX-11)
	Known    []OwnershipProof                 // ascending by account, epoch (EX-11, OP-2)
	Releases []HandoffRelease                 // as they left (HO-24)
	Accepted []promise                        // not seen open (HO-30)
	Pending  []Order                          // ascending by sender, epoch, nonce (PD-15)
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
	Opening   Digest // of the one with which its epoch began (TH-20)
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
	Full   []Claim `json:"-"` // of the genesis, whose opening is told with them
}

func (e Escrow) holds(claim Digest) bool { return slices.Contains(e.Claims, claim) }

// settlement is a claim that was debited here, credited here, or both (EX-9), each by a certificate or by an opening.
type settlement struct {
	Claim    Claim
	Debited  bool
	Credited bool
	Debit    *TransferCertificate // that made the debit; nil if an opening alone did (HO-36)
	Credit   *TransferCertificate
	Receipts []TransferReceipt // two if the sides were settled one after the other (HO-37)
}

// certificates are those that settled it.
func (s *settlement) certificates() (all []TransferCertificate) {
	if s.Debit != nil {
		all = append(all, *s.Debit)
	}
	if s.Credit != nil && (s.Debit == nil || !reflect.DeepEqual(*s.Debit, *s.Credit)) {
		all = append(all, *s.Credit)
	}
	return all
}

// certificateFor is the one that was applied for an account, as sender or as recipient, or nil (HO-25).
func (s *settlement) certificateFor(account Key) *TransferCertificate {
	switch {
	case s.Debited && s.Claim.Sender == account:
		return s.Debit
	case s.Credited && s.Claim.Recipient == account:
		return s.Credit
	}
	return nil
}

// queued is a valid certificate whose credit waits for the proof that its committee owned the sender (EX-11).
type queued struct {
	Certificate TransferCertificate
	Claim       Digest
	Committee   Digest
}

// newState opens the accounts that an authority owns: a member of the committee of the account's opening.
func newState(g *Genesis, self Key) *state {
	s := &state{Accounts: map[Key]*account{}, Settled: map[Key]map[uint64][]*settlement{}}
	for _, o := range g.Openings {
		if g.Committees[o.Committee].weightOf(self) > 0 {
			s.Accounts[o.Account] = &account{
				Epoch: o.Epoch, Committee: o.Committee, Balance: big.NewInt(o.Balance), NextNonce: o.NextNonce, Frozen: o.Frozen,
				Locks: map[uint64]lock{}, Escrow: slices.Clone(o.Escrow),
				Opening: o.whole().digest(g.Network),
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

// settlements are all of them, by sender and nonce.
func (s *state) settlements() (all []*settlement) {
	for _, sender := range ascending(s.Settled) {
		for _, nonce := range ascending(s.Settled[sender]) {
			all = append(all, s.Settled[sender][nonce]...)
		}
	}
	return all
}

// settled is what settled a claim here, or nil.
func (s *state) settled(claim Claim) *settlement {
	for _, other := range s.Settled[claim.Sender][claim.Nonce] {
		if other.Claim == claim && (other.Debited || other.Credited) {
			return other
		}
	}
	return nil
}

// contradicted are those of its (sender, nonce) that settled another claim (EX-4).
func (s *state) contradicted(claim Claim) (others []*settlement) {
	for _, other := range s.Settled[claim.Sender][claim.Nonce] {
		if other.Claim != claim && (other.Debited || other.Credited) {
			others = append(others, other)
		}
	}
	return others
}

// settlementOf is where a claim is settled: what there is of it, or a new one.
func (s *state) settlementOf(claim Claim) *settlement {
	for _, other := range s.Settled[claim.Sender][claim.Nonce] {
		if other.Claim == claim {
			return other
		}
	}
	if s.Settled[claim.Sender] == nil {
		s.Settled[claim.Sender] = map[uint64][]*settlement{}
	}
	added := &settlement{Claim: claim}
	s.Settled[claim.Sender][claim.Nonce] = append(s.Settled[claim.Sender][claim.Nonce], added)
	return added
}

// escrowOf is the place of the escrow that a claim may open, or -1.
func (a *account) escrowOf(nonce uint64, claim Digest) int {
	return slices.IndexFunc(a.Escrow, func(e Escrow) bool { return e.Nonce == nonce && e.holds(claim) })
}

// pay moves the balance, which has no bounds: credits may be heard of before the debits between them (TH-13, EX-8).
func (a *account) pay(amount int64) { a.Balance.Add(a.Balance, big.NewInt(amount)) }

// ascending are the keys of a map in order.
func ascending[K ~string | ~uint64, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
