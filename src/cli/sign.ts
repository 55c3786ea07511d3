/**
 * `certify --sign KEY --out FILE`: listens to a run, and writes its certificate with the transcript
 * beside it. In: options and what the run found. Out: two files, or why there are none.
 * @module
 */
import { basename, extname, resolve } from "node:path";
import { sign } from "../attest/certificate.ts";
import { readSeed } from "../attest/key.ts";
import type { CaseName } from "../attest/said.ts";
import { Tape } from "../attest/tape.ts";
import type { Sealed } from "../attest/transcript.ts";
import { transcriptText } from "../attest/transcript.ts";
import { sha256Hex } from "../base/bytes.ts";
import { Fault, InputFault } from "../base/fault.ts";
import type { Baseline } from "../replay/baseline.ts";
import { UNEXPLAINED } from "../replay/baseline.ts";
import type { Case } from "../replay/case.ts";
import type { ResultHeader } from "../replay/result.ts";
import { faultLines } from "../report/fault.ts";
import type { Subject } from "../subject/subject.ts";
import type { Arguments } from "./args.ts";
import { readText, writeWhole } from "./files.ts";
import { groundOf } from "./ground.ts";
import type { Court } from "./court.ts";
import type { Exit, World } from "./world.ts";

const DAY_MS = 86_400_000;
const EXPIRES_DAYS = 365;

/** What a certificate says of the run, once it is over. */
export type Found = {
  readonly header: ResultHeader;
  readonly exit: Exit;
  /** The text of the result stream. */
  readonly result: string;
  readonly transcript: Sealed;
};

/** Where the transcript stands unless another place is named. */
export function besides(certificate: string): string {
  const stem = certificate.slice(0, certificate.length - extname(certificate).length);
  return `${stem}.transcript.ndjson`;
}

/** Keeps what is said in a run; undefined unless a certificate is asked for. */
export async function openNotary(
  given: Arguments,
  baseline: Baseline,
  world: World,
): Promise<Notary | undefined> {
  const [key, out] = [given.text("sign"), given.text("out")];
  if (key === undefined && out === undefined) return undefined;
  if (key === undefined || out === undefined) throw wrong("--sign KEY and --out FILE go together");
  if (given.text("case") !== undefined) throw wrong("one --case alone is not signed");
  const days = given.count("expires", { min: 1, max: 3650 }, EXPIRES_DAYS);
  // Told before the run: whatever it finds, there would be no certificate.
  const open = baseline.entries.filter(({ reason }) => reason === UNEXPLAINED).length;
  if (open > 0) {
    throw new InputFault("NoCertificate", { why: `${open} known failures are ${UNEXPLAINED}` });
  }
  const seed = await seedIn(resolve(world.folder, key));
  return new Notary({ seed, baseline, days, out: resolve(world.folder, out) });
}

function wrong(why: string): InputFault {
  return new InputFault("Usage", { command: "certify", why });
}

async function seedIn(file: string): Promise<Uint8Array> {
  const seed = readSeed(await readText(file));
  if (!seed.ok) throw new InputFault("KeyUnusable", { file, why: seed.reason });
  return seed.value;
}

type Terms = {
  readonly seed: Uint8Array;
  readonly baseline: Baseline;
  readonly days: number;
  readonly out: string;
};

export class Notary {
  readonly #terms: Terms;
  readonly #tape = new Tape();

  constructor(terms: Terms) {
    this.#terms = terms;
  }

  /** Who is asked instead of the subject in this case. */
  readonly through = (subject: Subject, of: Case): Subject =>
    this.#tape.listen(subject, nameOf(of));

  /** What was said, in the order of the cases. The subjects are of one kind. */
  transcript(
    header: ResultHeader,
    cases: readonly Case[],
    [asked]: readonly Subject[],
    ended: boolean,
  ): Sealed {
    const { suite_version, corpus_sha256 } = header;
    const { window = 1, resumes = true } = asked ?? {};
    const head = { suite_version, corpus_sha256, window, resumes };
    return transcriptText(this.#tape, head, cases.map(nameOf), ended);
  }

  /** Writes both files, and says so. A run that may not be signed keeps its own exit, if not 0. */
  async sign(found: Found, court: Court): Promise<Exit> {
    try {
      court.world.err(`${await this.#write(found, court)}\n`);
      return found.exit;
    } catch (cause) {
      if (!(cause instanceof Fault) || cause.code !== "NoCertificate") throw cause;
      for (const line of faultLines(cause)) court.world.err(`flashmesh: ${line}\n`);
      return found.exit === 0 ? 2 : found.exit;
    }
  }

  async #write({ header, exit, result, transcript }: Found, court: Court): Promise<string> {
    const { world } = court;
    const { seed, baseline, days, out } = this.#terms;
    const { command: _, ...subject } = header.subject;
    const issued = world.moment();
    const declared = {
      subject,
      profiles: header.profiles,
      seed: header.seed,
      options: header.options,
      environment: header.environment,
      baseline: baseline.entries,
      issued,
      expires: new Date(Date.parse(issued) + days * DAY_MS).toISOString(),
      result_sha256: sha256Hex(result),
    };
    const run = { declared, transcript: transcript.text, exit };
    const ground = await groundOf(court.corpora, court.corpusSha256);
    const text = await sign(run, ground, seed);
    const beside = besides(out);
    // The evidence first: a certificate without it is worth nothing.
    await writeWhole(beside, transcript.text);
    await writeWhole(out, text);
    return `certificate in ${basename(out)}, its transcript beside it in ${basename(beside)}`;
  }
}

function nameOf({ trace, binding, axis }: Case): CaseName {
  const { id } = trace.trace;
  return axis === undefined ? { id, binding } : { id, binding, axis };
}
