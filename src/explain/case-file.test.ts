/** A kept case is the same case again; what was changed about it is refused by one sentence. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { InputFault } from "../base/fault.ts";
import { ready } from "../replay/corpus.ts";
import { replay } from "../replay/replay.ts";
import { FAULTY } from "../subject/faulty/all.ts";
import { Reference, runSignatures } from "../subject/reference.ts";
import { read } from "../vector/read.ts";
import { caseFile, caseText } from "./case-file.ts";
import { namedCase } from "./named.ts";
import { Names } from "./names.ts";
import { readCase } from "./read-case.ts";
import { fieldsOf } from "./fields.ts";
import { orderInWords } from "./order-words.ts";

const signatures = runSignatures();
const url = new URL("../../conformance/traces/committee/GenCommittee2111.ndjson", import.meta.url);
const corpus = ready(read(readFileSync(url, "utf8"), "GenCommittee2111"));
const NAMED =
  "GenCommittee2111:plain2:ApplyCertificate.fourth_corrupt.0,SignVote.a0b1.3,SignVote.a0b2.3";
const name = "WithoutConflictingOrder";
const subject = new Reference(signatures, FAULTY.find((each) => each.name === name)?.faults);

async function keptText(): Promise<string> {
  const of = namedCase(NAMED, [corpus]);
  const found = await replay(corpus, of.trace, subject);
  if (found.kind !== "diverges") throw new Error("it was meant to diverge");
  const { step, input, what, clause, expected, actual } = found;
  const from = { trace: "T-0000000000000000", steps: 9, subject: { name, version: "1" }, seed: 7 };
  const told = { step, input, what, key: what, clause, expected, actual };
  return caseText(caseFile(of, told, from, "0".repeat(64)));
}

const kept = await keptText();

test("a kept case gives the same verdict without the corpus, and the same file again", async () => {
  const of = namedCase(NAMED, [corpus]);
  const back = readCase(kept, "case.json");
  expect(back.trace.trace.id).toBe(of.trace.trace.id);
  expect(back.trace.trace.digest).toBe(of.trace.trace.digest);
  expect(await replay(back.corpus, back.trace, subject)).toEqual(
    await replay(corpus, of.trace, subject),
  );
  const honest = await replay(back.corpus, back.trace, new Reference(signatures));
  expect(honest).toEqual(await replay(corpus, of.trace, new Reference(signatures)));
  const { found, from } = JSON.parse(kept);
  expect(caseText(caseFile(back, found, from, "0".repeat(64)))).toBe(kept);
});

test("a kept case knows who forged what", () => {
  const { corpus: alone } = readCase(kept, "case.json");
  const names = new Names(alone.file);
  const vote = fieldsOf(fieldsOf(alone.inputs[0]?.body)["certificate"]);
  expect(orderInWords(names, vote["order"])).toMatch(/^a0b1: alice -> bob 1, /);
  const forged = alone.file.messages.filter(({ value }) => value.includes('"corrupt"'));
  expect(forged.length).toBeGreaterThan(0);
});

/** Paths to every scalar of the file. */
function pathsIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, part]) => pathsIn(part, [...path, key]));
}

function changed(at: readonly string[], to: unknown): string {
  const file = JSON.parse(kept);
  let place = file;
  for (const key of at.slice(0, -1)) place = place[key];
  place[at.at(-1) ?? ""] = to;
  return JSON.stringify(file);
}

function refusal(text: string): unknown {
  try {
    readCase(text, "case.json");
    return undefined;
  } catch (cause) {
    return cause;
  }
}

// What the digest does not cover is told to people only, or says where the case comes from.
const FREE =
  "title world scope derivation suite_version amount_unit found from keys " +
  "corpus_sha256 spec_sha256 config_sha256 jar_sha256";
const bound = pathsIn(JSON.parse(kept)).filter(
  (path) =>
    !FREE.split(" ").includes(path[0] ?? "") &&
    !path.includes("clauses") &&
    path.at(-1) !== "value" &&
    !(path[2] === "messages" && path.at(-1) === "type"),
);

test("whatever is changed of what the case means is refused", () => {
  expect(bound.length).toBeGreaterThan(100);
  fc.assert(
    fc.property(
      fc.constantFrom(...bound),
      fc.oneof(
        fc.string(),
        fc.integer(),
        fc.double(),
        fc.constant(null),
        fc.constant([]),
        fc.constant({ a: 1 }),
      ),
      (path, to) => {
        const text = changed(path, to);
        fc.pre(text !== JSON.stringify(JSON.parse(kept)));
        const cause = refusal(text);
        expect(cause).toBeInstanceOf(InputFault);
        expect(cause).toHaveProperty("code", "CaseMalformed");
      },
    ),
    { numRuns: 300 },
  );
});

test("what is no case at all is refused by one fault", () => {
  const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
  const broken = [
    "",
    "null",
    "[]",
    "{}",
    kept.slice(0, -20),
    `${kept}x`,
    deep,
    changed(["genesis", "network"], JSON.parse(`${"[".repeat(100)}${"]".repeat(100)}`)),
    changed(["format"], "flashmesh-case/2"),
    changed(["extra"], 1),
    changed(["steps", "0", "observed", "balance"], 0.5),
    changed(["steps", "0", "messages", "certificate", "value"], "[a |->"),
    changed(["title"], "\ud800"),
    changed(["keys"], []),
  ];
  for (const text of broken) {
    const cause = refusal(text);
    expect(cause).toBeInstanceOf(InputFault);
    expect(cause).toHaveProperty("code", "CaseMalformed");
  }
});
