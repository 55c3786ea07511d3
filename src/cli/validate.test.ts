/** Logs through the real checker: long random runs, faulty runs, and runs that must not begin. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prepareEngine } from "../graph/jar.ts";
import { decodeManifest } from "../graph/manifest.ts";
import { readLog } from "../log/lines.ts";
import type { Asked } from "../log/run.ts";
import type { Validation } from "../log/validate.ts";
import { validate } from "../log/validate.ts";
import { validationJson, validationLines } from "../report/validate.ts";
import { FAULTY } from "../subject/faulty/all.ts";
import { certified, People } from "../subject/people.ts";
import type { Recording } from "../subject/record.ts";
import { record } from "../subject/record.ts";
import { Reference, runSignatures } from "../subject/reference.ts";
import { heard } from "./heard.ts";
import { MANIFEST, readReasons } from "./places.ts";
import { exitOf } from "./validate.ts";

const MAIN = new URL("main.ts", import.meta.url).pathname;
const SEED = Number(process.env["FLASHMESH_SEED"]);
const MINUTE = 60_000;

const signatures = runSignatures();
const say = {
  demand: (clause: string) => `what ${clause} demands`,
  code: (clause: string) => clause,
};
let folder = "";
let clauses: ReadonlyMap<string, string> = new Map();
let asked: Asked;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "flashmesh-validate-"));
  const reasons = await readReasons();
  clauses = new Map([...reasons].map(([clause, code]) => [code, clause.replace("-", "")]));
  const { jar } = decodeManifest(readFileSync(MANIFEST, "utf8"), MANIFEST);
  const engine = await prepareEngine(jar, process.env);
  asked = { engine, root: dirname(MANIFEST), heapMb: 1024, deadlineSeconds: 600 };
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

type Wanted = Omit<Recording, "writer">;

function logOf(wanted: Wanted, faulty?: string): string {
  const faults = FAULTY.find(({ name }) => name === faulty)?.faults;
  const subject = new Reference(signatures, faults);
  return record(subject, signatures, { ...wanted, writer: "a test" });
}

async function judged(text: string, root = asked.root): Promise<Validation> {
  const log = readLog(text, "the log", new Set(clauses.keys()));
  return await validate({ ...asked, root }, log, { clauses, selfTest: true });
}

const long: readonly Wanted[] = [
  { profile: "authority", mode: "full", events: 1000, seed: SEED },
  { profile: "committee", mode: "partial", events: 600, seed: SEED },
];

test.for(long)(
  "a long random run of the reference is a behaviour of the model: $profile, $mode",
  { timeout: 4 * MINUTE },
  async (wanted) => {
    const found = await judged(logOf(wanted));
    expect(validationLines(found, say).join("\n")).toContain("accepted: a behaviour of the model");
    expect(found.proofs.length).toBeGreaterThanOrEqual(3);
    expect(found.proofs.filter(({ holds }) => !holds)).toEqual([]);
    if (wanted.mode === "full") expect(found.unproven).toEqual([]);
    expect(exitOf(found)).toBe(0);
  },
);

// The same schedule drives both until they differ, so the first line that differs is the wrong one.
const FAULTS = ["NoLock", "DebitTwice", "WithoutConflictingOrder", "ReceiptChanges"];

test.for(FAULTS)(
  "a run of the faulty reference %s is rejected at the line where it goes wrong",
  { timeout: 2 * MINUTE },
  async (name) => {
    const wanted: Wanted = { profile: "authority", mode: "full", events: 300, seed: 11 };
    const [right, wrong] = [logOf(wanted), logOf(wanted, name)].map((text) => text.split("\n"));
    const line = (wrong ?? []).findIndex((each, at) => each !== right?.[at]) + 1;
    expect(line).toBeGreaterThan(1);
    const found = await judged((wrong ?? []).join("\n"));
    expect(validationLines(found, say)).toContain(
      `rejected: line ${line} fits no step of the model`,
    );
    expect(found.proofs.map(({ proves, holds }) => `${proves} ${String(holds)}`)).toEqual(
      line === 2 ? [] : ["accepts true"],
    );
    expect(exitOf(found)).toBe(1);
  },
);

test(
  "a rejected partial log names every input that may be meant, and the clause against it",
  async () => {
    const lines = logOf({ profile: "authority", mode: "partial", events: 40, seed: 3 }).split("\n");
    const [head = "", ...events] = lines.slice(0, -1);
    const people = new People(signatures, 1);
    const unsigned = {
      network: "village-1",
      sender: people.key("gina"),
      recipient: people.key("bob"),
      amount: "5",
      nonce: 0,
      epoch: 0,
      issued_at: 1_760_000_000_000,
      ttl: 10_000,
    };
    // gina is frozen, so whatever the amount and the time were, nobody voted.
    const { amount: _, ...part } = people.order(unsigned, "gina");
    const event = { input: "SignVote", body: { order: part }, outcome: "voted" };
    const found = await judged(`${[head, ...events, JSON.stringify(event)].join("\n")}\n`);
    expect(found.answer.kind).toBe("rejected");
    const candidates =
      found.answer.kind === "rejected" ? (found.answer.stuck[0]?.candidates ?? []) : [];
    expect(candidates.length).toBeGreaterThan(3);
    expect(candidates.filter(({ why }) => !why.includes("VF6"))).toEqual([]);
    const told = validationLines(found, say).join("\n");
    expect(told).toContain(`rejected: line ${events.length + 2} fits no step`);
    expect(told).toContain("refused by VF-6 (VF-6): what VF-6 demands");
    expect(JSON.stringify(validationJson(found, say))).toContain('"clause":"VF-6"');
  },
  MINUTE,
);

test(
  "a wallet's log is judged by the wallet's model",
  async () => {
    const { right, wrong } = walletLogs();
    const found = await judged(right);
    expect(validationLines(found, say).join("\n")).toContain("accepted");
    expect(found.proofs.every(({ holds }) => holds)).toBe(true);
    const not = await judged(wrong);
    expect(not.answer).toMatchObject({ kind: "rejected", event: 1 });
  },
  MINUTE,
);

/** Lock, vote, certificate; and the same with an outcome that came too early. */
function walletLogs(): { readonly right: string; readonly wrong: string } {
  const people = new People(signatures, 4);
  const subject = new Reference(signatures);
  const genesis = people.genesis();
  subject.reset({ profile: "wallet", genesis, seed: people.seed("alice") });
  const now = 1_760_000_000_000;
  const lock = { recipient: people.key("bob"), amount: "7", now, ttl: 10_000 };
  const order = people.order(
    {
      network: "village-1",
      sender: people.key("alice"),
      recipient: lock.recipient,
      amount: lock.amount,
      nonce: 0,
      epoch: 0,
      issued_at: now,
      ttl: lock.ttl,
    },
    "alice",
  );
  const { votes } = certified(
    order,
    people.home.map((name) => people.vote(order, name)),
  );
  const inputs = [
    { input: "Lock", body: lock },
    ...votes.map((vote) => ({ input: "CollectVote", body: { vote: { ...vote } } })),
    { input: "RenewWindow", body: { nonce: 0, now: now + 50, ttl: 9_000 } },
  ];
  const events = inputs.map(({ input, body }) => {
    const { outcome, reason, emitted } = subject.apply(input, body);
    const state = subject.observe();
    return { input, body, outcome, ...(reason === undefined ? {} : { reason }), emitted, state };
  });
  const head = { format: "flashmesh-log/1", profile: "wallet", mode: "full" };
  const header = { ...head, self: people.key("alice"), genesis, writer: "a test" };
  const early = events.map((event, at) => (at === 1 ? { ...event, outcome: "certified" } : event));
  const text = (all: readonly unknown[]): string =>
    [header, ...all].map((line) => `${JSON.stringify(line)}\n`).join("");
  return { right: text(events), wrong: text(early) };
}

