/**
 * Tales of recorded behaviours. `golden/counterexamples.ndjson` holds what `npx flashmesh check
 * unlock-by-clock WithoutVF9-GenDebit Liveness-without-Paying --out DIR` wrote, a file a line; what
 * the checker would print of them is written down here by hand.
 */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Behaviour } from "../graph/behaviour.ts";
import { definitionOf, plainItemsOf, quantifiedIn, sidesOf } from "../graph/definition.ts";
import { decodeManifest } from "../graph/manifest.ts";
import { NO_READINGS, readingsOf } from "../graph/watch.ts";
import { parse } from "../value/parse.ts";
import { string } from "../value/value.ts";
import { talePage } from "./html/tale.ts";
import { rowsOf } from "./tale-figure.ts";
import { taleAsData } from "./tale-data.ts";
import { taleLines } from "./tale-lines.ts";
import type { Tale } from "./tale.ts";
import { taleOf } from "./tale.ts";

const here = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const manifest = decodeManifest(here("../../tla/manifest.json"), "manifest.json");

type Recorded = {
  readonly model: string;
  readonly property: string;
  readonly loop: number | null;
  readonly steps: readonly { readonly state: Readonly<Record<string, string>> }[];
};
const recorded: readonly Recorded[] = here("golden/counterexamples.ndjson")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line));

function behaviourOf({ steps, loop }: Recorded): Behaviour {
  return {
    steps: steps.map(({ state }, at) => ({
      action: at === 0 ? undefined : "Next",
      variables: Object.entries(state).map(([name, text]) => [name, parse(text)] as const),
    })),
    loop: loop === null ? undefined : loop - 1,
  };
}

function tell(name: string, printed: readonly string[] = [], title = "A title"): Tale {
  const found = recorded.find(({ model }) => model === name);
  const model = manifest.models.find((each) => each.name === name);
  if (found === undefined || model === undefined) throw new Error(`${name} is not recorded`);
  const behaviour = behaviourOf(found);
  const modules = new Map([["Handoff.tla", here("../../tla/Handoff.tla")]]);
  return taleOf({
    model,
    introduction: { title, text: [`${title}.`] },
    property: found.property,
    definition: definitionOf(found.property, modules),
    behaviour,
    readings: readingsOf(printed, behaviour.steps.length),
  });
}

const order = (amount: number): string =>
  `[network |-> "n", sender |-> "alice", recipient |-> "bob", amount |-> ${amount}, ` +
  "nonce |-> 0, epoch |-> 0]";
const UNLOCK = [
  '#C|<<"Honest", {a1, a2, a3}>>',
  '#C|<<"Byzantine", {b1}>>',
  '#C|<<"Committees", [home |-> (a1 :> 1 @@ a2 :> 1 @@ a3 :> 1 @@ b1 :> 1), shop |-> (d1 :> 1)]>>',
  ...[1, 2, 3].map((at) => `#S|<<${at}, "CertifiedOrders", {}>>`),
  `#S|<<4, "CertifiedOrders", {${order(1)}}>>`,
  `#S|<<5, "CertifiedOrders", {${order(1)}, ${order(2)}}>>`,
  ...[1, 2, 3, 4].map((at) => `#H|<<${at}, TRUE>>`),
  "#H|<<5, FALSE>>",
  `#W|[o |-> ${order(1)}, p |-> ${order(2)}]`,
  "S|the model's own",
];
const unlock = tell("unlock-by-clock", UNLOCK);

test("unlock by the clock: who sends what, who lies, where a lock is dropped", () => {
  const said = rowsOf(unlock).map(({ n, from, to, label }) => `${n} ${from} ${to} ${label}`);
  // alice asks a1 and a2 for two votes each; the liar's count where they are first of use.
  expect(said).toEqual([
    "2 alice a1 SignVote p1",
    "2 a1 alice vote p1",
    "2 b1 alice vote p1",
    "3 a1 a1 drops lock p1",
    "3 alice a1 SignVote p2",
    "3 a1 alice vote p2",
    "3 b1 alice vote p2",
    "4 alice a2 SignVote p1",
    "4 a2 alice vote p1",
    "4 alice alice has certificate p1",
    "5 a2 a2 drops lock p1",
    "5 alice a2 SignVote p2",
    "5 a2 alice vote p2",
    "5 alice alice has certificate p2",
  ]);
});

