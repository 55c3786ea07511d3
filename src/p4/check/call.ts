/**
 * Calls: functions, actions, methods, `apply`, and constructors without a name
 * (P4_16 1.2.5, sections 8.18, 8.20, 9 and 15).
 * @module
 */
import type { Argument, Callee, Place, Table } from "../program.ts";
import type { Argument as Source, Expression } from "../syntax/tree.ts";
import { bindValues, infer, settled, settleIntegers, type Binding } from "./bind.ts";
import { choose, type Given, type Placing } from "./choose.ts";
import { construct } from "./construct.ts";
import type { Context } from "./context.ts";
import { joined } from "./context.ts";
import type { ActionEntity, Callable, InstanceEntity, Operand, TypeEntity } from "./entity.ts";
import { builtIn } from "./header.ts";
import { constantOf, constantValue, describe, isConstant, valueOf } from "./operand.ts";
import { packetMethods } from "./packet.ts";
import { toldAlready, wrong } from "./refuse.ts";
import { BOOL, VOID, known, show, type Shape } from "./type.ts";
import { typeOf } from "./typename.ts";

type CallSource = Expression & { readonly kind: "call" };

export function call(context: Context, source: CallSource): Operand {
  const { callee } = source;
  if (callee.kind === "member") return callMember(context, source, callee);
  const operand = context.evaluate(context, callee);
  if (operand.kind !== "reference") {
    return wrong(
      source.place,
      `${describe(operand)} cannot be called`,
      "call a function or action",
    );
  }
  const { entity } = operand;
  if (entity.kind === "function") return callOne(context, source, entity.overloads);
  if (entity.kind === "action") return callAction(context, source, entity);
  if (entity.kind === "type") return constructCall(context, source, entity);
  if (entity.kind === "broken") return toldAlready();
  return wrong(source.place, `${describe(operand)} cannot be called`, "write .apply(…)");
}

function callMember(
  context: Context,
  source: CallSource,
  callee: Expression & { readonly kind: "member" },
): Operand {
  const of = context.evaluate(context, callee.of);
  const name = callee.member.text;
  const { place } = source;
  if (of.kind === "reference") return callOfReference(context, source, of, name);
  if (of.kind !== "value") {
    return wrong(place, `${describe(of)} has no method ${name}`, "call a method of a value");
  }
  const type = known(of.type);
  if (type.kind === "extern") {
    return callOne(context, source, packetMethods(context, of.ir, type, name, place));
  }
  const args = source.args.map(({ value, place: at }) => {
    if (value === null) return wrong(at, "`_` gives no value here", "write a value");
    return context.evaluate(context, value);
  });
  return builtIn(context, of, type, name, args, place);
}

function callOfReference(
  context: Context,
  source: CallSource,
  of: Operand & { readonly kind: "reference" },
  name: string,
): Operand {
  const { entity } = of;
  const { place } = source;
  if (entity.kind === "instance") {
    return callOne(context, source, methodsOf(entity, name, place));
  }
  if (entity.kind === "table") return applyTable(context, source, entity.table, name);
  if (entity.kind === "type") {
    if (name === "apply") return applyType(context, source, entity);
    return builtIn(context, null, known(entity.make([])), name, [], place);
  }
  if (entity.kind === "broken") return toldAlready();
  return wrong(place, `${describe(of)} has no method ${name}`, "call a method of an instance");
}

function applyTable(context: Context, source: CallSource, table: Table, name: string): Operand {
  const { place } = source;
  if (name !== "apply" || source.args.length > 0) {
    wrong(place, `a table has no method ${name} like this`, "write .apply()");
  }
  if (context.block !== "control") {
    wrong(place, "a table is applied in the apply block of a control only", "apply it there");
  }
  return { kind: "applied", table, place };
}

function methodsOf(instance: InstanceEntity, name: string, place: Place): readonly Callable[] {
  const found = instance.methods(name);
  if (found.length > 0) return found;
  return wrong(place, `this instance has no method ${name}`, "see the declaration of its type");
}

/** `Type.apply(…)`: an instance with the type's name, one for each block that says so. */
function applyType(context: Context, source: CallSource, entity: TypeEntity): Operand {
  const types = source.types.map((ref) => typeOf(context, ref));
  const key = `${entity.name}<${types.map(show).join(", ")}>`;
  const before = context.direct.get(key);
  const instance =
    before ??
    construct(context, entity, types, [], {
      path: joined(context.path, entity.name),
      annotations: [],
      place: source.place,
      output: context.output,
    });
  context.direct.set(key, instance);
  const apply = methodsOf(instance, "apply", source.place);
  return callOne(context, { ...source, types: [] }, apply);
}

