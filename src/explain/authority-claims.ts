/**
 * Claims about an authority (tla/AuthorityClaims.tla, tla/Core.tla) that can be read off what a
 * subject answers and shows. In: a turn. Out: how a claim is broken, in words, or undefined. Each
 * is the claim of that name or less: what cannot be seen from outside is passed over, so that
 * whatever breaks one here breaks it.
 * @module
 */
import type { Shard, Shown } from "./shown.ts";
import type { Claim, Turn } from "./turn.ts";
import { ownershipAsGenesis, rivals, sent } from "./turn.ts";
import { assert } from "../base/assert.ts";
import { fieldsOf, listOf, scalar } from "./fields.ts";

/** The first thing said of an account. */
function ofAccounts(say: (shard: Shard, turn: Turn) => string | undefined) {
  return (turn: Turn): string | undefined => {
    for (const shard of turn.is.accounts) {
      const how = say(shard, turn);
      if (how !== undefined) return `${turn.names.name(shard.account)}: ${how}`;
    }
    return undefined;
  };
}

export function wasOf({ account }: Shard, { was }: Turn): Shard | undefined {
  return was.accounts.find((each) => each.account === account);
}

export const AUTHORITY_CLAIMS: readonly Claim[] = [
  { name: "EachVoteOnce", module: "Core", broken: voteOnce },
  { name: "OneClaimPerNonce", module: "AuthorityClaims", broken: oneClaimPerNonce },
  { name: "ExecuteOnCertificateOnly", module: "AuthorityClaims", broken: uncertified },
  { name: "BooksBalance", module: "AuthorityClaims", broken: ofAccounts(books) },
  { name: "NonceMonotonic", module: "AuthorityClaims", broken: ofAccounts(nonces) },
  { name: "VotePermanence", module: "AuthorityClaims", broken: ofAccounts(locksKept) },
  { name: "VotesAreBacked", module: "AuthorityClaims", broken: votesBacked },
  { name: "ReceiptsAreTrue", module: "AuthorityClaims", broken: receiptsTrue },
  { name: "OneLockPerNonce", module: "AuthorityClaims", broken: ofAccounts(oneLock) },
  { name: "FrozenLocksNothing", module: "AuthorityClaims", broken: ofAccounts(frozen) },
  { name: "LocksAreFunded", module: "AuthorityClaims", broken: ofAccounts(funded) },
  { name: "LocksAreOpen", module: "AuthorityClaims", broken: ofAccounts(open) },
  { name: "LocksAreWellMade", module: "AuthorityClaims", broken: ofAccounts(wellMade) },
  { name: "LocksAreTimely", module: "AuthorityClaims", broken: ofAccounts(timely) },
  { name: "EvidenceProves", module: "AuthorityClaims", broken: ofAccounts(evidence) },
  { name: "NoCreditWithoutOwnershipProof", module: "AuthorityClaims", broken: ofAccounts(proven) },
  { name: "QueueIsBounded", module: "AuthorityClaims", broken: queueBounded },
  { name: "TypeOK", module: "AuthorityClaims", broken: ownershipAsGenesis },
  { name: "AskingChangesNothing", module: "AuthorityClaims", broken: askingChangesNothing },
];

/** The claim of that name. */
export function claimNamed(name: string): Claim {
  const claim = AUTHORITY_CLAIMS.find((each) => each.name === name);
  assert(claim !== undefined, "a claim about an authority has that name");
  return claim;
}

function voteOnce(turn: Turn): string | undefined {
  const votes = turn.said.flatMap(({ reply }) =>
    reply.emitted.filter(({ type }) => type === "TransferVote").map(({ body }) => fieldsOf(body)),
  );
  const cores = votes.map(({ core_digest }) => turn.names.order(scalar(core_digest)));
  for (const [at, one] of cores.entries()) {
    const other = cores.slice(0, at).find((each) => each !== undefined && rivals(each, one));
    if (one === undefined || other === undefined) continue;
    const sender = turn.names.name(one.sender);
    const both = `for ${other.name} and for ${one.name}`;
    return `it has voted ${both}, both ${sender}'s nonce ${one.nonce}`;
  }
  return undefined;
}

