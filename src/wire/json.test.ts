import fc from "fast-check";
import { expect, test } from "vitest";
import { canonical, type Json } from "../base/canonical.ts";
import { readJson } from "./json.ts";

/** JSON with integers and well-formed strings, also with hostile keys. */
const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(null, true, false),
    fc.maxSafeInteger().map((n) => (n === 0 ? 0 : n)),
    fc.string({ unit: "grapheme" }).filter((text) => text.isWellFormed()),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(fc.constantFrom("__proto__", "constructor", "", "a/b~"), fc.string()),
      tie("value"),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
})).value;

test("what is canonical is read back, white space and the order of members being free", () => {
  fc.assert(
    fc.property(json, fc.constantFrom(undefined, 1, "\t"), (value, indent) => {
      const text = canonical(value);
      expect(readJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
      const loose = readJson(JSON.stringify(value, undefined, indent));
      expect(loose).toEqual({ ok: true, value: JSON.parse(text) });
    }),
  );
});

test("no text crashes it, and what it accepts JSON.parse accepts with the same value", () => {
  const pieces = fc.constantFrom(
    ...'{}[]:,"\\tfn019-.eE+ \n\u0000\ud800é'.split(""),
    '"a"',
    "true",
    "null",
    "1e3",
    "1.0",
    "-0",
    "01",
    '"\\u0041"',
    '"\\n"',
    "9007199254740993",
  );
  const texts = fc.oneof(
    fc.array(pieces, { maxLength: 24 }).map((p) => p.join("")),
    fc.string(),
  );
  let accepted = 0;
  fc.assert(
    fc.property(texts, (text) => {
      const read = readJson(text);
      if (!read.ok) {
        expect(read.reason.clause).toBe("TH-12");
        return;
      }
      accepted += 1;
      expect(JSON.parse(text)).toEqual(read.value);
      // One spelling: without white space outside strings, the members in their own order.
      expect(JSON.stringify(read.value).length).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 3000 },
  );
  expect(accepted).toBeGreaterThan(0);
});

test("no bytes crash it", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const read = readJson(bytes);
      expect(typeof read.ok).toBe("boolean");
    }),
  );
});

test.for<[string, string | Uint8Array, string, string]>([
  ["nothing", "", "", "NotJson"],
  ["two values", "1 2", "", "NotJson"],
  ["a comma at the end", '{"a":1,}', "", "NotJson"],
  ["single quotes", "{'a':1}", "", "NotJson"],
  ["an unquoted key", "{a:1}", "", "NotJson"],
  ["no colon", '{"a" 1}', "/a", "NotJson"],
  ["a key twice", '{"a":1,"b":{"c":2,"c":2}}', "/b/c", "KeyTwice"],
  ["a key twice in two spellings", '{"a":1,"\\u0061":1}', "", "StringNotCanonical"],
  ["__proto__ twice", '{"__proto__":1,"__proto__":1}', "/__proto__", "KeyTwice"],
  ["a fraction", '{"a":[0,1.0]}', "/a/1", "NumberNotCanonical"],
  ["an exponent", "1e3", "", "NumberNotCanonical"],
  ["a large exponent", "1E400", "", "NumberNotCanonical"],
  ["minus zero", "-0", "", "NumberNotCanonical"],
  ["a leading zero", "01", "", "NumberNotCanonical"],
  ["a plus", "+1", "", "NotJson"],
  ["a number beyond 2^53", "9007199254740992", "", "NumberNotCanonical"],
  ["a very long number", "9".repeat(5000), "", "NumberNotCanonical"],
  ["NaN", "NaN", "", "NotJson"],
  ["a needless escape", '"\\u0061"', "", "StringNotCanonical"],
  ["an escape in upper case", '"\\u001F"', "", "StringNotCanonical"],
  ["an escaped slash", '"\\/"', "", "StringNotCanonical"],
  ["a lone surrogate, escaped", '"\\ud800"', "", "StringNotCanonical"],
  ["a lone surrogate", '"\ud800"', "", "NotUtf8"],
  ["a line break in a string", '"\n"', "", "NotJson"],
  ["a string without end", '"a', "", "NotJson"],
  ["bytes that are no UTF-8", new Uint8Array([0x22, 0xff, 0x22]), "", "NotUtf8"],
  ["an overlong encoding", new Uint8Array([0x22, 0xc0, 0x80, 0x22]), "", "NotUtf8"],
  ["a byte order mark", new Uint8Array([0xef, 0xbb, 0xbf, 0x31]), "", "NotJson"],
  ["a comment", "1 // one", "", "NotJson"],
  ["too deep a nesting", "[".repeat(40), "/0".repeat(32), "TooDeep"],
])("refused with its place: %s", ([, text, place, problem]) => {
  const read = readJson(text);
  expect(read).toMatchObject({ ok: false, reason: { clause: "TH-12", place, problem } });
});

test("neither length nor depth nor a long string can hold it up or bring it down", () => {
  const begin = process.hrtime.bigint();
  expect(readJson("[".repeat(1 << 20))).toMatchObject({ reason: { problem: "TooDeep" } });
  expect(readJson(" ".repeat((1 << 20) + 1))).toMatchObject({ reason: { problem: "TooLong" } });
  expect(readJson(`"${"a".repeat(1 << 20)}"`)).toMatchObject({ reason: { problem: "TooLong" } });
  expect(readJson(`"${"é".repeat(1 << 19)}"`)).toMatchObject({ reason: { problem: "TooLong" } });
  expect(readJson(`"${"a".repeat((1 << 20) - 2)}"`).ok).toBe(true);
  expect(readJson(`"${"\\".repeat((1 << 20) - 1)}`).ok).toBe(false);
  expect(readJson(`${" ".repeat((1 << 20) - 1)}1`).ok).toBe(true);
  expect(readJson(`[${"0,".repeat((1 << 19) - 2)}0]`).ok).toBe(true);
  const many = Array.from({ length: 60_000 }, (_, index) => `"${index}":0`).join(",");
  expect(readJson(`{${many}}`).ok).toBe(true);
  // Seconds would mean a square; the bound is loose because machines are slow.
  expect(Number(process.hrtime.bigint() - begin) / 1e9).toBeLessThan(20);
});
