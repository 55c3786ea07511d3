/**
 * Declaring a name: once in a scope.
 * @module
 */
import type { Place } from "../program.ts";
import type { Entity, Signature } from "./entity.ts";
import { wrong } from "./refuse.ts";
import type { Scope } from "./scope.ts";

/** Functions may be declared several times, if the names or number of their parameters differ. */
export function declare(scope: Scope, name: string, entity: Entity, place: Place): void {
  const before = scope.own(name);
  if (before === null || before.kind === "broken") {
    scope.declare(name, entity);
    return;
  }
  if (before.kind !== "function" || entity.kind !== "function") {
    wrong(place, `${name} is declared twice here`, "give one of them another name");
  }
  const names = entity.overloads.map(outline);
  if (before.overloads.some((one) => names.includes(outline(one)))) {
    wrong(place, `${name} is declared twice with these parameters`, "name one of them otherwise");
  }
  scope.declare(name, { kind: "function", overloads: [...before.overloads, ...entity.overloads] });
}

function outline({ parameters }: Signature): string {
  return parameters.map((parameter) => parameter.name).join(", ");
}
