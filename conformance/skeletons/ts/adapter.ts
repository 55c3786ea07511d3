/**
 * An authority behind stdin and stdout, by spec/formats/subject.md: it talks, and refuses everything. Where it says YOUR
 * CORE, call yours. Only replies go to standard output; whatever a person should read goes to standard error.
 */
import { createHash } from "node:crypto";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Outcome = { readonly kind: string; readonly reason?: string };
type Emitted = { readonly type: string; readonly body: Json };

type Opening = {
  readonly account: string;
  readonly epoch: number;
  readonly committee: string;
  readonly balance: string;
  readonly next_nonce: number;
  readonly frozen: boolean;
};
type Genesis = {
  readonly network: string;
  readonly committees: readonly { readonly name: string; readonly members: readonly { readonly key: string }[] }[];
  readonly openings: readonly Opening[];
};
type Reset = {
  readonly profile: string;
  readonly genesis: Genesis;
  readonly self: string;
  readonly seed: string;
  readonly state_dir: string;
  readonly resume: boolean;
};
type Request = { readonly seq: string } & (
  | { readonly verb: "hello" | "advance" | "bye"; readonly body: Json }
  | { readonly verb: "reset"; readonly body: Reset }
  | { readonly verb: "apply"; readonly body: { readonly input: string; readonly body: Json } }
  | { readonly verb: "observe"; readonly body: { readonly keys: readonly string[] } }
);

/** An input, and the reason under which its malformed body is refused. */
const REASONS = new Map([
  ["VerifyTransfer", "Malformed"],
  ["SignVote", "Malformed"],
  ["VerifyCertificate", "CertificateMalformed"],
  ["ApplyCertificate", "CertificateMalformed"],
  ["RecordEvidence", "EvidenceInvalid"],
  ["RecordOwnershipProof", "OwnershipUnproven"],
  ["Restart", ""],
]);
const PROFILES = ["authority"];

/** YOUR CORE stands here: what it knows, what it answers, what can be seen of it. */
class Core {
  readonly state: { readonly [key: string]: unknown };

  constructor({ genesis, self }: Reset) {
    // YOUR CORE: check the genesis, and that `seed` is the secret of `self`; throw if not.
    const mine = genesis.committees
      .filter(({ members }) => members.some(({ key }) => key === self))
      .map((committee) => digest("committee", genesis.network, committee));
    const own = genesis.openings.filter(({ committee }) => mine.includes(committee));
    this.state = {
      accounts: Object.fromEntries(own.map((opening) => [opening.account, opened(opening)])),
      ownership: genesis.openings
        .map(({ account, epoch, committee }) => ({ account, epoch, committee }))
        .sort((left, right) => (left.account < right.account ? -1 : 1)),
    };
  }

  apply(input: string, _body: Json): { outcome: Outcome; emits: readonly Emitted[] } {
    if (input === "Restart") return { outcome: { kind: "restarted" }, emits: [] };
    // YOUR CORE: decode the body strictly (TH-12; the line, not this value, still has keys that stand twice, and 1.0),
    // decide, make the change durable in `state_dir`, and only then answer.
    return { outcome: { kind: "refused", reason: REASONS.get(input) ?? "" }, emits: [] };
  }

  /** YOUR CORE: the state as schemas/authority-observation has it, all lists sorted. */
  observe(keys: readonly string[]): { readonly [key: string]: unknown } {
    return Object.fromEntries(keys.map((key) => [key, this.state[key]]));
  }
}

function opened({ epoch, committee, balance, next_nonce, frozen }: Opening): object {
  // YOUR CORE: an opening may hold money in escrow.
  const nothing = { locks: [], escrow: [], applied: [], credited: [], queued: [], evidence: null };
  return { epoch, committee, balance, next_nonce, frozen, ...nothing };
}

function digest(type: string, network: string, message: unknown): string {
  return createHash("sha256").update(`flashmesh/1/${type}/${network}\n${canonical(message)}`).digest("hex");
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(",")}}`;
}

/** Begins anew, or goes on from what `state_dir` has; never anew where it should go on. */
function reset(body: Reset): Core {
  const owner = canonical({ genesis: body.genesis, self: body.self, seed: body.seed });
  const file = join(body.state_dir, "state.json");
  if (body.resume) {
    const found = body.state_dir !== "" && existsSync(file) && readFileSync(file, "utf8") === owner;
    if (!found) throw new Error("nothing of mine to resume from");
  } else if (body.state_dir !== "") {
    mkdirSync(body.state_dir, { recursive: true });
    const draft = openSync(`${file}.new`, "w");
    writeSync(draft, owner);
    fsyncSync(draft);
    closeSync(draft);
    renameSync(`${file}.new`, file);
  }
  return new Core(body);
}

function hello(): object {
  return {
    protocol: "flashmesh-subject/1",
    name: "my-authority",
    version: "0.1.0",
    language: "TypeScript",
    source: "",
    issues: "",
    artifact_sha256: createHash("sha256").update(readFileSync(fileURLToPath(import.meta.url))).digest("hex"),
    profiles: PROFILES,
    capabilities: ["advance", "resume"],
    limits: { line_bytes: 1 << 20, accounts: 64, members: 64, amount_bits: 63 },
  };
}

let core: Core | undefined;

/** The verb and the body of the reply. */
function answer({ verb, body }: Request): readonly [verb: string, body: object] {
  if (verb === "hello") return [verb, hello()];
  if (verb === "bye") return [verb, {}];
  if (verb === "reset") {
    if (!PROFILES.includes(body.profile)) return ["unsupported", { capability: body.profile }];
    core = reset(body);
    return [verb, {}];
  }
  if (core === undefined) throw new Error(`${verb} before any reset`);
  if (verb === "apply") {
    if (!REASONS.has(body.input)) return ["unsupported", { capability: body.input }];
    return [verb, core.apply(body.input, body.body)];
  }
  if (verb === "observe") {
    const unknown = body.keys.find((key) => !["accounts", "ownership"].includes(key));
    return unknown === undefined
      ? [verb, { observed: core.observe(body.keys) }]
      : ["unsupported", { capability: unknown }];
  }
  if (verb === "advance") return [verb, { emits: [] }]; // Time comes with the inputs.
  throw new Error("no such verb");
}

try {
  for await (const line of createInterface({ input: process.stdin })) {
    const request: Request = JSON.parse(line);
    const [verb, body] = answer(request);
    writeSync(1, `${JSON.stringify({ seq: request.seq, verb, body })}\n`);
    if (verb === "bye") break;
  }
} catch (fault) {
  console.error(`fault: ${fault instanceof Error ? fault.message : String(fault)}`);
  process.exitCode = 3;
}
process.stdin.destroy();
