package authority

import "slices"

// An account moves (HO): the member that invites, and the one that releases.

// judgeRequest is HO-1 to HO-4, for a request that is decoded.
func (a *Authority) judgeRequest(r HandoffRequest) Reason {
	_, listed := a.genesis.Committees[r.To]
	switch {
	case !r.isSigned():
		return RequestSignatureInvalid // HO-2
	case r.Network != a.genesis.Network:
		return RequestWrongNetwork // HO-3
	case !listed:
		return CommitteeUnlisted // HO-4
	}
	return ""
}

// decideInvite is Invite: whether this authority is willing (HO-23).
func (a *Authority) decideInvite(body *Record) decision {
	request, ok := decodeRequest(body.Value("request"))
	if !ok || !body.Done() {
		return refuse(RequestMalformed) // HO-1
	}
	if reason := a.judgeRequest(request); reason != "" {
		return refuse(reason)
	}
	if a.genesis.Committees[request.To].weightOf(a.self) == 0 {
		return refuse(NotOfThatCommittee) // HO-5
	}
	invitation := Invitation{
		Account: request.Account, Authority: a.self, Epoch: request.Epoch, To: request.To,
	}.signed(a.genesis.Network, a.private)
	return decision{outcome: Outcome{Kind: "invited"}, emits: []Emitted{{"Invitation", invitation}}}
}

// decideRelease is Release: the account is frozen, and what is known of it is told (HO-24).
func (a *Authority) decideRelease(body *Record) decision {
	request, requestOK := decodeRequest(body.Value("request"))
	invitations, invitationsOK := decodeAscending(body.Value("invitations"), decodeInvitation)
	if !requestOK || !body.Done() {
		return refuse(RequestMalformed) // HO-1
	}
	if reason := a.judgeRequest(request); reason != "" {
		return refuse(reason)
	}
	account := a.state.Accounts[request.Account]
	switch {
	case account == nil:
		return refuse(AccountNotOwned) // HO-6
	case account.Epoch != request.Epoch:
		return refuse(RequestWrongEpoch) // HO-7
	case !invitationsOK || !a.areInvited(request, invitations):
		return refuse(InvitationMissing) // HO-8
	}
	if r := a.state.releaseOf(request.Account, request.Epoch); r != nil {
		if r.To != request.To {
			return refuse(ReleasedElsewhere) // HO-9
		}
		return decision{outcome: Outcome{Kind: "again"}, emits: []Emitted{{"HandoffRelease", *r}}}
	}
	return decision{outcome: Outcome{Kind: "released"}, change: func() []Emitted {
		release := a.release(request, account)
		account.Frozen = true
		a.state.Releases = append(a.state.Releases, release)
		return []Emitted{{"HandoffRelease", release}}
	}}
}

// areInvited asks for a quorum of the committee that is to own the account; one bad invitation spoils them (HO-8).
func (a *Authority) areInvited(request HandoffRequest, invitations []Invitation) bool {
	committee := a.genesis.Committees[request.To]
	weight := uint64(0)
	seen := map[Key]bool{}
	for _, i := range invitations {
		if i.Account != request.Account || i.Epoch != request.Epoch || i.To != request.To ||
			committee.weightOf(i.Authority) == 0 || !i.isSigned(a.genesis.Network) {
			return false
		}
		if !seen[i.Authority] {
			weight += committee.weightOf(i.Authority)
		}
		seen[i.Authority] = true
	}
	return committee.isQuorum(weight)
}

// release says what this authority knows of an account: what it has applied by certificate, and its locks (HO-25).
func (a *Authority) release(request HandoffRequest, account *account) HandoffRelease {
	r := HandoffRelease{
		Account: request.Account, Authority: a.self, Certificates: []TransferCertificate{}, Epoch: request.Epoch, Locks: []Order{},
		Opening: account.Opening, To: request.To,
	}
	for _, s := range a.state.settlements() {
		if c := s.certificateFor(request.Account); c != nil {
			r.Certificates = append(r.Certificates, *c)
		}
	}
	for _, nonce := range ascending(account.Locks) {
		r.Locks = append(r.Locks, account.Locks[nonce].Order)
	}
	r.Certificates, r.Locks = sortedByText(r.Certificates), sortedByText(r.Locks)
	return r.signed(a.genesis.Network, a.private)
}

// releaseOf is what was released of an account in an epoch, or nil.
func (s *state) releaseOf(account Key, epoch uint64) *HandoffRelease {
	at := slices.IndexFunc(s.Releases, func(r HandoffRelease) bool { return r.Account == account && r.Epoch == epoch })
	if at < 0 {
		return nil
	}
	return &s.Releases[at]
}
