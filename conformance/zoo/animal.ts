/**
 * Adapters that misbehave, one per name: `node animal.ts NAME`. Each is refused by the kit for its
 * own reason (src/replay/zoo.test.ts). Those with a reference inside answer well but for one thing;
 * the others go wrong before it matters what they answer.
 * @module
 */
import { closeSync } from "node:fs";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

type Body = { readonly [key: string]: unknown };
type Request = { readonly seq: string; readonly verb: string; readonly body: Body };
type Reply = { readonly [key: string]: unknown };
type Animal = {
  readonly reference?: true;
  /** What becomes of a good reply; a text is written as it is, nothing is not written. */
  readonly says: (reply: Reply & Request, request: Request) => Said | Promise<Said>;
};
type Said = Reply | string | Buffer | undefined;

const HELLO = {
  protocol: "flashmesh-subject/1",
  name: "animal",
  version: "1",
  language: "TypeScript",
  source: "",
  issues: "",
  artifact_sha256: "0".repeat(64),
  profiles: ["authority"],
  capabilities: ["advance", "resume"],
  limits: { line_bytes: 1 << 20, accounts: 64, members: 64, amount_bits: 63 },
};

const eaten: Buffer[] = [];
let count = 0;
let firstAsked: number | undefined;
let opening: unknown;
let kept: Said;

const on =
  (verb: string, change: (reply: Reply & Request, request: Request) => Said | Promise<Said>) =>
  (reply: Reply & Request, request: Request): Said | Promise<Said> =>
    request.verb === verb ? change(reply, request) : reply;
const line = (reply: Said): string => `${JSON.stringify(reply)}\n`;
const applied = (reply: Reply, outcome: Body): Reply => ({ ...reply, body: { outcome, emits: [] } });
const hang = (): Promise<never> => new Promise(() => setInterval(() => undefined, 1000));

const ANIMALS: { readonly [name: string]: Animal } = {
  good: { reference: true, says: (reply) => reply },
  "always-ok": { reference: true, says: on("apply", (reply) => applied(reply, { kind: "applied" })) },
  "always-no": {
    reference: true,
    says: on("apply", (reply) => applied(reply, { kind: "refused", reason: "NotOwned" })),
  },
  "empty-observation": {
    says: on("observe", (reply) => ({ ...reply, body: { observed: {} } })),
  },
  "empty-body": { says: on("observe", (reply) => ({ ...reply, body: {} })) },
  frozen: {
    reference: true,
    says: on("observe", (reply) => ({ ...reply, body: (opening ??= reply.body) })),
  },
  silent: { says: () => undefined },
  chatty: { says: on("hello", (reply) => `listening...\n${line(reply)}`) },
  slow: {
    reference: true,
    says: on("apply", async (reply) => {
      await sleep(60_000);
      return reply;
    }),
  },
  "huge-line": { says: on("reset", () => `${"x".repeat(2 << 20)}\n`) },
  "endless-line": {
    says: on("reset", () => {
      setInterval(() => process.stdout.write("y".repeat(1 << 16)), 1);
      return undefined;
    }),
  },
  "bad-utf8": { says: on("reset", () => Buffer.from([0x7b, 0xff, 0xfe, 0x7d, 0x0a])) },
  "dies-at-start": { says: () => process.exit(7) },
  "dies-mid-case": {
    reference: true,
    says: on("apply", (reply) => {
      count += 1;
      if (count < 5) return reply;
      console.error("out of cheese");
      return process.exit(9);
    }),
  },
  forks: {
    reference: true,
    says: on("hello", (reply) => {
      spawn("sleep", ["300"], { stdio: "ignore" }).unref();
      return reply;
    }),
  },
  duplicate: { says: on("hello", (reply) => line(reply) + line(reply)) },
  babbles: {
    says: on("reset", (reply) => line(reply) + line({ ...reply, seq: "news", verb: "observe" })),
  },
  "out-of-order": {
    says: (reply, { verb }) => {
      if (verb === "apply") {
        kept = line(reply);
        return undefined;
      }
      // The answer to what was asked first comes last.
      const late = typeof kept === "string" ? kept : "";
      kept = undefined;
      return line(reply) + late;
    },
    reference: true,
  },
  "wrong-seq": { says: on("reset", (reply) => ({ ...reply, seq: `${reply.seq}0` })) },
  "no-seq": { says: on("reset", ({ verb, body }) => ({ verb, body })) },
  "two-in-a-line": { says: on("reset", (reply) => `${line(reply).trim()}{}\n`) },
  "wrong-version": {
    says: on("hello", (reply) => ({ ...reply, body: { ...HELLO, protocol: "flashmesh-subject/2" } })),
  },
  "unknown-field": { says: on("reset", (reply) => ({ ...reply, mood: "fine" })) },
  "missing-field": { says: on("hello", ({ seq, verb }) => ({ seq, verb, body: { protocol: HELLO.protocol } })) },
  "key-twice": { says: on("reset", ({ seq }) => `{"seq":"${seq}","seq":"${seq}","verb":"reset","body":{}}\n`) },
  "wrong-verb": { says: on("reset", (reply) => ({ ...reply, verb: "apply" })) },
  "not-served": {
    says: on("reset", (reply) => ({ ...reply, verb: "unsupported", body: { capability: "authority" } })),
  },
  "never-exits": {
    reference: true,
    says: on("bye", (reply) => {
      process.on("SIGTERM", () => undefined);
      void hang();
      return reply;
    }),
  },
  "closes-stdout": {
    says: on("reset", () => {
      closeSync(1);
      void hang();
      return undefined;
    }),
  },
  unflushed: {
    says: (reply) => {
      kept = `${typeof kept === "string" ? kept : ""}${line(reply)}`;
      return undefined;
    },
  },
  "new-every-time": {
    reference: true,
    says: on("observe", (reply) => ({ ...reply, body: { observed: { at: Math.floor(Math.random() * 2 ** 40) } } })),
  },
  forgets: {
    reference: true,
    says: on("reset", (reply) => reply),
  },
  remembers: {
    reference: true,
    says: (reply) => reply,
  },
  "no-resume": {
    reference: true,
    says: on("hello", (reply) => ({ ...reply, body: { ...HELLO, capabilities: [] } })),
  },
  "reads-the-clock": {
    reference: true,
    // Orders are too old for it once it has run for a while, whatever time the input has.
    says: on("apply", (reply) =>
      performance.now() - (firstAsked ??= performance.now()) < 2500 ? reply : applied(reply, { kind: "refused", reason: "WindowClosed" }),
    ),
  },
  "eats-memory": {
    says: on("reset", () => {
      setInterval(() => eaten.push(Buffer.alloc(1 << 24, 1)), 1);
      return undefined;
    }),
  },
  "no-advance": {
    reference: true,
    says: on("advance", (reply) => ({ ...reply, verb: "unsupported", body: { capability: "advance" } })),
  },
  "no-room": {
    reference: true,
    says: on("hello", (reply) => ({ ...reply, body: { ...HELLO, limits: { ...HELLO.limits, accounts: 1 } } })),
  },
  "unknown-profile": {
    says: on("hello", (reply) => ({ ...reply, body: { ...HELLO, profiles: ["authority", "bank"] } })),
  },
  sleepy: {
    reference: true,
    says: on("hello", async (reply) => {
      await sleep(6500);
      return reply;
    }),
  },
  "exits-badly": {
    reference: true,
    says: on("bye", (reply) => {
      process.exitCode = 5;
      return reply;
    }),
  },
  "fills-stderr": {
    reference: true,
    says: (reply) => {
      process.stderr.write("z".repeat(1 << 16));
      return reply;
    },
  },
};

