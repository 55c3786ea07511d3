/**
 * What the parts of the generator share: an expression may hold a call, whose body holds
 * expressions. Every side effect is a step of its own, in the order of the source.
 * @module
 */
import type { Call, Expression, Place, Program, Table, Type } from "../program.ts";
import type { ControlPlane } from "../switch/control-plane.ts";
import type { Code } from "./code.ts";
import type { HeaderTree, Tree } from "./tree.ts";

/** One place that the l-value may stand for. */
export type Alternative = {
  /** Conditions on indexes, all of them pinned. */
  readonly guards: readonly string[];
  /** Headers around it: a write vanishes unless they are valid. */
  readonly inside: readonly HeaderTree[];
  /** The other headers of its union: they become invalid when it becomes valid. */
  readonly others: readonly Tree[];
  readonly tree: Tree;
};
/** Without an alternative that fits: beyond the end; reads 0, and writes vanish. */
export type Location = {
  readonly type: Type;
  readonly alternatives: readonly Alternative[];
  /** Of the scalar there, only these bits. */
  readonly slice: { readonly high: number; readonly low: number; readonly of: Type } | null;
};

export type Coder = {
  readonly program: Program;
  readonly control: ControlPlane;
  readonly code: Code;
  /** Whether the parser's cursor stands between two bytes at each extract. */
  readonly aligned: boolean;
  /** Whether any table has a direct meter, so that someone may ask for its colour. */
  readonly colours: boolean;
  /** Controls and parsers that the program applies in one place only. */
  readonly once: ReadonlySet<object>;
  readonly evaluate: (expression: Expression) => Tree;
  readonly locate: (expression: Expression) => Location;
  readonly call: (call: Call, place: Place) => Tree;
  /** Steps that apply the table; whether it hit, and the number of the action that ran. */
  readonly apply: (table: Table) => { readonly hit: string; readonly ran: string };
  /** The number by which `ran` names an action. */
  readonly numberOf: (action: object) => number;
};

/** The parser stops with this error. */
export function failing(error: string | number): string {
  return `{ failure = ${error}; return 1; }`;
}

/** Whether evaluating may change what another expression sees. */
export function hasEffect(expression: Expression): boolean {
  switch (expression.kind) {
    case "constant":
    case "variable":
    case "invalid":
      return false;
    case "field":
    case "slice":
    case "unary":
    case "cast":
    case "stack":
    case "isValid":
      return hasEffect(expression.of);
    case "element":
      return hasEffect(expression.of) || hasEffect(expression.index);
    case "binary":
      return hasEffect(expression.left) || hasEffect(expression.right);
    case "choice":
      return [expression.condition, expression.then, expression.otherwise].some(hasEffect);
    case "list":
      return expression.items.some(hasEffect);
    case "call":
    case "apply":
      return true;
  }
}
