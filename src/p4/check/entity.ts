/**
 * What an expression denotes before it is a value of one type, and what a name can stand for.
 * Generic and lazy things hold functions: one is called for each instantiation, and works in the
 * scope of its declaration.
 * @module
 */
import type {
  Action,
  Annotation,
  Callee,
  Control,
  Direction,
  Expression,
  Instance,
  Parser,
  Place,
  Table,
  Variable,
} from "../program.ts";
import type { Shape } from "./type.ts";

/**
 * A list in braces, an `int` or a name has no type of the program yet. Made by `expression.ts`,
 * turned into the program's expressions by `convert.ts`.
 */
export type Operand = { readonly place: Place } & (
  | { readonly kind: "value"; readonly type: Shape; readonly ir: Expression }
  /** A constant of type `int`. */
  | { readonly kind: "integer"; readonly value: bigint }
  /** `{ … }`; `names` where fields are named; `rest`: it ends in `...`. */
  | {
      readonly kind: "list";
      readonly items: readonly Operand[];
      readonly names: readonly string[] | null;
      readonly rest: boolean;
    }
  /** `...`: the default value of whatever type is asked for. */
  | { readonly kind: "default" }
  /** `{#}` */
  | { readonly kind: "invalid" }
  /** `_` as an argument. */
  | { readonly kind: "dontCare" }
  /** A name that is no value: a table, an action, an instance, a type. */
  | { readonly kind: "reference"; readonly entity: Entity; readonly name: string }
  /** `t.apply()`, and its `action_run`. */
  | { readonly kind: "applied"; readonly table: Table }
  | { readonly kind: "actionRun"; readonly table: Table }
);
export type ValueOperand = Operand & { readonly kind: "value" };

export type Parameter = {
  readonly name: string;
  readonly direction: Direction;
  readonly type: Shape;
  /** `@optional`, or a default value: the caller may leave it out. */
  readonly optional: boolean;
  readonly default: (() => Operand) | null;
  readonly annotations: readonly Annotation[];
  readonly place: Place;
};
/** What can be called, by its names alone: enough to choose among overloads. */
export type Signature = {
  readonly name: string;
  readonly typeParameters: readonly string[];
  readonly parameters: readonly { readonly name: string; readonly optional: boolean }[];
  readonly bind: (types: readonly Shape[]) => {
    readonly parameters: readonly Parameter[];
    readonly returns: Shape;
  };
  readonly place: Place;
};
/** The thing itself once its types are known, and its parameters as the callee knows them. */
export type Target = { readonly callee: Callee; readonly parameters: readonly Variable[] };
export type Callable = Signature & {
  /** Of an extern: parameters without direction take constants, numbers need no width. */
  readonly isExtern: boolean;
  /** `place` is that of the call. */
  readonly target: (types: readonly Shape[], place: Place) => Target;
};
export type Constructor = Signature & {
  readonly build: (
    types: readonly Shape[],
    args: readonly (Operand | null)[],
    naming: Naming,
  ) => InstanceEntity;
};

/** Where an instance stands, and how the control plane will call it. */
export type Naming = {
  readonly path: string;
  readonly annotations: readonly Annotation[];
  readonly place: Place;
  readonly output: Output;
};
/** What the control plane can name, in the order in which it is made. */
export type Output = {
  readonly tables: Table[];
  readonly actions: Action[];
  readonly instances: Instance[];
};

export type InstanceEntity = {
  readonly kind: "instance";
  readonly type: Shape;
  readonly place: Place;
  readonly is:
    | { readonly kind: "extern"; readonly instance: Instance }
    | { readonly kind: "control"; readonly control: Control }
    | { readonly kind: "parser"; readonly parser: Parser }
    | {
        readonly kind: "package";
        readonly name: string;
        readonly args: ReadonlyMap<string, Operand>;
      };
  /** Methods by name; `apply` of a block. */
  readonly methods: (name: string) => readonly Callable[];
};
export type TypeEntity = {
  readonly kind: "type";
  readonly name: string;
  readonly parameters: readonly string[];
  readonly make: (args: readonly Shape[]) => Shape;
  /** Extern, parser, control and package types have some. */
  readonly constructors: readonly Constructor[];
  readonly place: Place;
};
export type ActionEntity = {
  readonly kind: "action";
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** The action itself; asking for it puts it into the output if it stands at top level. */
  readonly action: (output: Output) => Action;
  readonly place: Place;
};
export type VariableEntity = {
  readonly kind: "variable";
  readonly variable: Variable;
  readonly type: Shape;
};

export type Entity =
  | TypeEntity
  | { readonly kind: "constant"; readonly operand: Operand }
  | VariableEntity
  | { readonly kind: "function"; readonly overloads: readonly Callable[] }
  | ActionEntity
  | { readonly kind: "table"; readonly table: Table }
  | InstanceEntity
  | { readonly kind: "matchKind"; readonly name: string }
  /** Its declaration was refused: its uses are passed over in silence. */
  | { readonly kind: "broken" };
