/**
 * An action profile or selector: members are actions with data; a group is a list of members with
 * weights, of which the hash of the selector keys takes one.
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { Result } from "../../base/result.ts";
import { no, ok } from "../../base/result.ts";
import type { Instance, TableAction } from "../program.ts";
import { sizeOf } from "./register.ts";
import { dataFits } from "./table.ts";

export type Member = { readonly action: TableAction; readonly data: readonly bigint[] };
export type Weighted = { readonly member: number; readonly weight: number };
export type ProfileRefusal =
  | "AlreadyThere"
  | "NotThere"
  | "Full"
  | "InUse"
  | "BadData"
  | "BadWeight"
  | "NoSelector";

export class Profile {
  readonly instance: Instance;
  readonly selects: boolean;
  /** Grows with each change. */
  version = 0;
  readonly #members = new Map<number, Member>();
  readonly #groups = new Map<number, readonly number[]>();
  readonly #size: number;

  constructor(instance: Instance) {
    this.instance = instance;
    this.selects = instance.extern === "action_selector";
    // action_selector(HashAlgorithm, size, width) and action_profile(size).
    this.#size = this.selects ? Number(instance.args[1] ?? 0) : sizeOf(instance);
  }

  member(id: number): Member | undefined {
    return this.#members.get(id);
  }

  /** A group as member numbers, each as often as its weight says. */
  group(id: number): readonly number[] | undefined {
    return this.#groups.get(id);
  }

  insertMember(id: number, member: Member): Result<null, ProfileRefusal> {
    if (this.#members.has(id)) return no("AlreadyThere");
    if (this.#size > 0 && this.#members.size >= this.#size) return no("Full");
    return this.#setMember(id, member);
  }

  modifyMember(id: number, member: Member): Result<null, ProfileRefusal> {
    return this.#members.has(id) ? this.#setMember(id, member) : no("NotThere");
  }

  /** A member leaves its groups with it. */
  deleteMember(id: number): Result<null, ProfileRefusal> {
    if (!this.#members.delete(id)) return no("NotThere");
    for (const [group, members] of this.#groups) {
      const left = members.filter((member) => member !== id);
      this.#groups.set(group, left);
    }
    this.version += 1;
    return ok(null);
  }

  insertGroup(id: number, members: readonly Weighted[]): Result<null, ProfileRefusal> {
    return this.#groups.has(id) ? no("AlreadyThere") : this.#setGroup(id, members);
  }

  modifyGroup(id: number, members: readonly Weighted[]): Result<null, ProfileRefusal> {
    return this.#groups.has(id) ? this.#setGroup(id, members) : no("NotThere");
  }

  deleteGroup(id: number): Result<null, ProfileRefusal> {
    if (!this.#groups.delete(id)) return no("NotThere");
    this.version += 1;
    return ok(null);
  }

  /** The member that a hash of the selector keys takes; undefined of an empty or unknown group. */
  select(group: number, hash: bigint): Member | undefined {
    const members = this.#groups.get(group) ?? [];
    if (members.length === 0) return undefined;
    const id = members[Number(hash % BigInt(members.length))];
    assert(id !== undefined, "a remainder is below its divisor");
    return this.#members.get(id);
  }

  #setMember(id: number, member: Member): Result<null, ProfileRefusal> {
    if (!dataFits(member.action, member.data)) return no("BadData");
    this.#members.set(id, member);
    this.version += 1;
    return ok(null);
  }

  #setGroup(id: number, members: readonly Weighted[]): Result<null, ProfileRefusal> {
    if (!this.selects) return no("NoSelector");
    if (members.some(({ member }) => !this.#members.has(member))) return no("NotThere");
    if (members.some(({ weight }) => !Number.isSafeInteger(weight) || weight < 1)) {
      return no("BadWeight");
    }
    const bag = members.flatMap(({ member, weight }) =>
      Array.from({ length: weight }, () => member),
    );
    this.#groups.set(id, bag);
    this.version += 1;
    return ok(null);
  }
}
