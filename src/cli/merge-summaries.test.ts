/** `flashmesh merge` of summaries of `check` and `mutate`; a program stands in for TLC. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { canonical } from "../base/canonical.ts";
import type { Json } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import { faultLines } from "../report/fault.ts";
import { FAULTY } from "../subject/faulty/all.ts";
import { checkCommand } from "./check.ts";
import { mergeCommand } from "./merge.ts";
import { mutateCommand } from "./mutate.ts";
import type { Command, World } from "./world.ts";

const folder = mkdtempSync(join(tmpdir(), "flashmesh-summaries-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const JAR = "the bytes of a jar";
const frame = (code: number, text: string, severity = 0): string =>
  `printf '%s\\n' '@!@!@STARTMSG ${code}:${severity} @!@!@' '${text}' '@!@!@ENDMSG ${code} @!@!@'`;
const STATE = "1: <Initial predicate>\n/\\ hour = 0";
const BROKEN = [frame(2110, "Invariant Small is violated.", 1), frame(2217, STATE, 4)].join("; ");
const JAVA = [
  "#!/bin/sh",
  `[ "$1" = -version ] && echo 'openjdk version "17.0.1"' >&2 && exit 0`,
  // A module that is called so breaks its claim at once.
  `case "$*" in *Stuck*) ${BROKEN}; exit 12;; esac`,
  frame(2190, "Finished computing initial states: 1 distinct state generated"),
  frame(2193, "Model checking completed. No error has been found."),
  frame(2199, "5 states generated, 4 distinct states found, 0 states left on queue."),
  frame(2194, "The depth of the complete state graph search is 4."),
  "",
].join("\n");
mkdirSync(join(folder, "java/bin"), { recursive: true });
writeFileSync(join(folder, "java/bin/java"), JAVA, { mode: 0o755 });
writeFileSync(join(folder, "the.jar"), JAR);
writeFileSync(join(folder, "Clock.cfg"), "SPECIFICATION Spec\nINVARIANT Small\n");
writeFileSync(join(folder, "Clock.tla"), "---- MODULE Clock ----\n====\n");

/** Name -> seconds. Delta is pinned at a size that it has not. */
const MODELS = { Alpha: 9, Beta: 5, Gamma: 4, Delta: 3, Epsilon: 1 };
const models = Object.entries(MODELS).map(([name, seconds]) => ({
  name,
  module: "Clock",
  config: "Clock.cfg",
  suite: "small",
  mode: "safety",
  about: "A clock.",
  invariants: ["Small"],
  expect: { result: "holds" },
  counts: { initial: 1, generated: 5, distinct: name === "Delta" ? 5 : 4, depth: 4 },
  seconds,
}));
const sha256 = createHash("sha256").update(JAR).digest("hex");
writeFileSync(
  join(folder, "manifest.json"),
  JSON.stringify({ jar: { artifact: "a:b:1", sha256 }, models }),
);

async function flashmesh(command: Command, ...args: readonly string[]) {
  const out: string[] = [];
  const world: World = {
    out: (line) => void out.push(line),
    err: () => undefined,
    watched: false,
    width: 100,
    environment: {
      ...process.env,
      JAVA_HOME: join(folder, "java"),
      FLASHMESH_TLA_JAR: join(folder, "the.jar"),
    },
    folder,
    signal: new AbortController().signal,
    now: () => performance.now(),
    moment: () => "2026-01-01T00:00:00.000Z",
    machine: { node: "v24.0.0", platform: "linux", cpus: 2 },
    busy: () => 0,
    memoryPeak: () => 0,
  };
  try {
    return { exit: await command.run(args, world), out: out.join("\n"), err: "" };
  } catch (error) {
    if (!(error instanceof InputFault)) throw error;
    return { exit: 3, out: "", err: faultLines(error).join("\n") };
  }
}

const MANIFEST = ["--manifest", "manifest.json"];

async function check(file: string, ...args: readonly string[]) {
  return await flashmesh(checkCommand, ...args, ...MANIFEST, "--summary", file);
}

const read = (file: string): string => readFileSync(join(folder, file), "utf8");

/** The text of a summary without its times. */
function lasting(file: string): string {
  return read(file).replaceAll(/"milliseconds":\d+/g, '"milliseconds":0');
}

