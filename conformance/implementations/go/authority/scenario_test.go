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
		if seen[alice].Balance != -2 || seen[bob].Balance != 5 || seen[alice].NextNonce != 1 || len(seen[bob].Credited) != 0 {
			t.Error("after input ", i, *seen[alice], *seen[bob])
		}
	}
}
