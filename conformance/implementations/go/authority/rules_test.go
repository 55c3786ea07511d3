package authority

import (
	"strings"
	"testing"
)

func TestQuorum(t *testing.T) {
	weights := func(ws ...uint64) (c Committee) {
		for _, w := range ws {
			c.Members = append(c.Members, Member{Weight: w})
		}
		return c
	}
	for _, q := range []struct {
		committee Committee
		weight    uint64
		quorum    bool
	}{
		{weights(1), 1, true}, {weights(1), 0, false},
		{weights(1, 1, 1, 1), 3, true}, {weights(1, 1, 1, 1), 2, false},
		{weights(2, 1, 1, 1), 4, true}, {weights(2, 1, 1, 1), 3, false},
		{weights(3, 1, 1, 1), 5, true}, {weights(3, 1, 1, 1), 4, false}, // exactly two thirds are none
		{weights(maxShort, maxShort, maxShort), 2 * maxShort, false}, {weights(maxShort, maxShort, maxShort), 2*maxShort + 1, true},
	} {
		if q.committee.isQuorum(q.weight) != q.quorum {
			t.Error(q)
		}
	}
}

func TestStrictJSON(t *testing.T) {
	for _, bad := range []string{"", "{", `{"a":1,}`, `[1 2]`, `{'a':1}`, `{"a":1}{}`, "\ufeff{}", `"\x"`, "\"a\nb\"", `{"a" 1}`, `// {}`} {
		if _, err := Parse([]byte(bad)); err == nil {
			t.Errorf("%q is no JSON", bad)
		}
	}
	n := func(text string) bool {
		v, err := Parse([]byte(`{"n":` + text + `}`))
		r := v.Record()
		r.nonce("n")
		return err == nil && r.Done()
	}
	for _, good := range []string{"0", "7", "9007199254740990", " 7 "} {
		if !n(good) {
			t.Errorf("%q is a nonce", good)
		}
	}
	for _, bad := range []string{"-0", "+1", "01", "1.0", "1e0", "1E2", "-1", "9007199254740991", `"1"`, "true", "NaN", `1,"n":1`,
		`1,"\u006e":1`, `1,"x":1`, "{}", strings.Repeat("[", 1e5) + strings.Repeat("]", 1e5)} {
		if n(bad) {
			t.Errorf("%q is no nonce", bad)
		}
	}
}

// TH-12: strings have one spelling too, that of RFC 8785.
func TestEscapes(t *testing.T) {
	for _, good := range []string{`"a/ é😀"`, `"\"\\\b\f\n\r\t\u0000\u001f"`} {
		if v, err := Parse([]byte(good)); err != nil || v.kind != text {
			t.Error(good, v, err)
		}
	}
	for _, bad := range []string{`"\/"`, `"\u0041"`, `"\u000a"`, `"\u001F"`, `"\ud83d\ude00"`, `"\ud800"`, `{"\u0041":1}`} {
		if v, err := Parse([]byte(bad)); err != nil || v.kind != broken {
			t.Error(bad, v, err)
		}
	}
	for _, none := range []string{`"\x"`, `"\u00`, `"\u00g0"`, `"\`} {
		if _, err := Parse([]byte(none)); err == nil {
			t.Error(none, "is no JSON")
		}
	}
}
