import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { CORE } from "./core.ts";
import { parseProgram } from "./parse.ts";
import { printProgram } from "./print.ts";
import type { Tree } from "./tree.ts";
import { V1MODEL } from "./v1model.ts";

/** Nonsense that says everything once: it is read, never checked. */
const EVERYTHING = `
@pragma note "a line" of (words
error { A, B } match_kind { nearest }
@deep(1 + 2, "x\\"y\\\\z\\n") @list[1, 2] @pairs[a = 1, b = "(" ] @bare
typedef bit<(4 + 4)> byte; type byte octet; typedef bit bool_t;
const int many = -(1 - 2) * 3 ++ 0x1F |+| 8w0b1111_0000 |-| 4s3;
enum color { red, green } enum bit<8> code { one = 1, two = one + 1, }
header H<T> { @name("f") T f; varbit<32> rest; int<7> state; }
header_union U { H<bit<8>> a; H<tuple<bit<8>, bit>> b; }
struct S { U[4] u; H<register<bit<8>>>[2] key; list<byte> l; error e; }
extern E<T> { E(int size, T x = 3); abstract T go(in T a, inout T b, out T c); void none<V>(V v); }
extern bit<8> f<T, V>(in T x, @optional in V y);
extern void g(match_kind m);
parser PT<H>(packet_in p, out H h); control CT(inout S s); package Two<A, B>(A a, B b);
bit<8> fun<T>(in T a) { bit<8> x = (bit<8>) a; return x; }
E<bit<8>>(2) made = { bit<8> go(in bit<8> a) { return a; } E<bool>(1, x = _) inner; };
value_set<bit<8>>(4) several;
parser P(packet_in p, out S s)(bit<8> made, E<_> e) {
  value_set<tuple<bit<8>, bit<8>>>(4) ours; bit<8> y = 3;
  @name("first") state start { p.extract(s.key.next); p.extract<H<bit<8>>>(_); transition more; }
  state more {
    transition select(y, p.lookahead<bit<8>>()) {
      (1, _): start; (2 &&& (3 | 4), 1 .. many - 1): accept; default: reject; ours: reject;
      (5): more;
    }
  }
  state last {}
}
control C(inout S s, out bool ok)(int n = 2) {
  E<int>(2) e; const int k = 1; bool t1 = true; tuple<> nothing = {};
  action a(inout bit<8> x, @id(3) bit<9> port) { x[7:4] = x[3:0] & ~x[3:0] ^ 1; ; }
  table t {
    key = { s.e: exact @name("e"); (x + 1) << 2: ternary; }
    actions = { a(x); @defaultonly .NoAction; }
    const entries = { (1, 2 &&& 3): a(4) @note; priority = 5: (_, 1 .. 2): a(5);
      const 3: .NoAction(); }
    default_action = a(x, 3); const size = 1 + 1; @hidden implementation = action_selector(1);
  }
  apply {
    if (t.apply().hit && !(s.e == error.A)) { if (x < y) ok = x > (y); }
    else x = a ? b : (c ? d : e);
    if (a) { if (b) x = 1; } else if (c) return; else exit;
    switch (t.apply().action_run) { a: b: { x += 1; } default: { x |+|= 2; x >>= 1; x <<= 3; } }
    for (bit<8> i = 0, j = 1; i < 4; i += 1, j = j + 1) { if (i == 2) break; continue; }
    for (bit<8> i in 1 .. 4) x = i; for (i in {1, 2}) { }
    @atomic { h = {#}; h = {a = 1, b = {2, 3, ...}, ...}; h = ...;
      this.f(.g); made.go(a = 1, b = _); }
    C.apply(s, true ? false : ok); f<bit<8>, _>(a < b, c > (d));
    x = -(-x) >> 2 >= 1 <= 2 != 3 || +x;
    x[1 + 1].y = s.u[i].a % 3 / 2 - 1; string v = "text"; int<8> w = 5;
  }
}
Two(P(1, made), C()) main;
`;

