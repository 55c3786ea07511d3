package authority

// judge is what makes a certificate valid, for anyone (CF-2 to CF-9; CF-1 is its decoding). It returns the committee that
// judged. What costs little is asked first. No time and no ttl is asked at all (CF-10).
func (a *Authority) judge(c TransferCertificate, core Digest) (Digest, Reason) {
	judge, proven := a.state.provenCommittee(c.Order.Sender, c.Order.Epoch)
	if !proven && len(c.Votes) > 0 {
		judge = c.Votes[0].Committee
	}
	return a.judgeAs(c, core, judge)
}

// judgeAs judges by a committee that is given.
func (a *Authority) judgeAs(c TransferCertificate, core, judge Digest) (Digest, Reason) {
	committee, exists := a.genesis.Committees[judge]
	if !exists {
		return "", WrongCommittee // CF-5: CF-2 and CF-6 have no premise
	}
	weight := uint64(0)
	for _, v := range c.Votes {
		switch w := committee.weightOf(v.Authority); {
		case w == 0:
			return "", NotAMember // CF-2
		case v.CoreDigest != core || v.Nonce != c.Order.Nonce || v.Epoch != c.Order.Epoch:
			return "", VoteForOtherCore // CF-4
		case v.Committee != judge:
			return "", WrongCommittee // CF-5
		default:
			weight += w
		}
	}
	switch {
	case !committee.isQuorum(weight):
		return "", NoQuorum // CF-6
	case c.Order.Network != a.genesis.Network:
		return "", CertificateWrongNetwork // CF-8
	case c.Order.Sender == c.Order.Recipient:
		return "", CertifiedSelfTransfer // CF-9
	case !c.Order.isSigned():
		return "", CertifiedOrderSignatureInvalid // CF-7
	}
	for _, v := range c.Votes {
		if !v.isSigned(a.genesis.Network) {
			return "", VoteSignatureInvalid // CF-3
		}
	}
	return judge, ""
}
