/**
 * What an authority and a wallet do in a second. In: towns of one, four and ten members. Out: rows
 * for orders voted for, certificates assembled and applied. Each is measured against the signature
 * work that nobody could leave out, so the ratio says what the rest costs.
 * @module
 */
import type { Config } from "../authority/answer.ts";
import { sealed } from "../authority/authority.ts";
import { readInput } from "../authority/input.ts";
import { stateRecords } from "../authority/records.ts";
import type { State } from "../authority/state.ts";
import { step } from "../authority/step.ts";
import { assert } from "../base/assert.ts";
import { layoutOf } from "../living/layout.ts";
import type { TransferCertificate } from "../protocol/certificate.ts";
import { nodeSignatures, type Signatures, type Signer } from "../protocol/ed25519.ts";
import { orderText, type Order } from "../protocol/order.ts";
import { voteFor, voteText, type TransferVote } from "../protocol/vote.ts";
import { memoryStore } from "../store/memory.ts";
import { initialState as initialWallet, type State as Wallet } from "../wallet/state.ts";
import { step as walletStep } from "../wallet/step.ts";
import { bareAuthority } from "./party.ts";
import type { Row, Table } from "./row.ts";
import { NOW, town, type Town } from "./town.ts";
import { inTurn } from "./turn.ts";

const COMMITTEES = [1, 4, 10];
/** What is gated: the others do the same work, some votes more or less. */
const GATED = 4;
/** Orders that take turns: what is remembered of one helps no other. */
const PAYERS = 64;

export const authorityTable: Table = {
  name: "authority",
  title: "Authority and wallet",
  about:
    "The step functions with real signatures, the state in memory and, but for one row, not " +
    "stored. A yardstick is the same number of signatures made and verified, and nothing else.",
  rows,
};

function rows(): readonly Row[] {
  const signatures = nodeSignatures();
  return COMMITTEES.flatMap((members) => {
    const place = town(PAYERS, members, signatures);
    return [...voting(members, place, signatures), ...certifying(members, place, signatures)];
  });
}

/** Order in, signed vote out: one verification and one signature. */
function voting(members: number, place: Town, signatures: Signatures): readonly Row[] {
  const { config, signer, begun } = bareAuthority(place, signatures);
  const { network, committees } = config;
  const [committee] = committees.keys();
  assert(committee !== undefined, "a town has a committee");
  const next = inTurn(place.orders);
  const bare = inTurn(place.orders);
  return [
    {
      id: `authority/vote-signatures-${members}`,
      about: `one order verified, one vote signed, committee of ${members}: signatures alone`,
      unit: "orders",
      operations: 1,
      yardstick: null,
      gated: false,
      run: () => {
        const order = bare();
        assert(
          signatures.verify(order.sender, orderText(order), order.sender_sig),
          "the order is signed",
        );
        signer.sign(voteText(network, voteFor(order, config.authority, committee)));
      },
    },
    {
      id: `authority/vote-${members}`,
      about: `SignVote: an order becomes a signed vote, committee of ${members}`,
      unit: "orders",
      operations: 1,
      yardstick: `authority/vote-signatures-${members}`,
      gated: members === GATED,
      run: () => {
        // A fact of its own each time: what is remembered of one (its digest) is not of another.
        const read = { ok: true, value: { ...next() } } as const;
        const { kind, emitted } = step(config, begun, { input: "SignVote", order: read, now: NOW });
        assert(kind === "voted", "a first order is voted for");
        for (const message of emitted) sealed(message, network, signer);
      },
    },
    {
      id: `authority/vote-stored-${members}`,
      about: `an order's text is decoded, verified, voted for and stored, committee of ${members}`,
      unit: "orders",
      operations: 1,
      yardstick: `authority/vote-signatures-${members}`,
      gated: members === GATED,
      run: storing(place, config, begun, signer),
    },
  ];
}

/** All that happens between the text of an order and its vote, the disk apart. */
function storing(place: Town, config: Config, begun: State, signer: Signer): () => void {
  const next = inTurn(place.orders.map((order) => JSON.stringify(order)));
  const layout = layoutOf(stateRecords);
  const store = memoryStore();
  store.commit(layout.changes(undefined, begun));
  return () => {
    const input = readInput("SignVote", { order: JSON.parse(next()), now: NOW });
    const { state, kind, emitted } = step(config, begun, input);
    assert(kind === "voted", "a first order is voted for");
    store.commit(layout.changes(begun, state));
    for (const message of emitted) sealed(message, config.network, signer);
  };
}

/** Votes in, certificate out; certificate in, receipt out. */
function certifying(members: number, place: Town, signatures: Signatures): readonly Row[] {
  const { config, signer, begun } = bareAuthority(place, signatures);
  const certificates = place.orders.map((order) => place.certificate(order));
  const [bare, applied, assembled] = [certificates, certificates, certificates].map(inTurn);
  assert(bare !== undefined && applied !== undefined && assembled !== undefined, "three turns");
  const yardstick = `authority/certificate-signatures-${members}`;
  const shape = { unit: "certificates", operations: 1, gated: members === GATED };
  return [
    {
      id: yardstick,
      about: `a certificate's order and ${members} votes verified: signatures alone`,
      ...shape,
      yardstick: null,
      gated: false,
      run: () => verifyAll(bare(), config.network, signatures),
    },
    {
      id: `authority/apply-${members}`,
      about: `ApplyCertificate: money moves and a receipt is signed, ${members} votes`,
      ...shape,
      yardstick,
      run: () => {
        const certificate = { ok: true, value: applied() } as const;
        const { kind, emitted } = step(config, begun, { input: "ApplyCertificate", certificate });
        assert(kind === "applied", "a first certificate is applied");
        for (const message of emitted) sealed(message, config.network, signer);
      },
    },
    {
      id: `authority/assemble-${members}`,
      about: `CollectVote until the certificate is there, a quorum of ${members}`,
      ...shape,
      yardstick,
      run: assembling(config, assembled, place.orders),
    },
  ];
}

function verifyAll(
  { order, votes }: TransferCertificate,
  network: string,
  signatures: Signatures,
): void {
  const whole =
    signatures.verify(order.sender, orderText(order), order.sender_sig) &&
    votes.every((vote) =>
      signatures.verify(vote.authority, voteText(network, vote), vote.authority_sig),
    );
  assert(whole, "the certificate is signed");
}

/** A wallet with its order out, for each payer, and the votes that come in. */
function assembling(
  { world, network, committees, signatures, off }: Config,
  next: () => TransferCertificate,
  orders: readonly Order[],
): () => void {
  const begun = new Map<string, Wallet>(
    orders.map((order) => {
      const { sender_sig: _, ...unsigned } = order;
      const wallet = initialWallet(world, order.sender);
      return [order.sender, { ...wallet, outstanding: { order: unsigned, votes: [] } }];
    }),
  );
  return () => {
    const { order, votes } = next();
    const config = { world, network, committees, signatures, off, account: order.sender };
    let state = begun.get(order.sender);
    for (const value of votes) {
      assert(state !== undefined, "every payer has a wallet");
      const vote: { ok: true; value: TransferVote } = { ok: true, value };
      const answer = walletStep(config, state, { input: "CollectVote", vote });
      if (answer.kind === "certified") return;
      state = answer.state;
    }
    assert(false, "the votes of all are a quorum");
  };
}
