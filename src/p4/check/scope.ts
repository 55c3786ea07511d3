/**
 * Names and what they stand for. A name is visible from its declaration on, so a body that is
 * checked later than it stands must look through a {@link Scope.view} taken where it stands
 * (P4_16 1.2.5, section 6.9). That also makes every recursion an unknown name.
 * @module
 */
import type { Entity } from "./entity.ts";

/** How many names are declared so far, and which ones there will be. */
type Clock = { now: number; readonly all: ReadonlySet<string> };
type Entry = { readonly order: number; readonly entity: Entity };

export class Scope {
  readonly #parent: Scope | null;
  readonly #names: Map<string, Entry[]>;
  readonly #limit: number;
  readonly #clock: Clock;

  private constructor(
    parent: Scope | null,
    names: Map<string, Entry[]>,
    clock: Clock,
    limit: number,
  ) {
    this.#parent = parent;
    this.#names = names;
    this.#clock = clock;
    this.#limit = limit;
  }

  /** `all`: every name that the source declares at top level. */
  static top(all: ReadonlySet<string>): Scope {
    return new Scope(null, new Map(), { now: 0, all }, Number.POSITIVE_INFINITY);
  }

  inner(): Scope {
    return new Scope(this, new Map(), { now: 0, all: new Set() }, Number.POSITIVE_INFINITY);
  }

  /** This scope as it is now: what is declared later is not seen through it. */
  view(): Scope {
    return new Scope(this.#parent, this.#names, this.#clock, this.#clock.now);
  }

  declare(name: string, entity: Entity): void {
    const entry = { order: this.#clock.now++, entity };
    const before = this.#names.get(name);
    if (before === undefined) this.#names.set(name, [entry]);
    else before.push(entry);
  }

  /** What the name stands for in this very scope. */
  own(name: string): Entity | null {
    const entries = this.#names.get(name) ?? [];
    return entries.findLast(({ order }) => order < this.#limit)?.entity ?? null;
  }

  find(name: string): Entity | null {
    return this.own(name) ?? this.#parent?.find(name) ?? null;
  }

  /** The same, passing over what is no type: `in Meta Meta` hides no type. */
  findType(name: string): Entity | null {
    const own = this.own(name);
    const isType = own?.kind === "type" || own?.kind === "broken";
    return isType ? own : (this.#parent?.findType(name) ?? null);
  }

  /** Whether the name is declared further down, where it cannot be seen from here. */
  isLater(name: string): boolean {
    if (this.#clock.all.has(name)) return true;
    return this.#parent?.isLater(name) ?? false;
  }

  /** The outermost scope, for names with a leading dot. */
  outermost(): Scope {
    return this.#parent === null ? this : this.#parent.outermost();
  }
}