await check("whole.json", "small");
for (const shard of ["1/2", "2/2", "1/3", "2/3", "3/3"]) {
  await check(`${shard.replace("/", "-")}.json`, "small", "--shard", shard);
}

function names(file: string): readonly string[] {
  const summary: { models: { name: string }[] } = JSON.parse(read(file));
  return summary.models.map(({ name }) => name);
}

test("shards of a check take about equally long, and merged they are the check", async () => {
  // 9 | 5; 9 | 5 4; 9 3 | 5 4; 9 3 | 5 4 1.
  expect(names("1-2.json")).toEqual(["Alpha", "Delta"]);
  expect(names("2-2.json")).toEqual(["Beta", "Gamma", "Epsilon"]);
  for (const files of [
    ["2-2.json", "1-2.json"],
    ["3-3.json", "1-3.json", "2-3.json"],
  ]) {
    const args = [...files, ...MANIFEST, "--out", "merged.json"];
    const { exit, out } = await flashmesh(mergeCommand, ...args);
    expect(out).toBe("4 as pinned, 1 not");
    expect(exit).toBe(1);
    expect(lasting("merged.json")).toBe(lasting("whole.json"));
  }
});

async function refusal(files: readonly string[], ...more: readonly string[]): Promise<string> {
  const args = [...MANIFEST, ...files, "--out", "no.json", ...more];
  const { exit, err } = await flashmesh(mergeCommand, ...args);
  expect(exit, err).toBe(3);
  expect(existsSync(join(folder, "no.json"))).toBe(false);
  return err;
}