/** `Type(…)` as an argument: named after the parameter that it is given for. */
function constructCall(context: Context, source: CallSource, entity: TypeEntity): Operand {
  const types = source.types.map((ref) => typeOf(context, ref));
  const instance = construct(context, entity, types, source.args, {
    path: joined(context.path, context.anonymous ?? entity.name),
    annotations: [],
    place: source.place,
    output: context.output,
  });
  return { kind: "reference", entity: instance, name: entity.name, place: source.place };
}

/** Arguments in the order in which they are written. */
export function evaluateArguments(context: Context, sources: readonly Source[]): readonly Given[] {
  return sources.map(({ name, value, place }): Given => {
    const operand: Operand =
      value === null ? { kind: "dontCare", place } : context.evaluate(context, value);
    return { name: name?.text ?? null, operand };
  });
}

function callOne(context: Context, source: CallSource, overloads: readonly Callable[]): Operand {
  const { place } = source;
  const typeArgs = source.types.map((ref) => typeOf(context, ref));
  const given = evaluateArguments(context, source.args);
  const { declared, placing } = choose(overloads, given, typeArgs.length, place);
  const binding = infer(declared, typeArgs, given, placing);
  if (declared.isExtern) settleIntegers(binding, given, placing);
  const bound = bindValues(context.lower, binding, given, placing);
  const { types, returns } = settled(declared, binding, place);
  const { callee, parameters } = declared.target(types, place);
  checkAllowed(context, callee, place);
  const args = bound.flatMap(({ parameter, value }): Argument[] => {
    const variable = parameters[parameter];
    return variable === undefined ? [] : [{ parameter: variable, value }];
  });
  if (declared.isExtern) checkConstants(binding, given, placing, args);
  if (callee.kind === "extern" && callee.name === "static_assert") {
    return staticAssert(context, args, place);
  }
  return callValue(context, callee, args, returns, place);
}

function callValue(
  context: Context,
  callee: Callee,
  args: readonly Argument[],
  returns: Shape,
  place: Place,
): Operand {
  return valueOf(returns, { kind: "call", callee, args, type: context.lower(returns), place });
}

/** Which block may call what (P4_16 1.2.5, appendix F). */
function checkAllowed(context: Context, callee: Callee, place: Place): void {
  const { block } = context;
  if (callee.kind === "control" && block !== "control") {
    wrong(place, "a control is applied in the apply block of a control only", "apply it there");
  }
  if (callee.kind === "parser" && block !== "parser") {
    wrong(place, "a parser is applied in a state of a parser only", "apply it there");
  }
  if (callee.kind === "extern" && callee.name === "verify" && block !== "parser") {
    wrong(place, "verify is for parsers only", "use an if");
  }
}

/** A parameter of an extern without direction takes what is known at compile time. */
function checkConstants(
  binding: Binding,
  given: readonly Given[],
  placing: Placing,
  args: readonly Argument[],
): void {
  for (const [at, { direction, name }] of binding.parameters.entries()) {
    const from = placing[at] ?? null;
    const value = from === null ? null : (args[from]?.value ?? null);
    if (direction !== "none" || value === null || value.type.kind === "extern") continue;
    if (!isConstant(value)) {
      const place = given[from ?? 0]?.operand.place ?? value.place;
      wrong(place, `${name} must be known at compile time`, "write a constant");
    }
  }
}

function staticAssert(context: Context, args: readonly Argument[], place: Place): Operand {
  const [condition, message] = args.map(({ value }) => (value === null ? null : constantOf(value)));
  if (typeof condition !== "boolean") {
    return wrong(place, "static_assert needs a constant", "compare constants");
  }
  if (!condition) {
    const why = typeof message === "string" ? `: ${message}` : "";
    wrong(place, `static_assert fails${why}`, "make the claim true, or take it out");
  }
  return constantValue(context.lower, BOOL, true, place);
}

/** An action called as a function: data parameters act as `in`. */
function callAction(context: Context, source: CallSource, entity: ActionEntity): Operand {
  const { place } = source;
  if (context.block !== "control" && context.block !== "action") {
    wrong(place, "actions are called in controls and actions only", "write a function");
  }
  if (source.types.length > 0) {
    wrong(place, "an action has no type arguments", "leave them out");
  }
  const given = evaluateArguments(context, source.args);
  const { declared, placing } = choose([signatureOf(entity)], given, 0, place);
  const binding = infer(declared, [], given, placing);
  const bound = bindValues(context.lower, binding, given, placing);
  const action = entity.action(context.output);
  const args = bound.flatMap(({ parameter, value }): Argument[] => {
    const variable = action.parameters[parameter];
    return variable === undefined ? [] : [{ parameter: variable, value }];
  });
  return callValue(context, { kind: "action", action }, args, VOID, place);
}

function signatureOf({ name, parameters, place }: ActionEntity) {
  const bind = () => ({ parameters, returns: VOID });
  return { name, typeParameters: [], parameters, bind, place };
}
