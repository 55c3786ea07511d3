/**
 * One step of a behaviour -> who did what to whom. In: what changed, and the words for changes.
 * Out: rows for a diagram, at least one for each step. It remembers only which liar has said what.
 * @module
 */
import type { Readings } from "../graph/watch.ts";
import type { TranscriptRow } from "../replay/result.ts";
import type { Change } from "../value/diff.ts";
import { diff } from "../value/diff.ts";
import { print } from "../value/print.ts";
import type { Value } from "../value/value.ts";
import { field } from "../value/value.ts";
import type { Nicknames } from "./nickname.ts";
import { nicknameIn } from "./nickname.ts";
import { isName, keysAt } from "./path.ts";
import type { Person } from "./people.ts";
import { namesIn, placeWords } from "./people.ts";
import { changeInWords } from "./phrase.ts";
import type { Saying } from "./sayings.ts";
import { ACTIONS, ALONE, BELONGINGS, COPIES, DERIVED, WALLETS } from "./sayings.ts";
import { FIRST_OF_MOVES, OF_MOVES } from "./sayings-move.ts";
import { OF_PAYMENTS } from "./sayings-payment.ts";

type Stepped = {
  readonly number: number;
  readonly action: string | undefined;
  readonly changes: readonly Change[];
};

/** A change with the words of its path. */
type Placed = { readonly change: Change; readonly words: readonly string[] };
type Said = Omit<TranscriptRow, "n">;

const SAYINGS = [...FIRST_OF_MOVES, ...OF_PAYMENTS, ...OF_MOVES];
const UNKNOWN = "?";

export class Speakers {
  readonly #readings: Readings;
  readonly #people: readonly Person[];
  readonly #nicknames: Nicknames;
  readonly #echoed = new Set<string>();

  constructor(readings: Readings, people: readonly Person[], nicknames: Nicknames) {
    this.#readings = readings;
    this.#people = people;
    this.#nicknames = nicknames;
  }

