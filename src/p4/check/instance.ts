/**
 * `Type<Args>(args) name;` and `value_set<T>(size) name;`: instances with a name.
 * @module
 */
import type { Instance } from "../program.ts";
import type { InstanceDeclaration, ValueSetDeclaration } from "../syntax/tree.ts";
import { annotationsOf, pathOf } from "./annotation.ts";
import { construct } from "./construct.ts";
import type { Context } from "./context.ts";
import type { InstanceEntity } from "./entity.ts";
import { numberOf } from "./operand.ts";
import { unsupported, wrong } from "./refuse.ts";
import { typeEntity, typeOf } from "./typename.ts";

export function instantiate(context: Context, source: InstanceDeclaration): InstanceEntity {
  const { type, name, place, args } = source;
  if (source.body !== null) {
    unsupported(place, "abstract-methods");
  }
  if (type.kind !== "named") {
    return wrong(type.place, "only externs, parsers, controls and packages have instances", "");
  }
  const annotations = annotationsOf(context, source.annotations);
  const entity = typeEntity(context, type.name);
  const types = type.args.map((ref) => typeOf(context, ref));
  return construct(context, entity, types, args, {
    path: pathOf(context.path, name.text, annotations),
    annotations,
    place,
    output: context.output,
  });
}

export function valueSet(context: Context, source: ValueSetDeclaration): InstanceEntity {
  const { name, place } = source;
  const annotations = annotationsOf(context, source.annotations);
  const element = typeOf(context, source.type);
  const size = numberOf(context.evaluate(context, source.size));
  if (size === null)
    return wrong(source.size.place, "the size must be a constant", "write a number");
  const instance: Instance = {
    name: pathOf(context.path, name.text, annotations),
    extern: "value_set",
    types: [context.lower(element)],
    args: [size],
    annotations,
    place,
  };
  context.output.instances.push(instance);
  const type = { kind: "extern", name: "value_set", args: [element] } as const;
  return { kind: "instance", type, place, is: { kind: "extern", instance }, methods: () => [] };
}
