/**
 * Laws of binding a vector file to another network. That the reference conforms to what comes out
 * is shown in src/replay/fresh.test.ts.
 */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { InputFault } from "../base/fault.ts";
import { readCatalogue } from "./catalogue.ts";
import { jcs } from "./json.ts";
import type { VectorFile } from "./lines.ts";
import { read } from "./read.ts";
import { rebind } from "./rebind.ts";
import { write } from "./write.ts";

const FOLDER = new URL("../../conformance/traces/", import.meta.url);
const OTHER = "fresh-0123456789ab";

function textOf(path: string): string {
  return readFileSync(new URL(path, FOLDER), "utf8");
}

const paths = readCatalogue(textOf("index.json"), "index.json").map(({ path }) => path);
const payee = read(textOf("wallet/GenPayee.ndjson"), "GenPayee");

test("a file that is bound to its own network is the same byte for byte", () => {
  expect(write(rebind(payee, "village-1"))).toBe(textOf("wallet/GenPayee.ndjson"));
});

test.each(paths)("%s: another network shares the meaning and none of the bytes", (path) => {
  const text = textOf(path);
  const file = read(text, path);
  const other = rebind(file, OTHER);
  expect(other.traces.map(meaning)).toEqual(file.traces.map(meaning));
  expect(other.answers).toEqual(file.answers);
  expect(other.terms).toEqual(file.terms);
  expect(other.states.map(({ model }) => model)).toEqual(file.states.map(({ model }) => model));
  const known = hexIn(file);
  expect(known.size).toBeGreaterThan(50);
  expect([...hexIn(other)].filter((hex) => known.has(hex))).toEqual([]);
  const told = write(other);
  expect(told).not.toContain("village-1");
  // It is whole, and leads back to where it came from.
  const back = rebind(read(told, path), "village-1");
  expect(write(back) === text).toBe(true);
});

function meaning({ trace, lines }: VectorFile["traces"][number]) {
  const { id, opening, root, steps, title } = trace;
  return { id, opening, root, steps, title, lines };
}

/**
 * Every key, seed, signature and digest; not the digests of the model itself, nor of messages in
 * which nobody is named: a counter that ticks does so in every network.
 */
function hexIn({ header, setups, messages, inputs, states, traces }: VectorFile): Set<string> {
  const bound = [
    ...header.keys,
    ...setups,
    ...messages.filter(({ body }) => /[0-9a-f]{16}/.test(jcs(body))),
    ...inputs,
    ...states.map(({ observed }) => observed),
    ...traces.map(({ trace }) => trace.digest),
  ];
  const told = bound.flatMap((each) => jcs(each).match(/[0-9a-f]{64,}/g) ?? []);
  // Nothing but zeros is what stands where there is no digest yet, in every network.
  return new Set(told.filter((hex) => /[^0]/.test(hex)));
}

test("authorities keep the first byte of their keys, so they sort as they did", () => {
  const names = ["a1", "a2", "a3", "c1"];
  const { keys } = rebind(payee, OTHER).header;
  const own = keys.filter(({ name }) => names.includes(name));
  expect(own.map(({ key }) => key.slice(0, 2))).toEqual(names);
});

test("a name that is no network's, or means another network, is refused", () => {
  for (const network of ["", "Village", "-a", "other-n", "a".repeat(33), "a/b", "a b"]) {
    expect(() => rebind(payee, network)).toThrow(/NetworkUnusable/);
  }
});

/** Where a file keeps its values, and how to put another there. */
const TABLES = ["terms", "messages", "inputs", "states"] as const;

function altered(table: (typeof TABLES)[number], at: number, value: string) {
  const lines = payee[table].map((line, index) => {
    return index === at ? { ...line, value } : line;
  });
  return { ...payee, [table]: lines };
}

test("a value that says another number, or is another line's, is refused", () => {
  let tampered = 0;
  for (const table of TABLES) {
    for (const [index, { value }] of payee[table].entries()) {
      const changes = [
        value.replace(/(?<= \|-> )\d+/, (number) => String(Number(number) + 1)),
        value.replace(/"(alice|bob|home)"/, '"carol"'),
        value.replace(/\bt\d+/, (name) => (name === "t1" ? "t2" : "t1")),
        payee[table][index === 0 ? 1 : 0]?.value ?? "",
      ].filter((text) => text !== value);
      // One change for each line, another kind for the next; a third of the lines is enough.
      if (index % 3 !== 0) continue;
      const other = changes[(index / 3) % changes.length] ?? "";
      tampered += 1;
      const file = altered(table, index, other);
      expect(() => rebind(file, OTHER), `${table} ${index} ${other}`).toThrow(InputFault);
    }
  }
  expect(tampered).toBeGreaterThan(60);
});

test("whatever is written instead of a value is refused by one fault that names the file", () => {
  const anything = fc.oneof(
    fc.string(),
    fc.constantFrom("t0", "t99999", "{}", "<<>>", "[a |-> 1]", '"', "1..3", "(1 :> 2)"),
  );
  const place = fc.constantFrom(...TABLES);
  fc.assert(
    fc.property(place, fc.nat({ max: 20 }), anything, (table, at, text) => {
      const file = altered(table, at % payee[table].length, text);
      expect(() => rebind(file, OTHER)).toThrow(/VectorInconsistent: file=wallet\/GenPayee/);
    }),
    { numRuns: 60 },
  );
});

test("a body, an observation, a key or a trace that is not as the values say is refused", () => {
  const { header } = payee;
  const [message, ...messages] = payee.messages;
  const [state, ...states] = payee.states;
  const [trace, ...traces] = payee.traces;
  if (message === undefined || state === undefined || trace === undefined) throw new Error("empty");
  const files: readonly (readonly [string, VectorFile])[] = [
    ["message 1", { ...payee, messages: [{ ...message, body: {} }, ...messages] }],
    ["state 1", { ...payee, states: [{ ...state, observed: {} }, ...states] }],
    ["state 1", { ...payee, states: [{ ...state, model: "0".repeat(64) }, ...states] }],
    ["trace T-0", { ...payee, traces: [renamed(trace, "T-0000000000000000"), ...traces] }],
    ["the header wallet/GenPayee", { ...payee, header: { ...header, keys: header.keys.slice(1) } }],
    ["setup", { ...payee, header: { ...header, network: "village-2" } }],
    ["message 5", { ...payee, header: { ...header, amount_unit: "2" } }],
    [
      "setup",
      { ...payee, header: { ...header, world: header.world.replace("skew |-> 1", "skew |-> 2") } },
    ],
    ["opening", { ...payee, traces: [] }],
  ];
  for (const [what, file] of files) {
    expect(() => rebind(file, OTHER), what).toThrow(new RegExp(`VectorInconsistent: .*${what}`));
  }
});

function renamed(each: VectorFile["traces"][number], id: string): VectorFile["traces"][number] {
  return { ...each, trace: { ...each.trace, id } };
}