test("where it goes wrong names the claim, the step, the values and the module's own words", () => {
  const lines = taleLines(unlock, 100);
  const from = lines.indexOf("where it goes wrong");
  const text = "\\A C \\in {CertifiedOrders} : \\A o, p \\in C : ";
  expect(lines.slice(from + 1)).toEqual([
    "  After step 5 OneClaimPerNonce (tla/Handoff.tla) is false, and true up to step 4, for:",
    "    o = core alice -> bob 1 (nonce 0, epoch 0)",
    "    p = core alice -> bob 2 (nonce 0, epoch 0)",
    "",
    "  A nonce is spent once, over all epochs.",
    "    OneClaimPerNonce ==",
    `      ${text}(o.nonce = p.nonce) => (Claim(o) = Claim(p))`,
  ]);
});

test("a behaviour that goes on for ever says where it goes back to", () => {
  const tale = tell("Liveness-without-Paying");
  const lines = taleLines(tale, 100);
  expect(lines.some((line) => line.includes("Finishes never comes true"))).toBe(true);
  expect(lines.some((line) => line.endsWith("for ever"))).toBe(true);
});

test.each(recorded.map(({ model }) => [model]))(
  "%s: each step has somebody who acts and something that changes, with readings and without",
  (name) => {
    for (const printed of [[], UNLOCK]) {
      for (const { number, rows, knowledge } of tell(name, printed).steps) {
        expect(rows.length > 0).toBe(number > 1);
        expect(knowledge.length > 0).toBe(number > 1);
        for (const { from, to, label } of rows) {
          expect([from, to, label].filter((text) => text === "" || text.includes("?"))).toEqual([]);
        }
      }
    }
  },
);

test("no line is wider than the terminal but words of the module and one long word", () => {
  for (const width of [60, 80, 100]) {
    for (const { model } of recorded) {
      const lines = taleLines(tell(model, UNLOCK), width);
      const from = lines.indexOf("where it goes wrong");
      const wide = lines.slice(0, from).filter((line) => line.length > width);
      expect(wide).toEqual([]);
    }
  }
});

test("a name that is too long is cut, and says so", () => {
  const long = "m".repeat(300);
  const lines = taleLines(tell("unlock-by-clock", [`#C|<<"Byzantine", {"${long}"}>>`]), 100);
  expect(lines.every((line) => line.length <= 420)).toBe(true);
  const [row] = lines.filter((line) => line.includes("mmm"));
  expect(row).toContain("(300 characters)");
});

test("a tale as data is what its schema says", () => {
  const ajv = new Ajv2020({ strict: true, allErrors: true, strictRequired: false });
  ajv.addSchema(schemaOf("counterexample"));
  const validate = ajv.compile(schemaOf("tale"));
  for (const { model } of recorded) {
    const data = taleAsData(tell(model, model === "unlock-by-clock" ? UNLOCK : []));
    expect([model, validate(data), validate.errors]).toEqual([model, true, null]);
  }
  const { breach } = { ...unlock, breach: undefined };
  expect(validate(taleAsData({ ...unlock, breach }))).toBe(true);
});

function tagsOf(page: string): readonly string[] {
  return [...page.matchAll(/<\/?(?!title)[a-z][a-z0-9]*/g)].map(([tag]) => tag);
}

/** The tale with this text wherever a model or a story can write one. */
function saying(text: string): Tale {
  const values = [[text, string(text)]] as const;
  const definition = { name: text, module: text, comment: `c${text}`, text };
  const steps = unlock.steps.map((step) => ({
    ...step,
    rows: step.rows.map((row) => ({ ...row, label: text, note: text })),
    state: values,
  }));
  return {
    ...unlock,
    model: { ...unlock.model, about: text },
    introduction: { title: text, text: [text] },
    people: unlock.people.map((person) => ({ ...person, role: text })),
    steps,
    breach: { ...broken(), property: text, definition, values },
  };
}

