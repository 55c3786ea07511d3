/**
 * Certificates. Signing: a run's facts and its transcript -> the text of a file, or why there is
 * none. Reading: that text -> what it says and whose signature it bears. Verifying: does the
 * transcript lead to what is said? Nothing here knows a file, a clock or a subject.
 * @module
 */
import { sha256Hex, utf8 } from "../base/bytes.ts";
import { canonical, type Json } from "../base/canonical.ts";
import { Fault, InputFault } from "../base/fault.ts";
import type { Shard } from "../base/shard.ts";
import { WHOLE } from "../base/shard.ts";
import { isKey, nodeSignatures } from "../protocol/ed25519.ts";
import type { Difference } from "../replay/compare.ts";
import { difference } from "../replay/compare.ts";
import { readJson } from "../wire/json.ts";
import { breach } from "../wire/schema.ts";
import type { JsonObject } from "./chain.ts";
import { isSignedBy, open, seal } from "./envelope.ts";
import { keyidOf } from "./key.ts";
import type { Asked } from "./rejudge.ts";
import { rejudge } from "./rejudge.ts";
import type { Declared, Evidence, Ground } from "./statement.ts";
import { obstacle, statementText } from "./statement.ts";
import type { Transcript } from "./transcript.ts";
import { readTranscript } from "./transcript.ts";

const LIMITS = { lengthMax: 1 << 26, depthMax: 64 };

/** What there is to sign; the exit code is that of the run. */
export type Run = {
  readonly declared: Omit<Declared, "signer">;
  /** The text of the transcript. */
  readonly transcript: string;
  readonly exit: number;
};

/** Judges the run once more, from its transcript alone: what is signed is what that leads to. */
export async function sign(run: Run, ground: Ground, seed: Uint8Array): Promise<string> {
  const signer = nodeSignatures().signer(seed);
  const declared: Declared = {
    ...run.declared,
    signer: { key: signer.key, keyid: keyidOf(signer.key) },
  };
  const file = "the transcript";
  const bytes = utf8(run.transcript);
  const transcript = readTranscript(bytes, file);
  const judged = await rejudge(transcript, ground.corpora, askedOf(declared), file);
  const why = obstacle(judged, declared, run.exit);
  if (why !== undefined) throw new Fault("NoCertificate", { why });
  const evidence = evidenceOf(bytes, transcript);
  const payload = statementText(declared, judged, evidence, ground);
  const place = breach("attestation", JSON.parse(payload));
  if (place !== undefined) throw new Fault("NoCertificate", { why: `unusable ${place}` });
  return seal(payload, signer);
}

function evidenceOf(bytes: Uint8Array, { head }: Transcript): Evidence {
  return { sha256: sha256Hex(bytes), head, bytes: bytes.length };
}

/** What a certificate says. */
export type Certificate = {
  readonly statement: JsonObject;
  readonly predicate: Predicate;
};

/** The members that are looked at; the schema has all. */
export type Predicate = {
  readonly conformant: boolean;
  readonly configuration: readonly { readonly digest: { readonly sha256: string } }[];
  readonly declared: Declared;
  readonly judged: {
    readonly exit: number;
    readonly words: { readonly [word: string]: number };
    readonly profiles: readonly {
      readonly profile: string;
      readonly word: string;
      readonly partial: boolean;
    }[];
    readonly cases: number;
  };
  readonly clauses: {
    readonly sha256: string;
    readonly profiles: Ground["tables"]["clauses"]["rows"];
  };
  readonly mutants: {
    readonly sha256: string;
    readonly caught: readonly string[];
    readonly missed: readonly string[];
  };
  readonly transcript: Evidence;
  readonly proves_not: readonly string[];
};

/** Throws an InputFault unless every byte is as it was signed. */
export function readCertificate(bytes: Uint8Array, file: string): Certificate {
  const broken = (why: string): InputFault => new InputFault("CertificateBroken", { file, why });
  const envelope = open(bytes);
  if (!envelope.ok) throw broken(envelope.reason);
  const { payload } = envelope.value;
  const read = readJson(payload, LIMITS);
  if (!read.ok) throw broken(`its payload is no strict JSON (${read.reason.problem})`);
  const place = breach("attestation", read.value);
  if (place !== undefined) throw broken(`its statement breaks its schema at ${place || "/"}`);
  if (canonical(read.value) !== payload) throw broken("its statement is not in canonical form");
  // The schema has seen it.
  const statement: JsonObject & { readonly predicate: Predicate } = JSON.parse(payload);
  const { predicate } = statement;
  const { key, keyid } = predicate.declared.signer;
  if (!isKey(key)) throw broken("the key it names is none (SG-1)");
  if (keyid !== keyidOf(key)) throw broken("its keyid is not that of the key it names");
  if (!isSignedBy(envelope.value, key, nodeSignatures())) {
    throw broken("its signature is not that of the key it names");
  }
  return { statement, predicate };
}

export type Finding = {
  /** The first place where the certificate says something else than follows; undefined if none. */
  readonly differs: Difference | undefined;
  /** Tables that are others here, so that what was taken from them could not be derived. */
  readonly unchecked: readonly ("clauses" | "mutants")[];
};

/** Throws where there is nothing to judge: another transcript, another corpus. */
export async function verify(
  { statement, predicate }: Certificate,
  bytes: Uint8Array,
  file: string,
  ground: Ground,
): Promise<Finding> {
  const { declared, transcript: named } = predicate;
  if (sha256Hex(bytes) !== named.sha256) throw new InputFault("TranscriptOther", { file });
  const corpus = predicate.configuration[0]?.digest.sha256 ?? "";
  if (corpus !== ground.corpusSha256) {
    throw new Fault("CorpusOther", { wanted: corpus, found: ground.corpusSha256 });
  }
  const transcript = readTranscript(bytes, file);
  const { corpus_sha256: asked, suite_version: version } = transcript.header;
  if (asked !== ground.corpusSha256 || version !== ground.suiteVersion) {
    throw new InputFault("TranscriptUnfit", { file, why: "it answers another corpus" });
  }
  const judged = await rejudge(transcript, ground.corpora, askedOf(declared), file);
  const evidence = evidenceOf(bytes, transcript);
  const payload = statementText(declared, judged, evidence, ground);
  const follows: JsonObject & { readonly predicate: JsonObject } = JSON.parse(payload);
  const unchecked = (["clauses", "mutants"] as const).filter(
    (table) => predicate[table].sha256 !== ground.tables[table].sha256,
  );
  const own: { [table: string]: Json } = {};
  for (const table of unchecked) own[table] = predicate[table];
  // The digests of the tables stand in the configuration, too.
  if (unchecked.length > 0) own["configuration"] = predicate.configuration;
  const derived = { ...follows, predicate: { ...follows.predicate, ...own } };
  const differs = difference(derived, statement, "statement");
  return { differs, unchecked };
}

function askedOf({ profiles, seed, options, baseline, issued }: Declared): Asked {
  return {
    profiles,
    filter: options.filter ?? "",
    shard: shardOf(options.shard),
    seed,
    network: options.fresh_network,
    baseline,
    day: issued.slice(0, 10),
  };
}

function shardOf(text: string | undefined): Shard {
  if (text === undefined) return WHOLE;
  const [index = 1, of = 1] = text.split("/").map(Number);
  return { index, of };
}
