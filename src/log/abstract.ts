/**
 * Facts of a log -> values of the model. In: the surveyed world and a fact. Out: a value as
 * Messages.tla, Authority.tla and Wallet.tla have it. A digest becomes what was digested, a
 * signature the name of its signer or "corrupt", a message that no decoder accepts one of another
 * form than "good".
 * @module
 */
import type { Value } from "../value/value.ts";
import { bool, int, mapping, record, set, string, tuple } from "../value/value.ts";
import { isGivers, isSenders, isVoters } from "./digests.ts";
import type { EventFact, InputFact, SentFact } from "./events.ts";
import type { Certificate, Claim, Order, Ownership, Receipt, Vote } from "./facts.ts";
import type { Escrow } from "./genesis.ts";
import { CORRUPT } from "./names.ts";
import type { Pool } from "./pool.ts";
import type { World } from "./survey.ts";

/** The word for what has no name: never the name of anyone, as those have no blank. */
const NOBODY = "no one";

const SENT_TYPES = [
  "TransferVote",
  "TransferReceipt",
  "MissingCertificate",
  "EquivocationProof",
  "BrokenQuorum",
  "Order",
  "TransferCertificate",
] as const;

export class Abstraction {
  readonly #world: World;
  readonly #pool: Pool;
  readonly #clauses: ReadonlyMap<string, string>;

  /** `clauses`: reason code -> clause as the model spells it. Values are shared in the pool. */
  constructor(world: World, pool: Pool, clauses: ReadonlyMap<string, string>) {
    this.#world = world;
    this.#pool = pool;
    this.#clauses = clauses;
  }

