package authority

import (
	"fmt"
	"strings"
	"testing"
)

func TestSubject(t *testing.T) {
	genesis := string(read(t, spec(t)+"/examples/valid/genesis/village.json", nil))
	var e example
	read(t, spec(t)+"/examples/refused/ConflictingOrder.json", &e)
	dir := t.TempDir()
	var s Subject
	ask := func(verb, body string) string {
		reply, err := s.Answer(verb, parse(t, []byte(body)).Record())
		if _, lacks := err.(Unsupported); err != nil && !lacks {
			return "fault"
		} else if lacks {
			return err.Error()
		}
		return string(mustMarshal(reply))
	}
	reset := func(genesis, self, dir string, resume bool) string {
		return ask("reset", fmt.Sprintf(`{"profile":"authority","genesis":%s,"self":%q,"seed":%q,"state_dir":%q,"resume":%v}`,
			genesis, self, a1Seed, dir, resume))
	}
	signVote := func(body string) string { return ask("apply", `{"input":"SignVote","body":`+body+`}`)[:40] }
	order := string(e.Steps[0].Body)
	roomy := func(n int) string { return strings.Replace(order, ":", ":"+strings.Repeat(" ", n-len(order)), 1) }
	anotherSkew := strings.Replace(genesis, `"skew": `, `"skew": 1`, 1)
	for i, c := range []struct{ got, want string }{
		{ask("observe", `{"keys":["accounts"]}`), "fault"}, // before reset
		{reset(genesis, a1Key, dir, true), "fault"},        // from nothing
		{reset(genesis, a1Key, "", true), "fault"},
		{reset(genesis, strings.Repeat("a", 64), dir, false), "fault"},
		{reset(`{}`, a1Key, dir, false), "fault"},
		{reset(genesis, a1Key, dir+"/new", false), "{}"},
		{reset(anotherSkew, a1Key, dir+"/new", true), "fault"},
		{reset(genesis, a1Key, dir+"/new", true), "{}"},
		{ask("observe", `{"keys":["accounts","released"]}`), "unsupported: released"},
		{ask("apply", `{"input":"Lock","body":{}}`), "unsupported: Lock"},
		{ask("advance", `{"milliseconds":1}`), `{"emits":[]}`},
		{signVote(`{}`), `{"outcome":{"kind":"refused","reason":"M`},
		{signVote(roomy(1<<20 + 1)), `{"outcome":{"kind":"refused","reason":"M`}, // TH-12
		{signVote(roomy(1 << 20)), `{"outcome":{"kind":"voted"},"emits":[{"t`},
		{reset(genesis, a1Key, "", false), "{}"},
		{signVote(order), `{"outcome":{"kind":"voted"},"emits":[{"t`},
		{ask("apply", `{"input":"Restart","body":{}}`), `{"outcome":{"kind":"restarted"},"emits":[]}`},
		{signVote(order), `{"outcome":{"kind":"again"},"emits":[{"t`},
		{ask("bye", `{}`), "{}"},
	} {
		if c.got != c.want {
			t.Errorf("%d: %s, not %s", i, c.got, c.want)
		}
	}
}
