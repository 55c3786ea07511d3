package authority

import (
	"math/big"
	"strconv"
)

// Record reads an object field by field. It is well formed if every field was there, was of its kind, and nothing else
// was there (TH-12); one question at the end, Done, asks for all of it.
type Record struct {
	value Value
	read  int
	bad   bool
}

// Record begins to read a value as an object.
func (v Value) Record() *Record { return &Record{value: v, bad: v.kind != object} }

// Done says whether the object was well formed.
func (r *Record) Done() bool { return !r.bad && r.read == len(r.value.items) }

// Value is the field of that name, whatever it holds.
func (r *Record) Value(name string) Value {
	for i, n := range r.value.names {
		if n == name {
			r.read++
			return r.value.items[i]
		}
	}
	r.bad = true
	return Value{}
}

// Record is a field that is an object; what is wrong in it must be asked of it.
func (r *Record) Record(name string) *Record { return r.Value(name).Record() }

// List is a field that is a list.
func (r *Record) List(name string) []Value {
	v := r.Value(name)
	r.demand(v.kind == list)
	return v.items
}

// Text is a field that is any text but the empty one.
func (r *Record) Text(name string) string {
	t := r.anyText(name)
	r.demand(t != "")
	return t
}

func (r *Record) anyText(name string) string {
	v := r.Value(name)
	r.demand(v.kind == text)
	return v.text
}

// Bool is a field that is true or false.
func (r *Record) Bool(name string) bool {
	v := r.Value(name)
	r.demand(v.kind == word && (v.text == "true" || v.text == "false"))
	return v.text == "true"
}

func (r *Record) demand(holds bool) { r.bad = r.bad || !holds }

const (
	maxInteger = 1<<53 - 1 // TH-7: times, ttls, next_nonce
	maxShort   = 1<<32 - 1 // TH-7, TH-5: epochs, weights
)

// integer is a number in its canonical spelling: digits, no leading zero, no sign, no fraction, no exponent (TH-12).
func (r *Record) integer(name string, least, most uint64) uint64 {
	v := r.Value(name)
	n, err := strconv.ParseUint(v.text, 10, 64)
	r.demand(v.kind == word && err == nil && least <= n && n <= most && (v.text[0] != '0' || v.text == "0"))
	return n
}

// TH-7: the integers.
func (r *Record) nonce(name string) uint64       { return r.integer(name, 0, maxInteger-1) }
func (r *Record) nextNonce(name string) uint64   { return r.integer(name, 0, maxInteger) }
func (r *Record) epoch(name string) uint64       { return r.integer(name, 0, maxShort) }
func (r *Record) endingEpoch(name string) uint64 { return r.integer(name, 0, maxShort-1) } // TH-19
func (r *Record) time(name string) uint64        { return r.integer(name, 0, maxInteger) }
func (r *Record) ttl(name string) uint64         { return r.integer(name, 1, maxInteger) }

// money is a decimal text in its only spelling (TH-7, TH-13).
func (r *Record) money(name string, least int64) int64 {
	v := r.Value(name)
	n, err := strconv.ParseInt(v.text, 10, 64)
	r.demand(v.kind == text && err == nil && n >= least && strconv.FormatInt(n, 10) == v.text)
	return n
}

// sum is a decimal text of any size, in its only spelling (TH-21).
func (r *Record) sum(name string) string {
	v := r.Value(name)
	n, isNumber := new(big.Int).SetString(v.text, 10)
	r.demand(v.kind == text && isNumber && n.String() == v.text)
	return v.text
}

func (r *Record) amount(name string) int64 { return r.money(name, 1) }

// hex is a byte string: lower-case digits, of its exact length (TH-12).
func (r *Record) hex(name string, bytes int) string {
	v := r.Value(name)
	r.demand(v.kind == text && len(v.text) == 2*bytes)
	for i := 0; i < len(v.text) && !r.bad; i++ {
		c := v.text[i]
		r.demand('0' <= c && c <= '9' || 'a' <= c && c <= 'f')
	}
	return v.text
}

func (r *Record) digest(name string) Digest       { return Digest(r.hex(name, 32)) }
func (r *Record) signature(name string) Signature { return Signature(r.hex(name, 64)) }

// key is a byte string that is a public key by SG-1 (TH-1).
func (r *Record) key(name string) Key {
	k := Key(r.hex(name, 32))
	r.demand(!r.bad && k.isValid())
	return k
}

// name is the name of a network, a committee or a member: 1 to 32 of a-z, 0-9 and hyphen, the first no hyphen.
func (r *Record) name(name string) string {
	v := r.Value(name)
	r.demand(v.kind == text && 1 <= len(v.text) && len(v.text) <= 32)
	for i := 0; i < len(v.text) && !r.bad; i++ {
		c := v.text[i]
		r.demand('0' <= c && c <= '9' || 'a' <= c && c <= 'z' || c == '-' && i > 0)
	}
	return v.text
}
