import fc from "fast-check";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Diagnostic } from "../source/diagnostic.ts";
import { CORE } from "./core.ts";
import { parseProgram } from "./parse.ts";
import { V1MODEL } from "./v1model.ts";

const WORDS = (
  "bit int varbit < > >> ( ) { } [ ] ; , . : = == + - ++ &&& .. ... ? @ # ## \\ a b T apply key " +
  "actions state entries parser control table action header struct enum extern if else switch " +
  'select transition for in return 1 0x 8w5 9w0x1F "s" "\' // /* */ \n #define #if #endif ' +
  "#include #else <core.p4> F ( F(x) error typedef type const true match_kind tuple list _ " +
  "default {#}"
).split(" ");

/** Reads nothing from the world; a file may include itself. */
function failures(text: string): readonly Diagnostic[] {
  const tree = parseProgram("x.p4", text, (name) =>
    name === "self" ? { file: "self", text } : undefined,
  );
  return tree.ok ? [] : tree.reason;
}

function placed(text: string, { place, length, message }: Diagnostic): boolean {
  const lines = text.split("\n").length;
  return (
    message !== "" && length >= 1 && place.column >= 1 && place.line >= 1 && place.line <= lines
  );
}

const SOURCES = [CORE, V1MODEL, readFileSync("p4/flashmesh.p4", "utf8")];

/** A program with a stretch of it cut out, doubled or replaced. */
const damaged = fc
  .tuple(
    fc.constantFrom(...SOURCES),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.nat({ max: 40 }),
    fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }),
    fc.boolean(),
  )
  .map(([source, where, length, words, doubled]) => {
    const at = Math.floor(where * source.length);
    const rest = source.slice(doubled ? Math.max(0, at - length) : at + length);
    return `${source.slice(0, at)} ${words.join(" ")} ${rest}`;
  });

test("any text is a program, or is told where it is none", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.array(fc.constantFrom(...WORDS), { maxLength: 80 }).map((words) => words.join(" ")),
    damaged,
  );
  fc.assert(
    fc.property(text, (source) => {
      for (const diagnostic of failures(source)) {
        // What an include is wrong about has its place there.
        const here = diagnostic.place.file === "x.p4";
        expect(!here || placed(source, diagnostic), JSON.stringify(diagnostic)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

const MANY = 5_000;
const doubling = Array.from({ length: 60 }, (_, at) => `#define M${at + 1} M${at} M${at}`).join(
  "\n",
);
const HOSTILE: readonly (readonly [name: string, text: string])[] = [
  ["open parentheses", "const int x = " + "(".repeat(MANY)],
  ["open braces", "const int x = " + "{".repeat(MANY)],
  ["signs", "const int x = " + "- ".repeat(MANY) + "1;"],
  ["casts", "typedef bit<8> T; const int x = " + "(T) ".repeat(MANY) + "1;"],
  ["a long sum", "const int x = 1" + "+ 1".repeat(MANY) + ";"],
  ["a long path", "const int x = a" + ".a".repeat(MANY) + ";"],
  ["a long stack", `const bit<8>${"[1]".repeat(MANY)} x = 1;`],
  ["type arguments", "const int x = " + "a<".repeat(MANY)],
  ["types in widths", "const int x = " + "(bit<(".repeat(MANY)],
  ["types in sizes", "typedef bit<8> T; const int x = " + "(T[".repeat(MANY)],
  ["branches", `void f() { ${"if (a) ".repeat(MANY)} }`],
  ["else after else", `void f() { ${"if (a) x = 1; else ".repeat(MANY)} ; }`],
  ["blocks", `void f() { ${"{".repeat(MANY)}`],
  ["annotations", "@a(".repeat(MANY)],
  ["macros that double", `#define M0 x\n${doubling}\nM60`],
  ["macros that double into nothing", `#define M0\n${doubling}\n${"M60\n#undef X\n".repeat(MANY)}`],
  ["calls that do not close", `#define F(x) x\n${"F(".repeat(MANY)}`],
  ["arguments that double", `#define F(x) x x\n${"F(".repeat(60)}1${")".repeat(60)}`],
  ["a file that includes itself", "#include <self>\n"],
  ["a file that includes itself twice", "#include <self>\n#include <self>\n"],
  ["conditions", `#if ${"(".repeat(MANY)}`],
  ["nested conditions", "#if 1\n".repeat(MANY)],
  ["a line without end", "a ".repeat(600 * MANY)],
];

test.each(HOSTILE)("%s: refused in bounded time", (_, text) => {
  expect(failures(text)).toHaveLength(1);
});
