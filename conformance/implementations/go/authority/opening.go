package authority

import (
	"maps"
	"math/big"
	"slices"
)

// The next epoch of an account: the member that promises how it opens, and everybody who hears that it is open (HO).

// promise is an opening by its name, of an account and an epoch.
type promise struct {
	Tenure  Tenure
	Opening Digest
}

// decideAcceptHandoff is AcceptHandoff: the promise to open an account so, and no other way (HO-30).
func (a *Authority) decideAcceptHandoff(body *Record) decision {
	handoff, ok := decodeHandoff(body.Value("handoff"))
	if !ok || !body.Done() {
		return refuse(RequestMalformed) // HO-1
	}
	opening, reason := a.openingOf(handoff)
	if reason != "" {
		return refuse(reason)
	}
	p := promise{Tenure{opening.Account, opening.Epoch}, opening.digest(a.genesis.Network)}
	receipt := Emitted{"OpeningReceipt", OpeningReceipt{Authority: a.self, Opening: p.Opening}.signed(a.genesis.Network, a.private)}
	account := a.state.Accounts[opening.Account]
	if slices.Contains(a.state.Accepted, p) || account != nil && account.Opening == p.Opening {
		return decision{outcome: Outcome{Kind: "again"}, emits: []Emitted{receipt}}
	}
	switch {
	case a.genesis.Committees[opening.Committee].weightOf(a.self) == 0:
		return refuse(NotOfThatCommittee) // HO-5
	case slices.ContainsFunc(a.state.Accepted, func(other promise) bool { return other.Tenure == p.Tenure }):
		return refuse(AcceptedOther) // HO-19
	case a.state.provenSince(p.Tenure):
		return refuse(EpochNotNew) // HO-20
	}
	return decision{outcome: Outcome{Kind: "accepted"}, change: func() []Emitted {
		a.state.Accepted = append(a.state.Accepted, p)
		return []Emitted{receipt}
	}}
}

// openingOf is what a handoff certificate leads to, if it is good.
func (a *Authority) openingOf(h HandoffCertificate) (AccountOpening, Reason) {
	if reason := a.judgeRequest(h.Request); reason != "" {
		return AccountOpening{}, reason
	}
	return a.judgeHandoff(h)
}

// decideOpenAccount is OpenAccount: the account is owned here from now on, or another owner is recorded.
func (a *Authority) decideOpenAccount(body *Record) decision {
	handoff, handoffOK := decodeHandoff(body.Value("handoff"))
	receipts, receiptsOK := decodeAscending(body.Value("receipts"), decodeOpeningReceipt)
	if !handoffOK || !body.Done() {
		return refuse(RequestMalformed) // HO-1
	}
	opening, reason := a.openingOf(handoff)
	if reason != "" {
		return refuse(reason)
	}
	committee, digest := a.genesis.Committees[opening.Committee], opening.digest(a.genesis.Network)
	if !receiptsOK {
		return refuse(OpeningReceiptInvalid) // HO-21
	}
	if reason := a.judgeReceipts(receipts, committee, digest); reason != "" {
		return refuse(reason)
	}
	tenure := Tenure{opening.Account, opening.Epoch}
	switch owner, proven := a.state.provenCommittee(tenure.Account, tenure.Epoch); {
	case proven && owner == opening.Committee:
		return decision{outcome: Outcome{Kind: "again"}}
	case a.state.provenSince(tenure):
		return refuse(EpochNotNew) // HO-20
	}
	proof := OwnershipProof{tenure.Account, opening.Committee, tenure.Epoch}
	if committee.weightOf(a.self) == 0 {
		return decision{outcome: Outcome{Kind: "recorded"}, change: func() []Emitted {
			if before := a.state.Accounts[tenure.Account]; before != nil {
				before.Frozen = true // HO-33
			}
			return a.record(proof)
		}}
	}
	return decision{outcome: Outcome{Kind: "opened"}, change: func() []Emitted {
		a.open(opening, promise{tenure, digest})
		return a.record(proof)
	}}
}

