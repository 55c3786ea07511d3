/**
 * Entries that a table has from the start (P4_16 1.2.5, section 14.2.1.4).
 * @module
 */
import type { Entry, Key, Keyset, MatchKind } from "../program.ts";
import type { TableEntry } from "../syntax/tree.ts";
import type { Context } from "./context.ts";
import { numberOf } from "./operand.ts";
import { priorities } from "./priority.ts";
import { chosen, type ListedAction } from "./chosen.ts";
import { wrong } from "./refuse.ts";
import type { Shape } from "./type.ts";
import { keysetsFor } from "./keyset.ts";
import { isConstant } from "./operand.ts";

export type EntriesOf = {
  readonly keys: readonly Key[];
  readonly types: readonly Shape[];
  readonly actions: readonly ListedAction[];
  readonly constant: boolean;
  readonly largestWins: boolean;
  readonly delta: bigint;
};

export function entriesOf(
  context: Context,
  sources: readonly TableEntry[],
  table: EntriesOf,
): readonly Entry[] {
  const matches = table.keys.map(({ match }) => match);
  const isRanked = matches.some((match) => ["ternary", "range", "optional"].includes(match));
  const ranked = sources.map(({ priority, place }) => ({
    priority: priority === null ? null : numberOf(context.evaluate(context, priority)),
    place,
  }));
  for (const { priority, place } of ranked) {
    if (priority !== null && (!isRanked || table.constant)) {
      wrong(place, "these entries are not ranked by priority", "take the priority out");
    }
  }
  const numbers = isRanked ? priorities(ranked, table) : [];
  const seen = new Set<string>();
  return sources.flatMap((source, at) => {
    const entry = context.refusals.attempt((): Entry => {
      const keysets = keysetsFor(context, source.keyset, table.types);
      for (const [key, keyset] of keysets.entries()) checkKeyset(keyset, matches[key], source);
      checkUnique(keysets, matches, seen, source);
      return {
        keysets,
        chosen: chosen(context, source.action, table.actions, "table"),
        priority: numbers[at] ?? null,
        constant: table.constant || source.constant,
        place: source.place,
      };
    });
    return entry === null ? [] : [entry];
  });
}

/** Which sets a match kind takes. */
const TAKES: Readonly<Record<MatchKind, readonly Keyset["kind"][]>> = {
  exact: ["value"],
  lpm: ["value", "mask", "any"],
  ternary: ["value", "mask", "any"],
  range: ["value", "range", "any"],
  optional: ["value", "any"],
  selector: ["any"],
};

function checkKeyset(keyset: Keyset, match: MatchKind | undefined, source: TableEntry): void {
  const { place } = source.keyset;
  if (match !== undefined && !TAKES[match].includes(keyset.kind)) {
    const takes = TAKES[match].join(", ");
    wrong(place, `a key matched by ${match} takes no ${keyset.kind}`, `it takes: ${takes}`);
  }
  const parts = partsOf(keyset);
  if (!parts.every(isConstant)) wrong(place, "the sets of an entry are constants", "write numbers");
  if (match === "lpm" && keyset.kind === "mask") checkPrefix(keyset, source);
}

function partsOf(keyset: Keyset) {
  switch (keyset.kind) {
    case "value":
      return [keyset.value];
    case "mask":
      return [keyset.value, keyset.mask];
    case "range":
      return [keyset.low, keyset.high];
    case "any":
    case "set":
      return [];
  }
}

function checkPrefix({ mask }: Keyset & { readonly kind: "mask" }, source: TableEntry): void {
  const value = mask.kind === "constant" && typeof mask.value === "bigint" ? mask.value : 0n;
  const width = mask.type.kind === "bit" ? mask.type.width : 64;
  const inverted = BigInt.asUintN(width, ~value);
  if ((inverted & (inverted + 1n)) !== 0n) {
    wrong(source.keyset.place, "the mask of an lpm key is a prefix", "set its high bits only");
  }
}

/** Two entries that match exactly the same would shadow one another. */
function checkUnique(
  keysets: readonly Keyset[],
  matches: readonly MatchKind[],
  seen: Set<string>,
  source: TableEntry,
): void {
  if (!matches.every((match) => match === "exact")) return;
  const values = keysets.flatMap(partsOf);
  const key = values.map((ir) => (ir.kind === "constant" ? String(ir.value) : "?")).join(",");
  if (seen.has(key)) wrong(source.place, "an entry with this key stands above", "take one out");
  seen.add(key);
}
