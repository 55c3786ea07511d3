/**
 * What was observed, as JSON -> facts with digests still unresolved. In: the `state` of an event.
 * Out: the fact, or an error that names line and place: what is not shown whole is not compared.
 * @module
 */
import type { JsonObject } from "../vector/json.ts";
import { jcs } from "../vector/json.ts";
import type { Ownership } from "./facts.ts";
import { ownershipOf } from "./facts.ts";
import { Place } from "./genesis.ts";

export type SeenPayment = {
  readonly sender: string;
  readonly nonce: number;
  readonly claim_digest: string;
};

export type SeenAccount = {
  readonly epoch: number;
  readonly committee: string;
  readonly balance: bigint;
  readonly next_nonce: number;
  readonly locks: readonly {
    readonly nonce: number;
    readonly core_digest: string;
    readonly ttl: number;
  }[];
  readonly frozen: boolean;
  readonly escrow: readonly {
    readonly nonce: number;
    readonly amount: bigint;
    readonly claims: readonly string[];
  }[];
  readonly applied: readonly { readonly nonce: number; readonly claim_digest: string }[];
  readonly credited: readonly SeenPayment[];
  readonly queued: readonly SeenPayment[];
  readonly evidence: readonly string[];
};

export type SeenAuthority = {
  readonly accounts: ReadonlyMap<string, SeenAccount>;
  readonly ownership: readonly Ownership[];
};

export type SeenWallet = {
  readonly account: string;
  readonly epoch: number;
  readonly next_nonce: number;
  readonly outstanding: readonly {
    readonly nonce: number;
    readonly core_digest: string;
    readonly votes: readonly string[];
  }[];
  readonly certificates: readonly {
    readonly nonce: number;
    readonly claim_digest: string;
    readonly debited: readonly string[];
    readonly credited: readonly string[];
  }[];
  readonly released: readonly { readonly sender: string; readonly nonce: number }[];
  readonly ownership: readonly Ownership[];
};

const HEX = /^[0-9a-f]{64}$/;

const ACCOUNT =
  "epoch committee balance next_nonce locks frozen escrow applied credited queued evidence".split(
    " ",
  );
const WALLET = "account epoch next_nonce outstanding certificates released ownership".split(" ");

export function seenAuthority(file: string, line: number, state: JsonObject): SeenAuthority {
  const at = new Place(file, "state", state, line);
  at.keys("accounts", "ownership");
  const accounts = at.inner("accounts");
  const names = Object.keys(accounts.object);
  for (const name of names) if (!HEX.test(name)) throw accounts.wrong(`${name} is no key`);
  const shown = names.map((name) => [name, accountAt(accounts.inner(name))] as const);
  return { accounts: new Map(shown), ownership: ownershipAt(at) };
}

function accountAt(at: Place): SeenAccount {
  at.keys(...ACCOUNT);
  return {
    epoch: at.whole("epoch"),
    committee: at.text("committee", HEX),
    balance: at.money("balance"),
    next_nonce: at.whole("next_nonce"),
    locks: sorted(at, "locks", (each) => {
      each.keys("nonce", "core_digest", "ttl");
      const core_digest = each.text("core_digest", HEX);
      return { nonce: each.whole("nonce"), core_digest, ttl: each.whole("ttl") };
    }),
    frozen: at.truth("frozen"),
    escrow: sorted(at, "escrow", (each) => {
      each.keys("nonce", "amount", "claims");
      const claims = each.texts("claims", HEX);
      return { nonce: each.whole("nonce"), amount: each.money("amount"), claims };
    }),
    applied: sorted(at, "applied", (each) => {
      each.keys("nonce", "claim_digest");
      return { nonce: each.whole("nonce"), claim_digest: each.text("claim_digest", HEX) };
    }),
    credited: sorted(at, "credited", paymentAt),
    queued: sorted(at, "queued", paymentAt),
    evidence: at.object["evidence"] === null ? [] : at.texts("evidence", HEX),
  };
}

function paymentAt(at: Place): SeenPayment {
  at.keys("sender", "nonce", "claim_digest");
  const sender = at.text("sender", HEX);
  return { sender, nonce: at.whole("nonce"), claim_digest: at.text("claim_digest", HEX) };
}

export function seenWallet(file: string, line: number, state: JsonObject): SeenWallet {
  const at = new Place(file, "state", state, line);
  at.keys(...WALLET);
  return {
    account: at.text("account", HEX),
    epoch: at.whole("epoch"),
    next_nonce: at.whole("next_nonce"),
    outstanding: at.object["outstanding"] === null ? [] : [outstandingAt(at.inner("outstanding"))],
    certificates: sorted(at, "certificates", (each) => {
      each.keys("nonce", "claim_digest", "debited", "credited");
      return {
        nonce: each.whole("nonce"),
        claim_digest: each.text("claim_digest", HEX),
        debited: each.texts("debited", HEX),
        credited: each.texts("credited", HEX),
      };
    }),
    released: at.list("released").map((each) => {
      each.keys("sender", "nonce");
      return { sender: each.text("sender", HEX), nonce: each.whole("nonce") };
    }),
    ownership: ownershipAt(at),
  };
}

function outstandingAt(at: Place): SeenWallet["outstanding"][number] {
  at.keys("nonce", "core_digest", "votes");
  const core_digest = at.text("core_digest", HEX);
  return { nonce: at.whole("nonce"), core_digest, votes: at.texts("votes", HEX) };
}

function ownershipAt(at: Place): readonly Ownership[] {
  return at.list("ownership").map((each) => {
    const row = ownershipOf(each.object);
    if (row === undefined) throw each.wrong("no ownership proof");
    return row;
  });
}

/** A list that ascends; equal neighbours are let through, as the model says there are none. */
function sorted<Item extends { readonly nonce: number }>(
  at: Place,
  name: string,
  read: (each: Place) => Item,
): readonly Item[] {
  const items = at.list(name).map(read);
  for (const [index, item] of items.entries()) {
    const before = items[index - 1];
    if (before !== undefined && rankOf(before) > rankOf(item)) {
      throw at.wrong(`${name}/${index} is not in order`);
    }
  }
  return items;
}

function rankOf(item: { readonly nonce: number; readonly sender?: string }): string {
  return jcs([item.sender ?? "", String(item.nonce).padStart(16, "0")]);
}