// judgeReceipts is HO-21 and HO-22.
func (a *Authority) judgeReceipts(receipts []OpeningReceipt, committee Committee, opening Digest) Reason {
	weight := uint64(0)
	seen := map[Key]bool{}
	for _, r := range receipts {
		if committee.weightOf(r.Authority) == 0 || r.Opening != opening || !r.isSigned(a.genesis.Network) {
			return OpeningReceiptInvalid // HO-21
		}
		if !seen[r.Authority] {
			weight += committee.weightOf(r.Authority)
		}
		seen[r.Authority] = true
	}
	if !committee.isQuorum(weight) {
		return OpeningReceiptsNoQuorum // HO-22
	}
	return ""
}

// open begins the epoch with exactly this opening, whatever was promised (HO-31).
func (a *Authority) open(o AccountOpening, p promise) {
	opened := &account{
		Epoch: o.Epoch, Committee: o.Committee, Balance: o.sum(), NextNonce: o.NextNonce, Locks: map[uint64]lock{}, Opening: p.Opening,
	}
	for _, e := range o.Escrow {
		claims := []Digest{}
		for _, claim := range e.Claims {
			claims = append(claims, claim.digest())
		}
		opened.Escrow = append(opened.Escrow, Escrow{Nonce: e.Nonce, Amount: e.Amount, Claims: claims})
	}
	a.state.Accounts[o.Account] = opened
	a.state.Accepted = slices.DeleteFunc(a.state.Accepted, func(other promise) bool { return other.Tenure == p.Tenure })
	a.settleAgain(o, opened)
}

// settleAgain makes what is settled of an account what its opening says, and adds what this authority gave a receipt for
// and the opening lacks: credits, and debits whose claim is in an escrow (HO-32).
func (a *Authority) settleAgain(o AccountOpening, opened *account) {
	applied, credited := byDigest(o.Applied), byDigest(o.Credited)
	for _, s := range a.state.settlements() {
		digest := s.Claim.digest()
		if _, known := applied[digest]; s.Debited && s.Claim.Sender == o.Account && !known {
			if s.Debited = opened.payFromEscrow(s.Claim); !s.Debited {
				s.Debit = nil // what the opening does not leave room for never was: a quorum has lied (HO-31)
			}
		}
		if _, known := credited[digest]; s.Credited && s.Claim.Recipient == o.Account && !known {
			opened.pay(s.Claim.Amount)
		}
	}
	for _, claim := range slices.Concat(slices.Collect(maps.Values(applied)), slices.Collect(maps.Values(credited))) {
		s := a.state.settlementOf(claim)
		debited := claim.Sender == o.Account
		s.Debited, s.Credited = s.Debited || debited, s.Credited || !debited
		a.giveReceipt(s, debited, !debited)
	}
}

// payFromEscrow pays a claim from the escrow that holds it, and says whether there is one; the rest goes back (EX-12).
func (a *account) payFromEscrow(claim Claim) bool {
	at := a.escrowOf(claim.Nonce, claim.digest())
	if at < 0 {
		return false
	}
	a.pay(a.Escrow[at].Amount)
	a.Escrow = slices.Delete(a.Escrow, at, at+1)
	a.pay(-claim.Amount)
	return true
}

// provenSince says whether an owner of the account in this epoch or a later one is proven here (HO-20).
func (s *state) provenSince(t Tenure) bool {
	return slices.ContainsFunc(s.Known, func(p OwnershipProof) bool { return p.Account == t.Account && p.Epoch >= t.Epoch })
}

// whole is what the genesis says, nothing being applied or credited (TH-21).
func (o Opening) whole() AccountOpening {
	escrow := []OpeningEscrow{}
	for _, e := range o.Escrow {
		escrow = append(escrow, OpeningEscrow{e.Amount, inOrder(byDigest(e.Full)), e.Nonce})
	}
	return AccountOpening{
		Account: o.Account, Applied: []Claim{}, Balance: big.NewInt(o.Balance).String(), Committee: o.Committee, Credited: []Claim{},
		Epoch: o.Epoch, Escrow: escrow, NextNonce: o.NextNonce,
	}
}
