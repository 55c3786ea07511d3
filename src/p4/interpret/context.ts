/**
 * What the parts of the interpreter share: the variables, the packet, and each other (an
 * expression may hold a call, whose body holds expressions).
 * @module
 */
import type { EngineWorld, Requests } from "../engine.ts";
import type {
  Action,
  Call,
  Expression,
  Instance,
  Place,
  Program,
  Statement,
  Table,
  Variable,
} from "../program.ts";
import type { ControlPlane } from "../switch/control-plane.ts";
import type { Row } from "../switch/table.ts";
import type { Packed, Value } from "./value.ts";

/** What an undefined bit must not reach (taint mode). */
export type TaintSink = "output" | "register" | "key" | "branch" | "metadata";

export type TraceEvent =
  | {
      readonly kind: "state";
      readonly parser: string;
      readonly state: string;
      readonly bit: number;
    }
  | { readonly kind: "parserError"; readonly error: string }
  /** `row` of null: a miss. `action` of null: a group without members. */
  | {
      readonly kind: "table";
      readonly table: Table;
      readonly keys: readonly bigint[];
      readonly row: Row | null;
      readonly action: Action | null;
      readonly data: readonly bigint[];
    }
  | {
      readonly kind: "register";
      readonly instance: Instance;
      readonly index: number;
      readonly before: bigint;
      readonly after: bigint;
    };

export type Hooks = {
  readonly trace?: (event: TraceEvent) => void;
  /** Told of each undefined value that reaches a sink, and where; `bits` has a 1 for each. */
  readonly taint?: (sink: TaintSink, place: Place, bits: bigint) => void;
};

/** How a statement ended. `exit` is a thrown {@link Exit}. */
export type Completion = "next" | "break" | "continue" | "return";

/** An l-value, fixed: its indexes are evaluated. */
export type Location = {
  /** The value itself, not a copy. */
  readonly read: () => Value;
  /** Takes a copy; vanishes where `writable` says no. */
  readonly write: (value: Value) => void;
  /** Not inside an invalid header, nor beyond the end of a stack. */
  readonly writable: () => boolean;
};

export type Applied = { readonly hit: boolean; readonly action: Action | null };

export type Context = {
  readonly program: Program;
  readonly control: ControlPlane;
  readonly world: EngineWorld;
  readonly hooks: Hooks;
  /** P4 has no recursion, so that one place for each variable is enough. */
  readonly variables: Map<Variable, Value>;
  readonly meta: Float64Array;
  readonly requests: Requests;
  digests: { readonly name: string; readonly values: readonly bigint[] }[];
  packet: Uint8Array;
  /** Of the packet, in bytes. */
  length: number;
  /** How far the parser has read, in bits. */
  cursor: number;
  emitted: Packed;
  /** Of the last `return`. */
  returned: Value | null;
  /** States entered since the packet came. */
  states: number;
  /** Colour of the direct meter of the last table that hit. */
  colour: number;
  /** Microseconds, of the block that runs. */
  nowUs: number;

  readonly evaluate: (expression: Expression) => Value;
  readonly locate: (expression: Expression) => Location;
  readonly run: (body: readonly Statement[]) => Completion;
  readonly call: (call: Call, place: Place) => Value;
  readonly apply: (table: Table) => Applied;
};

/** `exit`: out of all callers, each of which still copies out. */
export class Exit extends Error {
  override readonly name = "Exit";
}

/** A parser stops: the error's position in `Program.errors`. */
export class ParserFailure extends Error {
  override readonly name = "ParserFailure";
  readonly code: number;

  constructor(code: number) {
    super(`error ${code}`);
    this.code = code;
  }
}

/** The errors of core.p4 by their position, which is fixed. */
export const ERRORS = {
  NoError: 0,
  PacketTooShort: 1,
  NoMatch: 2,
  StackOutOfBounds: 3,
  HeaderTooShort: 4,
  ParserTimeout: 5,
  ParserInvalidArgument: 6,
} as const;