test(
  "a model that takes every answer for right fails the self-test, which is our own bug",
  async () => {
    const blind = join(folder, "tla");
    cpSync(asked.root, blind, { recursive: true });
    const file = join(blind, "Follow.tla");
    const told = readFileSync(file, "utf8");
    const deaf = told.replace(/Differing\(line, r\) ==.*/, "Differing(line, r) == {}");
    expect(deaf).not.toBe(told);
    writeFileSync(file, deaf);
    const wanted: Wanted = { profile: "authority", mode: "full", events: 20, seed: 1 };
    const found = await judged(logOf(wanted), blind);
    expect(found.answer.kind).toBe("accepted");
    expect(exitOf(found)).toBe(4);
    expect(validationLines(found, say).join("\n")).toContain("NOT rejected");
  },
  MINUTE,
);

test("the command says exit 3 for what is no log, before it looks for Java", async () => {
  const empty = join(folder, "empty.ndjson");
  writeFileSync(empty, "");
  for (const [args, said] of [
    [["validate", empty], "no header"],
    [["validate"], "one log is validated at a time"],
    [["validate", empty, "--seed", "1"], "--seed goes with --record"],
    [["validate", "--record", "5"], "--record needs --out LOG"],
  ] as const) {
    const { exit, err } = await heard(folder, args, { JAVA_HOME: "/nowhere" });
    expect(exit, args.join(" ")).toBe(3);
    expect(err).toContain(said);
  }
});

async function run(...args: readonly string[]): Promise<readonly [number | undefined, string]> {
  const ended = await execa(process.execPath, [MAIN, "validate", ...args], {
    cwd: folder,
    reject: false,
    stdin: "ignore",
  });
  return [ended.exitCode, ended.stdout];
}

test(
  "the command records and validates, and its exit code is the verdict",
  async () => {
    const [recorded] = await run("--record", "60", "--seed", "5", "--out", "right.ndjson");
    expect(recorded).toBe(0);
    const [exit, told] = await run("right.ndjson", "--json");
    expect(exit).toBe(0);
    expect(JSON.parse(told)).toMatchObject({ verdict: "accepted", events: 60, unproven: [] });
    await run("--record", "60", "--seed", "5", "--faulty", "NoLock", "--out", "wrong.ndjson");
    const [refused, why] = await run("wrong.ndjson", "--no-self-test");
    expect(refused).toBe(1);
    expect(why).toMatch(/^rejected: line \d+ fits no step of the model$/m);
  },
  MINUTE,
);

test("what the reference writes is of the schema, line by line", () => {
  const ajv = new Ajv2020({ strict: true, strictRequired: false });
  const schemas = new URL("../../spec/schemas/", import.meta.url).pathname;
  for (const name of readdirSync(schemas).filter((each) => each.endsWith(".schema.json"))) {
    ajv.addSchema(JSON.parse(readFileSync(join(schemas, name), "utf8")));
  }
  const valid = ajv.getSchema("https://flashmesh.invalid/schemas/1/log.schema.json");
  for (const mode of ["full", "partial"] as const) {
    const text = logOf({ profile: "committee", mode, events: 80, seed: SEED });
    for (const line of text.trimEnd().split("\n")) {
      expect(valid?.(JSON.parse(line)), line.slice(0, 200)).toBe(true);
    }
  }
  expect(valid?.({ input: "SignVote", body: {}, outcome: "minted" })).toBe(false);
});
