/**
 * Sender and nonce as one key: what may be paid once, whatever the epoch (EX-9, GD-4). The keys of
 * a sender stand together, and ascend by nonce.
 * @module
 */
import type { AccountId } from "./ids.ts";
import { spelled, text, type Reader } from "./shape.ts";

export type Slot = string;

export type Spending = { readonly sender: AccountId; readonly nonce: number };

/** TH-7: a nonce is below 2^53. */
const NONCE_DIGITS = 14;

export const readSlot: Reader<Slot> = text("TH-7", spelled(/^[0-9a-f]{78}$/), "NotHex");

export function slotOf({ sender, nonce }: Spending): Slot {
  return sender + nonce.toString(16).padStart(NONCE_DIGITS, "0");
}
