/**
 * P4_16 as written: what the parser reads and the checker takes. Nothing is resolved; every node
 * says where it stands. Names after the grammar of the language specification (1.2.5, appendix H).
 * @module
 */
import type { Place } from "../program.ts";

/** A name with its place. `absolute` is a leading dot: looked up at top level. */
export type Name = { readonly text: string; readonly absolute: boolean; readonly place: Place };

export type Annotation = {
  readonly name: string;
  /** The tokens between the parentheses or brackets as text; null where there are none. */
  readonly text: string | null;
  /** The same as a list of expressions, where it is one; key-value pairs leave it null. */
  readonly expressions: readonly Expression[] | null;
  /** `@a`, `@a(…)`, `@a[…]`, or `@pragma a …` to the end of the line. */
  readonly form: "bare" | "round" | "square" | "line";
  readonly place: Place;
};

// ----------------------------------------------------------------------------------- types
export type TypeRef = { readonly place: Place } & (
  | { readonly kind: "bool" | "error" | "string" | "void" | "integer" | "matchKind" }
  /** `_` among type arguments: to be inferred. */
  | { readonly kind: "any" }
  /** `bit<W>`, `int<W>`, `varbit<W>`: the width is a constant; `bit` alone is one bit. */
  | { readonly kind: "bit" | "int" | "varbit"; readonly width: Expression }
  | { readonly kind: "named"; readonly name: Name; readonly args: readonly TypeRef[] }
  | { readonly kind: "stack"; readonly element: TypeRef; readonly size: Expression }
  | { readonly kind: "tuple"; readonly items: readonly TypeRef[] }
  | { readonly kind: "list"; readonly item: TypeRef }
);

// ----------------------------------------------------------------------------- expressions
export type UnaryOperator = "!" | "~" | "-" | "+";
export type BinaryOperator =
  | "*"
  | "/"
  | "%"
  | "+"
  | "-"
  | "|+|"
  | "|-|"
  | "<<"
  | ">>"
  | "<="
  | ">="
  | "<"
  | ">"
  | "!="
  | "=="
  | "&"
  | "^"
  | "|"
  | "++"
  | "&&"
  | "||";

/** `name = value`, or a value alone; `_` is a value left out. */
export type Argument = {
  readonly name: Name | null;
  readonly value: Expression | null;
  readonly place: Place;
};

export type NamedValue = { readonly name: Name; readonly value: Expression };

export type Expression = { readonly place: Place } &
  /** `8w5`, `4s3`, `0x1F`: width and sign where written. */
  (
    | {
        readonly kind: "number";
        readonly value: bigint;
        readonly width: number | null;
        readonly signed: boolean;
      }
    | { readonly kind: "boolean"; readonly value: boolean }
    | { readonly kind: "string"; readonly value: string }
    | { readonly kind: "name"; readonly name: Name }
    | { readonly kind: "this" }
    /** `of.member`; `of` may be a type, as in `error.NoMatch` and `Suits.Clubs`. */
    | { readonly kind: "member"; readonly of: Expression; readonly member: Name }
    | { readonly kind: "type"; readonly type: TypeRef }
    | { readonly kind: "index"; readonly of: Expression; readonly index: Expression }
    | {
        readonly kind: "slice";
        readonly of: Expression;
        readonly high: Expression;
        readonly low: Expression;
      }
    | { readonly kind: "unary"; readonly operator: UnaryOperator; readonly of: Expression }
    | {
        readonly kind: "binary";
        readonly operator: BinaryOperator;
        readonly left: Expression;
        readonly right: Expression;
      }
    | {
        readonly kind: "choice";
        readonly condition: Expression;
        readonly then: Expression;
        readonly otherwise: Expression;
      }
    | { readonly kind: "cast"; readonly type: TypeRef; readonly of: Expression }
    /** `f(…)`, `t.apply()`, `extract<T>(…)`, or a constructor call `Name<T>(…)`. */
    | {
        readonly kind: "call";
        readonly callee: Expression;
        readonly types: readonly TypeRef[];
        readonly args: readonly Argument[];
      }
    /** `{1, 2}`; `rest` is a trailing `...`. */
    | { readonly kind: "list"; readonly items: readonly Expression[]; readonly rest: boolean }
    /** `{a = 1, b = 2}`. */
    | { readonly kind: "record"; readonly fields: readonly NamedValue[]; readonly rest: boolean }
    /** `{#}`. */
    | { readonly kind: "invalid" }
    /** `...`: the default value. */
    | { readonly kind: "default" }
  );

