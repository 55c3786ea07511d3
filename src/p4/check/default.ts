/**
 * The default value of a type: what `...` stands for (P4_16 1.2.5, section 7.3).
 * @module
 */
import type { Expression, Place } from "../program.ts";
import type { Lower } from "./operand.ts";
import { unsupported, wrong } from "./refuse.ts";
import { fieldsOf, known, show, type NominalShape, type Shape } from "./type.ts";

export function defaultOf(lower: Lower, type: Shape, place: Place): Expression {
  const at = known(type);
  const list = (types: readonly Shape[]): Expression => ({
    kind: "list",
    items: types.map((item) => defaultOf(lower, item, place)),
    type: lower(at),
    place,
  });
  switch (at.kind) {
    case "bool":
      return { kind: "constant", value: false, type: lower(at), place };
    case "bit":
    case "int":
    case "serial":
    case "error": // error.NoError
    case "enum": // The first member.
      return { kind: "constant", value: 0n, type: lower(at), place };
    case "newtype":
      return defaultOf(lower, at.under, place);
    case "nominal":
      if (at.of.form !== "struct") return { kind: "invalid", type: lower(at), place };
      return list(fieldTypes(at));
    case "tuple":
      return list(at.items);
    case "stack":
      return list(Array.from({ length: at.size }, () => at.element));
    case "varbit":
      return unsupported(place, "varbit-default");
    case "void":
    case "string":
    case "matchKind":
    case "integer":
    case "extern":
    case "block":
    case "variable":
    case "unknown":
      return wrong(place, `${show(at)} has no default value`, "write the value");
  }
}

function fieldTypes(type: NominalShape): readonly Shape[] {
  return fieldsOf(type).map((field) => field.type);
}
