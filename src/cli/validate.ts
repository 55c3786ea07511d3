/**
 * `flashmesh validate LOG`: asks the checker whether a log of a running system is a behaviour of
 * the model. `flashmesh validate --record N --seed S --out LOG` lets the reference write one.
 * @module
 */
import { dirname, resolve } from "node:path";
import { canonical } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import { prepareEngine } from "../graph/jar.ts";
import { decodeManifest } from "../graph/manifest.ts";
import { readLog } from "../log/lines.ts";
import type { Validation } from "../log/validate.ts";
import { validate } from "../log/validate.ts";
import { clauseSentences } from "../report/clauses.ts";
import type { Sentences } from "../report/validate.ts";
import { validationJson, validationLines } from "../report/validate.ts";
import { FAULTY } from "../subject/faulty/all.ts";
import { record } from "../subject/record.ts";
import { Reference, runSignatures } from "../subject/reference.ts";
import type { Arguments, Option } from "./args.ts";
import { helpPage, readArguments } from "./args.ts";
import { readText, writeWhole } from "./files.ts";
import { MANIFEST, PROTOCOL, readReasons } from "./places.ts";
import type { Command, Exit, World } from "./world.ts";

const OPTIONS: readonly Option[] = [
  { name: "json", about: "print one JSON object instead of lines" },
  { name: "no-self-test", about: "do not prove the run on copies made wrong on purpose" },
  { name: "heap", value: "MIB", about: "Java heap (1024)" },
  { name: "deadline", value: "SECONDS", about: "longest time for one run of the checker (600)" },
  { name: "record", value: "N", about: "let the reference write a log of N events instead" },
  { name: "out", value: "LOG", about: "with --record: the file to write" },
  { name: "seed", value: "S", about: "with --record: what decides everything that happens (1)" },
  { name: "mode", value: "MODE", about: "with --record: full or partial (full)" },
  { name: "profile", value: "NAME", about: "with --record: authority or committee (authority)" },
  { name: "faulty", value: "NAME", about: "with --record: that faulty reference writes the log" },
  { name: "help", short: "h", about: "this page" },
];

const ABOUT = [
  "Reads a log (spec/formats/log.md) and asks TLC whether the model could have behaved so. A",
  "rejected log gets the first line that fits no step of the model, and the clauses that say no.",
  "Exit: 0 accepted, 1 rejected, 2 could not be judged, 3 bad input, 4 a self-test failed.",
];

export const validateCommand: Command = {
  name: "validate",
  summary: "ask the model whether a log of a running system is one of its behaviours",
  run,
};

async function run(args: readonly string[], world: World): Promise<Exit> {
  const given = readArguments("validate", OPTIONS, args);
  if (given.has("help")) {
    for (const line of helpPage("validate LOG [options]", ABOUT, OPTIONS)) world.out(line);
    return 0;
  }
  return given.text("record") === undefined
    ? await judgeLog(given, world)
    : await recordLog(given, world);
}

async function judgeLog(given: Arguments, world: World): Promise<Exit> {
  const [name, ...more] = given.positionals;
  if (name === undefined || more.length > 0) throw usage("one log is validated at a time");
  for (const option of ["out", "seed", "mode", "profile", "faulty"]) {
    if (given.text(option) !== undefined) throw usage(`--${option} goes with --record`);
  }
  const reasons = await readReasons();
  const codes = [...reasons].map(([clause, code]): [string, string] => [code, spelled(clause)]);
  const clauses = new Map(codes);
  // Whatever is wrong with the log is told before the checker starts.
  const log = readLog(await readText(resolve(world.folder, name)), name, new Set(clauses.keys()));
  const manifest = decodeManifest(await readText(MANIFEST), MANIFEST);
  const engine = await prepareEngine(manifest.jar, world.environment, world.signal);
  const asked = {
    engine,
    root: dirname(MANIFEST),
    heapMb: given.count("heap", { min: 64, max: 1_000_000 }, 1024),
    deadlineSeconds: given.count("deadline", { min: 1, max: 1_000_000 }, 600),
    signal: world.signal,
  };
  const found = await validate(asked, log, { clauses, selfTest: !given.has("no-self-test") });
  const say = await sentences(reasons);
  if (given.has("json")) world.out(canonical(validationJson(found, say)));
  else for (const line of validationLines(found, say)) world.out(line);
  return exitOf(found);
}

/** `VF-9` is `VF9` in the model. */
function spelled(clause: string): string {
  return clause.replace("-", "");
}

async function sentences(reasons: ReadonlyMap<string, string>): Promise<Sentences> {
  const told = clauseSentences(await readText(PROTOCOL));
  return {
    demand: (clause) => (told.get(clause) ?? clause).replace(/ \(guard `\w+`\)$/, ""),
    code: (clause) => reasons.get(clause) ?? clause,
  };
}

export function exitOf({ answer, proofs }: Validation): Exit {
  if (proofs.some(({ holds }) => !holds)) return 4;
  return answer.kind === "accepted" ? 0 : 1;
}

const EVENTS_MAX = 100_000;

async function recordLog(given: Arguments, world: World): Promise<Exit> {
  const out = given.text("out");
  if (out === undefined) throw usage("--record needs --out LOG");
  if (given.positionals.length > 0) throw usage("--record takes no log");
  const profile = oneOf(given, "profile", ["authority", "committee"]);
  const mode = oneOf(given, "mode", ["full", "partial"]);
  const events = given.count("record", { min: 1, max: EVENTS_MAX }, 1);
  const seed = given.count("seed", { min: 0, max: 2 ** 32 - 1 }, 1);
  const name = given.text("faulty");
  const faulty = FAULTY.find((each) => each.name === name);
  if (name !== undefined && faulty === undefined) throw new InputFault("FaultyUnknown", { name });
  const signatures = runSignatures();
  const subject = new Reference(signatures, faulty?.faults);
  const who = faulty === undefined ? "the reference" : `the faulty reference ${faulty.name}`;
  const writer = `${who}, seed ${seed}`;
  const text = record(subject, signatures, { profile, mode, events, seed, writer });
  await writeWhole(resolve(world.folder, out), text);
  world.out(`${out}: ${events} events of ${writer}`);
  return 0;
}

function oneOf<const Word extends string>(
  given: Arguments,
  option: string,
  words: readonly [Word, ...Word[]],
): Word {
  const value = given.text(option);
  if (value === undefined) return words[0];
  const known = words.find((word) => word === value);
  if (known === undefined) throw usage(`--${option} is one of ${words.join(", ")}, not ${value}`);
  return known;
}

function usage(why: string): InputFault {
  return new InputFault("Usage", { command: "validate", why });
}
