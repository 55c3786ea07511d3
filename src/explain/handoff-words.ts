/**
 * The messages by which an account moves, in the model's words. In: JSON. Out: text that is not yet
 * fit to print.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import type { Fields } from "./fields.ts";
import { fieldsOf, listOf, scalar, textOf } from "./fields.ts";
import type { Names } from "./names.ts";
import { certificateInWords, nameOfOrder, signedBy } from "./order-words.ts";

/** Type of a message -> what it says. */
export const HANDOFF_WORDS: { readonly [type: string]: (names: Names, of: Fields) => string } = {
  HandoffRequest: requestInWords,
  Invitation: (names, of) => `invitation of ${voice(names, of)}: ${moveInWords(names, of)}`,
  HandoffRelease: (names, of) => `release of ${releaseInWords(names, of)}`,
  HandoffCertificate: handoffInWords,
  OpeningReceipt: (names, of) => {
    return `opening receipt of ${voice(names, of)} for ${names.name(textOf(of["opening"]))}`;
  },
  Moved: (names, of) => `hint: ${names.name(textOf(of["account"]))} goes to ${target(names, of)}`,
};

/** `alice, after epoch 1 to next`. */
function moveInWords(names: Names, of: Fields): string {
  const [account, to] = [of["account"], of["to"]].map((hex) => names.name(textOf(hex)));
  return `${account ?? ""}, after epoch ${scalar(of["epoch"])} to ${to ?? ""}`;
}

function target(names: Names, { epoch, to }: Fields): string {
  return `${names.name(textOf(to))} in epoch ${scalar(epoch)}`;
}

/** Who speaks, and who signed where that is another. */
function voice(names: Names, { authority, authority_sig }: Fields): string {
  return `${names.name(textOf(authority))}${forgedBy(names, authority_sig)}`;
}

function forgedBy(names: Names, signature: Json | undefined): string {
  const forged = names.signer(signature);
  return forged === undefined ? "" : ` (${signedBy(forged)})`;
}

function requestInWords(names: Names, of: Fields): string {
  return `request: ${moveInWords(names, of)}${forgedBy(names, of["account_sig"])}`;
}

/** `a1: alice, after epoch 1 to next; certificates a0b1 voted by a1 a2; locks a1b1`. */
export function releaseInWords(names: Names, of: Fields): string {
  const certificates = listOf(of["certificates"]).map((each) => certificateInWords(names, each));
  const locks = listOf(of["locks"]).map((each) => nameOfOrder(names, each));
  return [
    `${voice(names, of)}: ${moveInWords(names, of)}`,
    ...(certificates.length === 0 ? [] : [`certificates ${certificates.join(", ")}`]),
    ...(locks.length === 0 ? [] : [`locks ${locks.join(", ")}`]),
  ].join("; ");
}

function handoffInWords(names: Names, of: Fields): string {
  const { request, opening, releases, account_sig } = of;
  const { balance, next_nonce, escrow } = fieldsOf(opening);
  const told = [
    `balance ${names.amount(BigInt(/^-?\d+$/.test(textOf(balance)) ? textOf(balance) : 0))}`,
    `nonce ${scalar(next_nonce)}`,
    ...(listOf(escrow).length === 0 ? [] : ["with an escrow"]),
  ];
  const said = listOf(releases).map((each) => releaseInWords(names, fieldsOf(each)));
  return [
    `handoff${forgedBy(names, account_sig)}: ${moveInWords(names, fieldsOf(request))}`,
    `opened with ${told.join(", ")}`,
    ...(said.length === 0 ? ["no releases"] : said.map((each) => `release of ${each}`)),
  ].join("; ");
}
