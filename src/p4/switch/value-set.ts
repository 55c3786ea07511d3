/**
 * The members of a value_set, each a condition on every part of the select expression that the
 * set stands for (P4_16 1.2.5, section 13.11).
 * @module
 */
import type { Result } from "../../base/result.ts";
import { no, ok } from "../../base/result.ts";
import type { Instance } from "../program.ts";
import { sizeOf } from "./register.ts";

/** A part may be masked; all numbers are raw. */
export type SetPart = { readonly value: bigint; readonly mask: bigint };

export class ValueSet {
  readonly instance: Instance;
  /** Grows with each change. */
  version = 0;
  members: readonly (readonly SetPart[])[] = [];
  readonly #size: number;

  constructor(instance: Instance) {
    this.instance = instance;
    this.#size = sizeOf(instance);
  }

  add(member: readonly SetPart[]): Result<null, "Full"> {
    if (this.members.length >= this.#size) return no("Full");
    this.members = [...this.members, member];
    this.version += 1;
    return ok(null);
  }

  clear(): void {
    this.members = [];
    this.version += 1;
  }

  /** Whether the raw values of the parts, in order, are in the set. */
  has(values: readonly bigint[]): boolean {
    return this.members.some((member) =>
      member.every(({ value, mask }, at) => ((values[at] ?? 0n) & mask) === (value & mask)),
    );
  }
}
