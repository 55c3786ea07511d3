/**
 * The normative texts agree: clauses, reason codes, guards of the model, and every clause id that
 * any page of `spec` mentions.
 * @module
 */
import { expect, test } from "vitest";
import { filesUnder, object, readClauses, readReasons, readSchemas, readText } from "./norm.ts";

const clauses = readClauses();
const reasons = readReasons();
const byId = new Map(clauses.map((clause) => [clause.id, clause]));

test("the clauses were found, and each id is given once", () => {
  expect(clauses.length).toBeGreaterThan(90);
  expect(byId.size).toBe(clauses.length);
  expect(clauses.filter(({ sentence }) => !/[a-z0-9`)].?$/.test(sentence))).toEqual([]);
});

test("clauses of a family are numbered from 1 without a gap, in order", () => {
  const families = Map.groupBy(clauses, ({ id }) => id.slice(0, 2));
  for (const [family, members] of families) {
    const wanted = members.map((_, index) => `${family}-${index + 1}`);
    expect(members.map(({ id }) => id)).toEqual(wanted);
  }
});

test("reasons are numbered from 1 without a gap, and no code or clause stands twice", () => {
  expect(reasons.map(({ number }) => number)).toEqual(reasons.map((_, index) => index + 1));
  expect(new Set(reasons.map(({ code }) => code)).size).toBe(reasons.length);
  expect(new Set(reasons.map(({ clause }) => clause)).size).toBe(reasons.length);
});

test("each reason stands in its clause as the guard, with the clause's own sentence", () => {
  for (const { code, clause, meaning } of reasons) {
    expect([clause, byId.get(clause)?.guard]).toEqual([clause, code]);
    expect([clause, byId.get(clause)?.sentence]).toEqual([clause, meaning]);
  }
});

test("each guard of protocol.md has a reason", () => {
  const codes = new Set(reasons.map(({ code }) => code));
  const guards = clauses.flatMap(({ guard }) => guard ?? []);
  expect(guards.filter((guard) => !codes.has(guard))).toEqual([]);
  // A guard written in another way than at the end of its sentence would escape the line above.
  const mentions = readText("spec/protocol.md").match(/\(guard\b/g) ?? [];
  expect(mentions.length).toBe(guards.length);
});

test("the schemas name the same reasons in the same order", () => {
  const common = readSchemas().get("common");
  expect(object(object(common?.["$defs"])["reason"])["enum"]).toEqual(
    reasons.map(({ code }) => code),
  );
});

test("every clause id that a page of spec mentions exists", () => {
  const pages = [...filesUnder("spec", ".md"), ...filesUnder("spec", ".json")];
  pages.push(...filesUnder("spec", ".proto"), ...filesUnder("spec", ".py"));
  expect(pages.length).toBeGreaterThan(100);
  const unknown = pages.flatMap((page) =>
    [
      ...readText(page).matchAll(
        /\b(TH|SG|VF|VT|CF|EX|OP|EQ|LK|GD|HO|PB|PD|SB|WH|WI|DP)-?([0-9]+)\b/g,
      ),
    ]
      .map(([, family, number]) => `${family}-${number}`)
      .filter((id) => !byId.has(id))
      .map((id) => `${page}: ${id}`),
  );
  expect(unknown).toEqual([]);
});

/** Families whose rules are proven in the model first, and stated afterwards. */
const AHEAD: ReadonlySet<string> = new Set(["PM"]);

test("the guards of the model are the clauses of the reasons, no more and no fewer", () => {
  // `MC` modules bound the model and `Gen` modules list inputs; the guards are in the others.
  const modules = filesUnder("tla", ".tla").filter((path) =>
    /^tla\/(?!MC|Gen)\w+\.tla$/.test(path),
  );
  const guards = modules.flatMap((path) =>
    [...readText(path).matchAll(/\b([A-Z]{2})(\d+)\s*\|->|\{"([A-Z]{2})(\d+)"\}/g)].map(
      ([, family, number, only, one]) => `${family ?? only}-${number ?? one}`,
    ),
  );
  const wanted = reasons.map(({ clause }) => clause);
  const stated = guards.filter((id) => !AHEAD.has(id.slice(0, 2)));
  expect([...new Set(stated)].toSorted()).toEqual(wanted.toSorted());
  // The day that protocol.md has them, they are compared like the others.
  expect(clauses.filter(({ id }) => AHEAD.has(id.slice(0, 2)))).toEqual([]);
  const families = new Set(guards.map((id) => id.slice(0, 2)));
  expect([...AHEAD].filter((family) => !families.has(family))).toEqual([]);
});

test("every invariant and model that seed.md names is in the model", () => {
  const modules = filesUnder("tla", ".tla");
  const defined = new Set(
    modules.flatMap((path) =>
      [...readText(path).matchAll(/^(\w+)\s*==/gm)].map(([, name]) => name),
    ),
  );
  const names = modules.map((path) => path.replace(/^.*\/(\w+)\.tla$/, "$1"));
  // Names in capitals and small letters without a dot are those of the model; inputs are too.
  const named = [...readText("spec/seed.md").matchAll(/`([A-Z][a-z]\w+)`/g)].map(
    ([, name = ""]) => name,
  );
  const elsewhere = new Set([
    "FastPayAuthority",
    "SDNController",
    "TransferVote",
    "TransferCertificate",
  ]);
  const inputs = new Set(inputNames());
  const unknown = named.filter(
    (name) =>
      !defined.has(name) && !names.includes(name) && !inputs.has(name) && !elsewhere.has(name),
  );
  expect(named.length).toBeGreaterThan(10);
  expect(unknown).toEqual([]);
});

test("every rule, attack and section of the user's document has its place in seed.md", () => {
  const page = readText("spec/seed.md");
  const heads = [...page.matchAll(/^## (.*)$/gm)].map(
    ([, title = ""]) => title.split(":")[0] ?? "",
  );
  const sections = heads.flatMap((title) => title.match(/\d+/g) ?? []).map(Number);
  expect(sections.toSorted((left, right) => left - right)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  const first = [...page.matchAll(/^\| ([^|]+?) \|/gm)].map(([, cell = ""]) => cell);
  const missing = ["1 execute", "2 nonce", "3 control-plane", "4 priority", "5 partition-safe"]
    .concat(["double-spend attempt", "replay certificate attack", "rogue merchant controller"])
    .concat(["blackhole forwarder phone", "wormhole path spoof", "Sybil wallet swarm", "jamming"])
    .concat(["TEE integrity failure", "partition between merchants", "merchant crash"])
    .filter((start) => !first.some((cell) => cell.startsWith(start)));
  expect(missing).toEqual([]);
});

const FAMILIES = /\b(?:TH|SG|VF|VT|CF|EX|OP|EQ|LK|GD|HO|PB|PD|SB|WH|WI|DP)\b/;

test("every row of seed.md names a clause, or an edition to come", () => {
  const rows = [
    ...readText("spec/seed.md").matchAll(/^\| (?!---|rule|step|item|scenario)(.+) \|$/gm),
  ];
  expect(rows.length).toBeGreaterThan(40);
  const editions = /later: (?:reassignment|control plane|data plane|anchor|drills)/;
  const bare = rows
    .map(([, row = ""]) => row)
    .filter((row) => {
      return !FAMILIES.test(row) && !editions.test(row);
    });
  expect(bare).toEqual([]);
});

function inputNames(): string[] {
  const definitions = ["authority-input", "wallet-input"].map((name) => readSchemas().get(name));
  return definitions.flatMap((schema) => Object.keys(object(schema?.["$defs"])));
}
