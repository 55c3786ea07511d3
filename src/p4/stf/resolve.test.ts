/** Names in an STF file, against what a program calls its things. */
import { expect, test } from "vitest";
import { compile } from "../compile.ts";
import { programText } from "../interpret/rig.ts";
import { parseStf } from "./parse.ts";
import { matchesFor, tableNamed, targetFor } from "./resolve.ts";

const compiled = compile(
  {
    file: "t.p4",
    text: programText({
      headers: "header h_t { bit<8> a; bit<8> b; bit<16> c; } struct Headers { h_t h; h_t[2] s; }",
      ingressLocals: `@name("put") action set(@name("value") bit<8> v) { hdr.h.b = v; }
        table t { actions = { set; }
          key = { hdr.h.c[15:8]: ternary; hdr.s[1].isValid(): exact; hdr.s[1].a: ternary; } }`,
      ingress: "t.apply();",
    }),
  },
  () => undefined,
);

/** What an `add` line comes to: the matches and the data. */
function resolved(line: string): unknown {
  const parsed = parseStf(line);
  const [statement] = parsed.ok ? parsed.value : [];
  if (!compiled.ok || statement?.kind !== "add") throw new Error("a row of a program");
  const table = tableNamed(compiled.value, statement.table);
  if (!table.ok) return table.reason;
  const matches = matchesFor(table.value, statement.matches);
  const target = targetFor(table.value, statement.action);
  if (!matches.ok) return matches.reason;
  return target.ok ? [matches.value, target.value.data] : target.reason;
}

const ROW = [
  [
    { kind: "ternary", value: 0x12n, mask: 0xffn },
    { kind: "exact", value: 1n },
    { kind: "ternary", value: 0x30n, mask: 0xf0n },
  ],
  [9n],
];

const ROWS = [
  "add t hdr.h.c[15:8]:0x12 hdr.s[1].isValid():1 hdr.s[1].a:0x3* put(value:9)",
  "add I.t c[15:8]:0x12 hdr.s$1.$valid$:1 hdr.s$1.a:0x3* I.put(value:0x09)",
  'add "t" "hdr.h.c[15:8]":0x12 "hdr.s[1].isValid()":1 s[1].a:0x3* "put"("value":9)',
] as const;

test.for(ROWS)("slices, validity, elements and @name are found: %s", (line) => {
  expect(resolved(line)).toEqual(ROW);
});

test("a name may begin with the type of a control whose instance is called otherwise", () => {
  expect(resolved(ROWS[0].replace("add t", "add Ingress.t"))).toEqual(ROW);
});

test("a key of another name is none", () => {
  expect(resolved("add t m.a:0x12 put(value:9)")).toBe("there is no key m.a");
  expect(resolved("add J.u put(value:9)")).toBe("there is no table u");
});

test("a value that is wider than its key is refused", () => {
  const line = ROWS[0].replace("0x12", "0x112");
  expect(resolved(line)).toBe("hdr.h.c[15:8]: it does not fit the key");
});

test("a parameter with @name has no other name", () => {
  expect(resolved("add t put(v:9)")).toBe("I.put has no parameter v");
});
