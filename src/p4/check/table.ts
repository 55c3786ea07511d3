/**
 * Tables (P4_16 1.2.5, section 14.2; v1model's further properties).
 * @module
 */
import type { Chosen, Instance, Key, MatchKind, Table } from "../program.ts";
import type { Expression, TableDeclaration, TableKey, TableProperty } from "../syntax/tree.ts";
import { annotationsOf, pathOf, textOf } from "./annotation.ts";
import { chosen, listed, type ListedAction } from "./chosen.ts";
import type { Context } from "./context.ts";
import { entriesOf } from "./entries.ts";
import { constantOf, numberOf } from "./operand.ts";
import { toldAlready, unsupported, wrong } from "./refuse.ts";
import { bare, show, type Shape } from "./type.ts";
import { lookUp } from "./typename.ts";
import { written } from "./written.ts";

export function makeTable(context: Context, source: TableDeclaration): Table {
  const { place } = source;
  checkOnce(source);
  const annotations = annotationsOf(context, source.annotations);
  const name = pathOf(context.path, source.name.text, annotations);
  const keyed = find(source, "key")?.keys.map((key) => makeKey(context, key)) ?? [];
  const keys = keyed.map(({ key }) => key);
  const actions = listedActions(context, source);
  const implicit = implicitDefault(context, source, actions);
  const defaultSource = property(source, "default_action");
  const around = { context, source, name };
  const entries = find(source, "entries");
  const table: Table = {
    name,
    keys,
    actions: [...actions, ...implicit].map((one) => one.listed),
    defaultAction: defaultAction(context, source, actions, implicit),
    constantDefault: defaultSource?.constant ?? false,
    entries:
      entries === undefined
        ? []
        : entriesOf(context, entries.entries, {
            keys,
            types: keyed.map(({ type }) => type),
            actions,
            constant: entries.constant,
            largestWins: flag(context, source, "largest_priority_wins", true),
            delta: number(context, source, "priority_delta") ?? 1n,
          }),
    constantEntries: entries?.constant ?? false,
    size: toSize(number(context, source, "size")),
    implementation: instanceIn(around, "implementation", ["action_profile", "action_selector"]),
    directCounter: instanceIn(around, "counters", ["direct_counter"]),
    directMeter: instanceIn(around, "meters", ["direct_meter"]),
    annotations,
    place,
  };
  if (entries !== undefined && keys.length === 0) {
    wrong(entries.place, "a table without keys has no entries", "use a default_action");
  }
  context.output.tables.push(table);
  return table;
}

const PROPERTIES = [
  "default_action",
  "size",
  "implementation",
  "counters",
  "meters",
  "largest_priority_wins",
  "priority_delta",
  "support_timeout",
];

function checkOnce({ properties }: TableDeclaration): void {
  const seen = new Set<string>();
  for (const one of properties) {
    const name = one.kind === "property" ? one.name.text : one.kind;
    if (seen.has(name)) wrong(one.place, `the property ${name} stands twice`, "take one out");
    seen.add(name);
    if (one.kind === "property" && !PROPERTIES.includes(name)) {
      unsupported(one.place, "table-property", name);
    }
  }
}

function find<Kind extends "key" | "actions" | "entries">(
  { properties }: TableDeclaration,
  kind: Kind,
): (TableProperty & { readonly kind: Kind }) | undefined {
  return properties.find((one): one is TableProperty & { readonly kind: Kind } => {
    return one.kind === kind;
  });
}

function property({ properties }: TableDeclaration, name: string) {
  return properties.filter((one) => one.kind === "property").find((one) => one.name.text === name);
}

const MATCH_KINDS: readonly MatchKind[] = [
  "exact",
  "lpm",
  "ternary",
  "range",
  "optional",
  "selector",
];

function makeKey(context: Context, source: TableKey): { readonly key: Key; readonly type: Shape } {
  const operand = context.evaluate(context, source.expression);
  const { place } = operand;
  if (operand.kind !== "value")
    return wrong(place, "a key needs a type", "give the number a width");
  const { kind } = bare(operand.type);
  if (!["bit", "int", "bool", "enum", "serial", "error", "variable"].includes(kind)) {
    wrong(place, `a ${show(operand.type)} is no key`, "use its parts as keys");
  }
  const annotations = annotationsOf(context, source.annotations);
  const name = textOf(annotations, "name") ?? written(source.expression);
  const match = matchKind(context, source);
  return { key: { name, expression: operand.ir, match, annotations }, type: operand.type };
}

