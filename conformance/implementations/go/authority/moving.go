package authority

import (
	"crypto/ed25519"
	"math/big"
	"slices"
)

// The messages of an account that moves (TH-18 to TH-23). The fields are declared in the order of their names.

// HandoffRequest is an account asking for another committee (TH-19).
type HandoffRequest struct {
	Account    Key       `json:"account"`
	AccountSig Signature `json:"account_sig,omitempty"`
	Epoch      uint64    `json:"epoch"`
	Network    string    `json:"network"`
	To         Digest    `json:"to"`
}

func decodeRequest(v Value) (HandoffRequest, bool) {
	r := v.Record()
	request := HandoffRequest{
		Network: r.name("network"), Account: r.key("account"), Epoch: r.endingEpoch("epoch"), To: r.digest("to"),
		AccountSig: r.signature("account_sig"),
	}
	return request, r.Done()
}

func (r HandoffRequest) isSigned() bool {
	unsigned := r
	unsigned.AccountSig = ""
	return verify(r.Account, signingBytes("request", r.Network, unsigned), r.AccountSig)
}

// Invitation is a member of the committee asked for that is willing (TH-19).
type Invitation struct {
	Account      Key       `json:"account"`
	Authority    Key       `json:"authority"`
	AuthoritySig Signature `json:"authority_sig,omitempty"`
	Epoch        uint64    `json:"epoch"`
	To           Digest    `json:"to"`
}

func decodeInvitation(v Value) (Invitation, bool) {
	r := v.Record()
	i := Invitation{
		Account: r.key("account"), Epoch: r.endingEpoch("epoch"), To: r.digest("to"), Authority: r.key("authority"),
		AuthoritySig: r.signature("authority_sig"),
	}
	return i, r.Done()
}

func (i Invitation) signingBytes(network string) []byte {
	i.AuthoritySig = ""
	return signingBytes("invitation", network, i)
}

func (i Invitation) signed(network string, private ed25519.PrivateKey) Invitation {
	i.AuthoritySig = sign(private, i.signingBytes(network))
	return i
}

func (i Invitation) isSigned(network string) bool {
	return verify(i.Authority, i.signingBytes(network), i.AuthoritySig)
}

// HandoffRelease is what a member of the old committee knows of a frozen account (TH-20).
type HandoffRelease struct {
	Account      Key                   `json:"account"`
	Authority    Key                   `json:"authority"`
	AuthoritySig Signature             `json:"authority_sig,omitempty"`
	Certificates []TransferCertificate `json:"certificates"`
	Epoch        uint64                `json:"epoch"`
	Locks        []Order               `json:"locks"`
	Opening      Digest                `json:"opening"`
	To           Digest                `json:"to"`
}

func decodeRelease(v Value) (HandoffRelease, bool) {
	r := v.Record()
	release := HandoffRelease{
		Account: r.key("account"), Epoch: r.endingEpoch("epoch"), To: r.digest("to"), Opening: r.digest("opening"),
		Authority: r.key("authority"), AuthoritySig: r.signature("authority_sig"),
	}
	certificates, certificatesOK := decodeAscending(r.Value("certificates"), decodeCertificate)
	locks, locksOK := decodeAscending(r.Value("locks"), decodeOrder)
	release.Certificates, release.Locks = certificates, locks
	return release, certificatesOK && locksOK && r.Done()
}

func (h HandoffRelease) signingBytes(network string) []byte {
	h.AuthoritySig = ""
	return signingBytes("release", network, h)
}

func (h HandoffRelease) signed(network string, private ed25519.PrivateKey) HandoffRelease {
	h.AuthoritySig = sign(private, h.signingBytes(network))
	return h
}

func (h HandoffRelease) isSigned(network string) bool {
	return verify(h.Authority, h.signingBytes(network), h.AuthoritySig)
}

// AccountOpening is what an account is worth when an epoch begins (TH-21). Its balance is a text: it has any size.
type AccountOpening struct {
	Account   Key             `json:"account"`
	Applied   []Claim         `json:"applied"`
	Balance   string          `json:"balance"`
	Committee Digest          `json:"committee"`
	Credited  []Claim         `json:"credited"`
	Epoch     uint64          `json:"epoch"`
	Escrow    []OpeningEscrow `json:"escrow"`
	NextNonce uint64          `json:"next_nonce"`
}

// OpeningEscrow is an escrow with its claims in full (TH-21).
type OpeningEscrow struct {
	Amount int64   `json:"amount,string"`
	Claims []Claim `json:"claims"`
	Nonce  uint64  `json:"nonce"`
}