test("summaries that are no shards of one check are refused", async () => {
  expect(await refusal(["1-2.json"])).toContain("shard 2/2 is missing");
  expect(await refusal(["1-2.json", "1-2.json"])).toContain("and so is 1-2.json");
  expect(await refusal(["1-2.json", "2-3.json"])).toContain("it is shard 2/3");
  const broken: readonly (readonly [string, string, string])[] = [
    ['"wanted":["small"]', '"wanted":["Alpha"]', "wanted differs"],
    ['"manifest_sha256":"', '"manifest_sha256":"0', "breaks its schema at /manifest_sha256"],
    [/"manifest_sha256":"../.exec(read("2-2.json"))?.[0] ?? "", '"manifest_sha256":"zz', "schema"],
    ['"name":"Beta"', '"name":"Alpha"', "its models had to be Beta, Gamma, Epsilon"],
    ['"passed":3', '"passed": 3', "it is not as it was written"],
    ['"passed":3', '"failures":3', "it breaks its schema"],
    ["}]", "}", "its first line is no JSON"],
  ];
  for (const [from, to, why] of broken) {
    expect(read("2-2.json")).toContain(from);
    writeFileSync(join(folder, "other.json"), read("2-2.json").replace(from, to));
    expect(await refusal(["1-2.json", "other.json"])).toContain(why);
  }
  const all = ["1-2.json", "2-2.json"];
  writeFileSync(join(folder, "later.json"), `${read("manifest.json")}\n`);
  expect(await refusal(all, "--manifest", "later.json")).toContain("is about the manifest");
});

test("a shard with nothing to do is bad input", async () => {
  const { exit, err } = await check("six.json", "small", "--shard", "6/6");
  expect(err).toContain("there are 5 models, and none is left for shard 6/6");
  expect(exit).toBe(3);
});

const MUTANTS = ["--manifest", "mutants.json"];
const kills = { Third: "VF-3", Fourth: "VF-4", Ninth: "VF-9" };
const mutants = Object.entries(kills).map(([name, clause]) => ({
  ...models[0],
  name,
  module: "Stuck",
  config: "Stuck.cfg",
  suite: "must-fail",
  set: { Off: `{"${clause.replace("-", "")}"}` },
  // Ninth ends otherwise than it is pinned to.
  expect: { result: "violated", property: "Small", exit: name === "Ninth" ? 13 : 12 },
  counts: undefined,
  kills: clause,
}));
writeFileSync(
  join(folder, "mutants.json"),
  JSON.stringify({ jar: { artifact: "a:b:1", sha256 }, models: mutants }),
);
writeFileSync(
  join(folder, "Stuck.cfg"),
  "SPECIFICATION Spec\nCONSTANT Off = {}\nINVARIANT Small\n",
);
writeFileSync(
  join(folder, "Stuck.tla"),
  "---- MODULE Stuck ----\nCONSTANT Off\nG == [VF3 |-> 1, VF4 |-> 2, VF9 |-> 3]\n====\n",
);

test("shards of a run without guards, merged, are that run", async () => {
  const mutate = async (file: string, ...args: readonly string[]) =>
    await flashmesh(mutateCommand, "--model", ...MUTANTS, "--summary", file, ...args);
  const whole = await mutate("all.json");
  expect(whole.err).toBe("");
  expect(whole.exit, whole.out).toBe(1);
  for (const index of [1, 2]) await mutate(`all-${index}.json`, "--shard", `${index}/2`);
  const shards = ["all-2.json", "all-1.json", ...MUTANTS];
  const merged = await flashmesh(mergeCommand, ...shards, "--out", "alls.json");
  expect(merged.err).toBe("");
  expect(merged.exit).toBe(1);
  expect(lasting("alls.json")).toBe(lasting("all.json"));
  const { kills: counts, wrong }: { kills: object; wrong: string[] } = JSON.parse(
    read("alls.json"),
  );
  expect(counts).toMatchObject({ guards_system: 3, models: 3, reference: 0 });
  expect(wrong).toEqual(["VF-9 (Ninth): exit is 12, the manifest says 13"]);
  const swap = (file: string, from: string, to: string): string => {
    const name = `swapped-${file}`;
    expect(read(file)).toContain(from);
    writeFileSync(join(folder, name), read(file).replace(from, to));
    return name;
  };
  const one = swap("all-1.json", '"shard":"1/2"', '"shard":"2/2"');
  const two = swap("all-2.json", '"shard":"2/2"', '"shard":"1/2"');
  expect(await refusal([one, two, ...MUTANTS])).toContain("is no model of this shard");
  const both = swap("all-2.json", '"side":"model"', '"side":"both"');
  expect(await refusal(["all-1.json", both, ...MUTANTS])).toContain("options.side differs");
  const corpus = swap("all-2.json", '"corpus_sha256":"', '"corpus_sha256":"0');
  expect(await refusal(["all-1.json", corpus, ...MUTANTS])).toContain("at /corpus_sha256");
  expect(await refusal(["all-1.json", "all-2.json"])).toContain("is about the manifest");
  expect(await refusal([...shards, "--write"])).toContain("--write is for tla/manifest.json");
});

test("faulty references of all shards are put together; one that lives is red", async () => {
  const only = ["GD-3", "GD-4"];
  const faulty = FAULTY.filter(({ clause }) => only.includes(clause)).map(({ name }) => name);
  expect(faulty.length).toBeGreaterThan(2);
  const base: { [key: string]: Json } = JSON.parse(read("all-1.json"));
  const kill = { corpus: "wallet/x", trace: "T-1", step: 1, input: "", what: "", clause: "GD-3" };
  const shard = (index: number, survivor = ""): string => {
    const own = faulty.filter((_, at) => at % 2 === index - 1);
    const told = own.map((name) => ({ kill: name === survivor ? null : kill, name }));
    const options = { only, side: "reference" };
    const found = { models: [], models_wrong: [], wrong: [], undecided: [], references: told };
    const summary = { ...base, ...found, options, shard: `${index}/2` };
    writeFileSync(join(folder, `hunt-${index}.json`), canonical(summary));
    return `hunt-${index}.json`;
  };
  const green = await flashmesh(mergeCommand, shard(1), shard(2), ...MUTANTS);
  expect(green.err).toBe("");
  expect(green.exit).toBe(0);
  expect(JSON.parse(green.out)).toMatchObject({ kills: { reference: faulty.length }, wrong: [] });
  const red = await flashmesh(mergeCommand, shard(1), shard(2, faulty[1]), ...MUTANTS);
  expect(red.exit).toBe(1);
  expect(red.out).toContain("no trace tells it from the model");
  const twice = read("hunt-1.json").replace('"shard":"1/2"', '"shard":"2/2"');
  writeFileSync(join(folder, "hunt-2.json"), twice);
  expect(await refusal(["hunt-1.json", "hunt-2.json", ...MUTANTS])).toContain(
    "its faulty references had to be",
  );
});
