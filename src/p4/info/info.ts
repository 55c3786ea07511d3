/**
 * P4Info of a program: everything that a control plane can name, with its id. In: the program. Out:
 * one message, or which ids clash. `@hidden` things are not in it. (P4Runtime specification 1.4,
 * chapter 6.)
 * @module
 */
import { no, ok, type Result } from "../../base/result.ts";
import type { Action, Annotation, Instance, Program, Table } from "../program.ts";
import { bitsOf } from "../switch/bits.ts";
import { digestsOf, type DigestUse } from "./digests.ts";
import { idsOf, idWritten, PREFIX, type Identified, type Nameable } from "./ids.ts";
import type { Message } from "./message.ts";
import { typeInfo, typeSpec } from "./types.ts";

const EXACT = 2;
const MATCH = { exact: EXACT, lpm: 3, ternary: 4, range: 5, optional: 6, selector: 0 } as const;
const SCOPE = { both: 0, table: 1, default: 2 } as const;
const UNIT = { packets: 2, bytes: 1, both: 3 } as const;
const SIZE_DEFAULT = 1024;
/** Annotations that the message has fields for, or that are for compilers. */
const SILENT = new Set(["id", "name", "hidden", "tableonly", "defaultonly", "noWarn", "pipeline"]);

export function p4InfoOf(program: Program): Result<Message, string> {
  const tables = program.tables.filter(isShown);
  const actions = program.actions.filter(isShown);
  const digests = digestsOf(program);
  const all: readonly { readonly of: object; readonly named: Identified }[] = [
    ...tables.map((of) => ({ of, named: identified("table", of) })),
    ...actions.map((of) => ({ of, named: identified("action", of) })),
    ...program.instances.filter(isNameable).map((of) => ({ of, named: identified(of.extern, of) })),
    ...program.controllerHeaders.map((of) => ({ of, named: identified("controller_header", of) })),
    ...digests.map((of) => ({ of, named: identified("digest", of) })),
  ];
  const ids = idsOf(all.map(({ named }) => named));
  if (!ids.ok) return no(ids.reason);
  const names = all.map(({ named }) => named.name);
  const preambles = new Map<object, Message>(
    all.map(({ of, named }, at) => [
      of,
      {
        id: ids.value[at],
        name: named.name,
        alias: aliasOf(named.name, names),
        annotations: annotationTexts(named.annotations),
      },
    ]),
  );
  return ok(build(program, { tables, actions, digests }, preambles));
}

type Nameables = Instance & { readonly extern: Nameable };
type Parts = {
  readonly tables: readonly Table[];
  readonly actions: readonly Action[];
  readonly digests: readonly DigestUse[];
};

function isShown({ annotations }: { readonly annotations: readonly Annotation[] }): boolean {
  return annotations.every(({ name }) => name !== "hidden");
}

function isNameable(instance: Instance): instance is Nameables {
  return instance.extern in PREFIX;
}

function identified(kind: Nameable, of: Omit<Identified, "kind">): Identified {
  return { kind, name: of.name, annotations: of.annotations };
}

/** The shortest suffix, from dot to dot, that no other name ends in. */
function aliasOf(name: string, names: readonly string[]): string {
  const parts = name.split(".");
  for (let at = parts.length - 1; at > 0; at -= 1) {
    const suffix = parts.slice(at).join(".");
    const others = names.filter((each) => each === suffix || each.endsWith(`.${suffix}`));
    if (others.length === 1) return suffix;
  }
  return name;
}

function annotationTexts(annotations: readonly Annotation[]): readonly string[] {
  return annotations
    .filter(({ name }) => !SILENT.has(name))
    .map(({ name, text }) => (text === "" ? `@${name}` : `@${name}(${text})`));
}

function build(
  program: Program,
  { tables, actions, digests }: Parts,
  preambles: ReadonlyMap<object, Message>,
): Message {
  const idOf = (of: object | null): number | undefined => {
    const id = of === null ? undefined : preambles.get(of)?.["id"];
    return typeof id === "number" ? id : undefined;
  };
  const instances = (...externs: readonly string[]): readonly Instance[] =>
    program.instances.filter(({ extern }) => externs.includes(extern));
  const using = (of: Instance): readonly Table[] =>
    tables.filter((table) =>
      [table.implementation, table.directCounter, table.directMeter].includes(of),
    );
  const specs: Specs = { preambles, idOf, instances, using };
  return {
    pkg_info: { arch: "v1model" },
    tables: tables.map((table) => tableMessage(table, preambles.get(table), idOf)),
    actions: actions.map((action) => actionMessage(action, preambles.get(action))),
    ...externMessages(specs),
    controller_packet_metadata: program.controllerHeaders.map((of) => ({
      preamble: preambles.get(of),
      metadata: of.type.fields.map(({ name, type, annotations }, at) => ({
        id: idWritten({ annotations }) ?? at + 1,
        name,
        annotations: annotationTexts(annotations),
        bitwidth: bitsOf(type),
      })),
    })),
    digests: digests.map((of) => ({ preamble: preambles.get(of), type_spec: typeSpec(of.type) })),
    type_info: typeInfo(digests.map(({ type }) => type)),
  };
}

