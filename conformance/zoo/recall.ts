/**
 * Adapters that answer from what was written down before: `node recall.ts KIND VECTORS NOTES ID...`.
 * Each passes the stored cases and is refused under fresh keys (src/cli/zoo.test.ts).
 * - `order` knows in which order the cases ID... come, and says line after line what is demanded.
 * - `content` looks state and input up in the vector file. What it does not find as it stands it
 *   finds by its shape, and puts the new keys, names and digests of the genesis for the old ones.
 * - `records` is honest and keeps what it says; `transcript` says it again when it is asked again.
 * @module
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Json, JsonObject } from "../../src/vector/json.ts";
import { isList, isObject, jcs } from "../../src/vector/json.ts";
import { bodyOf } from "../../src/vector/digest.ts";
import type { VectorFile } from "../../src/vector/lines.ts";
import { read } from "../../src/vector/read.ts";

type Request = { readonly seq: string; readonly verb: string; readonly body: JsonObject };
type Answers = (request: Request) => Json;

const HELLO = {
  protocol: "flashmesh-subject/1",
  name: "recall",
  version: "1",
  language: "TypeScript",
  source: "",
  issues: "",
  artifact_sha256: "0".repeat(64),
  profiles: ["authority", "committee", "wallet"],
  capabilities: ["advance", "resume"],
  limits: { line_bytes: 1 << 20, accounts: 64, members: 64, amount_bits: 63 },
};

const [kind = "", vectors = "", notes = "", ...ids] = process.argv.slice(2);
const answers = await answersOf();
for await (const text of createInterface({ input: process.stdin, terminal: false })) {
  const request: Request = JSON.parse(text);
  const { seq, verb } = request;
  const body = answers(request);
  process.stdout.write(`${JSON.stringify({ seq, verb, body })}\n`);
  if (verb === "bye") break;
}

async function answersOf(): Promise<Answers> {
  switch (kind) {
    case "order":
      return byOrder(read(readFileSync(vectors, "utf8"), vectors));
    case "content":
      return byContent(read(readFileSync(vectors, "utf8"), vectors));
    case "records":
      return await recording();
    case "transcript":
      return transcript();
    default:
      throw new Error(`nobody here is called ${kind}`);
  }
}

/** A number that outlives this process. */
function kept(file: string): { value: number } {
  return {
    get value() {
      return existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
    },
    set value(to) {
      writeFileSync(file, String(to));
    },
  };
}

function applied(file: VectorFile, id: number): JsonObject {
  const { outcome, reasons, emits } = line(file.answers, id);
  const [reason] = reasons;
  const messages = emits.map((each) => line(file.messages, each));
  return {
    outcome: reason === undefined ? { kind: outcome } : { kind: outcome, reason },
    emits: messages.map(({ type, body }) => ({ type, body })),
  };
}

function line<Line>(table: readonly Line[], id: number): Line {
  const found = table[id - 1];
  if (found === undefined) throw new Error(`there is no line ${id}`);
  return found;
}

function byOrder(file: VectorFile): Answers {
  const scripts = ids.map((id) => {
    const found = file.traces.find(({ trace }) => trace.id === id);
    if (found === undefined) throw new Error(`there is no trace ${id}`);
    const told = found.lines.flatMap((each) =>
      each.kind === "step"
        ? [{ answer: each.answer, state: each.state }]
        : each.answers.flatMap((answer) => (answer === 0 ? [] : [{ answer, state: each.state }])),
    );
    return [{ answer: 0, state: found.trace.root }, ...told];
  });
  const [cases, place] = [kept(join(notes, "cases")), kept(join(notes, "place"))];
  const now = () => line(line(scripts, cases.value), place.value + 1);
  return ({ verb, body }) => {
    if (verb === "hello") return HELLO;
    if (verb === "reset") {
      // A planned crash is an input, too.
      if (body["resume"] === true) place.value += 1;
      else [cases.value, place.value] = [(cases.value % ids.length) + 1, 0];
    }
    if (verb === "apply") place.value += 1;
    if (verb === "apply") return applied(file, now().answer);
    return verb === "observe" ? { observed: line(file.states, now().state).observed } : {};
  };
}

