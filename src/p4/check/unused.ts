/**
 * Parsers and controls that nothing instantiates are checked too, with stand-ins for what an
 * instantiation would give; what comes out is thrown away.
 * @module
 */
import type { Control, Instance, Place } from "../program.ts";
import { signatureOf } from "./block.ts";
import type { Context } from "./context.ts";
import type { Built } from "./declare.ts";
import { defaultOf } from "./default.ts";
import type { Callable, InstanceEntity, Operand, Output, Parameter, TypeEntity } from "./entity.ts";
import { valueOf } from "./operand.ts";
import { known, type Shape } from "./type.ts";

export function checkUnused(top: Context, built: Built): void {
  for (const [source, entity] of built) {
    if (entity?.kind === "type") top.refusals.attempt(() => checkAlone(top, entity, source.place));
  }
}

function checkAlone(top: Context, entity: TypeEntity, place: Place): void {
  const [constructor] = entity.constructors;
  if (constructor === undefined) return;
  const types = entity.parameters.map((name): Shape => ({ kind: "variable", name }));
  const output: Output = { tables: [], actions: [], instances: [] };
  const args = constructor.bind(types).parameters.map((parameter) => standIn(top, parameter));
  constructor.build(types, args, { path: entity.name, annotations: [], place, output });
}

function standIn(top: Context, parameter: Parameter): Operand {
  const { place, name } = parameter;
  const type = known(parameter.type);
  if (type.kind === "integer") return { kind: "integer", value: 1n, place };
  if (type.kind === "string") {
    return valueOf(type, { kind: "constant", value: "", type: top.lower(type), place });
  }
  if (type.kind === "extern") {
    return { kind: "reference", entity: externStandIn(top, type, parameter), name, place };
  }
  if (type.kind === "block") {
    return { kind: "reference", entity: controlStandIn(top, type, place), name, place };
  }
  return valueOf(type, defaultOf(top.lower, type, place));
}

function externStandIn(
  top: Context,
  type: Shape & { readonly kind: "extern" },
  { name, place }: Parameter,
): InstanceEntity {
  const types = type.args.map(top.lower);
  const instance: Instance = { name, extern: type.name, types, args: [], annotations: [], place };
  const methods = (method: string): readonly Callable[] => {
    const signatures = top.externs.get(type.name)?.(type.args, method) ?? [];
    const callee = { kind: "method", instance, name: method } as const;
    return signatures.map((signature) => ({
      ...signature,
      isExtern: true,
      target: () => ({ callee, parameters: [] }),
    }));
  };
  return { kind: "instance", type, place, is: { kind: "extern", instance }, methods };
}

function controlStandIn(
  top: Context,
  type: Shape & { readonly kind: "block" },
  place: Place,
): InstanceEntity {
  const { name } = type;
  const control: Control = { name, parameters: [], locals: [], body: [], place };
  const is = { kind: "control", control } as const;
  const parameters = type.parameters.map((parameter, at): Parameter => ({
    ...parameter,
    name: String(at),
    optional: false,
    default: null,
    annotations: [],
    place,
  }));
  const callee =
    type.form === "parser"
      ? ({ kind: "parser", parser: { ...control, states: [] } } as const)
      : ({ kind: "control", control } as const);
  const apply: Callable = {
    ...signatureOf(top, "apply", [], [], undefined, place),
    parameters,
    bind: () => ({ parameters, returns: { kind: "void" } }),
    isExtern: false,
    target: () => ({ callee, parameters: [] }),
  };
  return {
    kind: "instance",
    type,
    place,
    is,
    methods: (method) => (method === "apply" ? [apply] : []),
  };
}
