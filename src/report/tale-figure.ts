/**
 * How the diagram of a tale stands: payers on the left, then the members, liars marked, then shops
 * and everything else. In: a tale. Out: its rows, the order of its lifelines, who is who.
 * @module
 */
import type { TranscriptRow } from "../replay/result.ts";
import { field } from "../value/value.ts";
import { SCENERY } from "./sayings.ts";
import type { Figure } from "./sequence.ts";
import { NAME_MAX, participantsOf } from "./sequence.ts";
import type { Tale } from "./tale.ts";
import { visible } from "./visible.ts";

export function rowsOf({ steps }: Tale): readonly TranscriptRow[] {
  return steps.flatMap(({ rows }) => rows);
}

export function figureOf(tale: Tale): Figure {
  const { people, nicknames } = tale;
  const payers = [...nicknames.values()].flatMap(({ claim }) => {
    const sender = field(claim, "sender");
    return sender?.kind === "string" ? [sender.value] : [];
  });
  const known = new Set([...SCENERY, ...people.map(({ name }) => name)]);
  const senders = rowsOf(tale).filter(({ from, to }) => from !== to && !known.has(from));
  const marks = people.flatMap(({ name, lies }) => (lies ? [[name, "lies"] as const] : []));
  return {
    order: [...payers, ...senders.map(({ from }) => from), ...people.map(({ name }) => name)],
    marks: new Map(marks),
    numbered: true,
    quiet: true,
  };
}

export type Role = { readonly names: string; readonly role: string; readonly lies: boolean };

/** Those who appear in the diagram, by what they are; whoever has no role goes without saying. */
export function peopleByRole(tale: Tale): readonly Role[] {
  const seen = participantsOf(rowsOf(tale));
  const here = tale.people.filter(({ name, lies }) => lies || seen.includes(name));
  const groups = Map.groupBy(here, ({ role }) => role);
  return [...groups].map(([role, own]) => ({
    names: own.map(({ name }) => visible(name, NAME_MAX)).join(" "),
    role,
    lies: own.some(({ lies }) => lies),
  }));
}
