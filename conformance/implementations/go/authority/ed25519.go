package authority

import (
	"crypto/ed25519"
	"encoding/hex"
	"math/big"
	"slices"
)

// Rule SG. crypto/ed25519 verifies without the cofactor and refuses a large S, but it takes keys and points R of small
// order and keys that are not reduced; the checks here come on top.

// Key is an Ed25519 public key, in hexadecimal (TH-1).
type Key string

// Signature is R || S, in hexadecimal (SG-2).
type Signature string

var (
	fieldP = fromHex("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed") // 2^255 - 19
	curveD = fromHex("52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3")
	one    = big.NewInt(1)

	// smallY has the y of the eight points of small order: 1 (the identity), -1 (order 2), 0 (order 4, two points), and
	// +-order8 (two points each); last the spellings of 0 and 1 that are not reduced.
	order8 = fromHex("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7")
	smallY = []*big.Int{one, sub(fieldP, one), new(big.Int), order8, sub(fieldP, order8), fieldP, sub(fieldP, big.NewInt(-1))}
)

func fromHex(digits string) *big.Int {
	n, ok := new(big.Int).SetString(digits, 16)
	if !ok {
		panic("no hexadecimal")
	}
	return n
}

func sub(a, b *big.Int) *big.Int { return new(big.Int).Sub(a, b) }

// isValid is SG-1. A sign bit on x = 0 needs no check of its own: x is 0 at y = 1 and y = -1 only, of small order.
func (k Key) isValid() bool {
	y := yOf(unhex(string(k)))
	return y.Cmp(fieldP) < 0 && !isSmall(y) && isOnCurve(y)
}

// yOf is the y of an encoded point: 255 bits, little-endian; the last bit is the sign of x.
func yOf(encoded []byte) *big.Int {
	bytes := slices.Clone(encoded)
	bytes[31] &= 0x7f
	slices.Reverse(bytes)
	return new(big.Int).SetBytes(bytes)
}

func isSmall(y *big.Int) bool {
	return slices.ContainsFunc(smallY, func(small *big.Int) bool { return y.Cmp(small) == 0 })
}

// isOnCurve asks for an x with x^2 = (y^2 - 1) / (d y^2 + 1). A quotient is a square exactly if the product is one.
func isOnCurve(y *big.Int) bool {
	yy := new(big.Int).Mul(y, y)
	yy.Mod(yy, fieldP)
	v := new(big.Int).Mul(curveD, yy)
	v.Add(v, one)
	product := sub(yy, one)
	product.Mul(product, v)
	return big.Jacobi(product.Mod(product, fieldP), fieldP) >= 0
}

// verify is SG-1 to SG-5, for a key and a signature that are well formed.
func verify(key Key, message []byte, signature Signature) bool {
	sig := unhex(string(signature))
	return !isSmall(yOf(sig[:32])) && // SG-4
		ed25519.Verify(unhex(string(key)), message, sig) // SG-3, SG-5; SG-1 was asked when the key was read
}

// sign makes the only signature that RFC 8032 makes, so the same vote is the same bytes (VT-4).
func sign(private ed25519.PrivateKey, message []byte) Signature {
	return Signature(hex.EncodeToString(ed25519.Sign(private, message)))
}

// unhex decodes what Record.hex has accepted.
func unhex(digits string) []byte {
	bytes, err := hex.DecodeString(digits)
	if err != nil {
		panic(err)
	}
	return bytes
}