function oneClaimPerNonce(turn: Turn): string | undefined {
  const settled = turn.is.accounts.flatMap(({ applied, credited }) => [...applied, ...credited]);
  const facts = settled.flatMap(({ digest }) => turn.names.order(digest) ?? []);
  for (const one of facts) {
    const other = facts.find(
      (each) =>
        each.sender === one.sender &&
        each.nonce === one.nonce &&
        (each.recipient !== one.recipient || each.amount !== one.amount),
    );
    if (other === undefined) continue;
    const sender = turn.names.name(one.sender);
    return `${one.name} and ${other.name} are both executed, one nonce of ${sender}`;
  }
  return undefined;
}

/** Account and claim of everything that has been executed. */
function settledIn({ accounts }: Shown): readonly string[] {
  return accounts.flatMap(({ account, applied, credited }) =>
    [...applied, ...credited].map(({ digest }) => `${account} ${digest}`),
  );
}

/** A certificate that the model finds invalid whatever is known has moved money. */
function uncertified(turn: Turn): string | undefined {
  const invalid = turn.demanded?.clauses.some((clause) => clause.startsWith("CF-")) === true;
  if (turn.demanded?.outcome !== "refused" || !invalid) return undefined;
  const before = new Set(settledIn(turn.was));
  const fresh = settledIn(turn.is).find((id) => !before.has(id));
  if (fresh === undefined) return undefined;
  const [, digest = ""] = fresh.split(" ");
  return `${turn.names.name(digest)} is executed, and no quorum has certified it`;
}

export function books(shard: Shard, turn: Turn): string | undefined {
  const opened = openingOf(shard, turn);
  if (opened === undefined || shard.balance === undefined) return undefined;
  const sum = (entries: Shard["applied"]): bigint | undefined => {
    const amounts = entries.map(({ digest }) => turn.names.order(digest)?.amount);
    return amounts.reduce<bigint | undefined>(
      (total, each) => (total === undefined || each === undefined ? undefined : total + each),
      0n,
    );
  };
  const [paid, earned] = [sum(shard.applied), sum(shard.credited)];
  if (paid === undefined || earned === undefined) return undefined;
  const due = opened + earned - paid;
  const has = shard.balance + shard.escrow;
  if (has === due) return undefined;
  const tell = (amount: bigint): string => turn.names.amount(amount);
  const sums = `opened with ${tell(opened)}, earned ${tell(earned)}, paid ${tell(paid)}`;
  return `has ${tell(has)}; ${sums}: ${tell(due)}`;
}

/** Balance and escrow of the account in the genesis. */
function openingOf({ account }: Shard, { genesis }: Turn): bigint | undefined {
  const { openings } = fieldsOf(genesis);
  const own = listOf(openings)
    .map(fieldsOf)
    .find((each) => each["account"] === account);
  const balance = own?.["balance"];
  if (own === undefined || typeof balance !== "string") return undefined;
  const escrows = listOf(own["escrow"]).map((each) => fieldsOf(each)["amount"]);
  return escrows.reduce<bigint>(
    (sum, amount) => sum + (typeof amount === "string" ? BigInt(amount) : 0n),
    BigInt(balance),
  );
}

function nonces(shard: Shard, turn: Turn): string | undefined {
  const before = wasOf(shard, turn)?.nextNonce;
  const now = shard.nextNonce;
  if (now === undefined || before === undefined) return undefined;
  if (now < before) return `next_nonce goes back from ${before} to ${now}`;
  const spent = new Set(shard.applied.map(({ nonce }) => nonce));
  for (let nonce = before; nonce < now; nonce += 1) {
    if (!spent.has(nonce)) return `nonce ${nonce} is passed over, and nothing was applied there`;
  }
  const early = shard.applied.find(({ nonce }) => nonce >= now);
  return early === undefined
    ? undefined
    : `nonce ${early.nonce} is applied, and next_nonce is still ${now}`;
}

