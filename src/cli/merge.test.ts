/** `flashmesh merge` of result streams: shards, put together, are the whole run; or are refused. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { canonical } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import type { CaseLine, Result } from "../replay/result.ts";
import { readResult, resultText } from "../replay/stream.ts";
import { faultLines } from "../report/fault.ts";
import { catalogueText, readCatalogue } from "../vector/catalogue.ts";
import { certifyCommand } from "./certify.ts";
import { mergeCommand } from "./merge.ts";
import type { Command, World } from "./world.ts";

const TRACES = new URL("../../conformance/traces/", import.meta.url).pathname;
const SUITES = ["GenPayee", "GenWitness"];
const SEED = ["--seed", "7"];

const folder = mkdtempSync(join(tmpdir(), "flashmesh-merge-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Two suites of two profiles are soon read; for the command they are all that there is. */
const CORPUS = join(folder, "corpus");
const entries = readCatalogue(readFileSync(join(TRACES, "index.json"), "utf8"), "index.json");
const own = entries.filter(({ model }) => SUITES.includes(model));
for (const { path } of own) cpSync(join(TRACES, path), join(CORPUS, path));
writeFileSync(join(CORPUS, "index.json"), catalogueText(own));

/** In this process: a start of Node takes longer than all that is done here. */
async function flashmesh(command: Command, ...args: readonly string[]) {
  const out: string[] = [];
  const world: World = {
    out: (line) => void out.push(line),
    err: () => undefined,
    watched: false,
    width: 100,
    environment: {},
    folder,
    signal: new AbortController().signal,
    now: () => 0,
    moment: () => new Date().toISOString(),
    machine: { node: "v24.0.0", platform: "linux", cpus: 2 },
    busy: () => 0,
    memoryPeak: () => 0,
  };
  try {
    const exit = await command.run([...args, "--corpus", CORPUS], world);
    return { exit, out: out.join("\n"), err: "" };
  } catch (error) {
    if (!(error instanceof InputFault)) throw error;
    return { exit: 3, out: "", err: faultLines(error).join("\n") };
  }
}

async function certify(file: string, ...args: readonly string[]): Promise<number | undefined> {
  const all = ["reference", ...SEED, ...args, "--results", file];
  return (await flashmesh(certifyCommand, ...all)).exit;
}

async function shards(name: string, of: number, ...args: readonly string[]) {
  const files: string[] = [];
  for (let index = 1; index <= of; index += 1) {
    const file = `${name}-${index}-${of}.ndjson`;
    await certify(file, ...args, "--shard", `${index}/${of}`);
    files.push(file);
  }
  return files;
}

function stream(file: string): Result {
  return readResult(readFileSync(join(folder, file), "utf8"), file);
}

/** The text of a stream without what spec/formats/merge.md says is not equal. */
function lasting(file: string): string {
  const { header, footer, notes, ...rest } = stream(file);
  const { started: _, environment: __, ...who } = header;
  const { lines: ___, sha256: ____, ...end } = footer;
  const told = notes.filter(({ code }) => code !== "speed" && code !== "axes");
  return canonical({ who, ...rest, told, end });
}

function rewritten(file: string, from: string, change: (result: Result) => Result): string {
  const { lines: _, sha256: __, ...footer } = change(stream(from)).footer;
  writeFileSync(join(folder, file), resultText({ ...change(stream(from)), footer }));
  return file;
}

await certify("whole.ndjson");
const [first = "", second = ""] = await shards("part", 2);
const thirds = await shards("part", 3);

test("shards of a whole run, in any order, are that run, each graph explored", async () => {
  const merged = await flashmesh(mergeCommand, second, first, "--out", "two.ndjson");
  expect(merged.err).toBe("");
  expect(merged.exit).toBe(0);
  expect(merged.out).toContain("wallet: conformant");
  expect(lasting("two.ndjson")).toBe(lasting("whole.ndjson"));
  expect(stream("two.ndjson").notes.map(({ text }) => text)).toContainEqual(
    expect.stringMatching(/^graphs {4}equal: .* in 2 of 2 graphs/),
  );
  const three = await flashmesh(mergeCommand, ...thirds);
  writeFileSync(join(folder, "three.ndjson"), `${three.out}\n`);
  expect(lasting("three.ndjson")).toBe(lasting("whole.ndjson"));
});

test("what a shard goes through is not added up, but put together", () => {
  const sum = [first, second].flatMap((file) => stream(file).coverage);
  for (const { suite, states } of stream("whole.ndjson").coverage) {
    const parts = sum.filter((each) => each.suite === suite);
    expect(parts.reduce((total, each) => total + each.states, 0)).toBeGreaterThan(states);
  }
});

