/**
 * Making an instance: the constructor is chosen, its arguments are constants or instances
 * (P4_16 1.2.5, sections 8.21 and 17).
 * @module
 */
import type { Place } from "../program.ts";
import type { Argument } from "../syntax/tree.ts";
import { infer, settled } from "./bind.ts";
import { choose, type Given } from "./choose.ts";
import type { Context } from "./context.ts";
import { convert } from "./convert.ts";
import type { InstanceEntity, Naming, Operand, Parameter, TypeEntity } from "./entity.ts";
import { describe, isConstant, valueOf } from "./operand.ts";
import { unsupported, wrong } from "./refuse.ts";
import { known, resolved, show, type Shape } from "./type.ts";
import { unify } from "./unify.ts";

/** Two of each in each of twenty controls would be a million. */
const INSTANCES_MAX = 10_000;

export function construct(
  context: Context,
  entity: TypeEntity,
  typeArgs: readonly Shape[],
  sources: readonly Argument[],
  naming: Naming,
): InstanceEntity {
  const { place } = naming;
  context.made.instances += 1;
  if (context.made.instances > INSTANCES_MAX) unsupported(place, "too-many-instances");
  checkPlace(context, entity, place);
  if (entity.constructors.length === 0) {
    wrong(place, `${entity.name} has no constructor`, "instantiate an extern, parser or control");
  }
  // The names alone choose; each argument is then evaluated knowing what it is for.
  const outline = sources.map(({ name, place: at }): Given => {
    return { name: name?.text ?? null, operand: { kind: "dontCare", place: at } };
  });
  const { declared, placing } = choose(entity.constructors, outline, typeArgs.length, place);
  const isPackage = entity.make([]).kind === "block" && isPackageType(entity);
  const given = sources.map(({ value, place: at }, position): Given => {
    const parameter = declared.parameters[placing.indexOf(position)];
    if (value === null) return wrong(at, "`_` is no constructor argument", "write a value");
    const around = {
      ...context,
      path: isPackage ? context.path : naming.path,
      anonymous: isPackage ? null : (parameter?.name ?? null),
    };
    return { name: null, operand: context.evaluate(around, value) };
  });
  const binding = infer(declared, typeArgs, given, placing);
  const args = binding.parameters.map((parameter, at) => {
    const from = placing[at] ?? null;
    const operand = from === null ? (parameter.default?.() ?? null) : given[from]?.operand;
    return operand === null || operand === undefined
      ? null
      : constructorArgument(context, parameter, operand);
  });
  const { types } = settled(declared, binding, place);
  return declared.build(types, args, naming);
}

/** Parsers stand in parsers, controls in controls (P4_16 1.2.5, appendix F). */
function checkPlace({ block }: Context, entity: TypeEntity, place: Place): void {
  const type = entity.make([]);
  const form = type.kind === "block" ? type.form : null;
  const isAstray = (block === "parser" || block === "control") && form !== block;
  if (form !== null && isAstray) {
    wrong(place, `a ${block} has no ${form} of its own`, `instantiate it in a ${form}`);
  }
}

function isPackageType(entity: TypeEntity): boolean {
  const type = entity.make([]);
  return type.kind === "block" && type.form === "package";
}

function constructorArgument(context: Context, parameter: Parameter, operand: Operand): Operand {
  const type = known(parameter.type);
  const { place } = operand;
  if (operand.kind === "reference") return instanceArgument(parameter, operand, place);
  if (type.kind === "extern" || type.kind === "block") {
    return wrong(place, `${parameter.name} is a ${show(type)}`, "give an instance: Name(…)");
  }
  if (type.kind === "integer") {
    if (operand.kind === "integer") return operand;
    return wrong(place, `${parameter.name} is an int, not ${describe(operand)}`, "write a number");
  }
  const ir = convert(context.lower, operand, type);
  if (!isConstant(ir)) wrong(place, "a constructor takes constants", "write a constant");
  return valueOf(resolved(type), ir);
}

function instanceArgument(
  parameter: Parameter,
  operand: Operand & { readonly kind: "reference" },
  place: Place,
): Operand {
  const { entity } = operand;
  const type = entity.kind === "instance" ? entity.type : null;
  if (type !== null && unify(parameter.type, type)) return operand;
  const what = type === null ? describe(operand) : show(type);
  return wrong(
    place,
    `${parameter.name} is a ${show(parameter.type)}, and ${what} does not fit it`,
    "match the number, directions and types of its parameters",
  );
}