  rowsOf(step: Stepped): readonly TranscriptRow[] {
    const placed = step.changes.map((change) => ({
      change,
      words: placeWords(change.path, this.#readings),
    }));
    const told = [...this.#acts(step, placed), ...this.#says(placed)];
    const rows = [
      ...(told.length === 0 ? this.#asItStands(step, placed) : told),
      ...this.#derived(step.number),
    ];
    const spoken = rows.map((row) => this.#byWallet(row, placed));
    const once = new Map(spoken.map((row) => [`${row.from} ${row.to} ${row.label}`, row]));
    return [...once.values()].map((row) => ({ n: step.number, ...row }));
  }

  #byWallet(row: Said, placed: readonly Placed[]): Said {
    const wallet = placed.find(({ words }) => words[0] === WALLETS)?.words[1];
    if (!this.#people.some(({ name }) => name === wallet) || wallet === undefined) return row;
    const payers = [...this.#nicknames.values()].map(({ claim }) => at(claim, "sender"));
    const isPayer = (name: string): boolean =>
      payers.some((payer) => payer !== undefined && plain(payer) === name);
    const stands = (name: string): string => (isPayer(name) ? wallet : name);
    return { ...row, from: stands(row.from), to: stands(row.to) };
  }

  #acts({ action = "" }: Stepped, [first]: readonly Placed[]): readonly Said[] {
    const label = ACTIONS[action];
    if (label === undefined || first === undefined) return [];
    const who = this.#ownerOf(first.words);
    return [{ from: who, to: who, label }];
  }

  #says(placed: readonly Placed[]): readonly Said[] {
    return SAYINGS.flatMap((saying) =>
      placed.flatMap((each) => {
        const keys = keysAt(saying.place, each.words);
        if (keys === undefined || !fits(saying, each, placed)) return [];
        if (this.#isRenewed(each, placed)) return [];
        return this.#said(saying, keys, partOf(each.change), replacedBy(each, placed));
      }),
    );
  }

  #said(
    saying: Saying,
    keys: readonly string[],
    part: Value,
    before: Value | undefined,
  ): readonly Said[] {
    const fill = (text: string): string => this.#filled(text, part, keys, before);
    const { note, echoed } = saying;
    const row = { from: fill(saying.from), to: fill(saying.to), label: fill(saying.label) };
    // Words that need a fact which is not there are for another change.
    if (Object.values(row).some((text) => text.includes(UNKNOWN))) return [];
    const own = note === undefined ? row : { ...row, note: fill(note) };
    return echoed === undefined ? [own] : [own, ...this.#echoes(row, field(part, echoed))];
  }

  /** What a liar signs at any time is drawn where it first counts. */
  #echoes({ to, label }: Said, committee: Value | undefined): readonly Said[] {
    if (committee === undefined) return [];
    const members = field(
      this.#readings.constants.get("Committees") ?? committee,
      plain(committee),
    );
    const names = namesIn(members);
    const liars = this.#people.filter(({ name, lies }) => lies && names.includes(name));
    return liars.flatMap(({ name }) => {
      const said = `${name} ${to} ${label}`;
      if (this.#echoed.has(said)) return [];
      this.#echoed.add(said);
      return [{ from: name, to, label }];
    });
  }

  /** A lock that is replaced by one for the same payment is not lost. */
  #isRenewed({ change, words }: Placed, placed: readonly Placed[]): boolean {
    if (change.kind !== "loses") return false;
    const payment = nicknameIn(change.part, this.#nicknames);
    return placed.some(
      ({ change: other, words: place }) =>
        other.kind === "gains" &&
        place.join(".") === words.join(".") &&
        nicknameIn(other.part, this.#nicknames) === payment,
    );
  }

  #derived(number: number): readonly Said[] {
    const [before, after] = [this.#readings.states[number - 2], this.#readings.states[number - 1]];
    return DERIVED.flatMap(({ operator, who: place, label }) => {
      const [was, is] = [before?.get(operator), after?.get(operator)];
      if (was === undefined || is === undefined) return [];
      return diff(was, is, operator).flatMap((change): readonly Said[] => {
        if (change.kind !== "gains") return [];
        const who = this.#filled(place, change.part, []);
        return [{ from: who, to: who, label: this.#filled(label, change.part, []) }];
      });
    });
  }

  /** Without words of its own a change is told by whoever it happens to. */
  #asItStands({ action }: Stepped, placed: readonly Placed[]): readonly Said[] {
    const originals = placed.filter(({ words: [variable = ""] }) => !COPIES.includes(variable));
    const told = originals.length > 0 ? originals : placed;
    const groups = Map.groupBy(told, ({ words }) => this.#ownerOf(words));
    const rows = [...groups].map(([who, own]): Said => {
      const [first] = own;
      const label = first === undefined ? (action ?? "a step") : shortly(first, who);
      const more = own.length > 1 ? { note: `and ${own.length - 1} more changes` } : {};
      return { from: who, to: who, label, ...more };
    });
    if (rows.length > 0) return rows;
    const who = action ?? "nobody";
    return [{ from: who, to: who, label: "nothing changes" }];
  }

  #ownerOf([variable = "", key]: readonly string[]): string {
    const names = this.#people.map(({ name }) => name);
    const own = BELONGINGS[variable] ?? variable;
    if (key === undefined || !isName(key)) return own;
    return names.length === 0 || names.includes(key) || variable === ALONE.stands ? key : own;
  }

  #constant(name: string): string {
    const value = this.#readings.constants.get(name);
    return value === undefined ? UNKNOWN : plain(value);
  }

  #filled(text: string, part: Value, keys: readonly string[], before?: Value): string {
    return text.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
      if (/^\d+$/.test(name)) return keys[Number(name) - 1] ?? UNKNOWN;
      if (name === "payment") return nicknameIn(part, this.#nicknames) ?? "";
      if (name === "value") return plain(part);
      if (name.startsWith("=")) return this.#constant(name.slice(1));
      if (name.startsWith("#")) return String(sizeOf(at(part, name.slice(1))));
      if (name.startsWith("new.")) return newIn(part, before, name.slice(4));
      const found = at(part, name);
      return found === undefined ? UNKNOWN : plain(found);
    });
  }
}

function fits(saying: Saying, { change, words }: Placed, placed: readonly Placed[]): boolean {
  const { kind, where = {}, unless = [], beside } = saying;
  if (change.kind !== kind) return false;
  const part = partOf(change);
  const wanted = Object.entries(where);
  if (wanted.some(([name, text]) => !isThat(field(part, name), text))) return false;
  const key = words[1];
  if (unless.some((place) => happens(place, key, placed))) return false;
  return beside === undefined || happens(beside, key, placed);
}

function isThat(value: Value | undefined, text: string): boolean {
  if (value === undefined) return false;
  return text.startsWith("!") ? plain(value) !== text.slice(1) : plain(value) === text;
}

/** Whether anything changed at the place; with a minus at its end, whether something went. */
function happens(place: string, key: string | undefined, placed: readonly Placed[]): boolean {
  const loses = place.endsWith("-");
  const pattern = loses ? place.slice(0, -1) : place;
  return placed.some(
    ({ change, words }) =>
      keysAt(pattern, words) !== undefined &&
      words[1] === key &&
      (!loses || change.kind === "loses"),
  );
}

/** What went at the same place. */
function replacedBy({ words }: Placed, placed: readonly Placed[]): Value | undefined {
  const place = words.join(".");
  const gone = placed.find(
    ({ change, words: other }) => change.kind === "loses" && other.join(".") === place,
  );
  return gone === undefined ? undefined : partOf(gone.change);
}

/** What came, went, or stands there now. */
export function partOf(change: Change): Value {
  switch (change.kind) {
    case "gains":
    case "loses":
      return change.part;
    case "becomes":
    case "maps":
      return change.to;
    case "forgets":
      return change.key;
  }
}

function at(part: Value, path: string): Value | undefined {
  let value: Value | undefined = part;
  for (const name of path.split(".")) value = value === undefined ? undefined : field(value, name);
  return value;
}

function plain(value: Value): string {
  return value.kind === "string" ? value.value : print(value);
}

function sizeOf(value: Value | undefined): number {
  if (value?.kind === "set") return value.elements.length;
  return value?.kind === "tuple" ? value.items.length : 0;
}

/** Who is in the list now and was not before: the names there, or the authorities of votes. */
function newIn(part: Value, before: Value | undefined, path: string): string {
  const voices = (value: Value | undefined): readonly string[] => {
    const list = value === undefined ? undefined : at(value, path);
    const items = list?.kind === "tuple" ? list.items : list?.kind === "set" ? list.elements : [];
    return items.map((item) => plain(field(item, "authority") ?? item));
  };
  const known = voices(before);
  return voices(part).find((name) => !known.includes(name)) ?? "network";
}

/** More than that does not fit beside a lifeline; the whole stands with what everybody knows. */
const SHORT = 28;

/** As much of the change as fits, without the name of whom it happens to. */
function shortly({ change, words }: Placed, who: string): string {
  const path = words.slice(words.indexOf(who) + 1).join(".");
  const value = changeInWords({ ...change, path: "" }).replace(/^:?\s+/, "");
  const verb = change.kind === "becomes" ? "changes" : change.kind;
  const whole = changeInWords({ ...change, path });
  const [label = verb] = [path === "" ? value : whole, `${path} ${verb}`.trim(), value].filter(
    (text) => text.length <= SHORT,
  );
  return label;
}
