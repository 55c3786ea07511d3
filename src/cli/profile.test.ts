/**
 * A later profile comes in by a row of the table: here one that nobody has, with an input, a key
 * and a subject of its own. Runner, conversation and schemas are those of all others.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Fault } from "../base/fault.ts";
import type { Profiles } from "../base/profiles.ts";
import { PROFILES } from "../base/profiles.ts";
import type { Corpus } from "../replay/corpus.ts";
import { ready } from "../replay/corpus.ts";
import { replay } from "../replay/replay.ts";
import { LIMITS } from "../subject/conversation.ts";
import { StateDirectories } from "../subject/process.ts";
import { runSignatures } from "../subject/reference.ts";
import { Remote } from "../subject/remote.ts";
import type { TraceLines } from "../vector/lines.ts";
import { read } from "../vector/read.ts";
import { SUITE_VERSION } from "../vector/lines.ts";

const minimum = { line_bytes: 4096, accounts: 1, members: 1, amount_bits: 1 };
const COUNTER = { component: "counter", inputs: ["Add"], observed: ["total"], minimum };
const WITH_COUNTER: Profiles = { ...PROFILES, counter: COUNTER };

/** It adds, or forgets to once `wrong` is reached. */
const toy = (wrong: number): string => `
  const about = { protocol: "flashmesh-subject/1", name: "toy", version: "1", language: "JS",
    source: "", issues: "", artifact_sha256: "0".repeat(64), profiles: ["counter"],
    capabilities: [], limits: ${JSON.stringify({ ...minimum, line_bytes: 65_536 })} };
  let total = 0;
  const answers = {
    hello: () => about,
    reset: () => { total = 0; return {}; },
    apply: ({ body }) => {
      if (total + body.by < ${wrong}) total += body.by;
      return { outcome: { kind: "applied" }, emits: [{ type: "Sum", body: { total } }] };
    },
    observe: () => ({ observed: { total } }),
    bye: () => ({}),
  };
  require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
    const { seq, verb, body } = JSON.parse(line);
    console.log(JSON.stringify({ seq, verb, body: answers[verb](body) }));
    if (verb === "bye") process.exit(0);
  });`;

/** Three additions: 2, 2, 3. */
function additions(): { readonly corpus: Corpus; readonly trace: TraceLines } {
  const url = new URL("../../conformance/traces/authority/GenEscrow.ndjson", import.meta.url);
  const other = ready(read(readFileSync(url, "utf8"), "GenEscrow"));
  const [first] = other.file.traces;
  const [setup] = other.setups.values();
  if (first === undefined || setup === undefined) throw new Error("a corpus has a trace");
  const sums = [0, 2, 4, 7];
  const corpus: Corpus = {
    ...other,
    file: { ...other.file, header: { ...other.file.header, profile: "counter", model: "Counter" } },
    inputs: [2, 3].map((by) => ({ name: `Add(${by})`, input: "Add", body: { by } })),
    answers: sums.slice(1).map((total) => ({
      outcome: "applied",
      reasons: [],
      emitted: [`Sum {"total":${total}}`],
      clauses: ["CT-1"],
    })),
    states: sums.map((total) => ({ observed: { total }, size: 1 })),
    setups: new Map([[first.trace.opening, { ...setup, profile: "counter" }]]),
  };
  const lines = [1, 1, 2].map((input, at) => ({
    kind: "step" as const,
    n: at + 1,
    input,
    answer: at + 1,
    state: at + 2,
  }));
  return { corpus, trace: { trace: { ...first.trace, root: 1, steps: 3 }, lines } };
}

async function judged(wrong: number, profiles: Profiles) {
  const directories = new StateDirectories();
  const subject = new Remote({
    command: { program: process.execPath, args: ["-e", toy(wrong)] },
    folder: process.cwd(),
    limits: LIMITS,
    suiteVersion: SUITE_VERSION,
    signatures: runSignatures(),
    directories,
    restarts: { left: 0 },
    now: () => performance.now(),
    seed: 1,
    window: 4,
    profiles,
  });
  try {
    await subject.hello();
    const { corpus, trace } = additions();
    return await replay(corpus, trace, subject);
  } finally {
    await subject.stop();
    directories.close();
  }
}

test("a profile that nobody knew is judged by its row alone", async () => {
  // Three outcomes, three messages, four states.
  expect(await judged(100, WITH_COUNTER)).toEqual({ kind: "conforms", steps: 3, compared: 10 });
  expect(await judged(5, WITH_COUNTER)).toMatchObject({
    kind: "diverges",
    step: 3,
    input: "Add(3)",
    what: "emitted",
    clause: "CT-1",
  });
});

test("without its row nobody is judged under it", async () => {
  const refused = judged(100, PROFILES);
  await expect(refused).rejects.toThrow(Fault);
  await expect(refused).rejects.toMatchObject({ code: "ProfileStrange" });
});

test("a row that asks for more than the subject takes is refused", async () => {
  const bigger = { ...COUNTER, minimum: { ...minimum, members: 2 } };
  expect(await judged(100, { ...PROFILES, counter: bigger })).toMatchObject({
    kind: "inconclusive",
    fault: { code: "LimitTooSmall", data: { limit: "members", declared: 1, minimum: 2 } },
  });
});
