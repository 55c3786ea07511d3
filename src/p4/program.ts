/**
 * A P4_16 program after checking: names resolved, types known, constants folded, generics and
 * constructor parameters filled in, and one copy of a parser, control or extern for each
 * instantiation. Both back ends start from here. Evaluation order is still the source's: an
 * expression may hold calls and table applies anywhere, and a call is still copy-in, copy-out
 * (P4_16 language specification 1.2.5, sections 6.8, 8.5 and 18).
 * @module
 */

/** Where something stands: 1-based line and column of its first character. */
export type Place = { readonly file: string; readonly line: number; readonly column: number };

// ----------------------------------------------------------------------------------- types
export type BitType = { readonly kind: "bit"; readonly width: number };
export type IntType = { readonly kind: "int"; readonly width: number };
export type Field = {
  readonly name: string;
  readonly type: Type;
  readonly annotations: readonly Annotation[];
};
/** A `struct`; a tuple or list is one too, with fields named "0", "1", …. */
export type StructType = {
  readonly kind: "struct";
  readonly name: string;
  readonly fields: readonly Field[];
};
export type HeaderType = {
  readonly kind: "header";
  readonly name: string;
  readonly fields: readonly Field[];
};
/** Its fields are headers, of which at most one is valid. */
export type UnionType = {
  readonly kind: "union";
  readonly name: string;
  readonly fields: readonly Field[];
};
export type StackType = {
  readonly kind: "stack";
  readonly element: HeaderType | UnionType;
  readonly size: number;
};
/** Without an underlying type: the value is the position in `members`. */
export type EnumType = {
  readonly kind: "enum";
  readonly name: string;
  readonly members: readonly string[];
};
/** A serializable enum: any value of `under`, some of which have names. */
export type SerialEnumType = {
  readonly kind: "serial";
  readonly name: string;
  readonly under: BitType | IntType;
  readonly members: readonly { readonly name: string; readonly value: bigint }[];
};
/** At most `width` bits; its length is part of its value. */
export type VarbitType = { readonly kind: "varbit"; readonly width: number };

/**
 * A `typedef` or `type` is gone: what it names stands here. `error` is a number, the position in
 * `Program.errors`. `string` occurs in constants only. `extern` is packet_in, register, ….
 */
export type Type =
  | { readonly kind: "void" }
  | { readonly kind: "bool" }
  | { readonly kind: "error" }
  | { readonly kind: "string" }
  | { readonly kind: "extern"; readonly name: string; readonly args: readonly Type[] }
  | BitType
  | IntType
  | VarbitType
  | EnumType
  | SerialEnumType
  | StructType
  | HeaderType
  | UnionType
  | StackType;

// ----------------------------------------------------------------------------- expressions
/** "none": directionless, as in an action's data or an extern's argument. */
export type Direction = "in" | "out" | "inout" | "none";

/** A parameter or local; compared by identity. Locals are fresh at each invocation. */
export type Variable = {
  readonly name: string;
  readonly type: Type;
  readonly direction: Direction | "local";
};

export type UnaryOperator = "-" | "~" | "!";
type Arithmetic =
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "|+|"
  | "|-|"
  | "&"
  | "|"
  | "^"
  | "<<"
  | ">>"
  | "++";
type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=";
export type BinaryOperator = Arithmetic | Comparison | "&&" | "||";

/**
 * Every expression has a type and a place. `bit` and `int` operands of one operator have one
 * width, except of a shift and `++`. `==` and `!=` compare whole structs, headers (both invalid,
 * or both valid and equal), stacks and unions too.
 */
