/**
 * How the checker says no. The first fault of a statement or declaration ends it by a throw that
 * is caught where the next one begins, so one fault is told once and the rest is still checked.
 * @module
 */
import type { Place } from "../program.ts";
import { UNSUPPORTED, type ConstructId } from "../syntax/unsupported.ts";

export type RefusalKind = "type" | "unsupported" | "target";
export type Refusal = {
  readonly kind: RefusalKind;
  readonly place: Place;
  readonly message: string;
  readonly cure: string;
  /** For `unsupported`. */
  readonly construct?: ConstructId;
};

/** Thrown only inside `check/`. Without a refusal, the fault has been told already. */
class Refused extends Error {
  override readonly name = "Refused";
  readonly refusal: Refusal | null;

  constructor(refusal: Refusal | null) {
    super(refusal?.message ?? "told already");
    this.refusal = refusal;
  }
}

/** A fault of the program, and what to write instead. */
export function wrong(place: Place, message: string, cure: string): never {
  throw new Refused({ kind: "type", place, message, cure });
}

/** Legal P4 that is not done here, by its row; `what` is the thing's name, if it has one. */
export function unsupported(place: Place, construct: ConstructId, what?: string): never {
  const { why, cure } = UNSUPPORTED[construct];
  const message = what === undefined ? why : `${what}: ${why}`;
  throw new Refused({ kind: "unsupported", place, message, cure, construct });
}

/** A use of something whose declaration has already been refused. */
export function toldAlready(): never {
  throw new Refused(null);
}

/** Collects refusals; the same one at the same place counts once. */
export class Refusals {
  readonly #found = new Map<string, Refusal>();

  /** What `work` makes, or null after telling why it made nothing. */
  attempt<Made>(work: () => Made): Made | null {
    try {
      return work();
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      if (fault.refusal !== null) this.tell(fault.refusal);
      return null;
    }
  }

  tell(refusal: Refusal): void {
    const { file, line, column } = refusal.place;
    const key = `${file}:${line}:${column}:${refusal.message}`;
    if (!this.#found.has(key)) this.#found.set(key, refusal);
  }

  get all(): readonly Refusal[] {
    return [...this.#found.values()];
  }
}
