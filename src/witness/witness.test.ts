/** A witness over a store: what it keeps, what a fence stops, and what outlives a crash. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { nodeSignatures } from "../protocol/ed25519.ts";
import { bob, claimOf, genesis, keyOf, kiosk, market, order, seedOf } from "../protocol/village.ts";
import {
  acknowledgement,
  checkpoint,
  grant,
  statement,
  takeover,
} from "../protocol/village-witnessed.ts";
import { memoryStore } from "../store/memory.ts";
import type { Store } from "../store/store.ts";
import { createWitness, type Witness } from "./witness.ts";

function janas(store: Store = memoryStore(), name = "jana"): Witness {
  return createWitness({
    genesis: genesis(),
    seed: seedOf(name),
    signatures: nodeSignatures(),
    store,
  });
}

const reserved = claimOf(order({ epoch: 0 }));
const first = checkpoint();
const second = checkpoint({ seq: 2, reserved });

function granted(store?: Store): Witness {
  const witness = janas(store);
  expect(witness.apply("KeepGrant", { grant: grant() }).kind).toBe("granted");
  return witness;
}

function kept(witness: Witness, told: object): string {
  const { kind, failed } = witness.apply("KeepCheckpoint", { checkpoint: told });
  return kind === "refused" ? failed.join() : kind;
}

function fenced(witness: Witness, told: object): string {
  const { kind, failed } = witness.apply("FenceOwner", { order: told });
  return kind === "refused" ? failed.join() : kind;
}

test("a witness begins with nothing, and shows all that it keeps", () => {
  const witness = janas();
  expect(witness.observe()).toEqual({ grants: [], held: [], fences: [] });
  witness.apply("KeepGrant", { grant: grant() });
  kept(witness, second);
  fenced(witness, takeover());
  expect(witness.observe()).toEqual({ grants: [grant()], held: [second], fences: [takeover()] });
});

// WI-16, WI-20.
test("the acknowledgement is of the whole checkpoint, and comes again byte for byte", () => {
  const witness = granted();
  const emitted = [{ type: "Acknowledgement", body: acknowledgement(second) }];
  const given = { checkpoint: second };
  expect(witness.apply("KeepCheckpoint", given)).toEqual({
    kind: "acknowledged",
    failed: [],
    emitted,
  });
  expect(witness.apply("KeepCheckpoint", given)).toEqual({ kind: "again", failed: [], emitted });
});

// WI-9: neither the nonce nor the balance decides which is later.
test("only a larger seq replaces what is held", () => {
  const witness = granted();
  expect(kept(witness, second)).toBe("acknowledged");
  expect(kept(witness, first)).toBe("CheckpointOutdated");
  expect(kept(witness, checkpoint({ seq: 2, next_nonce: 5 }))).toBe("CheckpointOutdated");
  expect(kept(witness, checkpoint({ seq: 3 }))).toBe("acknowledged");
  expect(witness.observe().held).toEqual([checkpoint({ seq: 3 })]);
});

// WI-18, WI-21, WI-22.
test("after a takeover nothing is acknowledged, not even what is held", () => {
  const witness = granted();
  kept(witness, second);
  const emitted = [{ type: "TakeoverStatement", body: statement(takeover(), grant(), second) }];
  expect(witness.apply("FenceOwner", { order: takeover() })).toEqual({
    kind: "fenced",
    failed: [],
    emitted,
  });
  expect(kept(witness, second)).toBe("AccountFenced");
  expect(kept(witness, checkpoint({ seq: 3 }))).toBe("AccountFenced");
  expect(witness.apply("FenceOwner", { order: takeover() })).toEqual({
    kind: "again",
    failed: [],
    emitted,
  });
  expect(fenced(witness, takeover({ to: market }))).toBe("TakeoverDecided");
  expect(fenced(witness, takeover({ to: kiosk }))).toBe("TakeoverTargetInvalid,TakeoverDecided");
});

test("grant, checkpoint and fence outlive a crash", () => {
  const store = memoryStore();
  const witness = granted(store);
  kept(witness, second);
  fenced(witness, takeover());
  const again = janas(store);
  expect(again.bytes()).toEqual(witness.bytes());
  expect(again.observe()).toEqual(witness.observe());
  expect(kept(again, checkpoint({ seq: 3 }))).toBe("AccountFenced");
  expect(again.apply("Restart", {})).toEqual({ kind: "restarted", failed: [], emitted: [] });
});

test("the records of one witness are no state of another", () => {
  const store = memoryStore();
  granted(store);
  expect(() => janas(store, "hugo")).toThrow(expect.objectContaining({ code: "StateOfAnother" }));
});

// WI-2 to WI-5.
test.each([
  ["GrantSignatureInvalid", grant({}, "karl")],
  ["GrantNotTheOwners", grant({ owner: keyOf("karl") }, "karl")],
  ["GrantNotTheOwners", grant({ epoch: 1, owner: keyOf("anna") }, "anna")],
  ["GrantNotTheOwners", grant({ account: bob })],
  ["GrantOfAnother", grant({ witness: keyOf("hugo") })],
])("%s: it is refused, and nothing is kept", (reason, told) => {
  const witness = janas();
  const before = witness.bytes();
  const answer = witness.apply("KeepGrant", { grant: told });
  expect(answer).toEqual({ kind: "refused", failed: [reason], emitted: [] });
  expect(witness.bytes()).toEqual(before);
});

test("an owner is not its own witness", () => {
  const own = grant({ witness: keyOf("kiki") });
  const answer = janas(memoryStore(), "kiki").apply("KeepGrant", { grant: own });
  expect(answer.failed).toEqual(["GrantOfAnother"]);
});

// WI-19, WI-5.
test("a grant stands for its epoch", () => {
  const witness = granted();
  expect(witness.apply("KeepGrant", { grant: grant() }).kind).toBe("again");
  for (const other of [{ budget: "3" }, { window: 2 }, { controller: keyOf("hugo") }]) {
    const answer = witness.apply("KeepGrant", { grant: grant(other) });
    expect([other, answer.failed]).toEqual([other, ["GrantDecided"]]);
  }
  expect(witness.observe().grants).toEqual([grant()]);
});

test("without a grant nobody is believed, and without a checkpoint nobody is fenced", () => {
  expect(kept(janas(), first)).toBe("Ungranted");
  expect(fenced(janas(), takeover())).toBe("Ungranted");
  expect(fenced(granted(), takeover())).toBe("NothingWitnessed");
  const witness = granted();
  expect(kept(witness, checkpoint({}, "hugo"))).toBe("CheckpointSignatureInvalid");
  expect(kept(witness, checkpoint({ owner: keyOf("hugo") }, "hugo"))).toBe(
    "CheckpointSignatureInvalid",
  );
  kept(witness, first);
  expect(fenced(witness, takeover({}, "kiki"))).toBe("TakeoverSignatureInvalid");
  expect(fenced(witness, takeover({ controller: keyOf("kiki") }, "kiki"))).toBe(
    "TakeoverSignatureInvalid",
  );
  expect(fenced(witness, takeover({ to: "ab".repeat(32) }))).toBe("TakeoverTargetInvalid");
});

test("what is malformed is refused for that alone, and says where", () => {
  const wrong = { ...checkpoint(), reserved: [] };
  expect(granted().apply("KeepCheckpoint", { checkpoint: wrong })).toEqual({
    kind: "refused",
    failed: ["WitnessedMalformed"],
    emitted: [],
    malformed: { place: "/checkpoint/reserved", clause: "TH-2", problem: "NotAnObject" },
  });
});

// The laws of the model, on any run: the fence is for ever, and seq never falls.
test("whatever comes in whatever order, what is held never goes back", () => {
  const told = [1, 2, 3].flatMap((seq) => [
    ["KeepCheckpoint", { checkpoint: checkpoint({ seq }) }] as const,
    ["KeepCheckpoint", { checkpoint: checkpoint({ seq, balance: "9" }) }] as const,
  ]);
  const orders = [takeover(), takeover({ to: market })].map(
    (each) => ["FenceOwner", { order: each }] as const,
  );
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...told, ...orders), { maxLength: 8 }), (steps) => {
      const witness = granted();
      for (const [input, body] of steps) {
        const before = witness.observe();
        const { kind, emitted } = witness.apply(input, body);
        const after = witness.observe();
        const [was, is] = [before.held[0], after.held[0]];
        expect(is?.seq ?? 0).toBeGreaterThanOrEqual(was?.seq ?? 0);
        if (is?.seq === was?.seq) expect(is).toEqual(was);
        if (before.fences.length > 0) expect(after).toEqual(before);
        if (kind === "refused") expect([after, emitted]).toEqual([before, []]);
      }
    }),
  );
});