/** In a `select` case, a table entry or a `switch`. */
export type Keyset = { readonly place: Place } & (
  | { readonly kind: "any"; readonly word: "_" | "default" }
  | { readonly kind: "value"; readonly value: Expression }
  | { readonly kind: "mask"; readonly value: Expression; readonly mask: Expression }
  | { readonly kind: "range"; readonly low: Expression; readonly high: Expression }
  /** `(a, b)`: one for each key. Never inside another. */
  | { readonly kind: "tuple"; readonly items: readonly Keyset[] }
);

// ------------------------------------------------------------------------------ statements
export type SwitchLabel = Expression | "default";
export type Statement = { readonly place: Place; readonly annotations?: readonly Annotation[] } & (
  | { readonly kind: "empty" }
  /** `operator` of an op-assignment `+=`, …; null for a plain one. */
  | {
      readonly kind: "assign";
      readonly target: Expression;
      readonly operator: BinaryOperator | null;
      readonly value: Expression;
    }
  | { readonly kind: "call"; readonly call: Expression & { readonly kind: "call" } }
  | { readonly kind: "block"; readonly body: readonly Statement[] }
  | {
      readonly kind: "if";
      readonly condition: Expression;
      readonly then: Statement;
      readonly otherwise: Statement | null;
    }
  | {
      readonly kind: "switch";
      readonly on: Expression;
      readonly cases: readonly {
        readonly label: SwitchLabel;
        readonly body: Statement | null;
        readonly place: Place;
      }[];
    }
  | {
      readonly kind: "for";
      readonly init: readonly Statement[];
      readonly condition: Expression;
      readonly update: readonly Statement[];
      readonly body: Statement;
    }
  /** `for (T x in a..b)` or `in list`; `type` is null where the variable is declared outside. */
  | {
      readonly kind: "forIn";
      readonly type: TypeRef | null;
      readonly variable: Name;
      readonly low: Expression;
      /** null: `low` is a list, a stack or another collection. */
      readonly high: Expression | null;
      readonly body: Statement;
    }
  | { readonly kind: "return"; readonly value: Expression | null }
  | { readonly kind: "exit" | "break" | "continue" }
  /** A variable, constant or instance among statements. */
  | {
      readonly kind: "declare";
      readonly declaration: VariableDeclaration | ConstantDeclaration | InstanceDeclaration;
    }
);

// ---------------------------------------------------------------------------- declarations
export type Direction = "in" | "out" | "inout" | "none";
export type Parameter = {
  readonly annotations: readonly Annotation[];
  readonly direction: Direction;
  readonly type: TypeRef;
  readonly name: Name;
  readonly default: Expression | null;
  readonly place: Place;
};
export type TypeParameter = Name;

type Declared = {
  readonly annotations: readonly Annotation[];
  readonly name: Name;
  readonly place: Place;
};

