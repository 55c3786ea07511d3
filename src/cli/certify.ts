/**
 * `flashmesh certify`: judges the reference in this process, or a command after `--`, by the stored
 * corpus. In: arguments. Out: who is judged and by what, handed to judge.ts. Needs no Java.
 * @module
 */
import { join, resolve } from "node:path";
import { canonical } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import { stepsOf } from "../replay/case.ts";
import { PROFILES } from "../replay/certify.ts";
import { clauseSentences } from "../report/clauses.ts";
import type { Arguments, Option } from "./args.ts";
import { helpPage, readArguments } from "./args.ts";
import { AXES_OPTIONS, axesOf } from "./axes.ts";
import type { Candidate } from "./candidate.ts";
import { MEMORY_ABOUT, openProcess, openReference, seedOf } from "./candidate.ts";
import { corpusDigest, readCorpora } from "./corpora.ts";
import { readText } from "./files.ts";
import type { Court } from "./court.ts";
import { plan, profilesOf } from "./court.ts";
import { judge } from "./judge.ts";
import { CONFORMANCE, PROTOCOL } from "./places.ts";
import { shardOf } from "./shard.ts";
import { singleCase } from "./single.ts";
import { SWITCHES } from "./switch.ts";
import type { Command, Exit, World } from "./world.ts";

const OPTIONS: readonly Option[] = [
  { name: "profile", value: "NAME", about: `only ${PROFILES.join(", ")}` },
  {
    name: "filter",
    value: "WHAT",
    about: "only cases whose id or model begins so, or that go through a clause (VF-9)",
  },
  { name: "shard", value: "I/N", about: "only each N-th of the cases, beginning with the I-th" },
  {
    name: "case",
    value: "CASE",
    about: "only this case: an id, a kept case file, or MODEL:OPENING:INPUT,INPUT..",
  },
  { name: "no-shrink", about: "tell failures as they are found: no shorter case, no explanation" },
  { name: "keep", value: "DIR", about: "keep each explained case in a folder of its own there" },
  { name: "list", about: "only say what would run: id, model, inputs, title" },
  {
    name: "network",
    value: "NAME",
    about: "run the cases bound to that network, with its keys; else a sample is, under a new name",
  },
  { name: "seed", value: "N", about: "draw chance from this number, which every run prints" },
  { name: "jobs", value: "N", short: "j", about: "how many of the subject side by side (1)" },
  { name: "results", value: "FILE", about: "write the result stream there; - for standard output" },
  {
    name: "baseline",
    value: "FILE",
    repeats: true,
    about: "known failures (spec/formats/baseline.md); may be given again",
  },
  { name: "write-baseline", value: "FILE", about: "write the failures of this run as known ones" },
  ...AXES_OPTIONS,
  { name: "sign", value: "KEY", about: "certify this run with that Ed25519 key (PKCS#8 PEM)" },
  { name: "out", value: "FILE", about: "with --sign: the certificate; its transcript lies beside" },
  { name: "expires", value: "DAYS", about: "with --sign: how long the certificate counts (365)" },
  { name: "json", about: "print one JSON summary instead of lines" },
  { name: "mutants", about: "also show that the corpus catches every faulty reference" },
  { name: "write", about: "with --mutants: write conformance/mutants.json and mutants.md" },
  { name: "faulty", value: "NAME", about: "judge that faulty reference instead, to see it fail" },
  {
    name: "program",
    value: "FILE",
    about: "with --profile dataplane: judge that P4 program in the place of p4/flashmesh.p4",
  },
  { name: "deadline", value: "MS", about: "longest time of the command for one answer (5000)" },
  { name: "hello-deadline", value: "MS", about: "the same from its start to hello (30000)" },
  { name: "grpc", value: "HOST:PORT", about: "judge the server there, unencrypted" },
  { name: "memory", value: "MB", about: MEMORY_ABOUT },
  { name: "window", value: "N", about: "inputs asked before the first is answered (64)" },
  { name: "corpus", value: "DIR", about: "another corpus than conformance/traces" },
  { name: "help", short: "h", about: "this page" },
];

const USAGE = "certify [options] (reference | --grpc HOST:PORT | -- COMMAND ARGS...)";
/** What only the reference in this process can be asked. */
const REFERENCE_ONLY = ["mutants", "write"] as const;

const ABOUT = [
  "Gives every input of every trace to the subject, and compares every answer and everything that",
  "can be observed after it. Then explores the reference itself: its graph must be the model's.",
  "Only a profile that was run as a whole, and is all green, is conformant.",
  "Exit: 0 conforms, 1 diverges, 2 could not be judged, 3 bad input, 4 a bug of flashmesh.",
];

