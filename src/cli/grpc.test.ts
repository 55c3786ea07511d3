/**
 * The reference over gRPC answers as it does in this process and behind stdio; and servers that
 * misbehave are refused, each for its own reason, as processes are.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Server, ServerCredentials, type ServerDuplexStream } from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { casesOf } from "../replay/case.ts";
import { ready } from "../replay/corpus.ts";
import { certifyAll } from "../replay/crew.ts";
import type { Verdict } from "../replay/verdict.ts";
import { LIMITS } from "../subject/conversation.ts";
import { examine } from "../subject/doctor.ts";
import { serveStreams } from "../subject/grpc.ts";
import { StateDirectories } from "../subject/process.ts";
import { Reference, runSignatures } from "../subject/reference.ts";
import { Remote, type Terms } from "../subject/remote.ts";
import { ServedReference } from "../subject/stdio.ts";
import type { Subject } from "../subject/subject.ts";
import { SUITE_VERSION } from "../vector/lines.ts";
import { read } from "../vector/read.ts";
import { Proto } from "../wire/proto.ts";
import { caseOf } from "./doctor.ts";

const proto = new Proto(
  readFileSync(new URL("../../spec/flashmesh.proto", import.meta.url), "utf8"),
);
const signatures = runSignatures();
const corpora = ["authority/GenEscrow", "wallet/GenCollect"].map((name) => {
  const url = new URL(`../../conformance/traces/${name}.ndjson`, import.meta.url);
  return ready(read(readFileSync(url, "utf8"), name));
});
const MAIN = new URL("./main.ts", import.meta.url).pathname;
// Of each profile some traces: planned crashes, refusals and payments are among them.
const cases = casesOf(corpora, ["authority", "wallet"]).filter((_, at) => at % 40 === 0);
const ARTIFACT = "0".repeat(64);

async function judged(subject: Subject, some = cases): Promise<readonly Verdict[]> {
  const all = await certifyAll(some, [subject], { stopped: () => false });
  return all.map(({ verdict }) => verdict);
}

async function asked<Result>(
  command: Terms["command"],
  work: (terms: Terms) => Promise<Result>,
  some: Partial<Terms> = {},
): Promise<Result> {
  const directories = new StateDirectories();
  try {
    return await work({
      command,
      folder: process.cwd(),
      limits: { ...LIMITS, stepMs: 20_000 },
      suiteVersion: SUITE_VERSION,
      signatures,
      directories,
      restarts: { left: 4 },
      now: () => performance.now(),
      seed: 1,
      window: 64,
      ...some,
    });
  } finally {
    directories.close();
  }
}

async function certified(command: Terms["command"], some = cases) {
  return await asked(command, async (terms) => {
    const subject = new Remote(terms);
    try {
      return await judged(subject, some);
    } finally {
      await subject.stop();
    }
  });
}

/** The reference behind a port, for as long as `work` lasts. */
async function served<Result>(work: (address: string) => Promise<Result>): Promise<Result> {
  const root = mkdtempSync(join(tmpdir(), "flashmesh-grpc-"));
  const service = await serveStreams("127.0.0.1", 0, { proto, lineMax: 1 << 20 }, () => {
    const reference = new ServedReference(signatures, ARTIFACT, { root });
    return { answer: (line) => reference.answer(line) };
  });
  try {
    return await work(`127.0.0.1:${service.port}`);
  } finally {
    service.close();
    rmSync(root, { recursive: true, force: true });
  }
}

test("in process, over gRPC and over stdio: the same verdict in each case", async () => {
  const inside = await judged(new Reference(signatures));
  const overGrpc = await served((address) => certified({ address, proto }));
  expect(inside.every(({ kind }) => kind === "conforms")).toBe(true);
  expect(inside.length).toBeGreaterThan(10);
  expect(overGrpc).toEqual(inside);
  // A process is slower to start again at each planned crash: some of the same cases.
  const part = cases.filter((_, at) => at % 6 === 0);
  const command = { program: process.execPath, args: [MAIN, "subject", "reference"] };
  expect(await certified(command, part)).toEqual(inside.filter((_, at) => at % 6 === 0));
}, 60_000);