const name = process.argv[2] ?? "";
const animal = ANIMALS[name];
if (animal === undefined) throw new Error(`no animal is called ${name}`);
const served = animal.reference === true ? await reference() : undefined;
const lines = createInterface({ input: process.stdin, terminal: false });
let begun = false;
for await (const text of lines) {
  const request: Request = JSON.parse(text);
  const asked = bent(request);
  const good = asked === undefined ? { ...request, body: {} } : await answered(asked);
  const said = await animal.says(good, request);
  if (said !== undefined) {
    process.stdout.write(typeof said === "string" || Buffer.isBuffer(said) ? said : line(said));
  }
  if (request.verb === "bye" && name !== "never-exits") break;
}
if (typeof kept === "string") process.stdout.write(kept);
if (name === "forks") process.exit(0);

/** Two animals have ears that are wrong, not mouths. */
function bent(request: Request): Request | undefined {
  if (request.verb !== "reset") return request;
  if (name === "forgets") return { ...request, body: { ...request.body, resume: false } };
  if (name !== "remembers") return request;
  if (begun) return undefined;
  begun = true;
  return request;
}

async function answered(request: Request): Promise<Reply & Request> {
  if (served !== undefined) return JSON.parse(served(JSON.stringify(request)));
  const { seq, verb } = request;
  const bodies: { readonly [verb: string]: Body } = {
    hello: HELLO,
    observe: { observed: {} },
    apply: { outcome: { kind: "applied" }, emits: [] },
    advance: { emits: [] },
  };
  return { seq, verb, body: bodies[verb] ?? {} };
}

async function reference(): Promise<(text: string) => string> {
  const { ServedReference } = await import("../../src/subject/stdio.ts");
  const { runSignatures } = await import("../../src/subject/reference.ts");
  const inner = new ServedReference(runSignatures(), "0".repeat(64));
  return (text) => inner.answer(text).line ?? "";
}
