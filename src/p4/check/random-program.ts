/**
 * Random well-typed v1model programs as text, for differential tests: every choice comes from
 * the caller, so that a failing program shrinks as a list of numbers does.
 * @module
 */
import {
  BOOL,
  Expressions,
  pick,
  randomBits,
  randomType,
  show,
  type Choose,
  type Routine,
  type Slot,
  type Type,
} from "./random-expression.ts";
import { randomStatements, type Table } from "./random-statement.ts";

type Record = { readonly name: string; readonly fields: readonly Type[]; readonly text: string };

const STACK_SIZE = 3;

/** The whole program. Equal choices give equal programs. */
export function randomProgram(choose: Choose): string {
  const outer = randomHeader(choose, "a_t");
  const inner = randomHeader(choose, "b_t");
  const meta = Array.from({ length: 1 + choose(3) }, () => randomType(choose));
  const around = slotsOf(outer, inner, meta);
  const functions = Array.from({ length: choose(3) }, (_, at) => randomFunction(choose, at));
  const routines = functions.map(({ routine }) => routine);
  const ingress = randomIngress(choose, around, routines);
  const standard = "inout standard_metadata_t sm";
  return `#include <v1model.p4>
${outer.text}
${inner.text}
struct Headers { a_t a; b_t b; b_t[${STACK_SIZE}] s; }
struct Meta { ${fieldsText(meta, "m")} }
${functions.map(({ text }) => text).join("\n")}
${randomParser(choose, outer, inner)}
control V(inout Headers hdr, inout Meta meta) { apply {} }
control I(inout Headers hdr, inout Meta meta, ${standard}) {
${ingress}
}
control E(inout Headers hdr, inout Meta meta, ${standard}) {
  apply { ${randomStatements(choose, around, routines, []).join("\n    ")} }
}
control C(inout Headers hdr, inout Meta meta) { apply {} }
control D(packet_out pkt, in Headers hdr) { apply { pkt.emit(hdr); } }
V1Switch(P(), V(), I(), E(), C(), D()) main;
`;
}

function fieldsText(types: readonly Type[], prefix: string): string {
  return types.map((type, at) => `${show(type)} ${prefix}${at};`).join(" ");
}

/** Whole bytes: the last field fills the last one. */
function randomHeader(choose: Choose, name: string): Record {
  const fields = Array.from({ length: 1 + choose(4) }, () => randomType(choose));
  const size = fields.reduce((sum, { width }) => sum + width, 0);
  const rest = (8 - (size % 8)) % 8;
  const all: readonly Type[] = rest === 0 ? fields : [...fields, { kind: "bit", width: rest }];
  return { name, fields: all, text: `header ${name} { ${fieldsText(all, "f")} }` };
}

function slotsOf(outer: Record, inner: Record, meta: readonly Type[]): readonly Slot[] {
  return [
    ...fieldsIn("hdr.a.f", outer.fields),
    ...fieldsIn("meta.m", meta),
    ...fieldsIn("hdr.b.f", inner.fields),
    ...fieldsIn("hdr.s[0].f", inner.fields),
    ...fieldsIn("hdr.s[hdr.s[2].isValid() ? 8w1 : 2].f", inner.fields),
  ];
}

function fieldsIn(prefix: string, types: readonly Type[]): readonly Slot[] {
  return types.map((type, at) => ({ text: `${prefix}${at}`, type, mayStore: true }));
}

function randomFunction(
  choose: Choose,
  at: number,
): { readonly routine: Routine; readonly text: string } {
  const name = `f${at}`;
  const returns = randomType(choose);
  const parameters = Array.from({ length: 1 + choose(3) }, () => ({
    type: randomType(choose),
    isInout: choose(2) === 1,
  }));
  const slots = parameters.map(({ type, isInout }, position): Slot => {
    return { text: `p${position}`, type, mayStore: isInout };
  });
  const declared = parameters.map(({ type, isInout }, position) => {
    return `${isInout ? "inout" : "in"} ${show(type)} p${position}`;
  });
  const body = randomStatements(choose, slots, [], []);
  const early = `if (${new Expressions(choose, slots, []).of(BOOL)})`;
  const result = (): string => `return ${new Expressions(choose, slots, []).of(returns)};`;
  const text = `${show(returns)} ${name}(${declared.join(", ")}) {
  ${[...body, ...(choose(2) === 1 ? [`${early} { ${result()} }`] : []), result()].join("\n  ")}
}`;
  return { routine: { name, returns, parameters }, text };
}

