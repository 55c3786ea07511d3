/**
 * Authorities that are wrong about evidence (EQ, EX-4) and about what a message is (VF-1, CF).
 * @module
 */
import type { Json } from "../../base/canonical.ts";
import { step as authorityStep } from "../../authority/step.ts";
import { contradict } from "../../protocol/evidence.ts";
import { sameCore } from "../../protocol/order.ts";
import { proofsIn, proofsOf } from "../../protocol/ownership.ts";
import { isQuorum, totalWeight, weightOf } from "../../protocol/quorum.ts";
import type { Faults, Faulty } from "./fault.ts";
import { afterAuthority } from "./fault.ts";
import { changed } from "./locks.ts";

export const EVIDENCE: readonly Faulty[] = [
  {
    name: "EvidenceNotEmitted",
    clause: "EQ-4",
    about: "a conflicting order is refused without the proof that it is one",
    part: "authority",
    faults: () => silent("EquivocationProof"),
  },
  {
    name: "BrokenQuorumNotEmitted",
    clause: "EX-4",
    about: "a second certificate for a spent nonce is refused without a word",
    part: "authority",
    faults: () => silent("BrokenQuorum"),
  },
  {
    name: "MissingNotEmitted",
    clause: "EX-2",
    about: "a certificate beyond next_nonce is refused without saying which one is missing",
    part: "authority",
    faults: () =>
      afterAuthority((step, { input }) =>
        input.input === "ApplyCertificate"
          ? { ...step, emitted: step.emitted.filter(({ type }) => type !== "MissingCertificate") }
          : step,
      ),
  },
  {
    name: "RenewalTakenForEquivocation",
    clause: "VT-4",
    about: "the same core under another window is refused as an equivocation",
    part: "authority",
    faults: () =>
      afterAuthority((step, { before, input }) => {
        if (input.input !== "SignVote" || !input.order.ok || step.kind !== "again") return step;
        const order = input.order.value;
        const lock = before.shards.get(order.sender)?.locks.find((one) => sameCore(one, order));
        if (lock === undefined || lock.issued_at === order.issued_at) return step;
        return { ...step, kind: "refused", failed: ["ConflictingOrder"], emitted: [] };
      }),
  },
  {
    name: "LastEvidenceKept",
    clause: "EQ-6",
    about: "a second proof replaces the first",
    part: "authority",
    faults: () =>
      afterAuthority((step, { input }) => {
        if (input.input !== "RecordEvidence" || !input.proof.ok || step.kind !== "again")
          return step;
        const evidence = input.proof.value;
        const { sender } = evidence.first;
        return { ...step, state: changed(step.state, sender, (h) => ({ ...h, evidence })) };
      }),
  },
  {
    name: "EvidenceStopsCertificates",
    clause: "EQ-5",
    about: "under evidence the sender's certificates no longer apply",
    part: "authority",
    faults: () =>
      afterAuthority((step, { before, input }) => {
        if (input.input !== "ApplyCertificate" || !input.certificate.ok) return step;
        const { sender } = input.certificate.value.order;
        const { evidence = null } = before.shards.get(sender) ?? {};
        if (step.kind !== "applied" || evidence === null) return step;
        return { state: before, kind: "refused", failed: ["SenderEquivocated"], emitted: [] };
      }),
  },
  {
    name: "RefusalRecordsEvidence",
    clause: "EQ-4",
    about: "the refusal that emits a proof records it as well",
    part: "authority",
    faults: () =>
      afterAuthority((step, { before }) => {
        for (const message of step.emitted) {
          if (message.type !== "EquivocationProof") continue;
          const { first, second } = message.body;
          if (!contradict(first, second)) continue;
          const told = { ...message.body };
          return {
            ...step,
            state: changed(before, first.sender, (h) => ({ ...h, evidence: told })),
          };
        }
        return step;
      }),
  },
];

function silent(type: string): Faults {
  return afterAuthority((step) => ({
    ...step,
    emitted: step.emitted.filter((message) => message.type !== type),
  }));
}

type Votes = readonly { readonly authority: string }[];

