package authority

import (
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"reflect"
	"testing"
)

// A town owns alice; a shop waits to. inn begins the one that is asked, and says how alice signs.
func inn(t *testing.T) (a *Authority, handoff func() []byte, order func(nonce, epoch uint64, ttl uint64) Order) {
	t.Helper()
	town, townPrivate := keyPair("town")
	shop, shopPrivate := keyPair("shop")
	alice, alicePrivate := keyPair("alice")
	bob, _ := keyPair("bob")
	townDigest, townText := committeeOfOne(town, "town")
	shopDigest, shopText := committeeOfOne(shop, "shop")
	genesis := fmt.Sprintf(`{"network":"n","parameters":{"skew":0,"ttl_max":1000,"queue_max":3},"committees":[%s,%s],"openings":[`+
		`{"account":%q,"epoch":0,"committee":%q,"balance":"9","next_nonce":0,"frozen":false,"escrow":[]}],"ownership":[%s]}`,
		townText, shopText, alice, townDigest, mustMarshal(OwnershipProof{alice, townDigest, 0}))
	a, err := New(Setup{parse(t, []byte(genesis)), string(shop), hex.EncodeToString(shopPrivate.Seed()), t.TempDir(), false})
	if err != nil {
		t.Fatal(err)
	}
	order = func(nonce, epoch, ttl uint64) Order {
		o := Order{Amount: 7, Epoch: epoch, Network: "n", Nonce: nonce, Recipient: bob, Sender: alice, TTL: ttl}
		o.SenderSig = sign(alicePrivate, signingBytes("order", "n", o))
		return o
	}
	handoff = func() []byte { return moveOf(a, alice, alicePrivate, town, townPrivate, shop, shopDigest, shopPrivate) }
	return a, handoff, order
}

// moveOf is the body of the OpenAccount that brings alice from a town of one to a shop of one.
func moveOf(
	a *Authority, alice Key, alicePrivate ed25519.PrivateKey, town Key, townPrivate ed25519.PrivateKey,
	shop Key, to Digest, shopPrivate ed25519.PrivateKey,
) []byte {
	opening := a.genesis.Openings[0].whole()
	request := HandoffRequest{Account: alice, Network: "n", To: to}
	request.AccountSig = sign(alicePrivate, signingBytes("request", "n", request))
	release := HandoffRelease{Account: alice, Authority: town, Certificates: []TransferCertificate{}, Locks: []Order{},
		Opening: opening.digest("n"), To: to}.signed("n", townPrivate)
	h := HandoffCertificate{Opening: opening, Releases: []HandoffRelease{release}, Request: request}
	h.AccountSig = sign(alicePrivate, signingBytes("handoff", "n", h))
	next := opening
	next.Epoch, next.Committee = 1, to
	receipt := OpeningReceipt{Authority: shop, Opening: next.digest("n")}.signed("n", shopPrivate)
	return mustMarshal(map[string]any{"handoff": h, "receipts": []OpeningReceipt{receipt}})
}

// hearOfTown tells the shop who owns alice in epoch 0: without that no handoff certificate is good (HO-10).
func hearOfTown(t *testing.T, a *Authority) {
	t.Helper()
	first := a.genesis.Openings[0]
	proof := OwnershipProof{first.Account, first.Committee, first.Epoch}
	if got := told(t, a, "RecordOwnershipProof", map[string]any{"proof": proof}); got[0] != "recorded" {
		t.Fatal(got)
	}
}

// told are the outcome and the kinds of what leaves, with the reasons of a notice.
func told(t *testing.T, a *Authority, input string, body any) (told []string) {
	t.Helper()
	bytes, ready := body.([]byte)
	if !ready {
		bytes = mustMarshal(body)
	}
	answer, err := a.Apply(input, parse(t, bytes))
	if err != nil {
		t.Fatal(err)
	}
	told = []string{answer.Outcome.Kind + string(answer.Outcome.Reason)}
	for _, e := range answer.Emits {
		kind := e.Type
		if notice, lapsed := e.Body.(LapseNotice); lapsed {
			kind += fmt.Sprint(notice.Reasons)
		}
		told = append(told, kind)
	}
	return told
}

// Orders wait for their epoch, the one beyond the next nonce goes on waiting, and whoever was told "it waits" hears why
// it does not (PD-15 to PD-20).
func TestPending(t *testing.T) {
	a, handoff, order := inn(t)
	at := func(o Order, now int) any { return map[string]any{"order": o, "now": now} }
	activate := map[string]any{"account": order(0, 0, 1).Sender, "now": 50}
	for i, step := range []struct {
		input string
		body  any
		want  []string
	}{
		{"Activate", activate, []string{"refusedAccountNotOpenHere"}},
		{"Pend", at(order(0, 0, 100), 1), []string{"pending", "PendingOrder"}},
		{"Pend", at(order(0, 1, 100), 1), []string{"pending", "PendingOrder"}},
		{"Pend", at(order(0, 1, 90), 1), []string{"again", "PendingOrder"}}, // PD-16: the window that ends later is kept
		{"Pend", at(order(0, 1, 200), 1), []string{"pending", "PendingOrder"}},
		{"Pend", at(order(1, 1, 60), 1), []string{"pending", "PendingOrder"}},
		{"Pend", at(order(2, 1, 60), 1), []string{"refusedPendingFull"}}, // PD-10
		{"SignVote", at(order(0, 1, 200), 1), []string{"refusedNotOwned"}},
		{"Lapse", map[string]any{"now": 59}, []string{"again"}},
		{"OpenAccount", []byte(nil), []string{"opened"}},
		{"Restart", struct{}{}, []string{"restarted"}}, // PD-20
		{"Activate", activate, []string{"activated", "LapseNotice[WrongEpoch]", "TransferVote"}},
		{"Activate", activate, []string{"again"}},
		{"Pend", at(order(0, 1, 200), 1), []string{"refusedEpochOpenHere"}}, // PD-9
		{"Lapse", map[string]any{"now": 60}, []string{"lapsed", "LapseNotice[OrderExpired]"}},
	} {
		body := step.body
		if step.input == "OpenAccount" {
			hearOfTown(t, a)
			body = handoff()
		}
		if got := told(t, a, step.input, body); !reflect.DeepEqual(got, step.want) {
			t.Errorf("%d, %s: %v, not %v", i, step.input, got, step.want)
		}
	}
	if len(a.Observe().Pending) != 0 {
		t.Error(a.Observe().Pending)
	}
}

// A notice names every guard that failed, in the order of reasons.json (PD-14, PD-19); the end of a window that cannot be
// written is the last time that can (PD-13).
func TestLapseNotice(t *testing.T) {
	a, handoff, order := inn(t)
	late := order(0, 0, 1)
	late.IssuedAt = maxInteger
	if late.until() != maxInteger || order(0, 0, 7).until() != 7 {
		t.Error(late.until())
	}
	told(t, a, "Pend", map[string]any{"order": order(5, 0, 20), "now": 1})
	hearOfTown(t, a)
	told(t, a, "OpenAccount", handoff())
	got := told(t, a, "Activate", map[string]any{"account": late.Sender, "now": 20})
	if want := []string{"activated", "LapseNotice[WrongEpoch OrderExpired NonceNotOpen]"}; !reflect.DeepEqual(got, want) {
		t.Error(got)
	}
}