function randomParser(choose: Choose, outer: Record, inner: Record): string {
  const select = (of: string, record: Record, next: string): string => {
    const type = record.fields.find(({ kind }) => kind !== "bool");
    if (type === undefined) return "accept;";
    const at = record.fields.indexOf(type);
    const value = (): string => new Expressions(choose, [], []).literal(type);
    const sets = pick(choose, [
      `${value()} &&& ${value()}`,
      `${value()} .. ${value()}`,
      value(),
      `${value()} &&& (${show(type)})${type.width}w1`,
    ]);
    const other = pick(choose, ["accept", "last"]);
    return `select(${of}.f${at}) { ${sets}: ${next}; default: ${other}; }`;
  };
  const looked = pick(choose, [8, 16, 1, 33]);
  return `parser P(packet_in pkt, out Headers hdr, inout Meta meta, inout standard_metadata_t sm) {
  state start { pkt.extract(hdr.a); transition ${select("hdr.a", outer, "second")} }
  state second { pkt.extract(hdr.b); transition ${select("hdr.b", inner, "many")} }
  state many { pkt.extract(hdr.s.next); transition ${select("hdr.s.last", inner, "many")} }
  state last {
    bit<${looked}> seen = pkt.lookahead<bit<${looked}>>();
    verify(seen != ${randomBits(choose, looked)}, error.NoMatch);
    transition accept;
  }
}`;
}

function randomIngress(
  choose: Choose,
  around: readonly Slot[],
  routines: readonly Routine[],
): string {
  const held = randomType(choose);
  const local: Slot = { text: "local", type: held, mayStore: true };
  const slots = [local, ...around];
  const actions = Array.from({ length: 2 }, (_, at) => randomAction(choose, at, slots, routines));
  const table = choose(3) === 0 ? [] : [randomTable(choose, slots, actions)];
  const first = new Expressions(choose, around, routines).of(held);
  const body = randomStatements(choose, slots, routines, table);
  return `  ${show(held)} local = ${first};
  ${actions.map(({ text }) => text).join("\n  ")}
  ${table.map(({ text }) => text).join("\n  ")}
  apply {
    ${body.join("\n    ")}
  }`;
}

type Action = { readonly name: string; readonly data: Type; readonly text: string };

function randomAction(
  choose: Choose,
  at: number,
  slots: readonly Slot[],
  routines: readonly Routine[],
): Action {
  const data = randomType(choose);
  const name = `act${at}`;
  const own: Slot = { text: "given", type: data, mayStore: false };
  const body = randomStatements(choose, [own, ...slots], routines, []);
  if (choose(6) === 1) body.push("exit;");
  return { name, data, text: `action ${name}(${show(data)} given) { ${body.join(" ")} }` };
}

function randomTable(
  choose: Choose,
  slots: readonly Slot[],
  actions: readonly Action[],
): Table & { readonly text: string } {
  const expressions = new Expressions(choose, slots, []);
  const type: Type = { kind: "bit", width: pick(choose, [8, 1, 32, 33, 48, 64, 65]) };
  const match = pick(choose, ["exact", "ternary", "lpm", "range"]);
  const value = (): string => expressions.literal(type);
  const high = (1n << BigInt(type.width)) - 1n;
  const set = (at: number): string => {
    if (match === "exact") return `${type.width}w${BigInt(at) & high}`;
    if (match === "range") return `${value()} .. ${value()}`;
    if (match === "ternary") return `${value()} &&& ${value()}`;
    const free = BigInt(choose(type.width + 1));
    return `${value()} &&& ${(high >> free) << free}`;
  };
  const call = ({ name, data }: Action): string => `${name}(${expressions.literal(data)})`;
  // An exact key of one bit has room for two entries.
  const entries = Array.from({ length: 1 + choose(2) }, (_, at) => {
    const action = actions[choose(actions.length)];
    return action === undefined ? "" : `${set(at)}: ${call(action)};`;
  });
  const [first] = actions;
  const otherwise = first === undefined || choose(2) === 0 ? "NoAction" : call(first);
  const names = actions.map(({ name }) => name);
  const text = `table t {
    key = { ${expressions.of(type)}: ${match} @name("k"); }
    actions = { ${names.join("; ")}; NoAction; }
    default_action = ${otherwise};
    const entries = { ${entries.join(" ")} }
  }`;
  return { name: "t", actions: names, text };
}
