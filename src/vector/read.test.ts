import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject } from "./json.ts";
import { jcs, sha256 } from "./json.ts";
import { read } from "./read.ts";
import { write } from "./write.ts";

const FILE = "GenPayee.ndjson";
const stored = readFileSync(
  new URL(`../../conformance/traces/wallet/${FILE}`, import.meta.url),
  "utf8",
);

/** The file with some lines changed, and a footer that fits again. */
function altered(change: (lines: string[]) => void): string {
  const lines = stored.trimEnd().split("\n").slice(0, -1);
  change(lines);
  const text = lines.map((line) => `${line}\n`).join("");
  return `${text}${jcs({ kind: "footer", lines: lines.length, sha256: sha256(text) })}\n`;
}

/** The first line of a kind with some members replaced. */
function edited(kind: string, to: (line: JsonObject) => JsonObject): string {
  return altered((lines) => {
    const index = lines.findIndex((line) => line.includes(`"kind":"${kind}"`));
    const line: JsonObject = JSON.parse(lines[index] ?? "");
    lines[index] = jcs(to(line));
  });
}

test("what is read is written again byte for byte", () => {
  expect(write(read(stored, FILE))).toBe(stored);
  expect(altered(() => undefined)).toBe(stored);
});

test("a truncated file is known as one, wherever it is cut", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: stored.length - 1 }), (end) => {
      expect(() => read(stored.slice(0, end), FILE)).toThrow(/Vector(Truncated|Malformed)/);
    }),
    { numRuns: 50 },
  );
});

test("a flipped character is noticed, wherever it is", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: stored.length - 2 }), (at) => {
      const flipped = stored[at] === "7" ? "8" : "7";
      const text = `${stored.slice(0, at)}${flipped}${stored.slice(at + 1)}`;
      expect(() => read(text, FILE)).toThrow(/Vector/);
    }),
    { numRuns: 50 },
  );
});

test("a footer that counts otherwise or fits other bytes is refused", () => {
  const wrong = stored.replace(/"lines":(\d+)/, '"lines":1');
  expect(() => read(wrong, FILE)).toThrow(/lines, not 1/);
  const other = stored.replace(/"sha256":"[0-9a-f]{64}"\}\n$/, `"sha256":"${"0".repeat(64)}"}\n`);
  expect(() => read(other, FILE)).toThrow(/digest of the lines/);
});

test("an unknown kind, an unknown key and a missing key are errors, never skipped", () => {
  const kind = altered((lines) => void lines.splice(3, 0, '{"kind":"note"}'));
  expect(() => read(kind, FILE)).toThrow(/line=4, why=a line of an unknown kind/);
  expect(() =>
    read(
      edited("state", (line) => ({ ...line, extra: 1 })),
      FILE,
    ),
  ).toThrow(/extra/);
  const missing = edited("state", ({ id = 0, model = "" }) => ({ kind: "state", id, model }));
  expect(() => read(missing, FILE)).toThrow(/observed is missing/);
});

test("a line that is not in canonical form is refused", () => {
  const spaced = altered((lines) => {
    lines[0] = ` ${lines[0] ?? ""}`;
  });
  expect(() => read(spaced, FILE)).toThrow(/canonical/);
  const twice = altered((lines) => {
    lines[0] = `{"clauses":[],${(lines[0] ?? "").slice(1)}`;
  });
  expect(() => read(twice, FILE)).toThrow(/canonical/);
});

test("lines out of order, a second header and a step before any trace are refused", () => {
  const late = altered((lines) => void lines.push(lines[1] ?? ""));
  expect(() => read(late, FILE)).toThrow(/comes too late/);
  const second = altered((lines) => void lines.splice(1, 0, lines[0] ?? ""));
  expect(() => read(second, FILE)).toThrow(/out of place/);
  const step = '{"answer":1,"input":1,"kind":"step","n":1,"state":1}';
  const early = altered((lines) => {
    const at = lines.findIndex((line) => line.includes('"kind":"trace"'));
    lines.splice(at, 0, step);
  });
  expect(() => read(early, FILE)).toThrow(/out of place/);
});

test("a changed message, answer, observation or step breaks a digest", () => {
  const body = edited("message", (line) => ({ ...line, body: {} }));
  expect(() => read(body, FILE)).toThrow(/digest of message 1/);
  const outcome = edited("answer", (line) => ({ ...line, outcome: "voted", reasons: [] }));
  expect(() => read(outcome, FILE)).toThrow(/digest of trace/);
  const state = edited("state", (line) => ({ ...line, observed: {} }));
  expect(() => read(state, FILE)).toThrow(/digest of trace/);
});

test("a refusal without a reason, and a reason without a refusal, are refused", () => {
  const none = edited("answer", (line) => ({ ...line, outcome: "refused", reasons: [] }));
  expect(() => read(none, FILE)).toThrow(/has no reason, or one too many/);
  const idle = edited("answer", (line) => ({ ...line, outcome: "again", reasons: ["NoQuorum"] }));
  expect(() => read(idle, FILE)).toThrow(/has no reason, or one too many/);
});

test("a trace that is left out leaves a state unanswered or a count wrong", () => {
  const without = altered((lines) => {
    const at = lines.findLastIndex((line) => line.includes('"kind":"trace"'));
    lines.splice(at);
  });
  expect(() => read(without, FILE)).toThrow(/but the header says/);
});

test("a state that does not answer an input makes the file worthless", () => {
  const silent = edited("stay", (line) => {
    const answers = Array.isArray(line["answers"]) ? line["answers"] : [];
    const at = answers.findIndex((answer) => answer !== 0);
    return { ...line, answers: answers.map((answer, index) => (index === at ? 0 : answer)) };
  });
  expect(() => read(silent, FILE)).toThrow(/digest of trace/);
});
