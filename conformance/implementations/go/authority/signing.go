package authority

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// signingBytes are what is signed, or hashed, of a message without its signature (TH-3, TH-4).
func signingBytes(kind, network string, message any) []byte {
	return append([]byte("flashmesh/1/"+kind+"/"+network+"\n"), mustMarshal(message)...)
}

func digestOf(kind, network string, message any) Digest {
	sum := sha256.Sum256(signingBytes(kind, network, message))
	return Digest(hex.EncodeToString(sum[:]))
}

func mustMarshal(message any) []byte {
	bytes, err := json.Marshal(message)
	if err != nil {
		panic(err)
	}
	return bytes
}

func (o Order) coreDigest() Digest {
	return digestOf("core", o.Network, Core{o.Amount, o.Epoch, o.Network, o.Nonce, o.Recipient, o.Sender})
}

func (o Order) claim() Claim { return Claim{o.Amount, o.Network, o.Nonce, o.Recipient, o.Sender} }

func (o Order) claimDigest() Digest { return o.claim().digest() }

func (c Claim) digest() Digest { return digestOf("claim", c.Network, c) }

// isSigned asks for the sender's signature, made for the network that the order names.
func (o Order) isSigned() bool {
	unsigned := o
	unsigned.SenderSig = ""
	return verify(o.Sender, signingBytes("order", o.Network, unsigned), o.SenderSig)
}

// signed and isSigned of a vote: it names no network, so it is signed for that of its authority.
func (v TransferVote) signed(network string, private ed25519.PrivateKey) TransferVote {
	v.AuthoritySig = sign(private, v.signingBytes(network))
	return v
}

func (v TransferVote) isSigned(network string) bool {
	return verify(v.Authority, v.signingBytes(network), v.AuthoritySig)
}

func (v TransferVote) signingBytes(network string) []byte {
	v.AuthoritySig = ""
	return signingBytes("vote", network, v)
}

func (r TransferReceipt) signed(network string, private ed25519.PrivateKey) TransferReceipt {
	r.AuthoritySig = sign(private, signingBytes("receipt", network, r))
	return r
}
