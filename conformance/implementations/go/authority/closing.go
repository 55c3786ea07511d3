package authority

import (
	"cmp"
	"math/big"
	"slices"
)

// How an epoch ends: whether a handoff certificate is good, and which opening follows from it (HO-10 to HO-18, HO-26 to
// HO-29).

// judgeHandoff is HO-10 to HO-18, for a certificate that fulfils HO-1 to HO-4. It returns the opening that begins.
func (a *Authority) judgeHandoff(h HandoffCertificate) (AccountOpening, Reason) {
	none := AccountOpening{}
	request, opening := h.Request, h.Opening
	owner, proven := a.state.provenCommittee(request.Account, request.Epoch)
	if !proven || opening.Account != request.Account || opening.Epoch != request.Epoch || opening.Committee != owner {
		return none, OpeningUnproven // HO-10
	}
	committee, digest := a.genesis.Committees[owner], opening.digest(a.genesis.Network)
	weight := uint64(0)
	seen := map[Key]bool{}
	for _, r := range h.Releases {
		member := committee.weightOf(r.Authority)
		switch {
		case member == 0 || seen[r.Authority] || !r.isSigned(a.genesis.Network):
			return none, ReleaseNotAMembers // HO-11
		case r.Account != request.Account || r.Epoch != request.Epoch || r.To != request.To || r.Opening != digest:
			return none, ReleasesDisagree // HO-12
		}
		if reason := a.judgeRelease(r); reason != "" {
			return none, reason
		}
		seen[r.Authority] = true
		weight += member
	}
	if !committee.isQuorum(weight) {
		return none, ReleasesNoQuorum // HO-16
	}
	if !h.isSigned(a.genesis.Network) {
		return none, HandoffSignatureInvalid // HO-17
	}
	end, ok := endOf(h)
	if !ok {
		return none, ReleasedNoncesBroken // HO-18
	}
	return end.next(request, end.possible(h.Releases, committee)), ""
}

// judgeRelease is HO-13 to HO-15: a release is judged whole.
func (a *Authority) judgeRelease(r HandoffRelease) Reason {
	for _, c := range r.Certificates {
		tenure := Tenure{c.Order.Sender, c.Order.Epoch}
		owner, proven := a.state.provenCommittee(tenure.Account, tenure.Epoch)
		if !proven {
			owner = a.genesis.Ownership[tenure] // a proof that anybody can make (OP-1) need not have come here
		}
		if owner == "" {
			return ReleasedCertificateUnproven // HO-14
		}
		_, reason := a.judgeAs(c, c.Order.coreDigest(), owner)
		if reason != "" || c.Order.Sender != r.Account && c.Order.Recipient != r.Account {
			return ReleasedCertificateInvalid // HO-13
		}
	}
	claims := map[uint64]Claim{}
	for _, o := range r.Locks {
		other, twice := claims[o.Nonce]
		if o.Sender != r.Account || o.Epoch != r.Epoch || o.Network != a.genesis.Network || twice && other != o.claim() ||
			!o.isSigned() {
			return ReleasedLockInvalid // HO-15
		}
		claims[o.Nonce] = o.claim()
	}
	return ""
}

// closing is an account at the end of an epoch, as all releases together know it (HO-26).
type closing struct {
	balance   *big.Int
	nextNonce uint64
	escrow    []OpeningEscrow
	applied   map[Digest]Claim
	credited  map[Digest]Claim
}

// endOf adds the claims of all certificates to the opening, each once. It fails if the debits do not continue it (HO-18).
func endOf(h HandoffCertificate) (closing, bool) {
	o := h.Opening
	c := closing{o.sum(), o.NextNonce, slices.Clone(o.Escrow), byDigest(o.Applied), byDigest(o.Credited)}
	debits := map[uint64]Claim{}
	for _, r := range h.Releases {
		for _, certificate := range r.Certificates {
			claim := certificate.Order.claim()
			digest := claim.digest()
			if _, known := c.credited[digest]; !known && claim.Recipient == o.Account {
				c.credited[digest] = claim
				c.balance.Add(c.balance, big.NewInt(claim.Amount))
			}
			if _, known := c.applied[digest]; known || claim.Sender != o.Account {
				continue
			}
			if other, twice := debits[claim.Nonce]; twice && other != claim {
				return c, false
			}
			debits[claim.Nonce] = claim
		}
	}
	for _, nonce := range ascending(debits) {
		if !c.debit(debits[nonce]) {
			return c, false
		}
	}
	return c, true
}

// debit makes one payment, at the next nonce or out of an escrow, whose rest goes back (EX-12).
func (c *closing) debit(claim Claim) bool {
	at := slices.IndexFunc(c.escrow, func(e OpeningEscrow) bool { return slices.Contains(e.Claims, claim) })
	switch {
	case at >= 0:
		c.balance.Add(c.balance, big.NewInt(c.escrow[at].Amount))
		c.escrow = slices.Delete(c.escrow, at, at+1)
	case claim.Nonce == c.nextNonce:
		c.nextNonce++
	default:
		return false
	}
	c.balance.Sub(c.balance, big.NewInt(claim.Amount))
	c.applied[claim.digest()] = claim
	return true
}

// possible are the claims at the next nonce that may have a certificate which nobody has shown (HO-27).
func (c *closing) possible(releases []HandoffRelease, committee Committee) map[Digest]Claim {
	claims := map[Digest]Claim{}
	for _, release := range releases {
		for _, o := range release.Locks {
			if o.Nonce != c.nextNonce || c.balance.Cmp(big.NewInt(o.Amount)) < 0 {
				continue
			}
			without := uint64(0)
			for _, r := range releases {
				if !slices.ContainsFunc(r.Locks, func(lock Order) bool { return lock.coreDigest() == o.coreDigest() }) {
					without += committee.weightOf(r.Authority)
				}
			}
			if !committee.isQuorum(without) {
				claims[o.claimDigest()] = o.claim()
			}
		}
	}
	return claims
}

// next is the opening of the epoch after: what is possible is reserved, and escrows are carried over (HO-28, HO-29).
func (c *closing) next(request HandoffRequest, possible map[Digest]Claim) AccountOpening {
	if len(possible) > 0 {
		reserved := OpeningEscrow{Nonce: c.nextNonce, Claims: inOrder(possible)}
		for _, claim := range reserved.Claims {
			reserved.Amount = max(reserved.Amount, claim.Amount)
		}
		c.balance.Sub(c.balance, big.NewInt(reserved.Amount))
		c.escrow = append(c.escrow, reserved) // the largest nonce of all
		c.nextNonce++
	}
	slices.SortFunc(c.escrow, func(a, b OpeningEscrow) int { return cmp.Compare(a.Nonce, b.Nonce) })
	return AccountOpening{
		Account: request.Account, Applied: inOrder(c.applied), Balance: c.balance.String(), Committee: request.To,
		Credited: inOrder(c.credited), Epoch: request.Epoch + 1, Escrow: c.escrow, NextNonce: c.nextNonce,
	}
}

func byDigest(claims []Claim) map[Digest]Claim {
	m := map[Digest]Claim{}
	for _, claim := range claims {
		m[claim.digest()] = claim
	}
	return m
}

// inOrder are claims ascending by digest (TH-21).
func inOrder(claims map[Digest]Claim) []Claim {
	ordered := []Claim{}
	for _, digest := range ascending(claims) {
		ordered = append(ordered, claims[digest])
	}
	return ordered
}
