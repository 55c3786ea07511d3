package authority

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
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

// Value is one JSON value as it was written, in that many bytes.
type Value struct {
	kind  kind
	text  string   // of a text: decoded; of a word: as written
	names []string // of an object: the keys of items
	items []Value
	size  int
}

const (
	maxDepth  = 32 // deeper than any message, and than any genesis
	maxFields = 16 // more than any object has; beyond it names are not even compared
	maxSize   = 1 << 20
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
	p.peek()
	before := len(p.rest)
	v := p.anyValue(depth)
	v.size = before - len(p.rest)
	return v
}

func (p *parser) anyValue(depth int) Value {
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
		s, ok := p.string()
		if !ok {
			return Value{kind: broken} // TH-12: a needless escape
		}
		return Value{kind: text, text: s}
	default:
		return Value{kind: word, text: p.word()}
	}
}

func (p *parser) object(depth int) Value {
	v := Value{kind: object}
	bad := false // TH-12: duplicate keys, needless escapes in them
	p.sequence('{', '}', func() {
		p.peek()
		name, ok := p.string()
		bad = bad || !ok
		p.take(':')
		for _, other := range v.names[:min(len(v.names), maxFields)] {
			bad = bad || other == name
		}
		v.names = append(v.names, name)
		v.items = append(v.items, p.value(depth+1))
	})
	if bad || len(v.names) > maxFields {
		return Value{kind: broken}
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

// string decodes a string, and says whether it is spelled as RFC 8785 spells it.
func (p *parser) string() (string, bool) {
	p.take('"')
	for n, c := range p.rest {
		switch {
		case c == '"': // the usual case: nothing was escaped
			s := string(p.rest[:n])
			p.rest = p.rest[n+1:]
			return s, true
		case c == '\\':
			return p.escapedString(append(make([]byte, 0, 2*n+16), p.rest[:n]...), n)
		case c < ' ':
			panic(errJSON)
		}
	}
	panic(errJSON)
}

func (p *parser) escapedString(decoded []byte, n int) (string, bool) {
	canonical := true
	for n < len(p.rest) {
		switch c := p.rest[n]; {
		case c == '"':
			p.rest = p.rest[n+1:]
			return string(decoded), canonical
		case c == '\\':
			r, needed, length := p.escape(n + 1)
			decoded = append(decoded, string(r)...)
			canonical = canonical && needed
			n += 1 + length
		case c < ' ':
			panic(errJSON)
		default:
			decoded = append(decoded, c)
			n++
		}
	}
	panic(errJSON)
}

const (
	shortEscapes = `"\bfnrt`        // RFC 8785 writes these so,
	shortMeaning = "\"\\\b\f\n\r\t" // for these
)

// escape decodes what follows a backslash at n, and says whether RFC 8785 writes it so, and how long it is.
func (p *parser) escape(n int) (r rune, needed bool, length int) {
	rest := p.rest[n:]
	switch {
	case len(rest) > 0 && strings.IndexByte(shortEscapes, rest[0]) >= 0:
		return rune(shortMeaning[strings.IndexByte(shortEscapes, rest[0])]), true, 1
	case len(rest) > 0 && rest[0] == '/':
		return '/', false, 1
	case len(rest) > 4 && rest[0] == 'u':
		r, err := strconv.ParseUint(string(rest[1:5]), 16, 16)
		if err == nil { // half of a surrogate pair is never needed
			control := r < ' ' && strings.IndexByte(shortMeaning, byte(r)) < 0
			return rune(r), control && string(rest[1:5]) == fmt.Sprintf("%04x", r), 5
		}
	}
	panic(errJSON)
}
