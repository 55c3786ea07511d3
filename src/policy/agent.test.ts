import fc from "fast-check";
import { expect, test } from "vitest";
import { nodeSignatures } from "../protocol/ed25519.ts";
import {
  alice,
  bob,
  carol,
  genesis,
  harbour,
  keyOf,
  kiosk,
  market,
  seedOf,
} from "../protocol/village.ts";
import { after, bundle, bundleDigestOf, root, share } from "../protocol/village-policy.ts";
import { memoryStore } from "../store/memory.ts";
import type { Store } from "../store/store.ts";
import { createPolicyAgent, type PolicyAgent } from "./agent.ts";

function annas(store: Store = memoryStore(), name = "anna"): PolicyAgent {
  return createPolicyAgent({
    genesis: genesis(),
    seed: seedOf(name),
    signatures: nodeSignatures(),
    store,
  });
}

const frozen = { account: alice, epoch: 1 };
const first = after(root, {
  freezes: [frozen],
  elected: { term: 1, winner: keyOf("bela") },
});
const second = after(first, {
  valid_until: 500,
  reassignments: [{ ...frozen, to: kiosk }],
  revocations: [keyOf("hugo")],
});

function applied(agent: PolicyAgent, ...contents: readonly (typeof root)[]): PolicyAgent {
  for (const content of contents) {
    const { kind } = agent.apply("ApplyBundle", { bundle: bundle(content) });
    expect([content.version, kind]).toEqual([content.version, "applied"]);
  }
  return agent;
}

function asked(agent: PolicyAgent, deed: string, subject: string, now: number) {
  const { kind, failed } = agent.apply("Consult", { deed, subject, now });
  return kind === "allowed" ? kind : failed.join();
}

test("an agent begins at the root, which the genesis gives: the first committee controls", () => {
  expect(annas().observe()).toEqual({
    version: 0,
    bundle: bundleDigestOf(root),
    signed: [],
    opened: [alice, bob, carol].toSorted(),
    frozen: [],
    targets: [],
  });
});

test("a genesis without a committee has no controllers, and is a fault", () => {
  const empty = { ...genesis(), committees: [], openings: [], ownership: [] };
  const options = { seed: seedOf("anna"), signatures: nodeSignatures(), store: memoryStore() };
  expect(() => createPolicyAgent({ ...options, genesis: empty })).toThrow(
    expect.objectContaining({ code: "ControllersUnnamed" }),
  );
});

// PB-28, PB-31.
test("a chain is walked, expired bundles too, and what they say adds up", () => {
  const third = after(second, { freezes: [{ account: bob, epoch: 1 }] });
  const agent = applied(annas(), first, second, third);
  expect(agent.observe()).toMatchObject({
    version: 3,
    bundle: bundleDigestOf(third),
    frozen: [frozen, { account: bob, epoch: 1 }].toSorted((one, other) =>
      one.account < other.account ? -1 : 1,
    ),
    targets: [{ ...frozen, to: kiosk }],
  });
});

// PB-29.
test("the bundle in force is known, whoever signed it", () => {
  const agent = applied(annas(), first);
  const before = agent.bytes();
  for (const signers of [["anna", "bela", "dina"], ["hugo"], []]) {
    const answer = agent.apply("ApplyBundle", { bundle: bundle(first, signers) });
    expect(answer).toEqual({ kind: "again", failed: [], emitted: [] });
  }
  expect(agent.bytes()).toEqual(before);
});

// PB-30, PB-19: the promise is in the store before the signature leaves, and outlives a crash.
test("one content of a version is signed, before and after a crash", () => {
  const store = memoryStore();
  const emitted = [{ type: "BundleSignature", body: share("anna", first) }];
  const given = { bundle: bundle(first, []) };
  expect(annas(store).apply("SignBundle", given)).toEqual({ kind: "signed", failed: [], emitted });
  const again = annas(store);
  expect(again.observe().signed).toEqual([bundleDigestOf(first)]);
  expect(again.apply("SignBundle", given)).toEqual({ kind: "again", failed: [], emitted });
  const other = { bundle: bundle({ ...first, valid_until: 999 }, []) };
  expect(again.apply("SignBundle", other).failed).toEqual(["SignedAnother"]);
  expect(applied(again, first).observe().signed).toEqual([]);
});