export const certifyCommand: Command = {
  name: "certify",
  summary: "replay the conformance vectors against a subject and judge it",
  run,
};

async function run(args: readonly string[], world: World): Promise<Exit> {
  const cut = args.indexOf("--");
  const command = cut === -1 ? [] : args.slice(cut + 1);
  const given = readArguments("certify", OPTIONS, cut === -1 ? args : args.slice(0, cut));
  if (given.has("help")) {
    for (const line of helpPage(USAGE, ABOUT, OPTIONS)) world.out(line);
    return 0;
  }
  checkUsage(given, command);
  const court = await convene(given, world);
  if (given.has("list")) {
    list(court);
    return 0;
  }
  const candidate = await open(command, court);
  try {
    return await judge(candidate, court);
  } finally {
    await candidate.close();
  }
}

async function open(command: readonly string[], court: Court): Promise<Candidate> {
  const { given, world, seed, corpora } = court;
  if (isRemote(given, command)) return await openProcess(command, given, world, seed);
  return await openReference(given, world.folder, corpora);
}

async function convene(given: Arguments, world: World): Promise<Court> {
  const folder = resolve(world.folder, given.text("corpus") ?? join(CONFORMANCE, "traces"));
  const corpora = await readCorpora(folder);
  return {
    corpora,
    corpusSha256: await corpusDigest(folder),
    sentences: clauseSentences(await readText(PROTOCOL)),
    filter: given.text("filter") ?? "",
    shard: shardOf(given, "certify"),
    single: await singleCase(corpora, given, world),
    seed: seedOf(given),
    given,
    world,
  };
}

function checkUsage(given: Arguments, command: readonly string[]): void {
  const profile = given.text("profile");
  if (profile !== undefined && !PROFILES.some((each) => each === profile)) {
    throw new InputFault("ProfileUnknown", { name: profile });
  }
  if (given.has("json") && given.text("results") === "-") {
    throw wrong("standard output has room for one of --json and --results -");
  }
  axesOf(given);
  checkProgramUsage(given);
  if (given.has("mutants") && given.text("shard") !== undefined) {
    throw wrong("--mutants goes through the whole corpus; flashmesh mutate --shard shares it out");
  }
  if (given.has("write") && profile !== undefined) {
    throw wrong("--write tells of all faulty references, so --profile leaves out too many");
  }
  const [subject, ...more] = given.positionals;
  if (!isRemote(given, command)) {
    if (given.has("list") && subject === undefined) return;
    if (subject === "reference" && more.length === 0) return;
    throw wrong("the subject is: reference, --grpc HOST:PORT, or a command after --");
  }
  if (command.length > 0 && given.text("grpc") !== undefined) {
    throw wrong("either --grpc or a command after --");
  }
  if (subject !== undefined) throw wrong(`either ${subject} or another subject`);
  const named = ["faulty", "program"].find((name) => given.text(name) !== undefined);
  const option = REFERENCE_ONLY.find((name) => given.has(name)) ?? named;
  if (option !== undefined) throw wrong(`--${option} is for the reference in this process`);
}

/** A program says nothing of authorities and wallets, and the faulty ones are of our own. */
function checkProgramUsage(given: Arguments): void {
  if (given.text("program") === undefined) return;
  const single = given.text("case") !== undefined;
  if (!single && given.text("profile") !== SWITCHES) {
    throw wrong(`--program needs --profile ${SWITCHES}, or a case of it`);
  }
  if (given.has("mutants") || given.text("faulty") !== undefined) {
    throw wrong("--mutants and --faulty are about p4/flashmesh.p4, not about --program");
  }
}

function isRemote(given: Arguments, command: readonly string[]): boolean {
  return command.length > 0 || given.text("grpc") !== undefined;
}

function wrong(why: string): InputFault {
  return new InputFault("Usage", { command: "certify", why });
}

/** What would run, whoever is judged. */
function list(court: Court): void {
  const { cases } = plan(court, profilesOf(PROFILES, court));
  const rows = cases.map((each) => ({
    id: each.trace.trace.id,
    suite: each.corpus.file.header.model,
    steps: stepsOf(each),
    title: each.trace.trace.title,
  }));
  const { given, world } = court;
  if (given.has("json")) world.out(canonical(rows));
  else
    for (const { id, suite, steps, title } of rows)
      world.out(`${id}  ${suite}  ${steps}  ${title}`);
}
