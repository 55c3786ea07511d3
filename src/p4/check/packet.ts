/**
 * Methods of a packet that a parameter holds: `packet_in`, `packet_out` (core.p4).
 * @module
 */
import type { Expression, Place } from "../program.ts";
import type { Context } from "./context.ts";
import type { Callable, Signature } from "./entity.ts";
import { variablesOf } from "./parameter.ts";
import { unsupported, wrong } from "./refuse.ts";
import { isFlat } from "./size.ts";
import { fieldsOf, isHeader, known, show, type Shape } from "./type.ts";

export function packetMethods(
  context: Context,
  packet: Expression,
  type: Shape & { readonly kind: "extern" },
  method: string,
  place: Place,
): readonly Callable[] {
  if (type.name !== "packet_in" && type.name !== "packet_out") {
    unsupported(place, "extern-parameter", type.name);
  }
  const signatures = context.externs.get(type.name)?.(type.args, method) ?? [];
  if (signatures.length === 0) {
    wrong(place, `${type.name} has no method ${method}`, "see core.p4");
  }
  return signatures.map((signature) => callable(context, packet, signature, place));
}

function callable(
  context: Context,
  packet: Expression,
  signature: Signature,
  place: Place,
): Callable {
  const { name } = signature;
  return {
    ...signature,
    isExtern: true,
    target: (types) => {
      const [type] = types;
      if (name === "extract" && type !== undefined) {
        checkExtract(type, signature.parameters.length, place);
      }
      if (name === "emit" && type !== undefined) checkEmit(type, place);
      if (name === "lookahead" && type !== undefined && !isFlat(type)) {
        wrong(place, `lookahead gives no ${show(type)}`, "use types of one size in a packet");
      }
      const { parameters } = signature.bind(types);
      const lowered = types.map(context.lower);
      return {
        callee: { kind: "packet", name, packet, types: lowered },
        parameters: variablesOf(context.lower, parameters),
      };
    },
  };
}

/** A header of fixed size takes one argument, one with a varbit two. */
function checkExtract(type: Shape, count: number, place: Place): void {
  const at = known(type);
  if (at.kind === "variable") return;
  if (!isHeader(at)) {
    return wrong(place, `extract reads headers, not ${show(at)}`, "make it a header, or lookahead");
  }
  const varbits = fieldsOf(at).filter((field) => known(field.type).kind === "varbit").length;
  if (count === 1 && varbits > 0) {
    wrong(place, `${show(at)} has a varbit`, "say how many bits it gets: extract(h, size)");
  }
  if (count === 2 && varbits !== 1) {
    wrong(place, `${show(at)} needs one varbit, and has ${varbits}`, "extract(h) without a size");
  }
}

/** Headers, and what consists of them; anything else in a struct is passed over (core.p4). */
function checkEmit(type: Shape, place: Place): void {
  const at = known(type);
  if (["nominal", "stack", "tuple", "variable"].includes(at.kind)) return;
  wrong(place, `emit writes headers, not ${show(at)}`, "put it into a header");
}
