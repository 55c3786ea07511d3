/**
 * An STF file from text. In: the text. Out: its statements, or the first line that is none.
 * Keywords are keywords at the start of a line only, in any case. (p4c's driver is the custom that
 * this follows; the language has no norm.)
 * @module
 */
import { no, ok, type Result } from "../../base/result.ts";
import { extensionOf } from "./extension.ts";
import { Line, LineFault } from "./line.ts";
import type { Malformed, MatchWritten, Nibble, Operator, Statement } from "./statement.ts";
import type { ActionWritten } from "./statement.ts";
import { withoutComment, wordsOf } from "./words.ts";

const OPERATORS: readonly Operator[] = ["==", "!=", "<=", ">=", "<", ">"];
const DEVICE = new Set(
  (
    "mirroring_add mirroring_add_mc mirroring_delete mirroring_get " +
    "mc_mgrp_create mc_node_create mc_node_update mc_node_associate " +
    "counter_read counter_write register_read register_write register_reset " +
    "meter_get_rates meter_set_rates meter_array_set_rates"
  ).split(" "),
);

export function parseStf(text: string): Result<readonly Statement[], Malformed> {
  const statements: Statement[] = [];
  for (const [at, content] of text.split(/\r?\n/).entries()) {
    const line = at + 1;
    try {
      const found = statementOf(content, line);
      if (found !== undefined) statements.push(found);
    } catch (cause) {
      if (!(cause instanceof LineFault)) throw cause;
      return no({ line, why: cause.message });
    }
  }
  return ok(statements);
}

function statementOf(content: string, line: number): Statement | undefined {
  const trimmed = content.trim();
  if (trimmed.startsWith("#!")) return extensionOf(trimmed.slice(2), line);
  const text = withoutComment(content).trim();
  if (text === "") return undefined;
  const [keyword = "", rest = ""] = split(text);
  const word = keyword.toLowerCase();
  // Packets are hex in any grouping, so they are read as text.
  if (word === "packet") return packet(rest, line);
  if (word === "expect") return expectation(rest, line);
  const words = wordsOf(rest);
  if (words === undefined) throw new LineFault("there is a character that belongs to no word");
  const found = worded(word, new Line(words), line);
  if (found === undefined) throw new LineFault(`${keyword} is no statement`);
  return found;
}

function worded(word: string, words: Line, line: number): Statement | undefined {
  switch (word) {
    case "add":
      return add(words, line);
    case "setdefault":
      return { kind: "setdefault", line, table: words.word("a table"), action: action(words) };
    case "remove":
      words.takes("all");
      return { kind: "remove", line };
    case "wait":
    case "no_packet":
      return { kind: word, line };
    case "check_counter":
      return checkCounter(words, line);
    default:
      return DEVICE.has(word)
        ? { kind: "device", line, command: word, words: words.rest() }
        : undefined;
  }
}

function split(text: string): readonly string[] {
  const at = text.search(/\s/);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at).trim()];
}

function packet(rest: string, line: number): Statement {
  const [port = "", digits = ""] = split(rest);
  const hex = digits.replaceAll(/\s/g, "");
  if (!/^[0-9a-f]*$/i.test(hex)) throw new LineFault("a packet is hex digits");
  if (hex.length % 2 !== 0) throw new LineFault("a packet is whole bytes");
  return {
    kind: "packet",
    line,
    port: portOf(port),
    bytes: new Uint8Array(Buffer.from(hex, "hex")),
  };
}

function expectation(rest: string, line: number): Statement {
  const [port = "", digits = ""] = split(rest);
  const whole = digits.trimEnd().endsWith("$");
  const hex = digits.replaceAll(/[\s$]/g, "");
  if (!/^[0-9a-f*]*$/i.test(hex)) throw new LineFault("a packet is hex digits and *");
  const nibbles = hex
    .split("")
    .map((digit): Nibble => (digit === "*" ? null : Number.parseInt(digit, 16)));
  const any = nibbles.length === 0 && !whole;
  return { kind: "expect", line, port: portOf(port), nibbles: any ? null : nibbles, whole };
}

function portOf(text: string): number {
  if (!/^[0-9]{1,5}$/.test(text)) throw new LineFault("a port is a number");
  return Number(text);
}

/** `TABLE [prio] MATCH+ ACTION(p:v, …) [= ID]`. */
function add(words: Line, line: number): Statement {
  const table = words.word("a table");
  const isPriority =
    words.peek()?.kind === "word" && words.peek(1)?.text !== ":" && words.peek(1)?.text !== "(";
  const priority = isPriority ? words.count("a priority") : null;
  const matches: MatchWritten[] = [];
  while (words.peek(1)?.text === ":") matches.push(match(words));
  const found = action(words);
  const id = words.takes("=") ? words.word("an id") : null;
  return { kind: "add", line, table, priority, matches, action: found, id };
}

function match(words: Line): MatchWritten {
  const name = words.word("a key");
  words.expect(":");
  const text = words.word("a value");
  const [low = "", high] = text.split("..");
  const [bits = "", behind] = low.split("&&&");
  const isMasked = behind !== undefined || words.takes("&&&");
  const mask = isMasked ? words.written(behind || words.word("a mask")).value : undefined;
  const written = words.written(bits);
  const value = mask === undefined ? written : { ...written, mask };
  const prefix = words.takes("/") ? words.count("a prefix length") : null;
  return { name, value, prefix, high: high === undefined ? null : words.written(high) };
}

function action(words: Line): ActionWritten {
  const name = words.word("an action");
  const args: ActionWritten["args"][number][] = [];
  if (!words.takes("(")) return { name, args };
  while (!words.takes(")")) {
    const parameter = words.word("a parameter");
    words.expect(":");
    args.push({ name: parameter, value: words.written(words.word("a value")) });
    words.takes(",");
  }
  return { name, args };
}

/** `NAME(index|ID) [packets|bytes (== n)]`; without a condition nothing but the name is checked. */
function checkCounter(words: Line, line: number): Statement {
  const name = words.word("a counter");
  const cell = words.takes("(") ? words.word("an index or an id") : null;
  if (cell !== null) words.expect(")");
  const at = cell === null ? null : /^[0-9]+$/.test(cell) ? Number(cell) : cell;
  const unit = words.takes("bytes") ? "bytes" : "packets";
  words.takes("packets");
  const operator =
    OPERATORS.find((each) => words.takes(each)) ?? (words.takes("=") ? "==" : undefined);
  const count = operator === undefined ? 0 : words.count("a number");
  return { kind: "check_counter", line, name, at, unit, operator: operator ?? ">=", count };
}