func decodeAccountOpening(v Value) (AccountOpening, bool) {
	r := v.Record()
	o := AccountOpening{
		Account: r.key("account"), Epoch: r.epoch("epoch"), Committee: r.digest("committee"), Balance: r.sum("balance"),
		NextNonce: r.nextNonce("next_nonce"), Escrow: []OpeningEscrow{},
	}
	applied, appliedOK := decodeClaims(r.Value("applied"))
	credited, creditedOK := decodeClaims(r.Value("credited"))
	o.Applied, o.Credited = applied, credited
	ok := appliedOK && creditedOK
	for i, item := range r.List("escrow") {
		e := item.Record()
		claims, claimsOK := decodeClaims(e.Value("claims"))
		o.Escrow = append(o.Escrow, OpeningEscrow{e.amount("amount"), claims, e.nonce("nonce")})
		ok = ok && claimsOK && len(claims) > 0 && e.Done() && (i == 0 || o.Escrow[i-1].Nonce < o.Escrow[i].Nonce)
	}
	return o, ok && r.Done()
}

// decodeClaims reads a list of claims that ascend strictly by digest (TH-21).
func decodeClaims(v Value) ([]Claim, bool) { return decodeAscendingBy(Claim.digest, v, decodeClaim) }

// digest of an opening: it names no network, so it is of that of its authority (TH-4).
func (o AccountOpening) digest(network string) Digest { return digestOf("opening", network, o) }

// sum is the balance as a number; the text is a decimal by TH-21.
func (o AccountOpening) sum() *big.Int {
	n, _ := new(big.Int).SetString(o.Balance, 10)
	return n
}

// HandoffCertificate is releases that the account has bound together (TH-22).
type HandoffCertificate struct {
	AccountSig Signature        `json:"account_sig,omitempty"`
	Opening    AccountOpening   `json:"opening"`
	Releases   []HandoffRelease `json:"releases"`
	Request    HandoffRequest   `json:"request"`
}

func decodeHandoff(v Value) (HandoffCertificate, bool) {
	r := v.Record()
	request, requestOK := decodeRequest(r.Value("request"))
	opening, openingOK := decodeAccountOpening(r.Value("opening"))
	releases, releasesOK := decodeAscending(r.Value("releases"), decodeRelease)
	h := HandoffCertificate{r.signature("account_sig"), opening, releases, request}
	return h, requestOK && openingOK && releasesOK && r.Done()
}

func (h HandoffCertificate) isSigned(network string) bool {
	unsigned := h
	unsigned.AccountSig = ""
	return verify(h.Request.Account, signingBytes("handoff", network, unsigned), h.AccountSig)
}

// OpeningReceipt promises one opening of an account and epoch (TH-22).
type OpeningReceipt struct {
	Authority    Key       `json:"authority"`
	AuthoritySig Signature `json:"authority_sig,omitempty"`
	Opening      Digest    `json:"opening"`
}

func decodeOpeningReceipt(v Value) (OpeningReceipt, bool) {
	r := v.Record()
	o := OpeningReceipt{Opening: r.digest("opening"), Authority: r.key("authority"), AuthoritySig: r.signature("authority_sig")}
	return o, r.Done()
}

func (o OpeningReceipt) signingBytes(network string) []byte {
	o.AuthoritySig = ""
	return signingBytes("opening-receipt", network, o)
}

func (o OpeningReceipt) signed(network string, private ed25519.PrivateKey) OpeningReceipt {
	o.AuthoritySig = sign(private, o.signingBytes(network))
	return o
}

func (o OpeningReceipt) isSigned(network string) bool {
	return verify(o.Authority, o.signingBytes(network), o.AuthoritySig)
}

// MovedHint says where an account is asked to go (TH-23).
type MovedHint struct {
	Account Key    `json:"account"`
	Epoch   uint64 `json:"epoch"`
	To      Digest `json:"to"`
}

// decodeAscending reads a list whose items ascend strictly by their canonical text (TH-18).
func decodeAscending[T any](v Value, decode func(Value) (T, bool)) ([]T, bool) {
	return decodeAscendingBy(func(item T) string { return string(mustMarshal(item)) }, v, decode)
}

// decodeAscendingBy reads a list up to the first item that is malformed, or does not come after the one before.
func decodeAscendingBy[T any, K ~string](key func(T) K, v Value, decode func(Value) (T, bool)) ([]T, bool) {
	items, ok := []T{}, v.kind == list
	last := K("")
	for _, value := range v.items {
		item, itemOK := decode(value)
		if !ok || !itemOK {
			return items, false
		}
		next := key(item)
		if next <= last {
			return items, false
		}
		items, last = append(items, item), next
	}
	return items, ok
}

// sortedByText puts items in the order of TH-18.
func sortedByText[T any](items []T) []T {
	slices.SortFunc(items, func(a, b T) int { return slices.Compare(mustMarshal(a), mustMarshal(b)) })
	return items
}
