/**
 * A policy bundle: what is in force in a network from one version on, and who may sign the next.
 * In: JSON. Out: the facts, the text that controllers sign, the digest by which the next bundle
 * names this one, and the root, which the genesis gives. Clauses PB-1 and PB-25 to PB-27.
 * @module
 */
import { assert } from "../base/assert.ts";
import { canonical } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import { readCommittee, type Committee } from "./committee.ts";
import { readParameters, type Parameters, type World } from "./genesis.ts";
import {
  accountId,
  authorityKey,
  balance,
  bundleDigest,
  committeeDigest,
  endingEpoch,
} from "./ids.ts";
import { isBundleDigest, network, signature, term, time, version } from "./ids.ts";
import type {
  AccountId,
  AuthorityKey,
  Balance,
  BundleDigest,
  CommitteeDigest,
  Name,
} from "./ids.ts";
import type { Signature } from "./ids.ts";
import { moveFields, type Move } from "./request.ts";
import { ascendingList, nullable, record } from "./shape.ts";
import { digest, signingText } from "./signing.ts";

/** An account that begins with this bundle. */
export type Beginning = {
  readonly account: AccountId;
  readonly committee: CommitteeDigest;
  readonly balance: Balance;
};

/** An account that is frozen by policy, before anybody says where it goes. */
export type Freeze = {
  readonly account: AccountId;
  /** The epoch that ends. */
  readonly epoch: number;
};

/** At most one winner per term. */
type Elected = { readonly term: number; readonly winner: AuthorityKey };

/** All of a bundle but its signatures: what is signed, and what the digest is of. */
export type BundleContent = {
  readonly network: Name;
  readonly version: number;
  readonly previous: BundleDigest;
  /** In milliseconds; the first moment at which the bundle is expired. */
  readonly valid_until: number;
  readonly parameters: Parameters;
  /** Who signs the next bundle. */
  readonly controllers: Committee;
  readonly committees: readonly Committee[];
  readonly openings: readonly Beginning[];
  readonly freezes: readonly Freeze[];
  readonly reassignments: readonly Move[];
  readonly revocations: readonly AuthorityKey[];
  /** Null as long as nobody was ever elected. */
  readonly elected: Elected | null;
};

export type BundleSignature = {
  readonly authority: AuthorityKey;
  readonly authority_sig: Signature;
};

export type PolicyBundle = BundleContent & { readonly signatures: readonly BundleSignature[] };

/** PB-26: the signature of one controller on its way to whoever collects them. */
export type Share = BundleSignature & { readonly bundle: BundleDigest };

const CLAUSE = "PB-25";

export const readFreeze = record<Freeze>(CLAUSE, { account: accountId, epoch: endingEpoch });
export const readMove = record<Move>(CLAUSE, moveFields);

const contentFields = {
  network,
  version,
  previous: bundleDigest,
  valid_until: time,
  parameters: readParameters,
  controllers: readCommittee,
  committees: ascendingList(CLAUSE, readCommittee, canonical),
  openings: ascendingList(
    CLAUSE,
    record<Beginning>(CLAUSE, { account: accountId, committee: committeeDigest, balance }),
    canonical,
  ),
  freezes: ascendingList(CLAUSE, readFreeze, canonical),
  reassignments: ascendingList(CLAUSE, readMove, canonical),
  revocations: ascendingList(CLAUSE, authorityKey, canonical),
  elected: nullable(record<Elected>(CLAUSE, { term, winner: authorityKey })),
};

export const readBundleContent = record<BundleContent>(CLAUSE, contentFields);

const signatureFields = { authority: authorityKey, authority_sig: signature };

// PB-1: the bundle is well formed, and its signatures ascend strictly by authority, so each counts
// once. None at all are well formed: a bundle that is proposed has none.
export const readBundle = record<PolicyBundle>(CLAUSE, {
  ...contentFields,
  signatures: ascendingList(
    "PB-1",
    record<BundleSignature>(CLAUSE, signatureFields),
    ({ authority }) => authority,
  ),
});

export const readShare = record<Share>("PB-26", { bundle: bundleDigest, ...signatureFields });

export function contentOf(bundle: PolicyBundle): BundleContent {
  const { signatures: _, ...content } = bundle;
  return content;
}

// PB-25: the signing bytes of a bundle are those of its content.
export function bundleText(content: BundleContent): string {
  return signingText("bundle", content.network, content);
}

export function digestOfBundle(content: BundleContent): BundleDigest {
  return digest(isBundleDigest, "bundle", content.network, content);
}

const NOTHING_BEFORE = "0".repeat(64);

// PB-27: version 0 is the committees and parameters of the genesis, its controllers being the first
// of these committees; nothing comes before it, and it is expired from the start.
export function rootOf(world: World): BundleContent {
  const committees = [...world.committees.values()];
  const [controllers] = committees;
  if (controllers === undefined) throw new InputFault("ControllersUnnamed", {});
  assert(isBundleDigest(NOTHING_BEFORE), "a digest is 64 hexadecimal digits");
  return {
    network: world.network,
    version: 0,
    previous: NOTHING_BEFORE,
    valid_until: 0,
    parameters: world.parameters,
    controllers,
    committees: committees.toSorted((one, other) => (canonical(one) < canonical(other) ? -1 : 1)),
    openings: [],
    freezes: [],
    reassignments: [],
    revocations: [],
    elected: null,
  };
}
