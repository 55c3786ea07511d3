package authority

import (
	"crypto/ed25519"
	"crypto/sha512"
	"encoding/hex"
	"math/big"
	"slices"
	"testing"
)

var groupL = fromHex("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed")

func littleEndian(n *big.Int) []byte {
	bytes := n.FillBytes(make([]byte, 32))
	slices.Reverse(bytes)
	return bytes
}

func number(littleEndian []byte) *big.Int {
	bytes := slices.Clone(littleEndian)
	slices.Reverse(bytes)
	return new(big.Int).SetBytes(bytes)
}

// The points of small order, and what else SG-1 refuses; a sign bit makes none of them better.
func TestKeys(t *testing.T) {
	bad := append(slices.Clone(smallY), big.NewInt(2), sub(fieldP, big.NewInt(-3)))
	for _, y := range bad {
		for _, sign := range []byte{0, 0x80} {
			encoded := littleEndian(y)
			encoded[31] |= sign
			if Key(hex.EncodeToString(encoded)).isValid() {
				t.Errorf("%x is no key", encoded)
			}
		}
	}
	for i := range 50 {
		seed := sha512.Sum512([]byte{byte(i)})
		key := ed25519.NewKeyFromSeed(seed[:32]).Public().(ed25519.PublicKey)
		if !Key(hex.EncodeToString(key)).isValid() {
			t.Errorf("%x is a key", key)
		}
	}
}

// With R = [0]B a signature satisfies SG-5, and the library takes it; SG-4 does not.
func TestSmallR(t *testing.T) {
	seed := make([]byte, 32)
	private := ed25519.NewKeyFromSeed(seed)
	public := private[32:]
	digest := sha512.Sum512(seed)
	digest[0] &= 248
	digest[31] = digest[31]&63 | 64
	message := []byte("message")
	r := littleEndian(one)
	k := sha512.Sum512(slices.Concat(r, public, message))
	s := new(big.Int).Mul(number(k[:]), number(digest[:32]))
	signature := append(r, littleEndian(s.Mod(s, groupL))...)
	if !ed25519.Verify(ed25519.PublicKey(public), message, signature) {
		t.Fatal("the library is as strict as SG-4; the test proves nothing")
	}
	if verify(Key(hex.EncodeToString(public)), message, Signature(hex.EncodeToString(signature))) {
		t.Error("R is of small order")
	}
}

func TestLargeS(t *testing.T) {
	private := ed25519.NewKeyFromSeed(make([]byte, 32))
	key := Key(hex.EncodeToString(private[32:]))
	signature := ed25519.Sign(private, []byte("message"))
	if !verify(key, []byte("message"), Signature(hex.EncodeToString(signature))) {
		t.Error("a good signature")
	}
	large := append(signature[:32:32], littleEndian(new(big.Int).Add(number(signature[32:]), groupL))...)
	if verify(key, []byte("message"), Signature(hex.EncodeToString(large))) {
		t.Error("S is not smaller than L (SG-3)")
	}
}
