package authority

import (
	"errors"
	"strconv"
	"unicode/utf16"
)

// The strict reader of JSON. It keeps what encoding/json forgets: that a key stood twice, and how a number was spelt
// (TH-12). A message that breaks such a rule still has to be answered, so it is no error of the text: it becomes a
// Value that no field accepts.

type kind byte

const (
	broken kind = iota // nothing accepts it
	object
	list
	text
	word // a number, true, false, null, or nonsense: whoever reads it demands one exact spelling
)

// Value is one JSON value as it was written.
type Value struct {
	kind  kind
	text  string   // of a text: decoded; of a word: as written
	names []string // of an object: the keys of items
	items []Value
}

const (
	maxDepth  = 32 // deeper than any message, and than any genesis
	maxFields = 16 // more than any object has; beyond it names are not even compared
)

var errJSON = errors.New("the line is no JSON")

// Parse reads one JSON text.
func Parse(line []byte) (value Value, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			if fault != any(errJSON) {
				panic(fault)
			}
			err = errJSON
		}
	}()
	p := parser{rest: line}
	value = p.value(0)
	if p.peek() != 0 {
		panic(errJSON)
	}
	return value, nil
}

type parser struct{ rest []byte }

// peek skips white space and shows the next byte, 0 at the end.
func (p *parser) peek() byte {
	for len(p.rest) > 0 {
		switch c := p.rest[0]; c {
		case ' ', '\t', '\r', '\n':
			p.rest = p.rest[1:]
		case 0:
			panic(errJSON)
		default:
			return c
		}
	}
	return 0
}

func (p *parser) take(want byte) {
	if p.peek() != want {
		panic(errJSON)
	}
	p.rest = p.rest[1:]
}

func (p *parser) value(depth int) Value {
	switch c := p.peek(); {
	case (c == '{' || c == '[') && depth == maxDepth:
		p.skip()
		return Value{kind: broken}
	case c == '{':
		return p.object(depth)
	case c == '[':
		v := Value{kind: list}
		p.sequence('[', ']', func() { v.items = append(v.items, p.value(depth+1)) })
		return v
	case c == '"':
		return Value{kind: text, text: p.string()}
	default:
		return Value{kind: word, text: p.word()}
	}
}

func (p *parser) object(depth int) Value {
	v := Value{kind: object}
	twice := false
	p.sequence('{', '}', func() {
		p.peek()
		name := p.string()
		p.take(':')
		for _, other := range v.names[:min(len(v.names), maxFields)] {
			twice = twice || other == name
		}
		v.names = append(v.names, name)
		v.items = append(v.items, p.value(depth+1))
	})
	if twice || len(v.names) > maxFields {
		return Value{kind: broken} // TH-12: duplicate keys
	}
	return v
}

func (p *parser) sequence(open, end byte, item func()) {
	p.take(open)
	if p.peek() == end {
		p.take(end)
		return
	}
	for {
		item()
		if p.peek() == end {
			p.take(end)
			return
		}
		p.take(',')
	}
}

// skip passes over a value that is nested too deep, without nesting itself.
func (p *parser) skip() {
	for depth := 0; ; {
		switch p.peek() {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case '"':
			p.string()
			continue
		case 0:
			panic(errJSON)
		}
		p.rest = p.rest[1:]
		if depth == 0 {
			return
		}
	}
}

func (p *parser) word() string {
	n := 0
	for n < len(p.rest) && isWordByte(p.rest[n]) {
		n++
	}
	if n == 0 {
		panic(errJSON)
	}
	w := string(p.rest[:n])
	p.rest = p.rest[n:]
	return w
}

func isWordByte(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '+' || c == '-' || c == '.'
}

func (p *parser) string() string {
	p.take('"')
	for n, c := range p.rest {
		switch {
		case c == '"': // the usual case: nothing was escaped
			s := string(p.rest[:n])
			p.rest = p.rest[n+1:]
			return s
		case c == '\\':
			return p.escapedString(append(make([]byte, 0, 2*n+16), p.rest[:n]...), n)
		case c < ' ':
			panic(errJSON)
		}
	}
	panic(errJSON)
}

func (p *parser) escapedString(decoded []byte, n int) string {
	for n < len(p.rest) {
		switch c := p.rest[n]; {
		case c == '"':
			p.rest = p.rest[n+1:]
			return string(decoded)
		case c == '\\':
			var r rune
			r, n = p.escape(n + 1)
			decoded = append(decoded, string(r)...)
		case c < ' ':
			panic(errJSON)
		default:
			decoded = append(decoded, c)
			n++
		}
	}
	panic(errJSON)
}

// escape decodes what follows a backslash at n, and says where it ends.
func (p *parser) escape(n int) (rune, int) {
	if n >= len(p.rest) {
		panic(errJSON)
	}
	switch c := p.rest[n]; c {
	case '"', '\\', '/':
		return rune(c), n + 1
	case 'b':
		return '\b', n + 1
	case 'f':
		return '\f', n + 1
	case 'n':
		return '\n', n + 1
	case 'r':
		return '\r', n + 1
	case 't':
		return '\t', n + 1
	case 'u':
		high := p.hex4(n + 1)
		if n+6 < len(p.rest) && p.rest[n+5] == '\\' && p.rest[n+6] == 'u' && utf16.IsSurrogate(high) {
			if r := utf16.DecodeRune(high, p.hex4(n+7)); r != '\uFFFD' {
				return r, n + 11
			}
		}
		return high, n + 5 // a lone surrogate becomes U+FFFD, which no field accepts
	}
	panic(errJSON)
}

func (p *parser) hex4(n int) rune {
	if n+4 > len(p.rest) {
		panic(errJSON)
	}
	r, err := strconv.ParseUint(string(p.rest[n:n+4]), 16, 16)
	if err != nil {
		panic(errJSON)
	}
	return rune(r)
}
