/** What BMv2 could not run is told where it stands, and stops nothing. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compile, warningsOf, type Source } from "./compile.ts";
import { source, type Parts } from "./check/sample.ts";

function warnings(program: Source): ReturnType<typeof warningsOf> {
  const compiled = compile(program, () => undefined);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.reason));
  return warningsOf(compiled.value, program);
}

const TABLE = "table t { key = { m.x: exact; } actions = { nop; } }";
const SUB = `control Sub() { table t { actions = { NoAction; } } apply { t.apply(); } }
  control None() { apply {} }`;

/** `^` stands before the place that is told. */
const TOLD: readonly (readonly [what: string, parts: Parts])[] = [
  [
    "the header Odd has 12 bits",
    { top: "header Odd { bit<4> a; bit<8> b; }", state: "Odd o; ^p.extract(o); p.extract(o);" },
  ],
  ["BMv2 advances by whole bytes", { state: "p.advance(16); ^p.advance(12);" }],
  [
    "BMv2 advances by whole bytes",
    { state: "p.advance((bit<32>)m.x * 8 + (m.z << 3)); ^p.advance(m.z);" },
  ],
  ["the state last rejects", { states: "^state last { transition reject; }" }],
  ["the state last rejects", { states: "^state last { }" }],
  [
    "the table I.t has two lpm keys",
    { locals: "^table t { key = { m.x: lpm; m.y: exact; m.z: lpm; } actions = { nop; } }" },
  ],
  ["I.t is applied at a second place", { locals: TABLE, body: "t.apply(); ^t.apply();" }],
  [
    "I.t is applied at a second place",
    { locals: TABLE, body: "if (t.apply().hit) {} ^t.apply();" },
  ],
  [
    "I.s is applied at a second place",
    {
      top: SUB,
      locals: "Sub() s; None() n;",
      body: "n.apply(); n.apply(); s.apply(); ^s.apply();",
    },
  ],
];

test.each(TOLD)("%s", (what, parts) => {
  const marked = source(parts);
  const lines = marked.slice(0, marked.indexOf("^")).split("\n");
  const place = { file: "t.p4", line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
  const found = warnings({ file: "t.p4", text: marked.replace("^", "") });
  expect(found).toMatchObject([{ kind: "target", place }]);
  expect(found[0]?.message).toContain(what);
});

test("flashmesh.p4 needs nothing that BMv2 lacks", () => {
  const text = readFileSync("p4/flashmesh.p4", "utf8");
  expect(warnings({ file: "p4/flashmesh.p4", text })).toEqual([]);
});
