/**
 * How time and memory grow. In: graphs that are committed, a clock, what the heap holds, a budget.
 * Out: growths over accounts, history, members, the length of a trace, the size of a model. Where
 * signatures would hide what is looked for, every signature is taken for good, and that is said.
 * @module
 */
import { initialState } from "../authority/state.ts";
import { step } from "../authority/step.ts";
import { assert } from "../base/assert.ts";
import { nodeSignatures } from "../protocol/ed25519.ts";
import { fastest, growths, type Axis } from "./growth.ts";
import { bareAuthority, crowded, livingAuthority, payAt } from "./party.ts";
import type { Growth, GrowthsTable, Probe } from "./measured.ts";
import { modelGrowths, traceGrowths } from "./scaling-kit.ts";
import { NOW, town, takenForGood, type Town } from "./town.ts";
import { inTurn } from "./turn.ts";

/** Seconds of processor time that one measurement may take: all stay under a minute. */
const BUDGET = 15;
const PAYERS = 16;
const MEGABYTE = 1e6;

export async function scaling(
  graphs: ReadonlyMap<string, string>,
  probe: Probe,
  told: (part: number) => void,
): Promise<GrowthsTable> {
  const parts = [
    accounts,
    livingAccounts,
    history,
    members,
    () => traceGrowths(graphs, probe, BUDGET),
    () => modelGrowths(graphs, probe, BUDGET),
  ];
  const rows: Growth[] = [];
  for (const [number, part] of parts.entries()) {
    told(number);
    rows.push(...(await part(probe)));
  }
  return {
    kind: "growths",
    name: "scaling",
    title: "How it grows",
    about:
      "A point is the fastest of three batches, or what the heap holds more after a collection. " +
      "The exponent b of y = a x^b is fitted by least squares over logarithms, with its 95 % " +
      "interval: 0 stays as it is, 1 grows in proportion. A size that would take a row beyond " +
      `${BUDGET} s is skipped.`,
    rows,
    budget: BUDGET,
  };
}

/** The bare step function over more and more accounts, signatures taken for good. */
async function accounts(probe: Probe): Promise<readonly Growth[]> {
  const signatures = takenForGood(nodeSignatures());
  const place = town(PAYERS, 4, signatures);
  const { config } = bareAuthority(place, signatures);
  const axes: readonly Axis[] = [
    {
      id: "scaling/step-accounts",
      about: "SignVote, the step function alone, signatures taken for good",
      kind: "time",
      of: "accounts",
      unit: "µs a step",
    },
    {
      id: "scaling/memory-accounts",
      about: "an authority's state in memory",
      kind: "memory",
      of: "accounts",
      unit: "MB",
    },
  ];
  const trial = async (size: number): Promise<readonly number[]> => {
    const world = crowded(place, size);
    const before = probe.held();
    const begun = initialState(world, config.authority);
    const held = (probe.held() - before) / MEGABYTE;
    const next = inTurn(place.orders);
    const time = await fastest(probe, () => {
      const order = { ok: true, value: { ...next() } } as const;
      const { kind } = step({ ...config, world }, begun, { input: "SignVote", order, now: NOW });
      assert(kind === "voted", "a first order is voted for");
    });
    return [time, held];
  };
  return growths(axes, [1e3, 1e4, 1e5, 1e6], trial, probe, BUDGET);
}

/** The whole authority with its store; every account has a key, so there are fewer of them. */
function livingAccounts(probe: Probe): Promise<readonly Growth[]> {
  const signatures = takenForGood(nodeSignatures());
  const axes: readonly Axis[] = [
    {
      id: "scaling/payment-accounts",
      about: "SignVote and ApplyCertificate, stored in memory, signatures taken for good",
      kind: "time",
      of: "accounts",
      unit: "µs a payment",
    },
  ];
  const trial = async (size: number): Promise<readonly number[]> => {
    const place = town(size, 4, signatures);
    return [await paymentTime(probe, place, 0, livingAuthority(place, signatures))];
  };
  return growths(axes, [100, 316, 1000, 3162, 10_000], trial, probe, BUDGET);
}

/** The same two accounts, after more and more payments from one to the other. */
function history(probe: Probe): Promise<readonly Growth[]> {
  const signatures = takenForGood(nodeSignatures());
  const place = town(2, 4, signatures);
  const axes: readonly Axis[] = [
    {
      id: "scaling/payment-history",
      about: "SignVote and ApplyCertificate, stored in memory, signatures taken for good",
      kind: "time",
      of: "payments before",
      unit: "µs a payment",
    },
    {
      id: "scaling/memory-history",
      about: "the same authority with its store: what the payments before have left",
      kind: "memory",
      of: "payments before",
      unit: "MB",
    },
  ];
  const trial = async (size: number): Promise<readonly number[]> => {
    const authority = livingAuthority(place, signatures);
    const before = probe.held();
    for (let nonce = 0; nonce < size; nonce += 1) payAt(authority, place, 0, nonce);
    const held = (probe.held() - before) / MEGABYTE;
    return [await paymentTime(probe, place, size, authority), held];
  };
  return growths(axes, [32, 100, 316, 1000, 3162], trial, probe, BUDGET);
}

/** Each payment has the next nonce, so the history grows by what it takes to measure it. */
function paymentTime(
  probe: Probe,
  place: Town,
  nonce: number,
  authority: ReturnType<typeof livingAuthority>,
): Promise<number> {
  let next = nonce;
  return fastest(probe, () => {
    payAt(authority, place, 0, next);
    next += 1;
  });
}

/** Real signatures: they are what a committee costs. */
function members(probe: Probe): Promise<readonly Growth[]> {
  const signatures = nodeSignatures();
  const axes: readonly Axis[] = [
    {
      id: "scaling/apply-members",
      about: "ApplyCertificate with the vote of every member, real signatures",
      kind: "time",
      of: "members",
      unit: "µs a certificate",
    },
  ];
  const trial = async (size: number): Promise<readonly number[]> => {
    const place = town(PAYERS, size, signatures);
    const { config, begun } = bareAuthority(place, signatures);
    const next = inTurn(place.orders.map((order) => place.certificate(order)));
    const time = await fastest(probe, () => {
      const certificate = { ok: true, value: next() } as const;
      const { kind } = step(config, begun, { input: "ApplyCertificate", certificate });
      assert(kind === "applied", "a first certificate is applied");
    });
    return [time];
  };
  return growths(axes, [1, 4, 10, 31, 100], trial, probe, BUDGET);
}