function broken() {
  const { breach } = unlock;
  if (breach === undefined) throw new Error("it breaks");
  return breach;
}

function moving(text: string): readonly string[] {
  return ["\u001b", "\u202e"].filter((each) => text.includes(each));
}

function schemaOf(name: string): object {
  return JSON.parse(here(`../../spec/schemas/${name}.schema.json`));
}

test("no text becomes mark-up, and a page asks for nothing and runs nothing", () => {
  const harmless = tagsOf(talePage(saying("plain")));
  const nasty = fc.constantFrom(
    "<script>alert(1)</script>",
    "</style></pre></svg>",
    `"><img src=x onerror='alert(1)'>`,
    "<!--",
  );
  fc.assert(
    fc.property(fc.oneof(nasty, fc.string({ minLength: 1 })), (text) => {
      // A backtick is read as code in an introduction.
      const page = talePage(saying(text.replaceAll("`", "'")));
      expect(tagsOf(page)).toEqual(harmless);
    }),
    { numRuns: 60 },
  );
  const page = talePage(saying("a\u001b\u202ez"));
  expect(moving(page)).toEqual([]);
  expect(page).not.toMatch(/<script|\ssrc=|url\(|@import|<link|style="|https?:/);
  expect(page).toContain("script-src &#39;none&#39;");
});

test("the terminal never gets what moves its cursor", () => {
  const text = taleLines(saying("a\u001b[2J\u202e"), 100).join("");
  expect(moving(text)).toEqual([]);
});

test("a claim is taken apart where it says what it is about, and nowhere else", () => {
  const [first, second, ...more] = quantifiedIn(
    [
      "Claim ==",
      "  /\\ \\A x, y \\in S : \\A z \\in {q \\in T : q > x} :",
      "       P(x, y, z)",
      "  /\\ Q",
      "  /\\ \\E e \\in {F(1, 2)} : \\A w \\in e : R(w)",
    ].join("\n"),
  );
  expect(first?.bound).toEqual([
    { name: "x", over: "S" },
    { name: "y", over: "S" },
    { name: "z", over: "{q \\in T : q > x}" },
  ]);
  expect(first?.body.trim()).toBe("P(x, y, z)");
  // Junction lists are read by their columns: what is left stays in its own.
  expect(first?.body.split("\n").at(-1)).toBe("       P(x, y, z)");
  expect(second?.bound.map(({ name }) => name)).toEqual(["e", "w"]);
  expect(more).toEqual([]);
  const [list] = quantifiedIn("Claim == \\A x \\in S : /\\ P(x)\n                      /\\ Q(x)");
  expect(list?.body.split("\n").map((line) => line.indexOf("/\\"))).toEqual([22, 22]);
  expect(quantifiedIn("Claim == \\E x \\in S : P(x)")).toEqual([]);
  expect(sidesOf("Claim == Sum({c : c \\in S}) <= Funds + 1")).toEqual([
    "Sum({c : c \\in S})",
    "Funds + 1",
  ]);
  expect(sidesOf('Claim == s["b"] = {}   \\* because')).toEqual(['s["b"]', "{}"]);
  const items = "Claim ==\n  /\\ a = b  \\* why\n  /\\ \\A x \\in S : P(x)\n  /\\ c =\n       d";
  expect(plainItemsOf(items)).toEqual(["a = b"]);
  expect(plainItemsOf("Claim == a = b")).toEqual([]);
  expect(sidesOf("Claim == (a = b) \\/ (c = d)")).toEqual([]);
});

test("what cannot be read of a behaviour leaves a tale without values", () => {
  expect(NO_READINGS.breaking).toEqual([]);
  expect(tell("unlock-by-clock").breach?.lastTrue).toBeUndefined();
  expect(() => readingsOf(["#S|<<one>>"], 1)).toThrow(/PrintedUnreadable/);
});
