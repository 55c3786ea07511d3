/**
 * Externs: types with methods, and functions (P4_16 1.2.5, sections 7.2.10 and 9; v1model).
 * @module
 */
import type { Instance, Place } from "../program.ts";
import type { ExternDeclaration, ExternFunctionDeclaration, Method } from "../syntax/tree.ts";
import { signatureOf } from "./block.ts";
import type { Context } from "./context.ts";
import type {
  Callable,
  Constructor,
  InstanceEntity,
  Naming,
  Operand,
  Signature,
  TypeEntity,
} from "./entity.ts";
import { constantOf, fixedOf } from "./operand.ts";
import { opaque, variablesOf, withTypes } from "./parameter.ts";
import { unsupported, wrong } from "./refuse.ts";
import { isFlat } from "./size.ts";
import { bare, show, type Shape } from "./type.ts";
import { typeOf } from "./typename.ts";

/** Externs of core.p4 and v1model.p4 that both engines have. */
const OBJECTS = [
  "packet_in",
  "packet_out",
  "counter",
  "direct_counter",
  "meter",
  "direct_meter",
  "register",
  "action_profile",
  "action_selector",
];
const FUNCTIONS = [
  "verify",
  "static_assert",
  "random",
  "digest",
  "mark_to_drop",
  "hash",
  "verify_checksum",
  "update_checksum",
  "verify_checksum_with_payload",
  "update_checksum_with_payload",
  "clone",
  "clone_preserving_field_list",
  "resubmit_preserving_field_list",
  "recirculate_preserving_field_list",
  "truncate",
  "assert",
  "assume",
  "log_msg",
];

/** Type parameters that stand for numbers; the other ones take any type. */
const NUMBERS: Readonly<Record<string, readonly string[]>> = {
  counter: ["I"],
  meter: ["I"],
  execute_meter: ["T"],
  direct_meter: ["T"],
  register: ["I"],
  random: ["T"],
  hash: ["O", "T", "M"],
  verify_checksum: ["O"],
  update_checksum: ["O"],
  verify_checksum_with_payload: ["O"],
  update_checksum_with_payload: ["O"],
};

function checkNumbers(
  name: string,
  parameters: readonly string[],
  types: readonly Shape[],
  place: Place,
): void {
  for (const [at, parameter] of parameters.entries()) {
    const type = bare(types[at] ?? { kind: "void" });
    const isNumber = fixedOf(type) !== null || type.kind === "variable";
    if (isNumber || !NUMBERS[name]?.includes(parameter)) continue;
    wrong(place, `${parameter} of ${name} is a number, not ${show(type)}`, "make it bit<W>");
  }
}

export function externType(context: Context, source: ExternDeclaration): TypeEntity {
  const name = source.name.text;
  const { types: typeParameters, methods, place } = source;
  context.externs.set(name, (args, method) => {
    const around = withTypes(context, typeParameters, args);
    return methods
      .filter((one) => one.returns !== null && one.name.text === method)
      .map((one) => methodSignature(around, one));
  });
  const make = (args: readonly Shape[]): Shape => {
    const filled = opaque(typeParameters).map((type, at) => args[at] ?? type);
    return { kind: "extern", name, args: filled };
  };
  const constructors = methods
    .filter(({ returns }) => returns === null)
    .map((one): Constructor => {
      const signature = signatureOf(
        context,
        name,
        typeParameters,
        one.parameters,
        undefined,
        place,
      );
      const build: Constructor["build"] = (types, args, naming) => {
        checkNumbers(name, signature.typeParameters, types, naming.place);
        const [held] = types;
        if (name === "register" && held !== undefined && !isFlat(held)) {
          wrong(naming.place, `a register holds no ${show(held)}`, "use bit<W>");
        }
        return externInstance(context, name, types, args, naming);
      };
      return { ...signature, build };
    });
  checkMethods(context, source);
  const parameters = typeParameters.map(({ text }) => text);
  return { kind: "type", name, parameters, make, constructors, place };
}

/** Every method once by itself, so that a fault in one that nobody calls is told. */
function checkMethods(context: Context, source: ExternDeclaration): void {
  const around = withTypes(context, source.types, opaque(source.types));
  for (const method of source.methods) {
    context.refusals.attempt(() => methodSignature(around, method).bind(opaque(method.types)));
  }
}

function methodSignature(context: Context, source: Method): Signature {
  const { name, types, parameters, returns, place } = source;
  const result = (around: Context): Shape =>
    returns === null ? { kind: "void" } : typeOf(around, returns);
  return signatureOf(context, name.text, types, parameters, result, place);
}

function externInstance(
  context: Context,
  name: string,
  types: readonly Shape[],
  args: readonly (Operand | null)[],
  naming: Naming,
): InstanceEntity {
  const { place } = naming;
  if (!OBJECTS.includes(name)) {
    unsupported(place, "extern", name);
  }
  const instance: Instance = {
    name: naming.path,
    extern: name,
    types: types.map(context.lower),
    args: args.flatMap((operand) => (operand === null ? [] : [constantArgument(operand, place)])),
    annotations: naming.annotations,
    place,
  };
  naming.output.instances.push(instance);
  const methods = (method: string): readonly Callable[] => {
    const signatures = context.externs.get(name)?.(types, method) ?? [];
    return signatures.map((signature) => ({
      ...signature,
      isExtern: true,
      target: (inner, at) => {
        checkNumbers(method, signature.typeParameters, inner, at);
        const { parameters } = signature.bind(inner);
        const callee = { kind: "method", instance, name: method } as const;
        return { callee, parameters: variablesOf(context.lower, parameters) };
      },
    }));
  };
  const type = { kind: "extern", name, args: types } as const;
  return { kind: "instance", type, place, is: { kind: "extern", instance }, methods };
}

function constantArgument(operand: Operand, place: Place): bigint | boolean | string {
  if (operand.kind === "integer") return operand.value;
  const value = operand.kind === "value" ? constantOf(operand.ir) : null;
  return value ?? wrong(place, "an extern is made from numbers", "write a number or a member");
}

export function externFunction(context: Context, source: ExternFunctionDeclaration): Callable {
  const signature = methodSignature(context, source);
  signature.bind(opaque(source.types)); // So that a fault in one that nobody calls is told.
  const { name } = signature;
  return {
    ...signature,
    isExtern: true,
    target: (types, place) => {
      if (!FUNCTIONS.includes(name)) {
        unsupported(place, "extern", name);
      }
      checkNumbers(name, signature.typeParameters, types, place);
      return {
        callee: { kind: "extern", name, types: types.map(context.lower) },
        parameters: variablesOf(context.lower, signature.bind(types).parameters),
      };
    },
  };
}