export function locksKept(shard: Shard, turn: Turn): string | undefined {
  const before = wasOf(shard, turn);
  const had = new Set(before?.applied.map(({ nonce }) => nonce));
  const spent = shard.applied.map(({ nonce }) => nonce).filter((nonce) => !had.has(nonce));
  const lost = before?.locks.find(
    (lock) =>
      !shard.locks.some((each) => each.digest === lock.digest && each.ttl === lock.ttl) &&
      !spent.includes(lock.nonce),
  );
  if (lost === undefined) return undefined;
  const core = turn.names.name(lost.digest);
  return `the lock of ${core} is gone or another, and nothing was applied at its nonce`;
}

function votesBacked(turn: Turn): string | undefined {
  const locks = turn.is.accounts.flatMap((shard) => shard.locks.map(({ digest }) => digest));
  const bare = sent(turn, "TransferVote").find(
    (vote) => !locks.includes(scalar(vote["core_digest"])),
  );
  if (bare === undefined) return undefined;
  return `its vote for ${turn.names.name(scalar(bare["core_digest"]))} has no lock behind it`;
}

function receiptsTrue(turn: Turn): string | undefined {
  const debits = turn.is.accounts.flatMap(({ applied }) => applied.map(({ digest }) => digest));
  const credits = turn.is.accounts.flatMap(({ credited }) => credited.map(({ digest }) => digest));
  for (const { claim_digest, debited, credited } of sent(turn, "TransferReceipt")) {
    const claim = scalar(claim_digest);
    const lies = [
      ...(debited === true && !debits.includes(claim) ? ["debited"] : []),
      ...(credited === true && !credits.includes(claim) ? ["credited"] : []),
      ...(debited !== true && credited !== true ? ["nothing done"] : []),
    ];
    const [lie] = lies;
    if (lie !== undefined)
      return `its receipt for ${turn.names.name(claim)} says ${lie}, which is not so`;
  }
  return undefined;
}

function oneLock({ locks }: Shard, { names }: Turn): string | undefined {
  const two = locks.filter((lock) =>
    locks.some((each) => each !== lock && each.nonce === lock.nonce),
  );
  const [one, other] = two;
  if (one === undefined || other === undefined) return undefined;
  const [first, second] = [names.name(one.digest), names.name(other.digest)];
  return `${first} and ${second} are locked at nonce ${one.nonce}`;
}

function frozen(shard: Shard): string | undefined {
  return shard.frozen && shard.locks.length > 0 ? "it is frozen, and holds a lock" : undefined;
}

function funded(shard: Shard, turn: Turn): string | undefined {
  for (const { digest, nonce } of shard.locks) {
    const order = turn.names.order(digest);
    if (order === undefined || nonce !== shard.nextNonce || shard.balance === undefined) continue;
    if (order.amount <= shard.balance) continue;
    const [wants, has] = [turn.names.amount(order.amount), turn.names.amount(shard.balance)];
    return `${order.name} is locked for ${wants}, and ${has} is there`;
  }
  return undefined;
}

function open(shard: Shard, { names }: Turn): string | undefined {
  const stray = shard.locks.find(
    ({ nonce }) => nonce !== shard.nextNonce && !shard.reserved.includes(nonce),
  );
  if (stray === undefined) return undefined;
  return `${names.name(stray.digest)} is locked at nonce ${stray.nonce}, which is not open`;
}

/** What is wrong with an order whatever the state is, and cannot be seen in its lock. */
const UNREAD: ReadonlySet<string> = new Set(["Malformed", "OrderSignatureInvalid"]);

