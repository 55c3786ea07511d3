/** A result stream comes back as it was written, and nothing that is not one is read. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { canonical } from "../base/canonical.ts";
import { Fault } from "../base/fault.ts";
import type { CaseLine, ResultHeader } from "./result.ts";
import type { Unsealed } from "./stream.ts";
import { readResult, resultText } from "./stream.ts";

/** The examples of the specification, made by Python. */
function example(name: string) {
  const url = new URL(`../../spec/examples/valid/result/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, "utf8"));
}

const header: ResultHeader = example("header");
const line: CaseLine = example("case");
const stream: Unsealed = {
  header,
  cases: [line, { ...line, id: "T-0000000000000000", word: "fail" }],
  heat: [example("heat")],
  coverage: [example("coverage")],
  notes: [example("note")],
  footer: { kind: "footer", words: { "known-fail": 1, fail: 1 }, profiles: [], exit: 1 },
};
const text = resultText(stream);

function code(told: string): string {
  try {
    readResult(told, "run.ndjson");
    return "read";
  } catch (cause) {
    if (cause instanceof Fault) return cause.code;
    throw cause;
  }
}

test("what is written is read as it was, with its lines counted and digested", () => {
  const { footer, ...parts } = readResult(text, "run.ndjson");
  const { footer: written, ...others } = stream;
  expect(parts).toEqual(others);
  expect(footer).toMatchObject({ ...written, lines: 6 });
  expect(resultText({ ...parts, footer: written })).toBe(text);
});

test("cut off after any character, it is refused by one fault", () => {
  const codes = new Map<string, number>();
  for (let length = 0; length < text.length; length += 1) {
    const found = code(text.slice(0, length));
    codes.set(found, (codes.get(found) ?? 0) + 1);
  }
  // Whole lines may be missing: then it lacks its footer, and nothing worse.
  expect([...codes.keys()]).toEqual(["ResultTruncated"]);
});

test("with any character changed, it is refused", () => {
  const accepted: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const other = text[at] === "0" ? "1" : "0";
    if (code(`${text.slice(0, at)}${other}${text.slice(at + 1)}`) === "read") accepted.push(at);
  }
  expect(accepted).toEqual([]);
});

test("a line that is missing, doubled, or in another place is refused", () => {
  const lines = text.trimEnd().split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    for (let to = 0; to < lines.length; to += 1) {
      const moved = lines.toSpliced(at, 1);
      expect(code(`${moved.join("\n")}\n`)).not.toBe("read");
      if (to !== at) {
        const put = moved.toSpliced(to, 0, lines[at] ?? "");
        expect(code(`${put.join("\n")}\n`)).not.toBe("read");
      }
    }
    expect(code(`${lines.toSpliced(at, 0, lines[at] ?? "").join("\n")}\n`)).not.toBe("read");
  }
});

/** These lines under a footer that counts and digests them rightly. */
function sealed(lines: readonly string[]): string {
  const body = lines.map((each) => `${each}\n`).join("");
  const footer = { ...stream.footer, lines: lines.length };
  const sha256 = createHash("sha256")
    .update(`${body}${canonical(footer)}\n`)
    .digest("hex");
  return `${body}${canonical({ ...footer, sha256 })}\n`;
}

test("sealed in another order, without a header or with two, it is refused for that", () => {
  const lines = text.trimEnd().split("\n").slice(0, -1);
  expect(sealed(lines)).toBe(text);
  const [first = "", second = "", , heat = "", ...rest] = lines;
  const footer = sealed(lines).trimEnd().split("\n").at(-1) ?? "";
  for (const wrong of [
    lines.slice(1),
    [first, ...lines],
    [first, heat, second, ...rest],
    lines.toReversed(),
    [...lines, footer],
    [],
  ]) {
    expect(code(sealed(wrong))).toBe("ResultMalformed");
  }
});

test("a line that says the same with other bytes is refused", () => {
  const [first = "", ...rest] = text.split("\n");
  expect(code([first.replace('":', '": '), ...rest].join("\n"))).toBe("ResultMalformed");
});
