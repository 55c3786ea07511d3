"""CF: what makes a certificate valid, for anyone. CF-1 is Certificate.decode."""


def judge(certificate, committee, network):
    """Guards CF-2 to CF-9. `committee` judges; None if there is none."""
    order, votes = certificate.order, certificate.votes
    core = (order.core_digest, order.nonce, order.epoch)
    voters = [vote.authority for vote in votes]
    yield committee is None or all(voter in committee.weights for voter in voters), "NotAMember"  # CF-2
    yield all(vote.is_signed(network) for vote in votes), "VoteSignatureInvalid"  # CF-3
    yield all((vote.core_digest, vote.nonce, vote.epoch) == core for vote in votes), "VoteForOtherCore"  # CF-4
    yield committee and all(vote.committee == committee.digest for vote in votes), "WrongCommittee"  # CF-5
    yield committee.is_quorum(voters), "NoQuorum"  # CF-6
    yield order.is_signed, "CertifiedOrderSignatureInvalid"  # CF-7
    yield order.network == network, "CertificateWrongNetwork"  # CF-8
    yield order.sender != order.recipient, "CertifiedSelfTransfer"  # CF-9


def judging_committee(certificate, ownership, committees):
    """The committee proven to have owned the sender in that epoch, else the one the first vote names, else None."""
    order, votes = certificate.order, certificate.votes
    proven = ownership.get((order.sender, order.epoch))
    named = proven or (votes[0].committee if votes else None)
    return committees.get(named)
