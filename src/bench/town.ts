/**
 * A town to measure in: a committee, people who pay, and everything that they would send, signed
 * for real. In: how many. Out: a genesis and messages. The same numbers give the same bytes.
 * @module
 */
import { createHash } from "node:crypto";
import { assert } from "../base/assert.ts";
import { readCertificate, type TransferCertificate } from "../protocol/certificate.ts";
import { committeeDigest, readCommittee } from "../protocol/committee.ts";
import type { Signatures, Signer } from "../protocol/ed25519.ts";
import { readGenesis, type World } from "../protocol/genesis.ts";
import { orderText, readOrder, readUnsignedOrder, type Order } from "../protocol/order.ts";
import type { Reader } from "../protocol/shape.ts";
import { authorityKey } from "../protocol/ids.ts";
import { voteFor, voteText } from "../protocol/vote.ts";

export type Town = {
  readonly genesis: unknown;
  readonly world: World;
  /** 32-byte secrets, in the order of the members' keys. */
  readonly memberSeeds: readonly Uint8Array[];
  readonly payerSeeds: readonly Uint8Array[];
  /** The order of nonce 0 of each payer, to the next one. */
  readonly orders: readonly Order[];
  /** The order of this nonce of the payer at this place, to the next one. */
  readonly order: (payer: number, nonce: number) => Order;
  /** The certificate of an order, with the vote of every member. */
  readonly certificate: (order: Order) => TransferCertificate;
};

/** When the orders are issued and judged, in milliseconds. */
export const NOW = 1000;
const NETWORK = "town";

export function town(payers: number, members: number, signatures: Signatures): Town {
  const people = named("payer", payers, signatures);
  const voters = ascending(named("member", members, signatures));
  const council = {
    name: "council",
    members: voters.map(({ name, signer }) => ({ name, key: signer.key, weight: 1 })),
  };
  const committee = committeeDigest(NETWORK, read(readCommittee, council));
  const accounts = ascending(people).map(({ signer }) => signer.key);
  const genesis = {
    network: NETWORK,
    parameters: { skew: 10, ttl_max: 10_000, queue_max: 16 },
    committees: [council],
    openings: accounts.map((account) => ({ account, epoch: 0, committee, ...OPENING })),
    ownership: accounts.map((account) => ({ account, epoch: 0, committee })),
  };
  const order = (payer: number, nonce: number): Order => {
    const signer = people[payer]?.signer;
    assert(signer !== undefined, "the payer lives in the town");
    const recipient = people[(payer + 1) % people.length]?.signer.key;
    return signedOrder(signer, { sender: signer.key, recipient, ...ORDER, nonce });
  };
  return {
    genesis,
    world: read(readGenesis, genesis),
    memberSeeds: voters.map(({ seed }) => seed),
    payerSeeds: people.map(({ seed }) => seed),
    orders: people.map((_, payer) => order(payer, 0)),
    order,
    certificate: (of) => {
      const votes = voters.map(({ signer }) => {
        const vote = voteFor(of, read(authorityKey, signer.key), committee);
        return { ...vote, authority_sig: signer.sign(voteText(NETWORK, vote)) };
      });
      return read(readCertificate, { order: of, votes });
    },
  };
}

const OPENING = { balance: "1000000", next_nonce: 0, frozen: false, escrow: [] };
const ORDER = { network: NETWORK, amount: "4", epoch: 0, issued_at: NOW, ttl: 1000 };

function signedOrder(signer: Signer, unsigned: object): Order {
  const text = orderText(read(readUnsignedOrder, unsigned));
  return read(readOrder, { ...unsigned, sender_sig: signer.sign(text) });
}

/**
 * Real keys and no work: every signature is zeros and taken for good. For what is measured beside
 * signatures, and would not be seen beneath them.
 */
export function takenForGood(real: Signatures): Signatures {
  return {
    verify: () => true,
    signer: (seed) => ({ key: real.signer(seed).key, sign: () => "00".repeat(64) }),
  };
}

type Named = { readonly name: string; readonly seed: Uint8Array; readonly signer: Signer };

function named(kind: string, count: number, signatures: Signatures): readonly Named[] {
  return Array.from({ length: count }, (_, at) => {
    const seed = new Uint8Array(createHash("sha256").update(`town ${kind} ${at}`).digest());
    return { name: `${kind}${at}`, seed, signer: signatures.signer(seed) };
  });
}

function ascending(all: readonly Named[]): readonly Named[] {
  return all.toSorted((one, other) => (one.signer.key < other.signer.key ? -1 : 1));
}

function read<Fact>(reader: Reader<Fact>, value: unknown): Fact {
  const found = reader(value, "");
  assert(found.ok, "the town says only what is well formed");
  return found.value;
}
