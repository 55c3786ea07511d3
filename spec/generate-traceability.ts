/**
 * Writes `spec/traceability.md`: `node spec/generate-traceability.ts`. In: protocol, model,
 * manifest, corpus, code, tests, ledger. A test makes the page again and compares every byte.
 * @module
 */
import { writeFileSync } from "node:fs";
import type { Json } from "../src/base/canonical.ts";
import {
  filesUnder,
  list,
  object,
  parse,
  readClauses,
  readJson,
  readReasons,
  readText,
  string,
} from "../src/house/norm.ts";
import type { Chain, Texts } from "./traceability.ts";
import {
  clausesIn,
  excludedIn,
  namedInCode,
  namedInModel,
  namedInProgram,
  orphans,
  pageOf,
} from "./traceability.ts";

export const target = new URL("traceability.md", import.meta.url);

/** The rooms that keep the protocol. */
const ROOMS = [
  "src/authority",
  "src/wallet",
  "src/protocol",
  "src/store",
  "src/living",
  "src/witness",
  "src/policy",
  "src/dataplane",
];
/** What a switch does is in its program. */
const PROGRAM = "p4/flashmesh.p4";
/** A model of the checker's faults says nothing about the protocol. */
const CANARIES = "tla/canary/";

type Named = ReadonlyMap<string, readonly string[]>;

export function chains(): readonly Chain[] {
  const modules = textsUnder("tla", ".tla");
  const model = modelPlaces(modules);
  const claims = claimsByClause(modules);
  const corpus = corpusCounts();
  const code = codePlaces();
  const tests = testsByClause();
  return readClauses().map(({ id }) => ({
    clause: id,
    model: model.get(id) ?? [],
    claims: claims.get(id) ?? [],
    traces: corpus.get(id)?.traces ?? 0,
    inputs: corpus.get(id)?.inputs ?? 0,
    code: code.get(id) ?? [],
    tests: tests.get(id) ?? [],
  }));
}

export function missing(): readonly string[] {
  return orphans(chains(), excludedIn(readText("spec/ledger.md")));
}

function textsUnder(folder: string, suffix: string): Texts {
  const paths = filesUnder(folder, suffix).filter((path) => !path.startsWith(CANARIES));
  return new Map(paths.map((path) => [path, readText(path)]));
}

function grouped(pairs: Iterable<readonly [clause: string, what: string]>): Named {
  const all = new Map<string, string[]>();
  for (const [clause, what] of pairs) {
    const known = all.get(clause) ?? [];
    if (!known.includes(what)) all.set(clause, [...known, what]);
  }
  return all;
}

/** Modules that say what a component does; the others bound it, claim something, or list inputs. */
const COMPONENT =
  /^tla\/(?:World|Messages|Authority|Wallet|Volatile|Liveness|Witness|Standby|Reassignment|WalletHandoff|PolicyAgent|Pending|NonceFilter|DataPlane)\.tla$/;

function modelPlaces(modules: Texts): Named {
  const guards = readReasons().map(
    ({ clause }) => [clause, `\`${clause.replace("-", "")}\``] as const,
  );
  const places = [...modules]
    .filter(([path]) => COMPONENT.test(path))
    .flatMap(([path, text]) => {
      const module = path.replace(/^tla\/|\.tla$/g, "");
      return namedInModel(text).map(({ clause, name }) => [clause, `${module}!${name}`] as const);
    });
  return grouped([...guards, ...places]);
}

/** By the comment above a claim, by the ledger, and by the models that must fail. */
function claimsByClause(modules: Texts): Named {
  const models = list(object(readJson("tla/manifest.json"))["models"]).map(object);
  const checked = new Set(
    models
      .filter(({ expect }) => object(expect)["result"] === "holds")
      .flatMap(({ invariants, properties }) => [...list(invariants), ...list(properties)]),
  );
  const commented = [...modules.values()].flatMap((text) =>
    namedInModel(text)
      .filter(({ name }) => checked.has(name))
      .map(({ clause, name }) => [clause, name] as const),
  );
  const listed = ledgerRows().flatMap(([clause, row]) =>
    [...row.matchAll(/`(\w+)`/g)]
      .filter(([, name = ""]) => checked.has(name))
      .map(([, name = ""]) => [clause, name] as const),
  );
  const failing = models.flatMap((model) => {
    const clause = string(model["kills"]) || string(model["breaks"]);
    const property = string(object(model["expect"])["property"]);
    return clause === "" ? [] : [[clause, `*${string(model["name"])}* (${property})`] as const];
  });
  return grouped([...listed, ...commented, ...failing]);
}