function matchKind(context: Context, { match }: TableKey): MatchKind {
  const entity = lookUp(context, match);
  const kind = MATCH_KINDS.find((one) => one === match.text);
  if (entity.kind !== "matchKind") {
    return wrong(match.place, `${match.text} is no match_kind`, "use exact, lpm or ternary");
  }
  if (kind !== undefined) return kind;
  return unsupported(match.place, "match-kind", match.text);
}

function listedActions(context: Context, source: TableDeclaration): readonly ListedAction[] {
  const from = find(source, "actions");
  if (from === undefined)
    return wrong(source.place, "a table has actions", "write actions = { … }");
  const made = from.actions.map((one) => listed(context, one));
  for (const [at, { listed: one }] of made.entries()) {
    if (made.findIndex(({ listed: other }) => other.action === one.action) !== at) {
      const place = from.actions[at]?.place ?? source.place;
      wrong(place, `${one.action.name} is listed twice`, "take one out");
    }
  }
  return made;
}

/** Without a `default_action` a miss runs core.p4's NoAction, listed or not. */
function implicitDefault(
  context: Context,
  source: TableDeclaration,
  actions: readonly ListedAction[],
): readonly ListedAction[] {
  if (property(source, "default_action") !== undefined) return [];
  const entity = context.scope.outermost().find("NoAction");
  if (entity?.kind !== "action") {
    return wrong(source.place, "there is no NoAction", "#include <core.p4>");
  }
  const action = entity.action(context.output);
  if (actions.some((one) => one.listed.action === action)) return [];
  return [{ entity, listed: { action, bound: [], annotations: [], scope: "default" } }];
}

function defaultAction(
  context: Context,
  source: TableDeclaration,
  actions: readonly ListedAction[],
  implicit: readonly ListedAction[],
): Chosen {
  const from = property(source, "default_action")?.value;
  if (from === undefined) {
    const none = context.scope.outermost().find("NoAction");
    const action = none?.kind === "action" ? none.action(context.output) : null;
    const found = [...actions, ...implicit].find((one) => one.listed.action === action);
    return found === undefined ? toldAlready() : { action: found.listed, data: [] };
  }
  const callee = from.kind === "call" ? from.callee : from;
  const args = from.kind === "call" ? from.args : [];
  if (callee.kind !== "name") return wrong(from.place, "this is no action", "write an action");
  return chosen(context, { name: callee.name, args }, actions, "default");
}

function number(context: Context, source: TableDeclaration, name: string): bigint | null {
  const from = property(source, name)?.value;
  if (from === undefined) return null;
  const value = numberOf(context.evaluate(context, from));
  if (value === null || value < 0n) {
    return wrong(from.place, `${name} must be a constant, 0 or more`, "write a number");
  }
  return value;
}

function toSize(size: bigint | null): number | null {
  return size === null ? null : Number(size);
}

function flag(context: Context, source: TableDeclaration, name: string, otherwise: boolean) {
  const from = property(source, name)?.value;
  if (from === undefined) return otherwise;
  const operand = context.evaluate(context, from);
  const value = operand.kind === "value" ? constantOf(operand.ir) : null;
  return typeof value === "boolean"
    ? value
    : wrong(from.place, `${name} is true or false`, "write true or false");
}

type Around = {
  readonly context: Context;
  readonly source: TableDeclaration;
  readonly name: string;
};

/** An extern given to the table: one with a name, or one made on the spot. */
function instanceIn(
  { context, source, name }: Around,
  key: string,
  externs: readonly string[],
): Instance | null {
  const from = property(source, key);
  if (from === undefined) return null;
  const { value } = from;
  const own = textOf(annotationsOf(context, from.annotations), "name");
  const anonymous = own ?? key;
  const path = own === null ? name : context.path;
  const operand = context.evaluate({ ...context, path, anonymous }, value);
  const entity = operand.kind === "reference" ? operand.entity : null;
  if (entity?.kind === "broken") return toldAlready();
  if (entity?.kind !== "instance" || entity.is.kind !== "extern") {
    return refuseProperty(value, key, externs);
  }
  const { instance } = entity.is;
  return externs.includes(instance.extern) ? instance : refuseProperty(value, key, externs);
}

function refuseProperty(value: Expression, key: string, externs: readonly string[]): never {
  wrong(value.place, `${key} needs a ${externs.join(" or ")}`, "name an instance of it");
}
