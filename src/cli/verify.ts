/**
 * `flashmesh verify FILE`: judges a certificate anew, from its transcript and the pinned corpus.
 * Needs neither the subject nor Java nor a network.
 * @module
 */
import { resolve, join } from "node:path";
import type { Certificate, Finding } from "../attest/certificate.ts";
import { readCertificate, verify } from "../attest/certificate.ts";
import { readPublicKey, keyidOf } from "../attest/key.ts";
import { InputFault } from "../base/fault.ts";
import type { Judgement } from "../report/certificate.ts";
import { certificateLines, certificateSummary } from "../report/certificate.ts";
import type { Arguments, Option } from "./args.ts";
import { helpPage, readArguments } from "./args.ts";
import { corpusDigest, readCorpora } from "./corpora.ts";
import { readBytes, readText } from "./files.ts";
import { groundOf } from "./ground.ts";
import { CONFORMANCE } from "./places.ts";
import { besides } from "./sign.ts";
import type { Command, Exit, World } from "./world.ts";

const OPTIONS: readonly Option[] = [
  { name: "key", value: "PUB.pem", about: "the public key that must have signed it" },
  { name: "keyid", value: "HEX", about: "the same by its keyid" },
  { name: "transcript", value: "FILE", about: "the transcript (FILE.transcript.ndjson beside it)" },
  { name: "corpus", value: "DIR", about: "another corpus than conformance/traces" },
  { name: "json", about: "print one JSON summary instead of lines" },
  { name: "help", short: "h", about: "this page" },
];

const ABOUT = [
  "Checks the signature, then gives the answers of the transcript to the same judge again: the",
  "verdict must be the one that was signed. Says what a certificate does not prove.",
  "Exit: 0 signed, in force, and conformant; 1 it says not conformant, is not in force, or its",
  "transcript leads to another verdict; 2 it is about another corpus and could not be judged;",
  "3 it was changed, is incomplete, or is signed by another key than --key; 4 a bug of flashmesh.",
];

export const verifyCommand: Command = {
  name: "verify",
  summary: "judge a signed certificate anew, without the subject",
  run,
};

async function run(args: readonly string[], world: World): Promise<Exit> {
  const given = readArguments("verify", OPTIONS, args);
  if (given.has("help")) {
    for (const line of helpPage("verify [options] FILE", ABOUT, OPTIONS)) world.out(line);
    return 0;
  }
  const [name, ...more] = given.positionals;
  if (name === undefined || more.length > 0) {
    throw new InputFault("Usage", { command: "verify", why: "it takes one certificate" });
  }
  const file = resolve(world.folder, name);
  const certificate = readCertificate(await readBytes(file), file);
  const trusted = await isTrusted(certificate, file, given, world);
  const finding = await judge(certificate, file, given, world);
  const judgement: Judgement = { word: wordFor(certificate, finding, world.moment()), trusted };
  if (given.has("json")) world.out(certificateSummary(certificate, finding, judgement));
  else for (const line of certificateLines(certificate, finding, judgement)) world.out(line);
  return judgement.word === "verified" ? 0 : 1;
}

/** Throws where a key was named, and another one signed. */
async function isTrusted(
  { predicate }: Certificate,
  file: string,
  given: Arguments,
  world: World,
): Promise<boolean> {
  const wanted = await keyids(given, world);
  const found = predicate.declared.signer.keyid;
  const other = wanted.find((keyid) => keyid !== found);
  if (other !== undefined) throw new InputFault("SignerOther", { file, found, wanted: other });
  return wanted.length > 0;
}

async function keyids(given: Arguments, world: World): Promise<readonly string[]> {
  const [key, keyid] = [given.text("key"), given.text("keyid")];
  if (keyid !== undefined && !/^[0-9a-f]{64}$/.test(keyid)) {
    throw new InputFault("Usage", { command: "verify", why: "--keyid takes 64 hex digits" });
  }
  const ids = keyid === undefined ? [] : [keyid];
  if (key === undefined) return ids;
  const file = resolve(world.folder, key);
  const read = readPublicKey(await readText(file));
  if (!read.ok) throw new InputFault("KeyUnusable", { file, why: read.reason });
  return [...ids, keyidOf(read.value)];
}

async function judge(
  certificate: Certificate,
  file: string,
  given: Arguments,
  world: World,
): Promise<Finding> {
  const named = given.text("transcript");
  const beside = named === undefined ? besides(file) : resolve(world.folder, named);
  const bytes = await readBytes(beside);
  const folder = resolve(world.folder, given.text("corpus") ?? join(CONFORMANCE, "traces"));
  const ground = await groundOf(await readCorpora(folder), await corpusDigest(folder));
  return await verify(certificate, bytes, beside, ground);
}

/** A lie goes before age, and age before the verdict. Times are UTC texts of one length. */
function wordFor({ predicate }: Certificate, { differs }: Finding, now: string): Judgement["word"] {
  const { issued, expires } = predicate.declared;
  if (differs !== undefined) return "differs";
  if (now < issued) return "not-yet";
  if (now >= expires) return "expired";
  return predicate.conformant ? "verified" : "not-conformant";
}