test("the doctor finds nothing wrong with the reference over gRPC", async () => {
  const codes = await served((address) =>
    asked({ address, proto }, async (terms) => {
      const found = await examine(terms, (profile) => caseOf(corpora, profile), terms.now);
      return found.map(({ code }) => code);
    }),
  );
  expect(codes).toEqual([]);
});

test("nobody there is told at once, and is no verdict", async () => {
  const hello = asked({ address: "127.0.0.1:1", proto }, (terms) => new Remote(terms).hello());
  await expect(hello).rejects.toMatchObject({ code: "SubjectUnreachable" });
});

test("a state is named by no path", async () => {
  const root = mkdtempSync(join(tmpdir(), "flashmesh-grpc-"));
  try {
    const reference = new ServedReference(signatures, ARTIFACT, { root });
    const [corpus] = corpora;
    const [setup] = corpus?.file.setups ?? [];
    const { seed } = corpus?.file.header.keys.find(({ key }) => key === setup?.self) ?? {};
    const { genesis, self } = setup ?? {};
    for (const name of ["../x", "/tmp/x", "a/b", ".", "-x", "x".repeat(101)]) {
      const body = { profile: "authority", genesis, self, seed, state_dir: name, resume: false };
      const line = JSON.stringify({ seq: "x", verb: "reset", body });
      expect(() => reference.answer(line), name).toThrow("RequestWrong");
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

type Said = { readonly seq: string; readonly verb: string; readonly body: object };
/** What becomes of a good reply; nothing is not sent, and `undefined` ends the stream. */
type Animal = (good: Said, bytes: (said: Said) => Buffer) => readonly Buffer[] | undefined;

const on =
  (verb: string, change: Animal): Animal =>
  (good, bytes) =>
    good.verb === verb ? change(good, bytes) : [bytes(good)];
const observing = (observed: string, bytes: Buffer): Buffer => {
  // `{"observed":{}}` with that text instead: field 5 of Reply, in it field 1.
  const inner = Buffer.concat([
    Buffer.from([0x0a]),
    varint(observed.length),
    Buffer.from(observed),
  ]);
  const seq = bytes.subarray(0, bytes.indexOf(0x2a, 2));
  return Buffer.concat([seq, Buffer.from([0x2a]), varint(inner.length), inner]);
};

function varint(value: number): Buffer {
  const low = value & 0x7f;
  return value < 0x80
    ? Buffer.from([low])
    : Buffer.concat([Buffer.from([low | 0x80]), varint(value >>> 7)]);
}

const ZOO: { readonly [name: string]: readonly [code: string, animal: Animal] } = {
  silent: ["SubjectHung", () => []],
  "wrong seq": ["ReplySeqWrong", on("reset", (g, bytes) => [bytes({ ...g, seq: `${g.seq}0` })])],
  duplicate: ["ReplySeqTwice", on("reset", (good, bytes) => [bytes(good), bytes(good)])],
  "a huge reply": [
    "ReplyTooLong",
    on("observe", (good, bytes) => [
      bytes({ ...good, body: { observed: { x: "y".repeat(2 << 20) } } }),
    ]),
  ],
  "a text that is no JSON": [
    "ReplyNotJson",
    on("observe", (good, bytes) => [observing("{},", bytes({ ...good, body: { observed: {} } }))]),
  ],
  "a text that reaches out of its place": [
    "ReplyNotJson",
    on("observe", (good, bytes) => [
      observing('{}},"x":{"y":{}', bytes({ ...good, body: { observed: {} } })),
    ]),
  ],
  "a key twice inside a text": [
    "ReplyKeyTwice",
    on("observe", (good, bytes) => [
      observing('{"accounts":{},"accounts":{}}', bytes({ ...good, body: { observed: {} } })),
    ]),
  ],
  "no message at all": ["ReplyNotProto", on("reset", () => [Buffer.from([0x0a, 0x7f])])],
  "a field nobody knows": [
    "ReplyNotOnce",
    on("reset", (good, bytes) => [Buffer.concat([bytes(good), Buffer.from([0x78, 1])])]),
  ],
  "another verb": ["ReplyVerbWrong", on("reset", (g, bytes) => [bytes({ ...g, verb: "bye" })])],
  "ends the stream": ["StreamEnded", on("observe", () => undefined)],
};

const asIs = (bytes: Buffer): Buffer => bytes;
const bytesOf = (said: Said): Buffer =>
  Buffer.from(proto.encode("Reply", JSON.parse(JSON.stringify(said))));

/** An animal behind a port; a second stream of it begins anew. */
async function kept<Result>(animal: Animal, work: (address: string) => Promise<Result>) {
  const server = new Server();
  const root = mkdtempSync(join(tmpdir(), "flashmesh-grpc-"));
  const run = (call: ServerDuplexStream<Buffer, Buffer>): void => {
    const reference = new ServedReference(signatures, ARTIFACT, { root });
    call.on("error", () => undefined);
    call.on("data", (bytes: Buffer) => {
      const request = proto.decode("Request", bytes);
      if (!request.ok) throw new Error(request.reason);
      const { line } = reference.answer(request.value);
      const said = line === undefined ? undefined : animal(JSON.parse(line), bytesOf);
      for (const each of said ?? []) call.write(each);
      if (said === undefined) call.end();
    });
  };
  const method = {
    path: "/flashmesh.v1.Subject/Run",
    requestStream: true,
    responseStream: true,
    requestSerialize: asIs,
    requestDeserialize: asIs,
    responseSerialize: asIs,
    responseDeserialize: asIs,
  };
  server.addService({ Run: method }, { Run: run });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, at) =>
      error === null ? resolve(at) : reject(error),
    );
  });
  try {
    return await work(`127.0.0.1:${port}`);
  } finally {
    server.forceShutdown();
    rmSync(root, { recursive: true, force: true });
  }
}

