package authority

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"
)

func keyPair(name string) (Key, ed25519.PrivateKey) {
	seed := sha256.Sum256([]byte(name))
	private := ed25519.NewKeyFromSeed(seed[:])
	return Key(hex.EncodeToString(private[32:])), private
}

// A shop owns alice, and bob, who is frozen: alice's payment to bob is debited and not credited, for ever (EX-7, EX-9).
func TestCreditToFrozenAccount(t *testing.T) {
	shop, shopPrivate := keyPair("shop")
	alice, alicePrivate := keyPair("alice")
	bob, _ := keyPair("bob")
	committee := digestOf("committee", "n", Committee{[]Member{{shop, "shop", 1}}, "shop"})
	opening := func(account Key, frozen bool) string {
		return fmt.Sprintf(`{"account":%q,"epoch":0,"committee":%q,"balance":"5","next_nonce":0,"frozen":%v,"escrow":[]}`,
			account, committee, frozen)
	}
	row := func(account Key) string { return string(mustMarshal(OwnershipProof{account, committee, 0})) }
	genesis := fmt.Sprintf(`{"network":"n","parameters":{"skew":0,"ttl_max":9,"queue_max":0},"committees":[{"name":"shop",`+
		`"members":[{"name":"shop","key":%q,"weight":1}]}],"openings":[%s,%s],"ownership":[%s,%s]}`,
		shop, opening(alice, false), opening(bob, true), row(alice), row(bob))
	a, err := New(Setup{parse(t, []byte(genesis)), string(shop), hex.EncodeToString(shopPrivate.Seed()), "", false})
	if err != nil {
		t.Fatal(err)
	}
	o := Order{Amount: 7, Network: "n", Recipient: bob, Sender: alice, TTL: 9}
	o.SenderSig = sign(alicePrivate, signingBytes("order", "n", o))
	vote := TransferVote{Authority: shop, Committee: committee, CoreDigest: o.coreDigest(), TTL: 1}.signed("n", shopPrivate)
	body := parse(t, mustMarshal(map[string]any{"certificate": TransferCertificate{o, []TransferVote{vote}}}))
	for i, kind := range []string{"applied", "again"} {
		answer, err := a.Apply("ApplyCertificate", body)
		if err != nil || answer.Outcome.Kind != kind || len(answer.Emits) != 1 {
			t.Fatal(answer, err)
		}
		if r := answer.Emits[0].Body.(TransferReceipt); !r.Debited || r.Credited {
			t.Error(r)
		}
		seen := a.Observe().Accounts
		if seen[alice].Balance != "-2" || seen[bob].Balance != "5" || seen[alice].NextNonce != 1 || len(seen[bob].Credited) != 0 {
			t.Error("after input ", i, *seen[alice], *seen[bob])
		}
	}
}

// committeeOfOne is a committee of one member, by its digest and as a genesis has it.
func committeeOfOne(key Key, name string) (Digest, string) {
	c := Committee{[]Member{{key, name, 1}}, name}
	return digestOf("committee", "n", c), string(mustMarshal(c))
}

// A village owns alice in epoch 1, with an escrow; a shop she colludes with certifies the claim in an epoch that nobody
// proves. It opens nothing at her owner and contradicts nothing (EX-3, EX-4).
func TestUnprovenEpoch(t *testing.T) {
	town, townPrivate := keyPair("town")
	shop, shopPrivate := keyPair("shop")
	alice, alicePrivate := keyPair("alice")
	bob, _ := keyPair("bob")
	townDigest, townText := committeeOfOne(town, "town")
	shopDigest, shopText := committeeOfOne(shop, "shop")
	order := func(amount int64, epoch uint64) Order {
		o := Order{Amount: amount, Epoch: epoch, Network: "n", Recipient: bob, Sender: alice, TTL: 9}
		o.SenderSig = sign(alicePrivate, signingBytes("order", "n", o))
		return o
	}
	claim := func(o Order) string {
		return string(mustMarshal(Claim{o.Amount, o.Network, o.Nonce, o.Recipient, o.Sender}))
	}
	const most = 1<<63 - 1
	genesis := fmt.Sprintf(`{"network":"n","parameters":{"skew":0,"ttl_max":9,"queue_max":0},"committees":[%s,%s],"openings":[`+
		`{"account":%q,"epoch":1,"committee":%q,"balance":"-1","next_nonce":9007199254740991,"frozen":false,"escrow":[`+
		`{"nonce":0,"amount":"%d","claims":[%s,%s]}]},`+
		`{"account":%q,"epoch":0,"committee":%q,"balance":"1","next_nonce":0,"frozen":false,"escrow":[]}],"ownership":[%s,%s]}`,
		townText, shopText, alice, townDigest, most, claim(order(most, 0)), claim(order(7, 0)), bob, townDigest,
		mustMarshal(OwnershipProof{alice, townDigest, 1}), mustMarshal(OwnershipProof{bob, townDigest, 0}))
	a, err := New(Setup{parse(t, []byte(genesis)), string(town), hex.EncodeToString(townPrivate.Seed()), "", false})
	if err != nil {
		t.Fatal(err)
	}
	for i, step := range []struct {
		order  Order
		by     Digest
		member Key
		signer ed25519.PrivateKey
		want   Outcome
		emits  int
	}{
		{order(7, 9), shopDigest, shop, shopPrivate, Outcome{"refused", CertificateNotCurrent}, 0},
		{order(most, 1), townDigest, town, townPrivate, Outcome{Kind: "applied"}, 1},
		{order(7, 9), shopDigest, shop, shopPrivate, Outcome{"refused", CertificateNotCurrent}, 0},
		{order(most, 9), shopDigest, shop, shopPrivate, Outcome{"refused", CertificateNotCurrent}, 0},
		{order(7, 1), townDigest, town, townPrivate, Outcome{"refused", NonceSpent}, 1},
	} {
		o := step.order
		vote := TransferVote{Authority: step.member, Committee: step.by, CoreDigest: o.coreDigest(), Epoch: o.Epoch, TTL: 1}
		c := TransferCertificate{o, []TransferVote{vote.signed("n", step.signer)}}
		answer, err := a.Apply("ApplyCertificate", parse(t, mustMarshal(map[string]any{"certificate": c})))
		if err != nil || answer.Outcome != step.want || len(answer.Emits) != step.emits {
			t.Error(i, answer, err)
		}
	}
	if balance := a.Observe().Accounts[bob].Balance; balance != "9223372036854775808" { // TH-13
		t.Error(balance)
	}
}