function wellMade(shard: Shard, turn: Turn): string | undefined {
  const { parameters, network } = fieldsOf(turn.genesis);
  const longest = fieldsOf(parameters)["ttl_max"];
  for (const { digest, ttl } of shard.locks) {
    const order = turn.names.order(digest);
    if (order === undefined) continue;
    const unread = turn.demanded?.reasons.find((reason) => UNREAD.has(reason));
    const fresh = wasOf(shard, turn)?.locks.some((each) => each.digest === digest) === false;
    const wrong = [
      ...(unread !== undefined && fresh ? [`is to be refused as ${unread}`] : []),
      ...(order.network === network ? [] : ["is of another network"]),
      ...(order.sender === shard.account ? [] : ["is of another sender"]),
      ...(order.recipient === order.sender ? ["pays its own sender"] : []),
      ...(order.amount >= 1n ? [] : ["pays nothing"]),
      ...(order.epoch === shard.epoch ? [] : [`is of epoch ${order.epoch ?? "?"}`]),
      ...(ttl >= 1 && ttl <= Number(longest) ? [] : [`has a ttl of ${ttl} ms`]),
    ];
    if (wrong.length > 0) return `the order of a lock, ${order.name}, ${wrong.join(" and ")}`;
  }
  return undefined;
}

function timely(shard: Shard, turn: Turn): string | undefined {
  const before = wasOf(shard, turn);
  const fresh = shard.locks.find(
    ({ digest }) => before?.locks.some((each) => each.digest === digest) === false,
  );
  if (fresh === undefined) return undefined;
  if (before?.proven === true) return "a lock is made in spite of the evidence";
  const { now, order } = fieldsOf(turn.last.input.body);
  const { issued_at, ttl } = fieldsOf(order);
  const skew = Number(fieldsOf(fieldsOf(turn.genesis)["parameters"])["skew"]);
  if (typeof now !== "number" || typeof issued_at !== "number" || typeof ttl !== "number") {
    return undefined;
  }
  if (now < issued_at + ttl && issued_at <= now + skew) return undefined;
  return `${turn.names.name(fresh.digest)} is locked outside its window`;
}

function evidence(shard: Shard, turn: Turn): string | undefined {
  const fresh = shard.proven && wasOf(shard, turn)?.proven === false;
  if (fresh && turn.demanded?.outcome === "refused") {
    return `evidence is kept in spite of ${turn.demanded.reasons.join(", ")}`;
  }
  const [one, other] = shard.evidence.map((digest) => turn.names.order(digest));
  if (one === undefined || other === undefined) return undefined;
  if (rivals(one, other) && one.sender === shard.account && one.epoch === shard.epoch) {
    return undefined;
  }
  return `${one.name} and ${other.name} are kept as evidence, and prove nothing here`;
}

function proven(shard: Shard, turn: Turn): string | undefined {
  const owned = turn.is.ownership.map((proof) => fieldsOf(proof)["account"]);
  const blind = shard.credited
    .flatMap(({ digest }) => turn.names.order(digest) ?? [])
    .find(({ sender }) => !owned.includes(sender));
  if (blind === undefined) return undefined;
  return `${blind.name} is credited, and who owned ${turn.names.name(blind.sender)} is not proven`;
}

function queueBounded(turn: Turn): string | undefined {
  const most = Number(fieldsOf(fieldsOf(turn.genesis)["parameters"])["queue_max"]);
  const waiting = turn.is.accounts.reduce((sum, { queued }) => sum + queued, 0);
  return waiting > most ? `${waiting} credits wait, and ${most} may` : undefined;
}

function askingChangesNothing(turn: Turn): string | undefined {
  const { input, reply, before, after } = turn.last;
  const asking = input.input.startsWith("Verify") || input.input === "Restart";
  if (!asking && reply.outcome !== "refused") return undefined;
  const said = asking ? input.input : "a refusal";
  const spoke = reply.emitted.some(({ type }) => /^Transfer(?:Vote|Receipt)$/.test(type));
  if (spoke) return `${said} sends a vote or a receipt`;
  return JSON.stringify(before) === JSON.stringify(after) ? undefined : `${said} changes the state`;
}