const SHORT = { ...LIMITS, helloMs: 700, stepMs: 700 };

for (const [name, [code, animal]] of Object.entries(ZOO)) {
  test.concurrent(`over gRPC, ${name}: no case is judged, because of ${code}`, async () => {
    const verdicts = await kept(animal, (address) =>
      asked(
        { address, proto },
        async (terms) => {
          const subject = new Remote(terms);
          const all = await judged(subject, cases.slice(0, 2));
          await subject.stop();
          return all;
        },
        // Only who is silent is waited for; a slow machine must not make the others look so.
        { limits: code === "SubjectHung" ? SHORT : LIMITS, restarts: { left: 2 } },
      ),
    );
    const codes = verdicts.map((each) => (each.kind === "inconclusive" ? each.fault?.code : ""));
    expect(codes.filter((each) => each !== "RestartsExhausted")).toContain(code);
    expect(codes).toHaveLength(2);
    expect(verdicts.filter(({ kind }) => kind !== "inconclusive")).toEqual([]);
  });
}

test("a server that is gone in mid-case has crashed; the next case goes on", async () => {
  let count = 0;
  const animal = on("apply", (good, bytes) => {
    count += 1;
    return count === 3 || count === 6 ? undefined : [bytes(good)];
  });
  const verdicts = await kept(animal, (address) =>
    certified({ address, proto }, cases.slice(0, 2)),
  );
  // Twice at different places: the second time it did otherwise.
  expect(verdicts.map(({ kind }) => kind)).toEqual(["inconclusive", "conforms"]);
  expect(verdicts[0]).toMatchObject({ fault: { code: "StreamEnded" } });
});

test("without a crash of its own it is untestable where a trace restarts", async () => {
  const animal = on("hello", (good, bytes) => [
    bytes({ ...good, body: { ...good.body, capabilities: ["advance", "resume"] } }),
  ]);
  const verdicts = await kept(animal, (address) => certified({ address, proto }, cases));
  const words = verdicts.map((each) => (each.kind === "inconclusive" ? each.word : each.kind));
  expect(words).toContain("untestable");
  expect(words.filter((word) => word !== "untestable" && word !== "conforms")).toEqual([]);
});
