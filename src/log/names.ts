/**
 * Keys and digests of a log -> names of the model, and back. In: the genesis and every key that
 * occurs. Out: a member of a committee by the name that the genesis gives it, where only one is
 * called so; everyone else, and every committee that is not listed, by the first digits of its hex.
 * Authorities are ranked as their keys sort (TH-9).
 * @module
 */
import { byText } from "../vector/names.ts";
import type { Genesis } from "./genesis.ts";

/** Fits nobody (Messages.tla). */
export const CORRUPT = "corrupt";
const DIGITS_MIN = 8;

export class Names {
  readonly #people: ReadonlyMap<string, string>;
  readonly #committees: ReadonlyMap<string, string>;
  readonly #back: ReadonlyMap<string, string>;

  /** `keys` and `digests` may hold what the genesis has, too. */
  constructor(genesis: Genesis, keys: Iterable<string>, digests: Iterable<string>) {
    const told = new Map(
      genesis.committees.flatMap(({ members }) => members.map(({ key, name }) => [key, name])),
    );
    const everyone = new Set([...told.keys(), ...keys]);
    this.#people = named(everyone, told, "k");
    const titles = new Map(genesis.committees.map(({ digest, name }) => [digest, name]));
    this.#committees = named(new Set([...titles.keys(), ...digests]), titles, "c");
    this.#back = new Map(
      [...this.#people, ...this.#committees].map(([hex, name]) => [name, hex] as const),
    );
  }

  /** The hex itself for a key that was never surveyed: no name of the model. */
  person(key: string): string {
    return this.#people.get(key) ?? key;
  }

  committee(digest: string): string {
    return this.#committees.get(digest) ?? digest;
  }

  /** The hex behind a name. */
  hex(name: string): string | undefined {
    return this.#back.get(name);
  }

  /** Everyone, by key. */
  ranked(): readonly string[] {
    const sorted = [...this.#people].toSorted(([left], [right]) => byText(left, right));
    return sorted.map(([, name]) => name);
  }
}

function named(
  all: ReadonlySet<string>,
  told: ReadonlyMap<string, string>,
  letter: string,
): ReadonlyMap<string, string> {
  const bearers = Map.groupBy([...told], ([, name]) => spelled(name));
  const names = new Map<string, string>();
  for (const hex of [...all].toSorted(byText)) {
    const name = spelled(told.get(hex) ?? "");
    const own = bearers.get(name)?.length === 1 && /^[a-z]/.test(name) && name !== CORRUPT;
    names.set(hex, own ? name : prefixed(letter, hex, all));
  }
  return names;
}

/** A name that may stand in TLA+ as a field. */
function spelled(name: string): string {
  return name.replaceAll("-", "_");
}

/** The least number of digits, eight at least, that no other one begins with. */
function prefixed(letter: string, hex: string, all: ReadonlySet<string>): string {
  for (let length = DIGITS_MIN; length < hex.length; length += 1) {
    const start = hex.slice(0, length);
    // No genesis name looks like this: it would begin with the letter and an underscore.
    const others = [...all].filter((other) => other !== hex && other.startsWith(start));
    if (others.length === 0) return `${letter}__${start}`;
  }
  return `${letter}__${hex}`;
}