type Specs = {
  readonly preambles: ReadonlyMap<object, Message>;
  readonly idOf: (of: object | null) => number | undefined;
  readonly instances: (...externs: readonly string[]) => readonly Instance[];
  readonly using: (of: Instance) => readonly Table[];
};

function actionMessage(action: Action, preamble: Message | undefined): Message {
  const params = paramsOf(action).map(({ parameter, annotations }, at) => ({
    id: idWritten({ annotations }) ?? at + 1,
    name: parameter.name,
    annotations: annotationTexts(annotations),
    bitwidth: bitsOf(parameter.type),
  }));
  return { preamble, params };
}

function externMessages({ preambles, idOf, instances, using }: Specs): Message {
  return {
    action_profiles: instances("action_profile", "action_selector").map((of) => ({
      preamble: preambles.get(of),
      table_ids: using(of).flatMap((table) => idOf(table) ?? []),
      with_selector: of.extern === "action_selector",
      size: of.args[of.extern === "action_selector" ? 1 : 0],
    })),
    counters: instances("counter").map((of) => ({
      preamble: preambles.get(of),
      spec: { unit: counterUnit(of.args[1]) },
      size: of.args[0],
    })),
    direct_counters: instances("direct_counter").map((of) => ({
      preamble: preambles.get(of),
      spec: { unit: counterUnit(of.args[0]) },
      direct_table_id: idOf(using(of)[0] ?? null),
    })),
    meters: instances("meter").map((of) => ({
      preamble: preambles.get(of),
      spec: { unit: of.args[1] === 1n ? UNIT.bytes : UNIT.packets },
      size: of.args[0],
    })),
    direct_meters: instances("direct_meter").map((of) => ({
      preamble: preambles.get(of),
      spec: { unit: of.args[0] === 1n ? UNIT.bytes : UNIT.packets },
      direct_table_id: idOf(using(of)[0] ?? null),
    })),
    value_sets: instances("value_set").map((of) => ({
      preamble: preambles.get(of),
      match: of.types.map((type, at) => ({
        id: at + 1,
        name: "",
        bitwidth: bitsOf(type),
        match_type: EXACT,
      })),
      size: of.args[0],
    })),
    registers: instances("register").map((of) => ({
      preamble: preambles.get(of),
      type_spec: typeSpec(of.types[0]),
      size: of.args[0],
    })),
  };
}

function tableMessage(
  table: Table,
  preamble: Message | undefined,
  idOf: (of: object | null) => number | undefined,
): Message {
  const { defaultAction } = table;
  const defaultId = idOf(defaultAction.action.action);
  return {
    preamble,
    match_fields: table.keys
      .filter(({ match }) => match !== "selector")
      .map(({ name, expression, match, annotations }, at) => ({
        id: idWritten({ annotations }) ?? at + 1,
        name,
        annotations: annotationTexts(annotations),
        bitwidth: bitsOf(expression.type),
        match_type: MATCH[match],
      })),
    action_refs: table.actions
      .filter(({ action }) => isShown(action))
      .map(({ action, annotations, scope }) => ({
        id: idOf(action),
        annotations: annotationTexts(annotations),
        scope: SCOPE[scope],
      })),
    const_default_action_id: table.constantDefault ? defaultId : undefined,
    initial_default_action:
      defaultId === undefined ? undefined : { action_id: defaultId, arguments: argumentsOf(table) },
    implementation_id: idOf(table.implementation),
    direct_resource_ids: [table.directCounter, table.directMeter].flatMap((of) => idOf(of) ?? []),
    size: table.size ?? SIZE_DEFAULT,
    is_const_table: table.constantEntries,
    has_initial_entries: table.entries.length > 0,
  };
}

function argumentsOf({ defaultAction }: Table): readonly Message[] {
  return paramsOf(defaultAction.action.action).map(({ parameter, annotations }, at) => {
    const given = defaultAction.data[at];
    const value = given?.kind === "constant" ? BigInt(given.value) : 0n;
    return {
      param_id: idWritten({ annotations }) ?? at + 1,
      value: shortest(BigInt.asUintN(bitsOf(parameter.type), value)),
    };
  });
}

/** Big-endian, without leading zero bytes; zero is one of them (P4Runtime 1.4, section 8.4). */
function shortest(value: bigint): Uint8Array {
  const hex = value.toString(16);
  return new Uint8Array(Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex"));
}

/** What the control plane gives: the directionless parameters. */
function paramsOf(action: Action) {
  return action.parameters.flatMap((parameter, at) =>
    parameter.direction === "none"
      ? [{ parameter, annotations: action.parameterAnnotations[at] ?? [] }]
      : [],
  );
}

/** `CounterType`: packets, bytes, packets_and_bytes. */
function counterUnit(type: Instance["args"][number] | undefined): number {
  return [UNIT.packets, UNIT.bytes, UNIT.both][Number(type ?? 0)] ?? UNIT.both;
}
