/**
 * For tests: changes of a program after which it must do what it did. In: P4 text. Out: P4 text.
 * What is wrong in both engines alike, or in the checker before them, shows here.
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { Place } from "../program.ts";
import { CORE } from "../syntax/core.ts";
import { parseProgram } from "../syntax/parse.ts";
import { printProgram } from "../syntax/print.ts";
import type { Argument, Declaration, Expression, Name, Statement } from "../syntax/tree.ts";
import { V1MODEL } from "../syntax/v1model.ts";

const PLACE: Place = { file: "rewritten", line: 1, column: 1 };
const name = (text: string): Name => ({ text, absolute: false, place: PLACE });
const named = (text: string): Expression => ({ kind: "name", place: PLACE, name: name(text) });
const block = (...body: readonly Statement[]): Statement => ({ kind: "block", place: PLACE, body });

/** `bool text = value;` */
function truth(text: string, value: Expression): Statement {
  const head = { annotations: [], name: name(text), place: PLACE };
  const type = { kind: "bool", place: PLACE } as const;
  return { kind: "declare", place: PLACE, declaration: { kind: "variable", ...head, type, value } };
}

/** Before each statement stands the same one where it never runs, which only running tells. */
export function withDeadCode(text: string): string {
  return rewritten(text, "", (changed, statement) => {
    if (statement.kind === "declare" || statement.kind === "empty") return [changed];
    const place = PLACE;
    const never: Expression = { kind: "boolean", place, value: false };
    const condition = named("never_");
    const dead: Statement = { kind: "if", place, condition, then: statement, otherwise: null };
    return [block(truth("never_", never), dead), changed];
  });
}

const PUT = "void put_<T>(out T t, in T v) { T one = v; T other; other = one; t = other; }";

/** A condition is a variable first, and an assignment a call that assigns. */
export function withTemporaries(text: string): string {
  return rewritten(text, PUT, (changed) => {
    const place = PLACE;
    if (changed.kind === "if") {
      const condition = named("truth_");
      return [block(truth("truth_", changed.condition), { ...changed, condition })];
    }
    if (changed.kind !== "assign" || changed.operator !== null) return [changed];
    const args = [changed.target, changed.value].map((value): Argument => {
      return { name: null, value, place };
    });
    const call = { kind: "call", place, callee: named("put_"), types: [], args } as const;
    return [{ kind: "call", place, call }];
  });
}

// ------------------------------------------------------------------------------------ names
const WORD = /"(?:[^"\\]|\\.)*"|^\s*#.*$|\b[A-Za-z_]\w*/gm;
const WORDS = `int header struct enum const true false if else return exit switch for in key table
  while actions entries default_action size priority largest_priority_wins priority_delta counters
  implementation meters apply hit miss action_run state start accept reject transition select main
  isValid setValid setInvalid next last lastIndex push_front pop_front value_set name id field_list
  defaultonly tableonly tuple varbit break continue default type typedef header_union _`;
const KNOWN = new Set(`${CORE} ${V1MODEL} ${WORDS}`.match(/\w+/g));
const MARK = "_q";

/** Every name that the program declares is another one. */
export function withOtherNames(text: string): string {
  return text.replaceAll(WORD, (word) => {
    return /^\W/.test(word) || KNOWN.has(word) ? word : `${word}${MARK}`;
  });
}

export function nameBefore(other: string): string {
  return other.replaceAll(MARK, "");
}

// --------------------------------------------------------------------------------- the tree
/** What stands for a statement: `changed` is itself after what is inside it has been changed. */
type Change = (changed: Statement, statement: Statement) => readonly Statement[];

/** `text`, with `helper` before it, and each statement changed. */
function rewritten(text: string, helper: string, change: Change): string {
  const tree = parseProgram("t.p4", `${helper}\n${text}`, () => undefined);
  assert(tree.ok, "the program is one");
  const [first, ...others] = tree.value.declarations;
  const kept = helper === "" || first === undefined ? [] : [first];
  const rest = kept.length === 0 ? tree.value.declarations : others;
  const declarations = [...kept, ...rest.map((one) => declaration(one, change))];
  return printProgram({ declarations });
}

function declaration(source: Declaration, change: Change): Declaration {
  if (source.kind === "function" || source.kind === "action") {
    return { ...source, body: all(source.body, change) };
  }
  if (source.kind === "control") {
    const locals = source.locals.map((one) => declaration(one, change));
    return { ...source, locals, body: all(source.body, change) };
  }
  if (source.kind !== "parser") return source;
  const states = source.states.map((one) => ({ ...one, body: all(one.body, change) }));
  return { ...source, states };
}

function all(statements: readonly Statement[], change: Change): readonly Statement[] {
  return statements.flatMap((statement) => change(inner(statement, change), statement));
}

function inner(statement: Statement, change: Change): Statement {
  const one = (part: Statement): Statement => {
    return part.kind === "block"
      ? { ...part, body: all(part.body, change) }
      : block(...all([part], change));
  };
  if (statement.kind === "block") return one(statement);
  if (statement.kind === "for" || statement.kind === "forIn") {
    return { ...statement, body: one(statement.body) };
  }
  if (statement.kind === "if") {
    const { then, otherwise } = statement;
    return { ...statement, then: one(then), otherwise: otherwise && one(otherwise) };
  }
  if (statement.kind !== "switch") return statement;
  const cases = statement.cases.map((each) => ({ ...each, body: each.body && one(each.body) }));
  return { ...statement, cases };
}