export type VariableDeclaration = Declared & {
  readonly kind: "variable";
  readonly type: TypeRef;
  readonly value: Expression | null;
};
export type ConstantDeclaration = Declared & {
  readonly kind: "constant";
  readonly type: TypeRef;
  readonly value: Expression;
};
/** `Type<Args>(args) name;` `body` are the abstract methods that it gives, as functions. */
export type InstanceDeclaration = Declared & {
  readonly kind: "instance";
  readonly type: TypeRef;
  readonly args: readonly Argument[];
  readonly body: readonly (FunctionDeclaration | InstanceDeclaration)[] | null;
};
export type FunctionDeclaration = Declared & {
  readonly kind: "function";
  readonly returns: TypeRef;
  readonly types: readonly TypeParameter[];
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
};
export type ActionDeclaration = Declared & {
  readonly kind: "action";
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
};
export type TableKey = {
  readonly expression: Expression;
  readonly match: Name;
  readonly annotations: readonly Annotation[];
};
export type TableActionRef = {
  readonly annotations: readonly Annotation[];
  readonly name: Name;
  readonly args: readonly Argument[];
  readonly place: Place;
};
export type TableEntry = {
  readonly annotations: readonly Annotation[];
  readonly constant: boolean;
  readonly priority: Expression | null;
  readonly keyset: Keyset;
  readonly action: TableActionRef;
  readonly place: Place;
};
export type TableProperty = {
  readonly place: Place;
  readonly annotations: readonly Annotation[];
} & (
  | { readonly kind: "key"; readonly keys: readonly TableKey[] }
  | { readonly kind: "actions"; readonly actions: readonly TableActionRef[] }
  | {
      readonly kind: "entries";
      readonly constant: boolean;
      readonly entries: readonly TableEntry[];
    }
  /** Anything else: `default_action`, `size`, `implementation`, `counters`, …. */
  | {
      readonly kind: "property";
      readonly constant: boolean;
      readonly name: Name;
      readonly value: Expression;
    }
);
export type TableDeclaration = Declared & {
  readonly kind: "table";
  readonly properties: readonly TableProperty[];
};
export type ControlDeclaration = Declared & {
  readonly kind: "control";
  readonly types: readonly TypeParameter[];
  readonly parameters: readonly Parameter[];
  readonly constructorParameters: readonly Parameter[];
  readonly locals: readonly Declaration[];
  readonly body: readonly Statement[];
};
/** `value_set<T>(size) name;` */
export type ValueSetDeclaration = Declared & {
  readonly kind: "valueSet";
  readonly type: TypeRef;
  readonly size: Expression;
};
export type StateDeclaration = Declared & {
  readonly body: readonly Statement[];
  /** null: no `transition`, which rejects. */
  readonly transition:
    | { readonly kind: "direct"; readonly next: Name }
    | {
        readonly kind: "select";
        readonly on: readonly Expression[];
        readonly cases: readonly {
          readonly keyset: Keyset;
          readonly next: Name;
          readonly place: Place;
        }[];
        readonly place: Place;
      }
    | null;
};
export type ParserDeclaration = Declared & {
  readonly kind: "parser";
  readonly types: readonly TypeParameter[];
  readonly parameters: readonly Parameter[];
  readonly constructorParameters: readonly Parameter[];
  readonly locals: readonly Declaration[];
  readonly states: readonly StateDeclaration[];
};
/** `parser P<H>(…);` and `control C<H>(…);`: the type of a block. */
export type BlockTypeDeclaration = Declared & {
  readonly kind: "parserType" | "controlType";
  readonly types: readonly TypeParameter[];
  readonly parameters: readonly Parameter[];
};
export type PackageDeclaration = Declared & {
  readonly kind: "package";
  readonly types: readonly TypeParameter[];
  readonly parameters: readonly Parameter[];
};
export type Field = {
  readonly annotations: readonly Annotation[];
  readonly type: TypeRef;
  readonly name: Name;
};
export type StructDeclaration = Declared & {
  readonly kind: "struct" | "header" | "union";
  readonly types: readonly TypeParameter[];
  readonly fields: readonly Field[];
};
export type EnumDeclaration = Declared & {
  readonly kind: "enum";
  /** null: no underlying type, and no values. */
  readonly under: TypeRef | null;
  readonly members: readonly { readonly name: Name; readonly value: Expression | null }[];
};
/** `typedef T name;` or `type T name;` (a new type). */
export type TypeDeclaration = Declared & {
  readonly kind: "typedef" | "newtype";
  readonly type: TypeRef;
};
/** `error { … }` and `match_kind { … }`; the name is empty. */
export type MembersDeclaration = Declared & {
  readonly kind: "errors" | "matchKinds";
  readonly members: readonly Name[];
};
export type Method = Declared & {
  /** null: a constructor. */
  readonly returns: TypeRef | null;
  readonly types: readonly TypeParameter[];
  readonly parameters: readonly Parameter[];
  readonly abstract: boolean;
};
export type ExternDeclaration = Declared & {
  readonly kind: "extern";
  readonly types: readonly TypeParameter[];
  readonly methods: readonly Method[];
};
export type ExternFunctionDeclaration = Method & { readonly kind: "externFunction" };

export type Declaration =
  | VariableDeclaration
  | ConstantDeclaration
  | InstanceDeclaration
  | FunctionDeclaration
  | ActionDeclaration
  | TableDeclaration
  | ControlDeclaration
  | ValueSetDeclaration
  | ParserDeclaration
  | BlockTypeDeclaration
  | PackageDeclaration
  | StructDeclaration
  | EnumDeclaration
  | TypeDeclaration
  | MembersDeclaration
  | ExternDeclaration
  | ExternFunctionDeclaration;

/** A whole program: what is included stands where it was included. */
export type Tree = { readonly declarations: readonly Declaration[] };
