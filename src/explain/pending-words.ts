/**
 * What is said to those who wait, in the model's words. In: JSON. Out: text that is not yet fit to
 * print.
 * @module
 */
import type { Fields } from "./fields.ts";
import { listOf, scalar, textOf } from "./fields.ts";
import type { Names } from "./names.ts";

/** Type of a message -> what it says. */
export const PENDING_WORDS: { readonly [type: string]: (names: Names, of: Fields) => string } = {
  PendingOrder: (names, of) => `${about(names, of)} waits until ${names.time(of["until"])}`,
  LapseNotice: (names, of) => {
    const reasons = listOf(of["reasons"]).map(scalar).join(", ");
    return `${about(names, of)} lapses: ${reasons === "" ? "no reason" : reasons}`;
  },
};

function about(names: Names, of: Fields): string {
  return `word of ${names.name(textOf(of["authority"]))}: ${names.name(textOf(of["core_digest"]))}`;
}
