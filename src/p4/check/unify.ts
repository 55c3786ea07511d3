/**
 * Whether two types are one; unknowns among them are solved on the way, so that they are
 * (P4_16 1.2.5, section 8.20, type inference).
 * @module
 */
import { known, partsOf, type Shape } from "./type.ts";

export function unify(left: Shape, right: Shape): boolean {
  const [a, b] = [known(left), known(right)];
  if (a === b) return true;
  if (a.kind === "unknown") return solve(a, b);
  if (b.kind === "unknown") return solve(b, a);
  switch (a.kind) {
    case "void":
    case "bool":
    case "error":
    case "string":
    case "matchKind":
    case "integer":
      return b.kind === a.kind;
    case "bit":
    case "int":
    case "varbit":
      return b.kind === a.kind && b.width === a.width;
    case "enum":
    case "serial":
    case "newtype":
    case "variable":
      return b.kind === a.kind && b.name === a.name;
    case "nominal":
      return b.kind === "nominal" && b.of === a.of && unifyAll(a.args, b.args);
    case "extern":
      return b.kind === "extern" && b.name === a.name && unifyAll(a.args, b.args);
    case "tuple":
      return b.kind === "tuple" && unifyAll(a.items, b.items);
    case "stack":
      return b.kind === "stack" && b.size === a.size && unify(a.element, b.element);
    case "block":
      return b.kind === "block" && a.form === b.form && unifyParameters(a, b);
  }
}

type Block = Shape & { readonly kind: "block" };

/** A block fits a block type if its run-time parameters do, whatever their names. */
function unifyParameters(a: Block, b: Block): boolean {
  if (a.parameters.length !== b.parameters.length) return false;
  return a.parameters.every((parameter, at) => {
    const other = b.parameters[at];
    if (other === undefined || other.direction !== parameter.direction) return false;
    return unify(parameter.type, other.type);
  });
}

function unifyAll(left: readonly Shape[], right: readonly Shape[]): boolean {
  if (left.length !== right.length) return false;
  return left.every((type, at) => {
    const other = right[at];
    return other !== undefined && unify(type, other);
  });
}

function solve(hole: Shape & { readonly kind: "unknown" }, type: Shape): boolean {
  if (mentions(type, hole)) return false;
  hole.solved = type;
  return true;
}

function mentions(type: Shape, hole: Shape): boolean {
  const at = known(type);
  return at === hole || partsOf(at).some((part) => mentions(part, hole));
}