/** Messages that should be refused for their form, or for what their votes weigh. */
export const MESSAGES: readonly Faulty[] = [
  {
    name: "UnknownFieldInOrder",
    clause: "VF-1",
    about: "a field that nobody knows is passed over",
    part: "authority",
    faults: () => ({ hear: (_, body) => without(body, "order", "memo") }),
  },
  {
    name: "WeightFromMessage",
    clause: "CF-1",
    about: "the weight that the certificate states for itself is believed",
    part: "authority",
    faults: weightFromMessage,
  },
  {
    name: "DuplicateSignerCounted",
    clause: "CF-1",
    about: "votes need not ascend, and each of them counts",
    part: "authority",
    faults: () => twice((votes) => votes),
  },
  {
    name: "DuplicateSignerPassedOver",
    clause: "CF-1",
    about: "a second vote of the same authority is passed over instead of refused",
    part: "authority",
    faults: () => ({
      hear: (_, body) => withVotes(body, (votes) => onceEach(votes)),
    }),
  },
  {
    name: "ThresholdOffByOne",
    clause: "CF-6",
    about: "a weight of one less than a quorum will do",
    part: "authority",
    faults: () => threshold((weight, total) => 3 * (weight + 1) > 2 * total),
  },
  {
    name: "QuorumAtTwoThirds",
    clause: "TH-6",
    about: "two thirds of the weight will do, where more than two thirds are needed",
    part: "authority",
    faults: () => threshold((weight, total) => 3 * weight >= 2 * total),
  },
  {
    name: "MajorityIsAQuorum",
    clause: "TH-6",
    about: "more than half of the weight will do",
    part: "authority",
    faults: () => threshold((weight, total) => 2 * weight > total),
  },
  {
    name: "HeadsNotWeights",
    clause: "TH-6",
    about: "voters are counted, not weighed",
    part: "authority",
    faults: () => ({
      authority: (config, state, input) => {
        const equal = [...config.committees].map(([name, committee]) => {
          const members = committee.members.map((member) => ({ ...member, weight: 1 }));
          return [name, { ...committee, members }] as const;
        });
        return authorityStep({ ...config, committees: new Map(equal) }, state, input);
      },
    }),
  },
  {
    name: "CommitteeFromMessage",
    clause: "CF-5",
    about: "a certificate is judged by the committee that it names itself",
    part: "authority",
    faults: () => ({
      authority: (config, state, input) => {
        if (input.input !== "ApplyCertificate" || !input.certificate.ok) {
          return authorityStep(config, state, input);
        }
        const { order, votes } = input.certificate.value;
        const named = votes[0]?.committee;
        if (named === undefined) return authorityStep(config, state, input);
        const ownership = proofsOf(
          proofsIn(state.ownership).map((proof) =>
            proof.account === order.sender ? { ...proof, committee: named } : proof,
          ),
        );
        const trusting = { ...state, ownership };
        const step = authorityStep(config, trusting, input);
        if (step.state === trusting) return { ...step, state };
        return { ...step, state: { ...step.state, ownership: state.ownership } };
      },
    }),
  },
];

export type JsonObject = { readonly [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function without(body: Json, message: string, field: string): Json {
  if (!isObject(body) || !isObject(body[message])) return body;
  const { [field]: _, ...rest } = body[message];
  return { ...body, [message]: rest };
}

function withVotes(body: Json, to: (votes: readonly Json[]) => readonly Json[]): Json {
  if (!isObject(body) || !isObject(body["certificate"])) return body;
  const { votes } = body["certificate"];
  if (!Array.isArray(votes)) return body;
  return { ...body, certificate: { ...body["certificate"], votes: to(votes) } };
}

function onceEach(votes: readonly Json[]): readonly Json[] {
  const known = new Set<Json>();
  return votes.filter((vote) => {
    const authority = isObject(vote) ? (vote["authority"] ?? null) : null;
    const isNew = !known.has(authority);
    known.add(authority);
    return isNew;
  });
}

/** CF-1 for votes is dropped: what was refused for their order alone is judged as it stands. */
function twice(to: (votes: readonly Json[]) => readonly Json[]): Faults {
  let doubled: readonly Json[] | undefined;
  return {
    hear: (_, body) => {
      doubled = undefined;
      return withVotes(body, (votes) => {
        const once = onceEach(votes);
        if (once.length < votes.length) doubled = to(votes);
        return once;
      });
    },
    authority: (config, state, input) => {
      if (!("certificate" in input) || !input.certificate.ok || doubled === undefined) {
        return authorityStep(config, state, input);
      }
      const { value } = input.certificate;
      const heard = doubled.flatMap((vote) => {
        const key = isObject(vote) ? vote["authority"] : undefined;
        return value.votes.filter(({ authority }) => authority === key);
      });
      const certificate = { ok: true, value: { ...value, votes: heard } } as const;
      return authorityStep(config, state, { ...input, certificate });
    },
  };
}

/** Another rule of what a quorum is, where CF-6 alone would refuse. */
function threshold(suffices: (weight: number, total: number) => boolean): Faults {
  return afterAuthority((step, { config, before, input }) => {
    if (!("certificate" in input) || !input.certificate.ok) return step;
    if (step.failed.join() !== "NoQuorum") return step;
    const votes: Votes = input.certificate.value.votes;
    const named = input.certificate.value.votes[0]?.committee;
    const committee = named === undefined ? undefined : config.committees.get(named);
    if (committee === undefined) return step;
    const weight = votes.reduce((sum, vote) => sum + (weightOf(committee, vote.authority) ?? 0), 0);
    if (!suffices(weight, totalWeight(committee))) return step;
    const off = new Set([...config.off, "CF-6" as const]);
    return authorityStep({ ...config, off }, before, input);
  });
}

/** It takes the field as a part of the message, and its number for the weight of the voters. */
function weightFromMessage(): Faults {
  let stated = 0;
  const believed = threshold((_, total) => isQuorum(stated, total));
  return {
    ...believed,
    hear: (_, body) => {
      const certificate = isObject(body) ? body["certificate"] : undefined;
      const weight = isObject(certificate) ? certificate["weight"] : undefined;
      stated = typeof weight === "number" ? weight : 0;
      return without(body, "certificate", "weight");
    },
  };
}
