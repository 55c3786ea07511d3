/**
 * Parsers, controls and packages as types that have constructors
 * (P4_16 1.2.5, sections 7.2.11 to 7.2.13 and 17).
 * @module
 */
import type { Callee } from "../program.ts";
import type {
  BlockTypeDeclaration,
  ControlDeclaration,
  PackageDeclaration,
  ParserDeclaration,
} from "../syntax/tree.ts";
import { blockShape, signatureOf, type Filling } from "./block.ts";
import type { Context } from "./context.ts";
import { makeControl } from "./control.ts";
import type { Callable, Constructor, InstanceEntity, Operand, TypeEntity } from "./entity.ts";
import { opaque, parametersOf, withTypes } from "./parameter.ts";
import { makeParser } from "./parser.ts";
import { known, type Shape } from "./type.ts";

type Source = ControlDeclaration | ParserDeclaration;

/** `top` sees what is declared above; `built` is told of every copy that is made. */
export function blockType(top: Context, source: Source, built: () => void): TypeEntity {
  const name = source.name.text;
  const { place, types: typeParameters } = source;
  const shape = (types: readonly Shape[]): Shape => {
    const around = withTypes(top, typeParameters, types);
    return blockShape(source.kind, name, parametersOf(around, source.parameters));
  };
  shape(opaque(typeParameters)); // A fault in a parameter is told here, once.
  const constructor: Constructor = {
    ...signatureOf(top, name, typeParameters, source.constructorParameters, undefined, place),
    build: (types, args, naming) => {
      built();
      return blockInstance(top, source, shape(types), { types, args, naming });
    },
  };
  const parameters = typeParameters.map(({ text }) => text);
  return { kind: "type", name, parameters, make: shape, constructors: [constructor], place };
}

function blockInstance(
  top: Context,
  source: Source,
  type: Shape,
  filling: Filling,
): InstanceEntity {
  const { place } = filling.naming;
  const around = withTypes(top, source.types, filling.types);
  const apply = signatureOf(around, "apply", [], source.parameters, undefined, source.place);
  const methods = (callee: Callee, parameters: ReturnType<Callable["target"]>["parameters"]) => {
    const callable: Callable = {
      ...apply,
      isExtern: false,
      target: () => ({ callee, parameters }),
    };
    return (name: string): readonly Callable[] => (name === "apply" ? [callable] : []);
  };
  if (source.kind === "control") {
    const control = makeControl(top, source, filling);
    const call = methods({ kind: "control", control }, control.parameters);
    return { kind: "instance", type, place, is: { kind: "control", control }, methods: call };
  }
  const parser = makeParser(top, source, filling);
  const call = methods({ kind: "parser", parser }, parser.parameters);
  return { kind: "instance", type, place, is: { kind: "parser", parser }, methods: call };
}

/** `parser P<H>(…);`, `control C<H>(…);`: types that only fit others. */
export function abstractType(context: Context, source: BlockTypeDeclaration): TypeEntity {
  const form = source.kind === "parserType" ? "parser" : "control";
  const name = source.name.text;
  const make = (types: readonly Shape[]): Shape => {
    const around = withTypes(context, source.types, types);
    return blockShape(form, name, parametersOf(around, source.parameters));
  };
  make(opaque(source.types));
  const parameters = source.types.map(({ text }) => text);
  return { kind: "type", name, parameters, make, constructors: [], place: source.place };
}

export function packageType(context: Context, source: PackageDeclaration): TypeEntity {
  const { place, types: typeParameters } = source;
  const name = source.name.text;
  const make = (types: readonly Shape[]): Shape => {
    parametersOf(withTypes(context, typeParameters, types), source.parameters);
    return blockShape("package", name, []);
  };
  make(opaque(typeParameters));
  const constructor: Constructor = {
    ...signatureOf(context, name, typeParameters, source.parameters, undefined, place),
    build: (types, args, naming) => {
      const given = new Map<string, Operand>();
      for (const [at, { name: parameter }] of source.parameters.entries()) {
        const operand = args[at] ?? null;
        if (operand !== null) given.set(parameter.text, operand);
      }
      return {
        kind: "instance",
        type: known(make(types)),
        place: naming.place,
        is: { kind: "package", name, args: given },
        methods: () => [],
      };
    },
  };
  const parameters = typeParameters.map(({ text }) => text);
  return { kind: "type", name, parameters, make, constructors: [constructor], place };
}
