/**
 * What an owner alone, its witness and a controller say, in the model's words. In: JSON. Out: text
 * that is not yet fit to print.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import type { Fields } from "./fields.ts";
import { fieldsOf, listOf, scalar, textOf } from "./fields.ts";
import type { Names } from "./names.ts";
import { signedBy } from "./order-words.ts";

/** Type of a message -> what it says. */
export const STANDBY_WORDS: { readonly [type: string]: (names: Names, of: Fields) => string } = {
  Grant: grantInWords,
  Checkpoint: checkpointInWords,
  Acknowledgement: (names, of) => {
    const held = checkpointInWords(names, fieldsOf(of["checkpoint"]));
    return `${voice(names, of, "witness")} has ${held}`;
  },
  TakeoverOrder: takeoverInWords,
  TakeoverStatement: (names, { order, grant, checkpoint, ...of }) =>
    [
      `statement of ${voice(names, of, "witness")}: ${takeoverInWords(names, fieldsOf(order))}`,
      grantInWords(names, fieldsOf(grant)),
      checkpointInWords(names, fieldsOf(checkpoint)),
    ].join("; "),
  TakeoverReport: (names, of) => {
    const claims = claimsInWords(names, listOf(of["claims"]));
    return `report of ${voice(names, of, "owner")}: ${about(names, of)}, promised ${claims}`;
  },
};

/** `checkpoint 2 of a1: alice in epoch 0, nonce 0, balance 2, reserved a0b1`. */
function checkpointInWords(names: Names, of: Fields): string {
  const { seq, next_nonce, balance, reserved } = of;
  const claims = reserved === null || reserved === undefined ? [] : [reserved];
  return [
    `checkpoint ${scalar(seq)} of ${voice(names, of, "owner")}: ${about(names, of)}`,
    `nonce ${scalar(next_nonce)}`,
    `balance ${amount(names, balance)}`,
    `reserved ${claimsInWords(names, claims)}`,
  ].join(", ");
}

function grantInWords(names: Names, of: Fields): string {
  const { witness, controller, window, budget } = of;
  return [
    `grant of ${voice(names, of, "owner")}: ${about(names, of)}`,
    `witness ${names.name(textOf(witness))}`,
    `controller ${names.name(textOf(controller))}`,
    `window ${scalar(window)}`,
    `budget ${amount(names, budget)}`,
  ].join(", ");
}

function takeoverInWords(names: Names, of: Fields): string {
  const to = names.name(textOf(of["to"]));
  return `takeover by ${voice(names, of, "controller")}: ${about(names, of)}, to ${to}`;
}

function about(names: Names, { account, epoch }: Fields): string {
  return `${names.name(textOf(account))} in epoch ${scalar(epoch)}`;
}

/** Who speaks, and who signed where that is another. */
function voice(names: Names, of: Fields, role: "owner" | "witness" | "controller"): string {
  const forged = names.signer(of[`${role}_sig`]);
  const who = names.name(textOf(of[role]));
  return forged === undefined ? who : `${who} (${signedBy(forged)})`;
}

function claimsInWords(names: Names, claims: readonly Json[]): string {
  const told = claims.map((each) => {
    const claim = fieldsOf(each);
    const to = names.name(textOf(claim["recipient"]));
    return `${amount(names, claim["amount"])} to ${to} at nonce ${scalar(claim["nonce"])}`;
  });
  return told.length === 0 ? "nothing" : told.join(" and ");
}

function amount(names: Names, value: Json | undefined): string {
  const digits = textOf(value);
  return names.amount(BigInt(/^-?\d{1,19}$/.test(digits) ? digits : 0));
}
