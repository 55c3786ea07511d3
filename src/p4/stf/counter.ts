/**
 * `check_counter`: the upstream driver reads the line and checks nothing; here it is checked.
 * @module
 */
import type { Row } from "../switch/table.ts";
import { unique } from "./resolve.ts";
import type { ControlPlane } from "../switch/control-plane.ts";
import type { Program } from "../program.ts";
import type { Operator, Statement } from "./statement.ts";

export function checkCounter(
  { program, control }: { readonly program: Program; readonly control: ControlPlane },
  rows: ReadonlyMap<string, Row>,
  { name, at, unit, operator, count }: Statement & { readonly kind: "check_counter" },
): string | undefined {
  const counters = program.instances.filter(
    ({ extern }) => extern === "counter" || extern === "direct_counter",
  );
  const found = unique(counters, name, "counter");
  if (!found.ok) return found.reason;
  const value =
    found.value.extern === "counter"
      ? cellOf(control.counter(found.value)[unit], at)
      : rows.get(String(at ?? "").replace(/^\$/, ""))?.[unit];
  if (value === undefined) return `${name} has no cell ${at ?? 0}`;
  return holds(value, operator, count) ? undefined : `${name} has counted ${value} ${unit}`;
}

function cellOf(cells: Float64Array, at: number | string | null): number | undefined {
  return cells[Number(at ?? 0)];
}

function holds(value: number, operator: Operator, count: number): boolean {
  switch (operator) {
    case "==":
      return value === count;
    case "!=":
      return value !== count;
    case "<":
      return value < count;
    case "<=":
      return value <= count;
    case ">":
      return value > count;
    case ">=":
      return value >= count;
  }
}