test("failures, and faults put on cases, are told as the whole run tells them", async () => {
  const options = ["--faulty", "WithoutGoodsReleasedInWallet", "--filter", "GenPayee"];
  const axes = [...options, "--axes", "swap,duplicate", "--axes-sample", "20"];
  expect(await certify("red.ndjson", ...axes)).toBe(1);
  const merged = await flashmesh(
    mergeCommand,
    ...(await shards("red", 2, ...axes)),
    "--out",
    "m.ndjson",
  );
  expect(merged.err).toBe("");
  expect(merged.exit).toBe(1);
  const { cases, heat } = stream("m.ndjson");
  expect(heat.some(({ map }) => map.includes("x"))).toBe(true);
  expect(cases.some(({ failure }) => failure?.explanation !== undefined)).toBe(true);
  expect(lasting("m.ndjson")).toBe(lasting("red.ndjson"));
});

async function refusal(files: readonly string[], ...more: readonly string[]): Promise<string> {
  const { exit, err } = await flashmesh(mergeCommand, ...files, "--out", "no.ndjson", ...more);
  expect(exit, err).toBe(3);
  expect(existsSync(join(folder, "no.ndjson"))).toBe(false);
  return err;
}

test("a shard that is missing, or there twice, or one of another number, is refused", async () => {
  expect(await refusal([])).toContain("nothing to merge");
  expect(await refusal([first])).toContain("shard 2/2 is missing");
  expect(await refusal([first, second, first])).toContain(`is shard 1/2, and so is ${first}`);
  expect(await refusal([first, thirds[1] ?? ""])).toContain("it is shard 2/3");
});

test("shards of another run are refused, and what differs is named", async () => {
  type Change = (header: Result["header"]) => Result["header"];
  const changes: readonly (readonly [string, Change])[] = [
    ["corpus_sha256", (header) => ({ ...header, corpus_sha256: "0".repeat(64) })],
    ["seed", (header) => ({ ...header, seed: 8 })],
    ["subject.version", (h) => ({ ...h, subject: { ...h.subject, version: "0.0.0" } })],
    ["options.filter", (h) => ({ ...h, options: { ...h.options, filter: "Gen" } })],
  ];
  for (const [what, change] of changes) {
    const other = rewritten("other.ndjson", second, (result) => {
      return { ...result, header: change(result.header) };
    });
    expect(await refusal([first, other])).toContain(`another run than ${first}: ${what} differs`);
  }
});

test("shards of another corpus, or of another reference than is here, are refused", async () => {
  for (const [what, header] of [
    ["corpus", { corpus_sha256: "0".repeat(64) }],
    ["reference", { subject: { ...stream(first).header.subject, artifact_sha256: "1" } }],
  ] as const) {
    const both = [first, second].map((from, at) =>
      rewritten(`${at}.ndjson`, from, (told) => ({
        ...told,
        header: { ...told.header, ...header },
      })),
    );
    expect(await refusal(both)).toContain(`about the ${what}`);
  }
});

test("a shard with other cases than it had to run is refused", async () => {
  const changes: readonly (readonly [
    string,
    (lines: readonly CaseLine[]) => readonly CaseLine[],
  ])[] = [
    ["and is missing", (lines) => lines.slice(0, -1)],
    ["1 cases too many", (lines) => [...lines, ...lines.slice(0, 1)]],
    ["case 1 had to be GenPayee", (lines) => lines.toReversed()],
    ["has another digest", (lines) => lines.map((line) => ({ ...line, digest: "0".repeat(64) }))],
  ];
  for (const [why, change] of changes) {
    const other = rewritten("other.ndjson", second, (told) => {
      return { ...told, cases: change(told.cases) };
    });
    expect(await refusal([first, other])).toContain(why);
  }
  const heat = [
    { kind: "heat", suite: "GenPayee", axis: "swap", id: "T-0000000000000000", map: "." },
  ] as const;
  const other = rewritten("other.ndjson", second, (told) => ({ ...told, heat }));
  expect(await refusal([first, other])).toContain("maps of faults are not of its cases");
});

test("a stream that is cut off or changed, and what is no stream, is refused", async () => {
  const text = readFileSync(join(folder, second), "utf8");
  const lines = text.trimEnd().split("\n");
  const broken: readonly (readonly [string, string])[] = [
    [`${lines.slice(0, -1).join("\n")}\n`, "it has no footer"],
    [text.replace('"word":"pass"', '"word":"fail"'), "the digest of the lines is another"],
    ["", "its first line is no JSON"],
    ["{}", "it names no format"],
    ['{"format":"flashmesh-check/1"}', "it is flashmesh-check/1"],
  ];
  for (const [told, why] of broken) {
    writeFileSync(join(folder, "broken.ndjson"), told);
    expect(await refusal([first, "broken.ndjson"])).toContain(why);
  }
  expect(await refusal(["nowhere.ndjson"])).toContain("cannot be read");
});
