/**
 * What a change of the model's state says about who did what to whom: the words of a told story, as
 * data. A place is a variable and the fields below it, `*` being any key; `{1}` is the first such
 * key, `{core.sender}` a field of what came or went, `{payment}` the payment in it by its short
 * name, `{#locks}` how many there are, `{new.votes}` whose has come to what was there before, and
 * `{=Seer}` a constant. Words that need a fact which is not there are for another change. A change
 * that no words fit is told as it stands: a new module needs rows only where arrows are wanted.
 * @module
 */
import type { Change } from "../value/diff.ts";

export type Saying = {
  readonly place: string;
  readonly kind: Change["kind"];
  /** Fields of what came or went, and what they must be; `!0` is anything but 0. */
  readonly where?: { readonly [field: string]: string };
  /** Not told beside a change at one of these places with the same first key. */
  readonly unless?: readonly string[];
  /** Told beside a change at this place with the same first key alone. */
  readonly beside?: string;
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly note?: string;
  /** The liars of the committee in this field say the same, each once per payment. */
  readonly echoed?: string;
};

/** What these keep is what is elsewhere, too: told only where nothing else changes. */
export const COPIES: readonly string[] = ["disk", "shelf"];

/** Whose a variable is that is nobody's by its keys. */
export const BELONGINGS: { readonly [variable: string]: string } = {
  disk: "alice",
  phone: "alice",
};

/** What a named action of the model does, where the change alone does not say it. */
export const ACTIONS: { readonly [action: string]: string } = {
  AuthorityRestarts: "crashes, restarts",
  WalletRestarts: "crashes, restarts",
  Restarts: "crashes, restarts",
  Writes: "writes to disk",
};

/** A wallet acts for its account: in a step that changes it, it stands for the payer. */
export const WALLETS = "phone";

/** What the model derives and has no variable for: told when it comes to be. */
export const DERIVED: readonly {
  readonly operator: string;
  /** Whose it is from then on. */
  readonly who: string;
  readonly label: string;
}[] = [
  { operator: "CertifiedOrders", who: "{sender}", label: "has certificate {payment}" },
  { operator: "CertifiedCores", who: "{sender}", label: "has certificate {payment}" },
];

/** Constants that say who is who: what they are, from the left to the right of a diagram. */
export const ROLES: readonly {
  readonly constant: string;
  readonly role: string;
  readonly lies?: true;
}[] = [
  { constant: "Phones", role: "a wallet" },
  { constant: "Honest", role: "honest: does what the rules of this model say" },
  {
    constant: "Byzantine",
    role: "Byzantine: signs anything, for anybody, at any time",
    lies: true,
  },
  { constant: "Old", role: "the owner, until it is fenced" },
  { constant: "Seer", role: "its witness" },
  { constant: "News", role: "who may be the next owner" },
  { constant: "Agents", role: "honest: signs and follows policy by the rules" },
  { constant: "Payees", role: "owns an account that is paid" },
  { constant: "Shops", role: "a shop that hands out goods" },
];

/** Who speaks and is nobody in particular stands on the right. */
export const SCENERY: readonly string[] = ["network", "clock", "policy"];

/** The state of one component alone stands under this name; its constant says whose it is. */
export const ALONE = { variable: "core", constant: "Self", stands: "auth" } as const;