  /** One line of the trace, as Follow.tla reads it. `shown` is the observation, if there is one. */
  event(event: EventFact, shown: Value | undefined): Value {
    const { inputs, outcome, reason, sent } = event;
    const clause = reason === undefined ? undefined : this.#clauses.get(reason);
    return record([
      ["inputs", tuple(inputs.map((input) => this.#pool.give("i", this.input(input))))],
      ["kind", optional(outcome === undefined ? undefined : string(outcome))],
      ["why", optional(clause === undefined ? undefined : string(clause))],
      ["sent", optional(sent === undefined ? undefined : this.#sent(sent))],
      ["shown", optional(shown)],
    ]);
  }

  input(input: InputFact): Value {
    const type = ["type", string(input.type)] as const;
    switch (input.type) {
      case "SignVote":
      case "VerifyTransfer": {
        const order = input.order === undefined ? this.#malformedOrder() : this.order(input.order);
        return record([type, ["order", order], ["now", this.time(input.now)]]);
      }
      case "ApplyCertificate":
      case "VerifyCertificate":
        return record([type, ["certificate", this.#certificateOrNone(input.certificate)]]);
      case "ReleaseGoods":
        return record([
          type,
          ["certificate", this.#certificateOrNone(input.certificate)],
          ["now", this.time(input.now)],
        ]);
      case "RecordEvidence": {
        const { proof } = input;
        const orders = proof === undefined ? [] : [proof.first, proof.second];
        const told = orders.map((order) => this.order(order));
        return record([
          type,
          ["form", string(proof === undefined ? "extra" : "good")],
          ["orders", set(told.length > 0 ? told : [this.#malformedOrder()])],
        ]);
      }
      case "RecordOwnershipProof": {
        const { proof } = input;
        return record([type, ["proof", proof === undefined ? UNPROVEN : this.ownership(proof)]]);
      }
      case "Lock":
        return record([
          type,
          ["recipient", this.person(input.recipient)],
          ["amount", this.amount(input.amount)],
          ["now", this.time(input.now)],
          ["ttl", this.span(input.ttl)],
        ]);
      case "RenewWindow":
        return record([
          type,
          ["nonce", this.nonce(input.nonce)],
          ["now", this.time(input.now)],
          ["ttl", this.span(input.ttl)],
        ]);
      case "CollectVote":
        return record([type, ["vote", this.vote(input.vote)]]);
      case "CollectReceipt":
        return record([type, ["receipt", this.receipt(input.receipt)]]);
      case "AnswerMissing": {
        const { account, nonce } = input.missing;
        return record([type, ["missing", this.#missing(account, nonce)]]);
      }
      case "Restart":
        return record([type]);
    }
  }

  #sent(sent: readonly SentFact[]): Value {
    const bodies = Map.groupBy(sent, ({ type }) => type);
    const are = SENT_TYPES.map((type) => {
      const values = (bodies.get(type) ?? []).flatMap((message) => {
        return message.type === "none" ? [] : [this.#body(message)];
      });
      return [type, set(values)] as const;
    });
    // Where a message is none of the model's, no number of messages is right.
    const strange = bodies.has("none");
    return record([
      ["are", record(are)],
      ["many", int(strange ? -1 : sent.length)],
    ]);
  }

  #body(message: Exclude<SentFact, { readonly type: "none" }>): Value {
    switch (message.type) {
      case "TransferVote":
        return this.vote(message.body);
      case "TransferReceipt":
        return this.receipt(message.body);
      case "MissingCertificate":
        return this.#missing(message.body.account, message.body.nonce);
      case "EquivocationProof":
        return set([this.order(message.body.first), this.order(message.body.second)]);
      case "BrokenQuorum":
        return set([this.certificate(message.body.first), this.certificate(message.body.second)]);
      case "Order":
        return this.order(message.body);
      case "TransferCertificate":
        return this.certificate(message.body);
    }
  }

  order(order: Order): Value {
    const signer = isSenders(order) ? this.person(order.sender) : string(CORRUPT);
    return this.#pool.of("o", order, () =>
      record([
        ["form", string("good")],
        ...this.#claimFields(order),
        ["epoch", this.epoch(order.epoch)],
        ["issued_at", this.time(order.issued_at)],
        ["ttl", this.span(order.ttl)],
        ["sender_sig", signer],
      ]),
    );
  }

  #malformedOrder(): Value {
    return this.#pool.give(
      "o",
      record([
        ["form", string("extra")],
        ...NO_CLAIM,
        ["epoch", int(0)],
        ["issued_at", int(0)],
        ["ttl", int(1)],
        ["sender_sig", string(CORRUPT)],
      ]),
    );
  }

  vote(vote: Vote): Value {
    const signed = isVoters(this.#world.genesis.network, vote);
    return this.#pool.of("v", vote, () =>
      record([
        ["core_digest", this.core(vote.core_digest)],
        ["nonce", this.nonce(vote.nonce)],
        ["epoch", this.epoch(vote.epoch)],
        ["ttl", this.span(vote.ttl)],
        ["authority", this.person(vote.authority)],
        ["committee", this.committee(vote.committee)],
        ["authority_sig", signed ? this.person(vote.authority) : string(CORRUPT)],
      ]),
    );
  }

  certificate(certificate: Certificate): Value {
    return this.#pool.of("c", certificate, () =>
      record([
        ["form", string("good")],
        ["order", this.order(certificate.order)],
        ["votes", tuple(certificate.votes.map((vote) => this.vote(vote)))],
      ]),
    );
  }

  #certificateOrNone(certificate: Certificate | undefined): Value {
    if (certificate !== undefined) return this.certificate(certificate);
    return this.#pool.give(
      "c",
      record([
        ["form", string("extra")],
        ["order", this.#malformedOrder()],
        ["votes", tuple([])],
      ]),
    );
  }

  receipt(receipt: Receipt): Value {
    const signed = isGivers(this.#world.genesis.network, receipt);
    return record([
      ["claim_digest", this.claim(receipt.claim_digest)],
      ["debited", bool(receipt.debited)],
      ["credited", bool(receipt.credited)],
      ["authority", this.person(receipt.authority)],
      ["authority_sig", signed ? this.person(receipt.authority) : string(CORRUPT)],
    ]);
  }

  #missing(account: string, nonce: number): Value {
    return record([
      ["account", this.person(account)],
      ["nonce", this.nonce(nonce)],
    ]);
  }

  ownership({ account, epoch, committee }: Ownership): Value {
    return record([
      ["account", this.person(account)],
      ["epoch", this.epoch(epoch)],
      ["committee", this.committee(committee)],
    ]);
  }

  /** The core behind a digest; one of nobody where no message of the log explains it. */
  core(digest: string): Value {
    const core = this.#world.cores.get(digest);
    const epoch = ["epoch", core === undefined ? int(0) : this.epoch(core.epoch)] as const;
    const fields = core === undefined ? unknownClaim(digest) : this.#claimFields(core);
    return this.#pool.give("x", record([...fields, epoch]));
  }

  claim(digest: string): Value {
    const claim = this.#world.claims.get(digest);
    const fields = claim === undefined ? unknownClaim(digest) : this.#claimFields(claim);
    return this.#pool.give("y", record(fields));
  }

  escrow({ nonce, amount, claims }: Escrow): Value {
    return record([
      ["nonce", this.nonce(nonce)],
      ["amount", this.amount(amount)],
      ["claims", set(claims.map((each) => record(this.#claimFields(each))))],
    ]);
  }

  #claimFields(claim: Claim): readonly (readonly [string, Value])[] {
    return [
      ["network", string(claim.network)],
      ["sender", this.person(claim.sender)],
      ["recipient", this.person(claim.recipient)],
      ["amount", this.amount(claim.amount)],
      ["nonce", this.nonce(claim.nonce)],
    ];
  }

  person(key: string): Value {
    return string(this.#world.names.person(key));
  }

  committee(digest: string): Value {
    return string(this.#world.names.committee(digest));
  }

  time(value: number): Value {
    return int(this.#world.times.at(value));
  }

  span(value: number): Value {
    return int(this.#world.spans.at(value));
  }

  nonce(value: number): Value {
    return int(this.#world.nonces.at(value));
  }

  epoch(value: number): Value {
    return int(this.#world.epochs.at(value));
  }

  amount(value: bigint): Value {
    return int(this.#world.money.at(value));
  }
}

const UNPROVEN = record([
  ["account", string(NOBODY)],
  ["epoch", int(0)],
  ["committee", string(NOBODY)],
]);

const NO_CLAIM: readonly (readonly [string, Value])[] = [
  ["network", string(NOBODY)],
  ["sender", string(NOBODY)],
  ["recipient", string(NOBODY)],
  ["amount", int(1)],
  ["nonce", int(0)],
];

/** Each unexplained digest is a claim of its own. */
function unknownClaim(digest: string): readonly (readonly [string, Value])[] {
  return [
    ["network", string(NOBODY)],
    ["sender", string(`no one ${digest}`)],
    ["recipient", string(NOBODY)],
    ["amount", int(1)],
    ["nonce", int(0)],
  ];
}

/** A function over names. */
export function byName(entries: readonly (readonly [string, Value])[]): Value {
  return mapping(entries.map(([name, value]) => [string(name), value] as const));
}

function optional(value: Value | undefined): Value {
  return set(value === undefined ? [] : [value]);
}
