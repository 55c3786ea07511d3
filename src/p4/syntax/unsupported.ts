/**
 * Legal P4_16 that is not done here: what it looks like, why it is left out, and what to write
 * instead. Whatever stands in a program, used or not, is either done or refused by a row of this
 * table; nothing is passed over in silence.
 * @module
 */
export type Construct = {
  readonly syntax: string;
  /** One sentence without its full stop: it is told as the diagnostic's message. */
  readonly why: string;
  readonly cure: string;
};

export const UNSUPPORTED = {
  "abstract-methods": {
    syntax: "E() e = { void m() { … } };",
    why: "no extern of v1model has abstract methods",
    cure: "use an extern without abstract methods",
  },
  architecture: {
    syntax: "OtherSwitch(…) main;",
    why: "the only architecture here is v1model",
    cure: "write V1Switch(…) main;",
  },
  extern: {
    syntax: "extern E { … } … E() e;",
    why: "neither engine knows what this extern does",
    cure: "use what v1model.p4 declares",
  },
  "extern-parameter": {
    syntax: "control C(register<T> r) { apply { r.read(…); } }",
    why: "which extern a run-time parameter stands for is not known when the program is loaded",
    cure: "make it a constructor parameter: control C()(register<T> r)",
  },
  "huge-type": {
    syntax: "struct A { B x; B y; }, forty times over",
    why: "a value of this type would have more than 131072 parts",
    cure: "make it smaller",
  },
  "list-type": {
    syntax: "list<T>",
    why: "lists are for package parameters of other architectures",
    cure: "use a tuple or a header stack",
  },
  "match-kind": {
    syntax: "match_kind { mine } … key = { x: mine; }",
    why: "v1model does not match by this kind",
    cure: "use exact, lpm, ternary, range, optional or selector",
  },
  "table-property": {
    syntax: "table t { … my_property = 3; }",
    why: "neither engine knows what this table property does",
    cure: "take it out",
  },
  "too-many-instances": {
    syntax: "control A() { B() x; B() y; … }, twenty times over",
    why: "the program has more than 10000 instances",
    cure: "apply one instance at several places",
  },
  this: {
    syntax: "this.m(x)",
    why: "`this` belongs to abstract methods",
    cure: "leave it out",
  },
  "varbit-default": {
    syntax: "H h = { 1, ... };",
    why: "a varbit field has no default value here",
    cure: "leave the header unset, and extract it",
  },
  "zero-width": {
    syntax: "bit<0> x;",
    why: "a width of 0 is not done here",
    cure: "leave it out",
  },
} as const satisfies Readonly<Record<string, Construct>>;

export type ConstructId = keyof typeof UNSUPPORTED;