type Count = { traces: number; inputs: number };

/** Traces, and inputs, whose answers the corpus judges by a clause. */
function corpusCounts(): ReadonlyMap<string, Count> {
  const counts = new Map<string, Count>();
  for (const path of filesUnder("conformance/traces", ".ndjson")) countFile(path, counts);
  return counts;
}

function countFile(path: string, counts: Map<string, Count>): void {
  const lines = readText(path).trimEnd().split("\n").map(parse).map(object);
  const answers = lines.filter(({ kind }) => kind === "answer");
  const clauses = new Map(answers.map(({ id, clauses: ids }) => [id, list(ids).map(string)]));
  let inTrace = new Set<string>();
  const count = (answer: Json | undefined): void => {
    for (const clause of clauses.get(answer) ?? []) {
      const known = counts.get(clause) ?? { traces: 0, inputs: 0 };
      known.inputs += 1;
      if (!inTrace.has(clause)) known.traces += 1;
      inTrace.add(clause);
      counts.set(clause, known);
    }
  };
  for (const { kind, answer, answers: all } of lines) {
    if (kind === "trace") inTrace = new Set();
    if (kind === "step") count(answer);
    if (kind === "stay") for (const each of list(all)) count(each);
  }
}

function codePlaces(): Named {
  const files = ROOMS.flatMap((room) => [...textsUnder(room, ".ts")]);
  const places = files
    .filter(([path]) => !path.endsWith(".test.ts") && !path.endsWith("/reasons.ts"))
    .flatMap(([path, text]) => namedInCode(text).map((place) => [path, place] as const));
  const program = namedInProgram(readText(PROGRAM)).map((place) => [PROGRAM, place] as const);
  return grouped(
    [...places, ...program].map(
      ([path, { clause, name }]) => [clause, `${path} ${name}`] as const,
    ),
  );
}

/** Test files that name the clause, and tables whose rows are tests under the clause's name. */
function testsByClause(): Named {
  const files = [...textsUnder("src", ".test.ts")].flatMap(([path, text]) =>
    clausesIn(text).map((clause) => [clause, path] as const),
  );
  const cases = filesUnder("spec/examples/refused", ".json").map(
    (path) => [string(object(readJson(path))["clause"]), "*refused.test.ts*"] as const,
  );
  const examples = filesUnder("spec/examples/invalid", ".json").map(
    (path) => [string(object(readJson(path))["clause"]), "*decode.test.ts*"] as const,
  );
  const table = list(object(readJson("conformance/mutants.json"))["mutants"]).map(object);
  const faulty = table.map(({ clause }) => [string(clause), "*mutants.test.ts*"] as const);
  const programs = list(readJson("p4/tests/mutants.json")).map(object);
  const wrong = programs.map(({ clause }) => [string(clause), "*flashmesh.test.ts*"] as const);
  const listed = ledgerRows().flatMap(([clause, row]) =>
    [...row.matchAll(/(src\/[\w/.-]+\.test\.ts): /g)].map(
      ([, path = ""]) => [clause, path] as const,
    ),
  );
  return grouped([...files, ...listed, ...cases, ...examples, ...faulty, ...wrong]);
}

/** What the ledger claims for each clause; its second table is about what is missing. */
function ledgerRows(): readonly (readonly [clause: string, claims: string])[] {
  const [claims = ""] = readText("spec/ledger.md").split("## Links that are missing");
  return [...claims.matchAll(/^\| ([A-Z]{2}-\d+) \| (.+) \|$/gm)].map(
    ([, clause = "", row = ""]) => [clause, row] as const,
  );
}

export function render(): string {
  return pageOf(chains());
}

if (import.meta.main) {
  writeFileSync(target, render());
  for (const line of missing()) console.error(line);
  if (missing().length > 0) process.exitCode = 1;
}
