/**
 * Declarations that leave nothing to run: constants, and names of what could not be made.
 * @module
 */
import type { Place } from "../program.ts";
import type { ConstantDeclaration } from "../syntax/tree.ts";
import type { Context } from "./context.ts";
import { convert } from "./convert.ts";
import type { Entity, Operand } from "./entity.ts";
import { declare } from "./name.ts";
import { describe, isConstant, valueOf } from "./operand.ts";
import { wrong } from "./refuse.ts";
import { known } from "./type.ts";
import { typeOf } from "./typename.ts";

/** Declares what `make` gives; if it is refused, the name is broken, and uses of it are silent. */
export function declareOrBreak(
  context: Context,
  name: string,
  place: Place,
  make: () => Entity,
): void {
  const entity = context.refusals.attempt(make) ?? ({ kind: "broken" } as const);
  const declared = context.refusals.attempt(() => {
    declare(context.scope, name, entity, place);
    return true;
  });
  // Which of the two a use means is anybody's guess.
  if (declared === null) context.scope.declare(name, { kind: "broken" });
}

export function declareConstant(context: Context, source: ConstantDeclaration): void {
  declareOrBreak(context, source.name.text, source.place, () => {
    return { kind: "constant", operand: constantOperand(context, source) };
  });
}

function constantOperand(context: Context, source: ConstantDeclaration): Operand {
  const type = typeOf(context, source.type);
  const operand = context.evaluate(context, source.value);
  if (known(type).kind === "integer") {
    if (operand.kind === "integer") return operand;
    return wrong(
      operand.place,
      `an int is needed here, not ${describe(operand)}`,
      "cast it: (int)…",
    );
  }
  const ir = convert(context.lower, operand, type);
  if (!isConstant(ir)) {
    wrong(operand.place, `${source.name.text} is not known at compile time`, "use a variable");
  }
  return valueOf(type, ir);
}
