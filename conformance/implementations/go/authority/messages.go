package authority

// The messages (TH-2 to TH-16). The fields of each struct are declared in the order of their names: then encoding/json
// writes RFC 8785, all texts in them being plain ASCII.

// Digest is a SHA-256, in hexadecimal.
type Digest string

// Order is what a payer signs (TH-2).
type Order struct {
	Amount    int64     `json:"amount,string"`
	Epoch     uint64    `json:"epoch"`
	IssuedAt  uint64    `json:"issued_at"`
	Network   string    `json:"network"`
	Nonce     uint64    `json:"nonce"`
	Recipient Key       `json:"recipient"`
	Sender    Key       `json:"sender"`
	SenderSig Signature `json:"sender_sig,omitempty"`
	TTL       uint64    `json:"ttl"`
}

func decodeOrder(v Value) (Order, bool) {
	r := v.Record()
	o := Order{
		Network: r.name("network"), Sender: r.key("sender"), Recipient: r.key("recipient"), Amount: r.amount("amount"),
		Nonce: r.nonce("nonce"), Epoch: r.epoch("epoch"), IssuedAt: r.time("issued_at"), TTL: r.ttl("ttl"),
		SenderSig: r.signature("sender_sig"),
	}
	return o, r.Done()
}

// Core is an order without its window and signature (TH-2): what locks and votes are about.
type Core struct {
	Amount    int64  `json:"amount,string"`
	Epoch     uint64 `json:"epoch"`
	Network   string `json:"network"`
	Nonce     uint64 `json:"nonce"`
	Recipient Key    `json:"recipient"`
	Sender    Key    `json:"sender"`
}

// Claim is a core without its epoch (TH-2): what a payment is, whoever settles it.
type Claim struct {
	Amount    int64  `json:"amount,string"`
	Network   string `json:"network"`
	Nonce     uint64 `json:"nonce"`
	Recipient Key    `json:"recipient"`
	Sender    Key    `json:"sender"`
}

func decodeClaim(v Value) (Claim, bool) {
	r := v.Record()
	c := Claim{
		Network: r.name("network"), Sender: r.key("sender"), Recipient: r.key("recipient"), Amount: r.amount("amount"),
		Nonce: r.nonce("nonce"),
	}
	return c, r.Done()
}

// TransferVote is a signed lock (TH-8).
type TransferVote struct {
	Authority    Key       `json:"authority"`
	AuthoritySig Signature `json:"authority_sig,omitempty"`
	Committee    Digest    `json:"committee"`
	CoreDigest   Digest    `json:"core_digest"`
	Epoch        uint64    `json:"epoch"`
	Nonce        uint64    `json:"nonce"`
	TTL          uint64    `json:"ttl"`
}

func decodeVote(v Value) (TransferVote, bool) {
	r := v.Record()
	vote := TransferVote{
		CoreDigest: r.digest("core_digest"), Nonce: r.nonce("nonce"), Epoch: r.epoch("epoch"), TTL: r.ttl("ttl"),
		Authority: r.key("authority"), Committee: r.digest("committee"), AuthoritySig: r.signature("authority_sig"),
	}
	return vote, r.Done()
}

// TransferCertificate is an order with votes (TH-9).
type TransferCertificate struct {
	Order Order          `json:"order"`
	Votes []TransferVote `json:"votes"`
}

func decodeCertificate(v Value) (TransferCertificate, bool) {
	r := v.Record()
	order, ok := decodeOrder(r.Value("order"))
	// CF-1: each voter once.
	votes, votesOK := decodeAscendingBy(func(v TransferVote) Key { return v.Authority }, r.Value("votes"), decodeVote)
	return TransferCertificate{order, votes}, ok && votesOK && r.Done()
}

// TransferReceipt says what applying a claim did at one authority (TH-10).
type TransferReceipt struct {
	Authority    Key       `json:"authority"`
	AuthoritySig Signature `json:"authority_sig,omitempty"`
	ClaimDigest  Digest    `json:"claim_digest"`
	Credited     bool      `json:"credited"`
	Debited      bool      `json:"debited"`
}

// MissingCertificate asks for the certificate without which an account cannot go on (TH-16).
type MissingCertificate struct {
	Account Key    `json:"account"`
	Nonce   uint64 `json:"nonce"`
}

// EquivocationProof is two cores that were signed for one nonce and epoch (TH-14).
type EquivocationProof struct {
	First  Order `json:"first"`
	Second Order `json:"second"`
}

func decodeEquivocationProof(v Value) (EquivocationProof, bool) {
	r := v.Record()
	first, firstOK := decodeOrder(r.Value("first"))
	second, secondOK := decodeOrder(r.Value("second"))
	return EquivocationProof{first, second}, firstOK && secondOK && r.Done() && !ordersDescend(first, second)
}

func newEquivocationProof(a, b Order) EquivocationProof {
	if ordersDescend(a, b) {
		a, b = b, a
	}
	return EquivocationProof{a, b}
}

// ordersDescend is the order of TH-14, the wrong way round: by core digest, then by issued_at.
func ordersDescend(a, b Order) bool {
	coreA, coreB := a.coreDigest(), b.coreDigest()
	return coreA > coreB || coreA == coreB && a.IssuedAt > b.IssuedAt
}

// BrokenQuorum is two valid certificates for two claims of one sender and nonce (TH-14).
type BrokenQuorum struct {
	First  TransferCertificate `json:"first"`
	Second TransferCertificate `json:"second"`
}

func newBrokenQuorum(a, b TransferCertificate) BrokenQuorum {
	if a.Order.claimDigest() > b.Order.claimDigest() {
		a, b = b, a
	}
	return BrokenQuorum{a, b}
}

// OwnershipProof says which committee owned an account in an epoch (TH-15).
type OwnershipProof struct {
	Account   Key    `json:"account"`
	Committee Digest `json:"committee"`
	Epoch     uint64 `json:"epoch"`
}

func decodeOwnershipProof(v Value) (OwnershipProof, bool) {
	r := v.Record()
	p := OwnershipProof{Account: r.key("account"), Epoch: r.epoch("epoch"), Committee: r.digest("committee")}
	return p, r.Done()
}