test("whoever is no controller signs nothing", () => {
  const answer = annas(memoryStore(), "hugo").apply("SignBundle", { bundle: bundle(first, []) });
  expect(answer).toMatchObject({ kind: "refused", failed: ["NoController"], emitted: [] });
});

// PB-20 to PB-24, PB-32.
test("after expiry payments inside a committee go on, and all else stops", () => {
  const agent = applied(annas(), first);
  for (const now of [999, 1000]) {
    const rest = now < 1000 ? "allowed" : "BundleExpired";
    expect(asked(agent, "payment", market, now)).toBe("allowed");
    expect(asked(agent, "credit", harbour, now)).toBe(rest);
    expect(asked(agent, "control", keyOf("bela"), now)).toBe(rest);
    expect(asked(agent, "policy", alice, now)).toBe(rest);
  }
  expect(asked(agent, "control", keyOf("anna"), 0)).toBe("NotElected");
  expect(asked(agent, "policy", bob, 0)).toBe("NotFrozenByPolicy");
  expect(asked(agent, "payment", bundleDigestOf(root), 0)).toBe("CommitteeRetired");
});

test("a committee with a revoked key makes no new lock and no credit, and the others do", () => {
  const agent = applied(annas(), first, second);
  for (const deed of ["payment", "credit"]) {
    expect(asked(agent, deed, harbour, 0)).toBe("CommitteeRevoked");
    expect(asked(agent, deed, market, 0)).toBe("allowed");
  }
});

// PB-6, PB-7, PB-8: from every set of signers, a quorum of the controllers and nobody else.
test("a bundle is applied exactly when three of the four controllers sign, and nobody else", () => {
  const people = ["anna", "bela", "cleo", "dina", "hugo", "eve"];
  fc.assert(
    fc.property(fc.subarray(people), (signers) => {
      const own = signers.filter((name) => !["hugo", "eve"].includes(name));
      const good = own.length >= 3 && own.length === signers.length;
      const { kind } = annas().apply("ApplyBundle", { bundle: bundle(first, signers) });
      expect(kind).toBe(good ? "applied" : "refused");
    }),
    { numRuns: 64 },
  );
});

// A law: of any deliveries in any order, two agents have one chain, and none goes back.
test("agents that hear the same bundles in any order stand in one chain", () => {
  const chain = [first, second, after(second), after(after(second))];
  fc.assert(
    fc.property(fc.array(fc.nat(chain.length - 1), { maxLength: 12 }), (order) => {
      const agent = annas();
      let version = 0;
      for (const at of order) {
        const content = chain[at];
        if (content === undefined) continue;
        agent.apply("ApplyBundle", { bundle: bundle(content) });
        const seen = agent.observe();
        expect(seen.version).toBe(version === at ? at + 1 : version);
        version = seen.version;
        const inForce = version === 0 ? root : chain[version - 1];
        expect(seen.bundle).toBe(bundleDigestOf(inForce ?? root));
      }
    }),
    { numRuns: 60 },
  );
});

test("an input that is none is the driver's mistake", () => {
  const agent = annas();
  const wrong: readonly (readonly [string, unknown, string])[] = [
    ["Elect", {}, "InputUnknown"],
    ["ApplyBundle", {}, "InputMalformed"],
    ["Consult", { deed: "mint", subject: alice, now: 0 }, "InputMalformed"],
    ["Consult", { deed: "control", subject: "ab", now: 0 }, "InputMalformed"],
    ["Consult", { deed: "policy", subject: alice, now: -1 }, "InputMalformed"],
  ];
  for (const [name, body, code] of wrong) {
    expect(() => agent.apply(name, body)).toThrow(expect.objectContaining({ code }));
  }
});

test("records of another agent, another world or another spelling are not taken up", () => {
  const store = memoryStore();
  applied(annas(store), first);
  expect(() => annas(store, "bela")).toThrow(expect.objectContaining({ code: "StateOfAnother" }));
  const written = store.read().get("bundle") ?? "";
  const others = [
    ["bundle", `${written} `],
    ["bundle", "{}"],
    ["signed", "0"],
  ] as const;
  for (const [place, text] of others) {
    const turned = memoryStore();
    turned.commit(new Map(store.read()).set(place, text));
    expect(() => annas(turned)).toThrow(expect.objectContaining({ code: "StateUnreadable" }));
  }
});
