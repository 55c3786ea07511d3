/**
 * What the checker found when a guard was taken out of the model (conformance/consequences.json).
 * In: its text. Out: clause -> the invariants that break without it, and the way there.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import { knownOf } from "./components.ts";

export type Consequence = {
  /** `both` where authorities and wallets are together in the model. */
  readonly part: string;
  /** The model without the guard, as the manifest calls it, and its module. */
  readonly model: string;
  readonly module: string;
  readonly invariant: string;
  readonly steps: readonly string[];
};

/** By clause, the most telling first: what happens to the whole system, then to one component. */
export type Consequences = ReadonlyMap<string, readonly Consequence[]>;

/** Where nothing is on record. */
export const NO_CONSEQUENCES: Consequences = new Map();

/** For whoever is judged: of a wallet only what is a wallet's fault, and so on. */
export function consequenceOf(
  all: Consequences,
  clause: string,
  profile: string,
): Consequence | undefined {
  const known = all.get(clause) ?? [];
  const [first] = knownOf(profile).parts.flatMap((part) =>
    known.filter((each) => each.part === part),
  );
  return first;
}

export function readConsequences(text: string, file: string): Consequences {
  const malformed = (why: string, cause?: unknown): InputFault =>
    new InputFault("ConsequencesMalformed", { file, why }, { cause });
  let told: unknown;
  try {
    told = JSON.parse(text);
  } catch (cause) {
    throw malformed("it is no JSON", cause);
  }
  const clauses: unknown = isObject(told) ? told["clauses"] : undefined;
  if (!isObject(clauses)) throw malformed("it has no clauses");
  return new Map(
    Object.entries(clauses).map(([clause, row]): [string, readonly Consequence[]] => {
      const { component, system, also } = isObject(row) ? row : {};
      const more: readonly unknown[] = Array.isArray(also) ? also : [];
      const each = [system, component, ...more].filter((one) => one !== null);
      return [clause, each.map((one) => consequence(one, () => malformed(`see ${clause}`)))];
    }),
  );
}

function consequence(one: unknown, malformed: () => InputFault): Consequence {
  if (!isObject(one)) throw malformed();
  const { part, model, module, invariant, steps } = one;
  const list: readonly unknown[] = Array.isArray(steps) ? steps : [undefined];
  const told = list.filter((step) => typeof step === "string");
  if (
    typeof part !== "string" ||
    typeof model !== "string" ||
    typeof module !== "string" ||
    typeof invariant !== "string" ||
    told.length !== list.length
  ) {
    throw malformed();
  }
  return { part, model, module, invariant, steps: told };
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
