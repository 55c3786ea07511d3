/**
 * For the tests of this room: small runs over one suite, signed, and certificates made by somebody
 * who does not mind what is true. In: the text of a vector file. Out: what a test needs of it.
 * @module
 */
import { utf8 } from "../base/bytes.ts";
import { canonical } from "../base/canonical.ts";
import { Fault, InputFault } from "../base/fault.ts";
import { WHOLE } from "../base/shard.ts";
import { nodeSignatures } from "../protocol/ed25519.ts";
import type { Entry } from "../replay/baseline.ts";
import { casesOf } from "../replay/case.ts";
import { ready } from "../replay/corpus.ts";
import { certifyAll } from "../replay/crew.ts";
import { casesOfRun, freshNetwork } from "../replay/fresh.ts";
import { Reference, runSignatures } from "../subject/reference.ts";
import type { Reply, Subject } from "../subject/subject.ts";
import { read } from "../vector/read.ts";
import type { Certificate, Run } from "./certificate.ts";
import { readCertificate, sign, verify } from "./certificate.ts";
import type { JsonObject } from "./chain.ts";
import { isObject } from "./chain.ts";
import { seal } from "./envelope.ts";
import { keyidOf } from "./key.ts";
import type { Ground } from "./statement.ts";
import { Tape } from "./tape.ts";
import { transcriptText } from "./transcript.ts";

const DIGEST = "5".repeat(64);
export const SEED = new Uint8Array(32).fill(1);
export const OTHER_SEED = new Uint8Array(32).fill(2);
export const signatures = runSignatures();

export type Made = {
  readonly run: Run;
  readonly bytes: Uint8Array;
  readonly words: readonly string[];
};

export function rehearsal(vectors: string) {
  const corpus = ready(read(vectors, "the vectors"));
  const all = casesOf([corpus], ["wallet"]);
  const sizeOf = (each: (typeof all)[number]): number => JSON.stringify(each.trace).length;
  /** The one that asks least. */
  const [short] = all.toSorted((a, b) => sizeOf(a) - sizeOf(b));
  const { id = "", digest = "" } = short?.trace.trace ?? {};
  const ground: Ground = {
    corpora: [corpus],
    corpusSha256: DIGEST,
    suiteVersion: "1.0.0",
    tables: {
      clauses: { sha256: "6".repeat(64), rows: { wallet: ["GD-1", "GD-4"] } },
      mutants: { sha256: "7".repeat(64), rows: { Seen: [id], Unseen: ["T-0000000000000000"] } },
    },
  };

  /** A run of these subjects, as `certify` does it. */
  async function made(
    filter: string,
    subjects: readonly Subject[] = [new Reference(signatures)],
    baseline: readonly Entry[] = [],
  ): Promise<Made> {
    const network = freshNetwork(7);
    const bound = filter === "" ? network : undefined;
    const cases = casesOfRun(all, { filter, shard: WHOLE, seed: 7, network: bound });
    const tape = new Tape();
    const named = cases.map(({ trace, binding }) => ({ id: trace.trace.id, binding }));
    const judged = await certifyAll(cases, subjects, {
      stopped: () => false,
      through: (subject, { trace, binding }) =>
        tape.listen(subject, { id: trace.trace.id, binding }),
    });
    const { window = 1, resumes = true } = subjects[0] ?? {};
    const header = { suite_version: "1.0.0", corpus_sha256: DIGEST, window, resumes };
    const { text } = transcriptText(tape, header, named, true);
    const words = judged.map(({ verdict }) =>
      verdict.kind === "inconclusive" ? verdict.word : verdict.kind,
    );
    const bad = judged.some(({ verdict }) => verdict.kind === "diverges" || "twice" in verdict);
    const options = {
      jobs: subjects.length,
      axes: [],
      ...(filter === "" ? { fresh_network: network } : { filter }),
    };
    const run = { declared: { ...DECLARED, options, baseline }, transcript: text };
    return { run: { ...run, exit: bad ? 1 : 0 }, bytes: utf8(text), words };
  }

  async function signed({ run }: Made): Promise<Uint8Array> {
    return utf8(await sign(run, ground, SEED));
  }

  async function finding(certificate: Uint8Array, transcript: Uint8Array, on = ground) {
    return await verify(readCertificate(certificate, "c.json"), transcript, "t.ndjson", on);
  }

  return { all, short: { id, digest }, ground, made, signed, finding };
}

const DECLARED = {
  subject: {
    name: "tested",
    version: "1",
    language: "TypeScript",
    issues: "",
    artifact_sha256: "8".repeat(64),
    capabilities: ["resume"],
    transport: "in-process",
  },
  profiles: ["wallet"],
  seed: 7,
  environment: { node: "v24", platform: "test", cpus: 2 },
  issued: "2026-01-01T00:00:00.000Z",
  expires: "2027-01-01T00:00:00.000Z",
  result_sha256: "9".repeat(64),
} as const;

/** The statement with something else in it, signed by somebody who does not mind. */
export function forged(
  certificate: Certificate,
  change: (predicate: JsonObject) => JsonObject,
): Uint8Array {
  const signer = nodeSignatures().signer(OTHER_SEED);
  const { predicate } = certificate.statement;
  if (!isObject(predicate) || !isObject(predicate["declared"])) throw new Error("a predicate");
  const changed = change(predicate);
  const own = { signer: { key: signer.key, keyid: keyidOf(signer.key) } };
  const { declared: told } = changed;
  const declared = isObject(told) ? { ...told, ...own } : own;
  const statement = { ...certificate.statement, predicate: { ...changed, declared } };
  return utf8(seal(canonical(statement), signer));
}

/** Whether it is taken; anything but bad input is our bug. */
export function isRead(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch (cause) {
    if (cause instanceof InputFault) return false;
    throw cause;
  }
}

export function codeOf(cause: unknown): string {
  if (cause instanceof Fault) return cause.code;
  throw cause;
}

/** Says yes to whatever it is asked. */
export class Wrong extends Reference {
  constructor() {
    super(signatures);
  }

  override apply(): Reply {
    return { outcome: "released", emitted: [] };
  }
}
