/**
 * A `Moved`: the hint where an account is asked to go. It is unsigned: whoever follows a false one
 * finds nobody who owns the account. Clause TH-23.
 * @module
 */
import { accountId, committeeDigest, epoch } from "./ids.ts";
import { record } from "./shape.ts";
import type { Move } from "./request.ts";

/** `epoch` is the next one, that of the committee `to`. */
export type Moved = Move;

export const readMoved = record<Moved>("TH-23", { account: accountId, epoch, to: committeeDigest });