function parsed(text: string): Tree {
  const tree = parseProgram("x.p4", text, () => undefined);
  if (!tree.ok) throw new Error(JSON.stringify(tree.reason));
  return tree.value;
}

function withoutPlaces(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutPlaces);
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node).filter(([name]) => name !== "place");
  return Object.fromEntries(entries.map(([name, value]) => [name, withoutPlaces(value)]));
}

const PROGRAMS: readonly (readonly [name: string, text: string])[] = [
  ["everything", EVERYTHING],
  ["core.p4", CORE],
  ["v1model.p4, early", V1MODEL],
  ["v1model.p4, late", `#define V1MODEL_VERSION 20200408\n${V1MODEL}`],
  ...readdirSync("p4")
    .filter((file) => file.endsWith(".p4"))
    .map((file): readonly [string, string] => [file, readFileSync(`p4/${file}`, "utf8")]),
];

test.each(PROGRAMS)("%s, printed and parsed again, is the same tree", (_, text) => {
  const tree = parsed(text);
  expect(withoutPlaces(parsed(printProgram(tree)))).toEqual(withoutPlaces(tree));
});

test("the program that says everything says every kind of node", () => {
  const source = readFileSync("src/p4/syntax/tree.ts", "utf8");
  const kinds = new Set(
    [...source.matchAll(/\bkind: ([^;]*);/g)].flatMap(([, list = ""]) => {
      return [...list.matchAll(/"(\w+)"/g)].map(([, kind = ""]) => kind);
    }),
  );
  const seen = new Set<unknown>();
  const look = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if ("kind" in node) seen.add(node.kind);
    for (const inner of Object.values(node)) look(inner);
  };
  look(parsed(EVERYTHING));
  expect([...kinds].filter((kind) => !seen.has(kind))).toEqual([]);
});

const BINDING: readonly (readonly [written: string, meant: string])[] = [
  ["a + b * c", "a + (b * c)"],
  ["a - b - c", "(a - b) - c"],
  ["a << b + c", "a << (b + c)"],
  ["a & b << c", "a & (b << c)"],
  ["a ^ b & c", "a ^ (b & c)"],
  ["a | b ^ c", "a | (b ^ c)"],
  ["a < b | c", "a < (b | c)"],
  ["a == b < c", "a == (b < c)"],
  ["a && b == c", "a && (b == c)"],
  ["a || b && c", "a || (b && c)"],
  ["a ++ b + c", "(a ++ b) + c"],
  ["a ? b : c ? d : e", "a ? b : (c ? d : e)"],
  ["(byte) a + b", "((byte) a) + b"],
  ["(byte) a.b[1]", "(byte) ((a.b)[1])"],
  ["-a.b", "-(a.b)"],
  ["!a == b", "(!a) == b"],
  ["a >> b > c", "(a >> b) > c"],
  ["a < b > (c)", "a<b>(c)"],
];

test.each(BINDING)("%s binds as %s", (written, meant) => {
  expect(treeOf(written)).toEqual(treeOf(meant));
});

function treeOf(expression: string): unknown {
  return withoutPlaces(parsed(`typedef bit<8> byte; const bit<8> x = ${expression};`));
}

test("an else stays with its own if, in a tree that no text gives", () => {
  const tree = parsed("void f() { if (a) { if (b) x = 1; } else x = 2; }");
  const [f] = tree.declarations;
  const outer = f?.kind === "function" ? f.body[0] : undefined;
  const inner =
    outer?.kind === "if" && outer.then.kind === "block" ? outer.then.body[0] : undefined;
  if (f?.kind !== "function" || outer?.kind !== "if" || inner === undefined) throw new Error("?");
  const bare: Tree = { declarations: [{ ...f, body: [{ ...outer, then: inner }] }] };
  expect(withoutPlaces(parsed(printProgram(bare)))).toEqual(withoutPlaces(tree));
});