export type Expression = { readonly type: Type; readonly place: Place } & (
  | { readonly kind: "constant"; readonly value: bigint | boolean | string }
  | { readonly kind: "variable"; readonly variable: Variable }
  /** A field of a struct, header or union, by position. */
  | { readonly kind: "field"; readonly of: Expression; readonly field: number }
  /** An element of a stack; the index may be any expression. */
  | { readonly kind: "element"; readonly of: Expression; readonly index: Expression }
  | {
      readonly kind: "stack";
      readonly of: Expression;
      readonly part: "next" | "last" | "lastIndex" | "size";
    }
  /** Bits `high` to `low`, both included, of a `bit` or `int`. */
  | { readonly kind: "slice"; readonly of: Expression; readonly high: number; readonly low: number }
  | { readonly kind: "unary"; readonly operator: UnaryOperator; readonly of: Expression }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  /** To `type`: bit or int of any width, bool and bit<1>, serial enum and its type. */
  | { readonly kind: "cast"; readonly of: Expression }
  | {
      readonly kind: "choice";
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  /** A whole struct, header (valid) or tuple from its fields in the order of the type. */
  | {
      readonly kind: "list";
      readonly items: readonly Expression[];
      /** The positions of all items in the order of evaluation, where that is another one. */
      readonly order?: readonly number[];
    }
  /** `{#}`, and the default of `...`: an invalid header or union. */
  | { readonly kind: "invalid" }
  | { readonly kind: "isValid"; readonly of: Expression }
  | Call
  /** `hit`, `miss`: bool. */
  | { readonly kind: "apply"; readonly table: Table; readonly want: "hit" | "miss" }
);

/** An argument's direction is its parameter's. One left out (`_`, optional) is null. */
export type Argument = { readonly parameter: Variable; readonly value: Expression | null };

export type Call = {
  readonly kind: "call";
  readonly callee: Callee;
  /** In the order in which they are written. */
  readonly args: readonly Argument[];
};
export type Callee =
  | { readonly kind: "function"; readonly function: Procedure }
  | { readonly kind: "action"; readonly action: Action }
  /** `c.apply(...)` of a control or parser instance. */
  | { readonly kind: "control"; readonly control: Control }
  | { readonly kind: "parser"; readonly parser: Parser }
  /** An extern function, by its name and the types of the call: `hash`, `verify`, `digest`, …. */
  | { readonly kind: "extern"; readonly name: string; readonly types: readonly Type[] }
  /** A method of an instance: `r.read`, `c.count`. */
  | { readonly kind: "method"; readonly instance: Instance; readonly name: string }
  /** Of a packet_in or packet_out: extract (1 or 2 arguments), lookahead, advance, length, emit. */
  | {
      readonly kind: "packet";
      readonly name: string;
      readonly packet: Expression;
      readonly types: readonly Type[];
    }
  /** A method of a header, union or stack. The target is an l-value, its index evaluated once. */
  | {
      readonly kind: "header";
      readonly name: "setValid" | "setInvalid" | "push_front" | "pop_front";
      readonly target: Expression;
    };

// ------------------------------------------------------------------------------ statements
export type Statement = { readonly place: Place } & (
  | { readonly kind: "assign"; readonly target: Expression; readonly value: Expression }
  /** A call for its effects. */
  | { readonly kind: "call"; readonly call: Expression & Call }
  | { readonly kind: "apply"; readonly table: Table }
  | { readonly kind: "declare"; readonly variable: Variable; readonly value: Expression | null }
  | {
      readonly kind: "if";
      readonly condition: Expression;
      readonly then: Statement;
      readonly otherwise: Statement | null;
    }
  | { readonly kind: "block"; readonly body: readonly Statement[] }
  /** `switch (t.apply().action_run)`; case null is the default; body null falls through. */
  | {
      readonly kind: "switchAction";
      readonly table: Table;
      readonly cases: readonly {
        readonly action: Action | null;
        readonly body: Statement | null;
      }[];
    }
  | {
      readonly kind: "switchValue";
      readonly on: Expression;
      readonly cases: readonly {
        readonly value: Expression | null;
        readonly body: Statement | null;
      }[];
    }
  | {
      readonly kind: "for";
      readonly init: readonly Statement[];
      readonly condition: Expression;
      readonly update: readonly Statement[];
      readonly body: Statement;
    }
  /** Over the integers from `low` to `high`, both included and each evaluated once. */
  | {
      readonly kind: "forIn";
      readonly variable: Variable;
      readonly low: Expression;
      readonly high: Expression;
      readonly body: Statement;
    }
  | { readonly kind: "return"; readonly value: Expression | null }
  | { readonly kind: "exit" }
  | { readonly kind: "break" }
  | { readonly kind: "continue" }
);

// ------------------------------------------------------------------------------ procedures
export type Annotation = {
  readonly name: string;
  /** As written, parsed where it is a list of constants: "@id(1)", "@field_list(1, 2)". */
  readonly values: readonly (bigint | string | boolean)[];
  /** The text between the parentheses; empty if there are none. */
  readonly text: string;
};
export type Procedure = {
  readonly name: string;
  readonly parameters: readonly Variable[];
  readonly returns: Type;
  readonly body: readonly Statement[];
  readonly place: Place;
};
/** Directional parameters first, then the data that the control plane gives ("none"). */
export type Action = {
  /** As the control plane knows it: "MyIngress.forward". */
  readonly name: string;
  readonly parameters: readonly Variable[];
  /** One list a parameter. */
  readonly parameterAnnotations: readonly (readonly Annotation[])[];
  readonly annotations: readonly Annotation[];
  readonly body: readonly Statement[];
  readonly place: Place;
};

export type MatchKind = "exact" | "lpm" | "ternary" | "range" | "optional" | "selector";
export type Key = {
  /** As the control plane knows it: "hdr.ipv4.dst", or by `@name`. */
  readonly name: string;
  readonly expression: Expression;
  readonly match: MatchKind;
  readonly annotations: readonly Annotation[];
};
/** A row's condition on one key, or a case's on one select expression. Constant in an entry. */
export type Keyset =
  | { readonly kind: "any" }
  | { readonly kind: "value"; readonly value: Expression }
  | { readonly kind: "mask"; readonly value: Expression; readonly mask: Expression }
  | { readonly kind: "range"; readonly low: Expression; readonly high: Expression }
  /** Alone in a case, it is over all of the select's expressions. */
  | { readonly kind: "set"; readonly instance: Instance };
export type TableAction = {
  readonly action: Action;
  /** For the directional parameters, evaluated after the lookup. */
  readonly bound: readonly Argument[];
  readonly annotations: readonly Annotation[];
  /** From `@tableonly` and `@defaultonly`. */
  readonly scope: "both" | "table" | "default";
};
/** An action of the table's list with its data, constants. */
export type Chosen = { readonly action: TableAction; readonly data: readonly Expression[] };
export type Entry = {
  readonly keysets: readonly Keyset[];
  readonly chosen: Chosen;
  /** The larger wins; null where no priority is ranked (exact, lpm). */
  readonly priority: number | null;
  readonly constant: boolean;
  readonly place: Place;
};
export type Table = {
  /** As the control plane knows it: "MyIngress.ipv4_lpm". */
  readonly name: string;
  readonly keys: readonly Key[];
  readonly actions: readonly TableAction[];
  readonly defaultAction: Chosen;
  readonly constantDefault: boolean;
  readonly entries: readonly Entry[];
  /** `const entries`: the control plane may not add to them. */
  readonly constantEntries: boolean;
  readonly size: number | null;
  /** The action_profile or action_selector of `implementation`. */
  readonly implementation: Instance | null;
  /** The direct counter and the direct meter, if any. */
  readonly directCounter: Instance | null;
  readonly directMeter: Instance | null;
  readonly annotations: readonly Annotation[];
  readonly place: Place;
};

/** One extern instance: a register, counter, meter, action_selector, value_set, …. */
export type Instance = {
  /** As the control plane knows it: "MyIngress.seen". */
  readonly name: string;
  /** The extern's name: "register". */
  readonly extern: string;
  readonly types: readonly Type[];
  /** Constructor arguments, in order: numbers, or an enum's member as its position. */
  readonly args: readonly (bigint | boolean | string)[];
  readonly annotations: readonly Annotation[];
  readonly place: Place;
};

export type Control = {
  /** Path of instances: "MyIngress.sub". */
  readonly name: string;
  readonly parameters: readonly Variable[];
  /** Run before the body at each apply: declarations with initial values. */
  readonly locals: readonly (Statement & { readonly kind: "declare" })[];
  readonly body: readonly Statement[];
  readonly place: Place;
};

/** -1: accept, -2: reject; else a position in `Parser.states`. */
export type StateNumber = number;
export const ACCEPT: StateNumber = -1;
export const REJECT: StateNumber = -2;
export type State = {
  readonly name: string;
  readonly body: readonly Statement[];
  readonly transition:
    | { readonly kind: "direct"; readonly next: StateNumber }
    | {
        readonly kind: "select";
        readonly on: readonly Expression[];
        readonly cases: readonly {
          readonly keysets: readonly Keyset[];
          readonly next: StateNumber;
        }[];
      };
  readonly place: Place;
};
export type Parser = {
  readonly name: string;
  readonly parameters: readonly Variable[];
  readonly locals: readonly (Statement & { readonly kind: "declare" })[];
  /** The first is `start`. */
  readonly states: readonly State[];
  readonly place: Place;
};

/** A program for v1model's V1Switch. */
export type Program = {
  readonly parser: Parser;
  readonly verifyChecksum: Control;
  readonly ingress: Control;
  readonly egress: Control;
  readonly computeChecksum: Control;
  readonly deparser: Control;
  /** The seven of core.p4 first, in its order; then the program's. */
  readonly errors: readonly string[];
  /** Everything that the control plane can name, in the order of the source. */
  readonly tables: readonly Table[];
  readonly actions: readonly Action[];
  readonly instances: readonly Instance[];
  /** `@controller_header("packet_in")` headers, for P4Info. */
  readonly controllerHeaders: readonly {
    readonly name: string;
    readonly type: HeaderType;
    readonly annotations: readonly Annotation[];
  }[];
  /** The struct of user metadata, and the struct standard_metadata_t as declared. */
  readonly metadataType: StructType;
  readonly standardMetadataType: StructType;
  readonly headersType: StructType;
};
