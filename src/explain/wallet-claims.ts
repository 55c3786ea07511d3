/**
 * Claims about a wallet (tla/WalletClaims.tla) that can be read off what a subject answers and
 * shows. In: a turn. Out: how a claim is broken, in words, or undefined. Each is the claim of that
 * name or less: what cannot be seen from outside is passed over, so that whatever breaks one here
 * breaks it.
 * @module
 */
import type { Claim, Turn } from "./turn.ts";
import { ownershipAsGenesis, rivals, sent } from "./turn.ts";
import { fieldsOf, listOf, scalar } from "./fields.ts";

export const WALLET_CLAIMS: readonly Claim[] = [
  { name: "GoodsAtMostOnce", module: "WalletClaims", broken: goodsOnce },
  { name: "ExecuteOnCertificateOnly", module: "WalletClaims", broken: goodsUnearned },
  { name: "SignedCoreIsKept", module: "WalletClaims", broken: coreKept },
  { name: "KeptUntilSettled", module: "WalletClaims", broken: keptUntilSettled },
  { name: "KeptCertificatesAreValid", module: "WalletClaims", broken: certificatesValid },
  { name: "OneCorePerNonce", module: "WalletClaims", broken: oneCorePerNonce },
  { name: "TypeOK", module: "WalletClaims", broken: ownershipAsGenesis },
];

function goodsOnce(turn: Turn): string | undefined {
  const given = turn.said.flatMap(({ input, reply }) => {
    if (input.input !== "ReleaseGoods" || reply.outcome !== "released") return [];
    return turn.names.facts(fieldsOf(input.body)["certificate"]) ?? [];
  });
  const last = given.at(-1);
  if (last === undefined || turn.last.reply.outcome !== "released") return undefined;
  const before = given
    .slice(0, -1)
    .some((one) => one.sender === last.sender && one.nonce === last.nonce);
  return before
    ? `goods leave again for ${turn.names.name(last.sender)}'s nonce ${last.nonce}`
    : undefined;
}

function goodsUnearned(turn: Turn): string | undefined {
  const { input, reply } = turn.last;
  if (input.input !== "ReleaseGoods" || reply.outcome !== "released") return undefined;
  const guards = turn.demanded?.outcome === "refused" ? turn.demanded.reasons : [];
  const guard = guards.find((reason) => reason !== "GoodsReleased");
  return guard === undefined ? undefined : `goods leave in spite of ${guard}`;
}

function coreKept(turn: Turn): string | undefined {
  const core = turn.was.outstanding;
  if (core === undefined || turn.is.outstanding === core) return undefined;
  const claim = turn.names.order(core)?.name;
  const kept = turn.is.certificates.some((digest) => turn.names.order(digest)?.name === claim);
  return kept
    ? undefined
    : `${turn.names.name(core)} was signed and is forgotten without a certificate`;
}

function keptUntilSettled(turn: Turn): string | undefined {
  const lost = turn.was.certificates.find((digest) => !turn.is.certificates.includes(digest));
  if (lost === undefined) return undefined;
  if (turn.last.input.input === "CollectReceipt" && turn.demanded?.outcome === "settled") {
    return undefined;
  }
  if (turn.last.input.input === "CollectReceipt" && turn.demanded === undefined) return undefined;
  return `the certificate of ${turn.names.name(lost)} is dropped before everybody has settled it`;
}

/** A certificate that leaves has the weight of a quorum, each member counted once. */
function certificatesValid(turn: Turn): string | undefined {
  const committees = listOf(fieldsOf(turn.genesis)["committees"]).map(fieldsOf);
  for (const certificate of sent(turn, "TransferCertificate")) {
    const votes = listOf(certificate["votes"]).map(fieldsOf);
    const name = turn.names.name(scalar(votes[0]?.["committee"] ?? ""));
    const members = listOf(committees.find((each) => each["name"] === name)?.["members"]).map(
      fieldsOf,
    );
    const weight = (of: typeof members): number =>
      of.reduce((sum, member) => sum + Number(member["weight"]), 0);
    const voters = members.filter(({ key }) => votes.some(({ authority }) => authority === key));
    if (3 * weight(voters) > 2 * weight(members)) continue;
    return `its certificate has votes of weight ${weight(voters)} of ${weight(members)}`;
  }
  return undefined;
}

function oneCorePerNonce(turn: Turn): string | undefined {
  const orders = turn.said.flatMap(({ reply }) =>
    reply.emitted.filter(({ type }) => type === "Order").map(({ body }) => turn.names.facts(body)),
  );
  const signed = orders.at(-1);
  const rival = orders.find((order) => order !== undefined && rivals(order, signed));
  if (signed !== undefined && rival !== undefined) {
    return `it has signed ${rival.name} and ${signed.name}, both of nonce ${signed.nonce}`;
  }
  const core = turn.is.outstanding;
  const nonce = core === undefined ? undefined : turn.names.order(core)?.nonce;
  if (nonce === undefined || turn.is.nextNonce === undefined || nonce === turn.is.nextNonce) {
    return undefined;
  }
  return `an order of nonce ${nonce} is outstanding, and next_nonce is ${turn.is.nextNonce}`;
}