function byContent(file: VectorFile): Answers {
  const edges = new Map<string, readonly [answer: number, state: number]>();
  for (const { trace, lines } of file.traces) {
    let here = trace.root;
    for (const each of lines) {
      if (each.kind === "step") {
        edges.set(`${here} ${each.input}`, [each.answer, each.state]);
        here = each.state;
      } else {
        for (const [at, answer] of each.answers.entries()) {
          if (answer !== 0) edges.set(`${here} ${at + 1}`, [answer, here]);
        }
      }
    }
  }
  let state = kept("");
  let words = new Map<string, string>();
  const inWords = (told: Json): Json => JSON.parse(replaced(JSON.stringify(told), words));
  return ({ verb, body }) => {
    if (verb === "hello") return HELLO;
    if (verb === "reset") {
      const { genesis = null, state_dir: folder = "" } = body;
      const setup = file.setups.find((each) => jcs(each.genesis) === jcs(genesis)) ??
        file.setups.find((each) => shape(each.genesis) === shape(genesis));
      words = paired(setup?.genesis ?? null, genesis);
      state = kept(join(typeof folder === "string" ? folder : "", "state"));
      const root = file.traces.find(({ trace }) => trace.opening === setup?.opening)?.trace.root;
      if (body["resume"] !== true) state.value = root ?? 1;
    }
    if (verb === "observe") return inWords({ observed: line(file.states, state.value).observed });
    if (verb !== "apply") return {};
    const asked = JSON.stringify(body["body"]);
    const old = replaced(asked, new Map([...words].map(([from, to]) => [to, from])));
    const inputs = file.inputs.filter(({ input }) => input === body["input"]);
    const found =
      inputs.find(({ id }) => jcs(bodyOf(file, id)) === jcs(JSON.parse(old))) ??
      inputs.find(({ id }) => shape(bodyOf(file, id)) === shape(JSON.parse(old))) ??
      line(inputs, 1);
    const [answer, next] = edges.get(`${state.value} ${found.id}`) ?? [1, state.value];
    state.value = next;
    return inWords(applied(file, answer));
  };
}

/** What does not depend on keys: without their digits, and without the order that they make. */
function shape(told: Json): string {
  if (isList(told)) return `[${told.map(shape).toSorted().join()}]`;
  if (isObject(told)) {
    const members = Object.entries(told).map(([key, value]) => `${key}:${shape(value)}`);
    return `{${members.toSorted().join()}}`;
  }
  return JSON.stringify(told).replace(/^"(?:[0-9a-f]{64,}|village-1|fresh-[0-9a-f]+)"$/, "#");
}

/** What stands in the second value where something else stands in the first. */
function paired(old: Json, fresh: Json, words = new Map<string, string>()): Map<string, string> {
  if (typeof old === "string" && typeof fresh === "string") {
    if (!words.has(old)) words.set(old, fresh);
  }
  if (isList(old) && isList(fresh)) {
    // Lists are sorted by key, and so in another order: what looks alike is the same, if it says
    // nothing else about a key that is known already.
    const rest = [...fresh];
    for (const item of old) {
      const known = [...words].filter(([from]) => JSON.stringify(item).includes(from));
      const fits = (text: string): boolean => known.every(([, to]) => text.includes(to));
      const at = rest.findIndex(
        (each) => shape(each) === shape(item) && fits(JSON.stringify(each)),
      );
      if (at !== -1) paired(item, rest.splice(at, 1)[0] ?? null, words);
    }
  } else if (isObject(old) && isObject(fresh)) {
    for (const [key, value] of Object.entries(old)) paired(value, fresh[key] ?? null, words);
  }
  return words;
}

function replaced(text: string, words: ReadonlyMap<string, string>): string {
  return text.replaceAll(/"([0-9a-f]{64}|village-1|fresh-[0-9a-f]+)"/g, (_, word: string) => {
    return `"${words.get(word) ?? word}"`;
  });
}

async function recording(): Promise<Answers> {
  const { ServedReference } = await import("../../src/subject/stdio.ts");
  const { runSignatures } = await import("../../src/subject/reference.ts");
  const inner = new ServedReference(runSignatures(), "0".repeat(64));
  return (request) => {
    const body = request.verb === "hello" ? HELLO : bodyIn(inner.answer(JSON.stringify(request)));
    const told = { asked: asWritten(request), verb: request.verb, body };
    appendFileSync(join(notes, "transcript"), `${JSON.stringify(told)}\n`);
    return body;
  };
}

function bodyIn({ line: reply = "{}" }: { readonly line?: string }): Json {
  const said: { readonly body?: Json } = JSON.parse(reply);
  return said.body ?? {};
}

/** What is asked, but for what each run has of its own. */
function asWritten({ verb, body }: Request): string {
  return jcs({ verb, ...body, state_dir: "" });
}

/** The answer that this question got last time; the n-th one when it comes the n-th time. */
function transcript(): Answers {
  const told: readonly { readonly asked: string; readonly verb: string; readonly body: Json }[] =
    readFileSync(join(notes, "transcript"), "utf8").trimEnd().split("\n").map((each) => JSON.parse(each));
  const said = join(notes, "said");
  return (request) => {
    const asked = asWritten(request);
    const before = existsSync(said) ? readFileSync(said, "utf8").split("\n") : [];
    appendFileSync(said, `${asked}\n`);
    const same = told.filter((each) => each.asked === asked);
    const again = before.filter((each) => each === asked).length;
    const found = same[again % same.length] ?? told.find(({ verb }) => verb === request.verb);
    return found?.body ?? {};
  };
}
