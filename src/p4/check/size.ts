/**
 * `minSizeInBits` and its three sisters: how large a packet holds a type
 * (P4_16 1.2.5, section 9).
 * @module
 */
import type { Place } from "../program.ts";
import { wrong } from "./refuse.ts";
import { fieldsOf, isFixed, known, show, type Shape } from "./type.ts";

/** Null if `method` is none of the four. */
export function sizeOf(type: Shape, method: string, place: Place): bigint | null {
  const match = /^(min|max)SizeIn(Bits|Bytes)$/.exec(method);
  if (match === null) return null;
  const size = extentOf(type, match[1] === "max", place);
  return match[2] === "Bits" ? size : (size + 7n) / 8n;
}

function extentOf(type: Shape, isMax: boolean, place: Place): bigint {
  const at = known(type);
  const of = (part: Shape): bigint => extentOf(part, isMax, place);
  if (at.kind === "bool") return 1n;
  if (isFixed(at)) return BigInt(at.width);
  if (at.kind === "varbit") return isMax ? BigInt(at.width) : 0n;
  if (at.kind === "serial" || at.kind === "newtype") return of(at.under);
  if (at.kind === "tuple") return at.items.reduce((sum, item) => sum + of(item), 0n);
  if (at.kind === "stack") return of(at.element) * BigInt(at.size);
  if (at.kind === "variable") return 0n;
  if (at.kind !== "nominal") {
    return wrong(place, `${show(at)} has no size in a packet`, "use headers and their fields");
  }
  const sizes = fieldsOf(at).map((field) => of(field.type));
  if (at.of.form !== "union") return sizes.reduce((sum, size) => sum + size, 0n);
  return sizes.reduce((a, b) => ((isMax ? b > a : b < a) ? b : a), sizes[0] ?? 0n);
}

/** Whether some number of bits are a value of the type, whatever they are. */
export function isFlat(type: Shape): boolean {
  const at = known(type);
  if (at.kind === "newtype") return isFlat(at.under);
  if (at.kind === "tuple") return at.items.every(isFlat);
  if (at.kind === "stack") return isFlat(at.element);
  if (at.kind === "nominal") {
    return at.of.form !== "union" && fieldsOf(at).every((field) => isFlat(field.type));
  }
  return ["bool", "bit", "int", "serial", "variable"].includes(at.kind);
}

/** The most values that one type may hold; without a bound, forty lines could ask for 2^40. */
const LEAVES_MAX = 1 << 17;

/** Whether a value of the type has too many parts. Takes no longer than it counts. */
export function isHuge(type: Shape): boolean {
  let left = LEAVES_MAX;
  const count = (one: Shape): void => {
    left -= 1;
    for (const inner of innerOf(known(one))) {
      if (left < 0) return;
      count(inner);
    }
  };
  count(type);
  return left < 0;
}

function innerOf(at: Shape): readonly Shape[] {
  if (at.kind === "newtype") return [at.under];
  if (at.kind === "nominal") return fieldsOf(at).map((field) => field.type);
  if (at.kind === "tuple") return at.items;
  return at.kind === "stack" ? Array.from({ length: at.size }, () => at.element) : [];
}
