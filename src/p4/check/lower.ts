/**
 * From the checker's types to the program's: newtypes vanish, tuples become structs. One struct
 * is one object for one program, so that back ends may key on it.
 * @module
 */
import type { Field, HeaderType, StructType, Type, UnionType } from "../program.ts";
import { fieldsOf, isClosed, known, show, type NominalShape, type Shape } from "./type.ts";

/** Makes the function for one program. */
export function makeLowering(): (type: Shape) => Type {
  const made = new Map<string, Type>();

  function lower(type: Shape): Type {
    const at = known(type);
    switch (at.kind) {
      case "void":
      case "bool":
      case "error":
      case "string":
      case "bit":
      case "int":
      case "varbit":
        return at;
      case "newtype":
        return lower(at.under);
      case "nominal":
      case "tuple":
      case "stack":
      case "enum":
      case "serial":
      case "extern":
        return isClosed(at) ? once(show(at), () => build(at)) : build(at);
      // These occur in bodies that are checked and then thrown away: an unused generic
      // declaration; or they are refused where a value of them would be needed.
      case "integer":
      case "matchKind":
      case "block":
      case "variable":
      case "unknown":
        return { kind: "void" };
    }
  }

  function once(key: string, make: () => Type): Type {
    const type = made.get(key) ?? make();
    made.set(key, type);
    return type;
  }

  function build(
    at: Shape & { kind: "nominal" | "tuple" | "stack" | "enum" | "serial" | "extern" },
  ): Type {
    switch (at.kind) {
      case "nominal":
        return buildNominal(at);
      case "tuple":
        return {
          kind: "struct",
          name: show(at),
          fields: at.items.map((item, place) => tupleField(lower(item), place)),
        };
      case "stack":
        return buildStack(at);
      case "enum":
        return { kind: "enum", name: at.name, members: at.members };
      case "serial": {
        const { name, under, members } = at;
        return { kind: "serial", name, under: fixed(under), members };
      }
      case "extern":
        return { kind: "extern", name: at.name, args: at.args.map(lower) };
    }
  }

  function buildNominal(at: NominalShape): StructType | HeaderType | UnionType {
    const fields = fieldsOf(at).map((field) => ({ ...field, type: lower(field.type) }));
    return { kind: at.of.form, name: show(at), fields };
  }

  function buildStack(at: Shape & { readonly kind: "stack" }): Type {
    const element = lower(at.element);
    if (element.kind !== "header" && element.kind !== "union") return { kind: "void" };
    return { kind: "stack", element, size: at.size };
  }

  return lower;
}

function fixed(type: Shape & { readonly kind: "bit" | "int" }): {
  readonly kind: "bit" | "int";
  readonly width: number;
} {
  return type.kind === "bit"
    ? { kind: "bit", width: type.width }
    : { kind: "int", width: type.width };
}

function tupleField(type: Type, at: number): Field {
  return { name: String(at), type, annotations: [] };
}
