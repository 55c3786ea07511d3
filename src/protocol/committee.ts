/**
 * A committee: who may vote, and with what weight. In: JSON. Out: the committee and its name to
 * the world, a digest. Clauses TH-4 and TH-5.
 * @module
 */
import { authorityKey, isCommitteeDigest, name, weight } from "./ids.ts";
import type { AuthorityKey, CommitteeDigest, Name } from "./ids.ts";
import { checked, firstNotAscending, list, record, type Malformed } from "./shape.ts";
import { digest } from "./signing.ts";

/** 3 * 2^32 * members must stay a safe integer (TH-6). */
const MEMBERS_MAX = 0xffff;

export type Member = {
  readonly name: Name;
  readonly key: AuthorityKey;
  readonly weight: number;
};

export type Committee = {
  readonly name: Name;
  readonly members: readonly Member[];
};

const member = record<Member>("TH-5", { name, key: authorityKey, weight });

export const readCommittee = checked(
  record<Committee>("TH-5", { name, members: list("TH-5", member) }),
  badMembers,
);

/** A committee has no network field: it is named within a network. */
export function committeeDigest(network: string, committee: Committee): CommitteeDigest {
  return digest(isCommitteeDigest, "committee", network, committee);
}

// TH-5: names are unique, keys ascend strictly. Nobody at all could never be a quorum.
function badMembers(committee: Committee, place: string): Malformed | undefined {
  const { members } = committee;
  if (members.length === 0 || members.length > MEMBERS_MAX) {
    return { place: `${place}/members`, clause: "TH-5", problem: "OutOfRange" };
  }
  const unsorted = firstNotAscending(members, ({ key }) => key);
  if (unsorted !== undefined) {
    return { place: `${place}/members/${unsorted}/key`, clause: "TH-5", problem: "NotAscending" };
  }
  const names = members.map((one) => one.name);
  const twice = names.findIndex((one, index) => names.indexOf(one) !== index);
  if (twice < 0) return undefined;
  return { place: `${place}/members/${twice}/name`, clause: "TH-5", problem: "NotUnique" };
}
