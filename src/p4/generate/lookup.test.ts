import fc from "fast-check";
import { expect, test } from "vitest";
import { Rig } from "../interpret/rig.ts";
import { interpret } from "../interpret/interpret.ts";
import type { Key } from "../program.ts";
import { bitsOf, ones } from "../switch/bits.ts";
import type { Match } from "../switch/match.ts";
import { TableIndex, wordsOf } from "./lookup.ts";
import { placeOf } from "./remembered.ts";

/** Few bits differ, so that rows overlap and keys hit. */
const NUMBER = fc.constantFrom(0n, 1n, 2n, 3n, 1n << 31n, 1n << 32n, 1n << 40n, ones(64), ones(33));

function matchOf({ match, expression }: Key): fc.Arbitrary<Match> {
  const width = bitsOf(expression.type);
  const number = NUMBER.map((value) => BigInt.asUintN(width, value));
  if (match === "exact") return number.map((value) => ({ kind: "exact", value }));
  if (match === "lpm") {
    return fc.record({
      kind: fc.constant("lpm"),
      value: number,
      prefix: fc.constantFrom(0, 1, 8, width - 1, width),
    });
  }
  if (match === "ternary") {
    return fc.record({ kind: fc.constant("ternary"), value: number, mask: number });
  }
  if (match === "range")
    return fc.record({ kind: fc.constant("range"), low: number, high: number });
  return fc.oneof(
    number.map((value): Match => ({ kind: "exact", value })),
    fc.constant<Match>({ kind: "any" }),
  );
}

/** A table with these keys, arbitrary rows and raw keys for it, and its index. */
function tableOf(keys: string) {
  const rig = new Rig(interpret, {
    meta: "bit<8> a; bit<33> b; int<9> c; bit<64> d; bit<100> e; bit<32> f;",
    ingressLocals: `table t { key = { ${keys} } actions = { NoAction; } }`,
    ingress: "t.apply();",
  });
  const table = rig.table("t");
  const state = rig.switch.control.table(table);
  const [action] = table.actions;
  if (action === undefined) throw new Error("the table has an action");
  const row = fc.record({
    matches: fc.tuple(...table.keys.map(matchOf)),
    priority: fc.nat({ max: 4 }),
  });
  const raws = fc.tuple(
    ...table.keys.map(({ expression }) =>
      NUMBER.map((value) => BigInt.asUintN(bitsOf(expression.type), value)),
    ),
  );
  const index = new TableIndex(state, table.actions, null);
  return { table, state, action, row, index, raws };
}

test.each([
  "meta.a : exact; meta.b : exact;",
  "meta.a : exact; meta.b : lpm;",
  "meta.a : lpm; meta.b : lpm;",
  "meta.a : ternary; meta.b : range;",
  "meta.c : range; meta.d : optional; meta.b : lpm;",
  "meta.e : ternary; meta.a : range;",
])("the index finds the row that the rule without an index finds: %s", (keys) => {
  const { table, state, action, row, index, raws } = tableOf(keys);
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), fc.array(raws, { minLength: 8 }), (rows, all) => {
      state.clear();
      for (const one of rows)
        state.insert({ ...one, target: { kind: "action", action, data: [] } });
      for (const raw of all) {
        const words = table.keys.flatMap(({ expression }, at) => {
          const count = wordsOf(bitsOf(expression.type));
          return Array.from({ length: count }, (_, word) =>
            Number(((raw[at] ?? 0n) >> BigInt(32 * (count - 1 - word))) & ones(32)),
          );
        });
        index.key.set(words);
        expect(index.search().row).toBe(state.lookup(raw) ?? null);
      }
    }),
    { numRuns: 200 },
  );
});

/** What generated code does for a key of one word. */
// oxlint-disable-next-line typescript/no-implied-eval
const placeFor = new Function("word", `return ${placeOf("word")}`);

test.each(["meta.a : exact;", "meta.f : lpm;", "meta.f : ternary;", "meta.c : range;"])(
  "what is remembered of a word is what the rule finds, also after a change: %s",
  (keys) => {
    const { state, action, row, index, raws } = tableOf(keys);
    const step = fc.oneof(
      { weight: 4, arbitrary: raws.map(([word = 0n]) => ({ kind: "look", word }) as const) },
      row.map((one) => ({ kind: "insert", row: one }) as const),
      fc.constant({ kind: "clear" } as const),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), (steps) => {
        state.clear();
        for (const one of steps) {
          if (one.kind === "clear") state.clear();
          else if (one.kind === "insert") {
            state.insert({ ...one.row, target: { kind: "action", action, data: [] } });
          } else {
            const word = Number(one.word);
            const place = Number(placeFor(word));
            const { remembered } = index;
            if (remembered.keys[place] !== word) index.remember(word, place);
            expect(remembered.rows[place]).toBe(state.lookup([one.word]) ?? null);
          }
        }
      }),
      { numRuns: 200 },
    );
  },
);
