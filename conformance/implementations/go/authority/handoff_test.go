package authority

import (
	"encoding/hex"
	"fmt"
	"testing"
)

// A den that lies certifies carol's money away, whom a town owns. A release brings that certificate to a shop that has not
// heard who owns carol: the genesis says so, and alice does not open with it (HO-13, HO-14). By the town it is believed.
func TestReleasedCertificateOfStrangers(t *testing.T) {
	town, townPrivate := keyPair("town")
	den, denPrivate := keyPair("den")
	shop, shopPrivate := keyPair("shop")
	alice, alicePrivate := keyPair("alice")
	carol, carolPrivate := keyPair("carol")
	digests, texts := map[string]Digest{}, map[string]string{}
	for name, key := range map[string]Key{"town": town, "den": den, "shop": shop} {
		c := Committee{[]Member{{key, name, 1}}, name}
		digests[name], texts[name] = digestOf("committee", "n", c), string(mustMarshal(c))
	}
	opening := func(account Key) string {
		return fmt.Sprintf(`{"account":%q,"epoch":0,"committee":%q,"balance":"9","next_nonce":0,"frozen":false,"escrow":[]}`,
			account, digests["town"])
	}
	genesis := fmt.Sprintf(`{"network":"n","parameters":{"skew":0,"ttl_max":9,"queue_max":3},"committees":[%s,%s,%s],`+
		`"openings":[%s,%s],"ownership":[%s,%s]}`, texts["town"], texts["den"], texts["shop"], opening(alice), opening(carol),
		mustMarshal(OwnershipProof{alice, digests["town"], 0}), mustMarshal(OwnershipProof{carol, digests["town"], 0}))
	a, err := New(Setup{parse(t, []byte(genesis)), string(shop), hex.EncodeToString(shopPrivate.Seed()), "", false})
	if err != nil {
		t.Fatal(err)
	}
	proof := mustMarshal(map[string]any{"proof": OwnershipProof{alice, digests["town"], 0}})
	a.Apply("RecordOwnershipProof", parse(t, proof))
	first := a.genesis.Openings[0].whole()
	handoff := func(by string) []byte {
		o := Order{Amount: 1 << 40, Network: "n", Recipient: alice, Sender: carol, TTL: 9}
		o.SenderSig = sign(carolPrivate, signingBytes("order", "n", o))
		vote := TransferVote{Authority: town, Committee: digests[by], CoreDigest: o.coreDigest(), TTL: 9}
		private := townPrivate
		if by == "den" {
			vote.Authority, private = den, denPrivate
		}
		c := TransferCertificate{o, []TransferVote{vote.signed("n", private)}}
		request := HandoffRequest{Account: alice, Network: "n", To: digests["shop"]}
		request.AccountSig = sign(alicePrivate, signingBytes("request", "n", request))
		release := HandoffRelease{Account: alice, Authority: town, Certificates: []TransferCertificate{c}, Locks: []Order{},
			Opening: first.digest("n"), To: digests["shop"]}.signed("n", townPrivate)
		h := HandoffCertificate{Opening: first, Releases: []HandoffRelease{release}, Request: request}
		h.AccountSig = sign(alicePrivate, signingBytes("handoff", "n", h))
		return mustMarshal(map[string]any{"handoff": h})
	}
	for by, want := range map[string]Outcome{"den": {"refused", ReleasedCertificateInvalid}, "town": {Kind: "accepted"}} {
		if answer, err := a.Apply("AcceptHandoff", parse(t, handoff(by))); err != nil || answer.Outcome != want {
			t.Error(by, answer.Outcome, err)
		}
	}
}

// A town owned alice and bob; alice has moved to a shop, and pays bob from there. The town, which owned her once, is no
// owner of that epoch, and credits bob (EX-3, EX-11).
func TestFormerOwnerCredits(t *testing.T) {
	town, townPrivate := keyPair("town")
	shop, shopPrivate := keyPair("shop")
	alice, alicePrivate := keyPair("alice")
	bob, _ := keyPair("bob")
	townDigest, townText := committeeOfOne(town, "town")
	shopDigest, shopText := committeeOfOne(shop, "shop")
	opening := func(account Key) string {
		return fmt.Sprintf(`{"account":%q,"epoch":0,"committee":%q,"balance":"9","next_nonce":0,"frozen":false,"escrow":[]}`,
			account, townDigest)
	}
	genesis := fmt.Sprintf(`{"network":"n","parameters":{"skew":0,"ttl_max":9,"queue_max":3},"committees":[%s,%s],`+
		`"openings":[%s,%s],"ownership":[%s,%s]}`, townText, shopText, opening(alice), opening(bob),
		mustMarshal(OwnershipProof{alice, townDigest, 0}), mustMarshal(OwnershipProof{bob, townDigest, 0}))
	a, err := New(Setup{parse(t, []byte(genesis)), string(town), hex.EncodeToString(townPrivate.Seed()), "", false})
	if err != nil {
		t.Fatal(err)
	}
	move := moveOf(a, alice, alicePrivate, town, townPrivate, shop, shopDigest, shopPrivate)
	o := Order{Amount: 7, Epoch: 1, Network: "n", Recipient: bob, Sender: alice, TTL: 9}
	o.SenderSig = sign(alicePrivate, signingBytes("order", "n", o))
	vote := TransferVote{
		Authority: shop, Committee: shopDigest, CoreDigest: o.coreDigest(), Epoch: 1, TTL: 9,
	}.signed("n", shopPrivate)
	payment := mustMarshal(map[string]any{"certificate": TransferCertificate{o, []TransferVote{vote}}})
	if got := told(t, a, "OpenAccount", move); got[0] != "recorded" {
		t.Error(got)
	}
	if got := told(t, a, "ApplyCertificate", payment); got[0] != "applied" {
		t.Error(got)
	}
	if seen := a.Observe().Accounts; seen[bob].Balance != "16" || seen[alice].Balance != "9" || !seen[alice].Frozen {
		t.Error(*seen[alice], *seen[bob])
	}
}
