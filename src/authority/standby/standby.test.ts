/** An owner beside its witness over a store: what it may promise, and who settles it after it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { nodeSignatures } from "../../protocol/ed25519.ts";
import { alice, bob, carol, certificate, claimOf, genesis } from "../../protocol/village.ts";
import { harbour, kiosk, order, seedOf, vote, type OrderJson } from "../../protocol/village.ts";
import { acknowledgement, checkpoint, grant, report } from "../../protocol/village-witnessed.ts";
import { statement, takeover } from "../../protocol/village-witnessed.ts";
import { memoryStore } from "../../store/memory.ts";
import { createStandby } from "./standby.ts";

const signatures = nodeSignatures();
const village = genesis({ epoch: 0, committee: kiosk });
const world = {
  ...village,
  ownership: village.ownership.filter(({ account, epoch }) => account !== alice || epoch === 0),
};

/** Kiki owns alice, and hugo may take her over. */
function person(name: string) {
  return createStandby({
    genesis: world,
    seed: seedOf(name),
    signatures,
    store: memoryStore(),
  });
}
type Person = ReturnType<typeof person>;

function kiki(window: number, budget: string): Person {
  const owner = person("kiki");
  expect(owner.apply("TakeGrant", { grant: grant({ window, budget }) }).kind).toBe("granted");
  return owner;
}

function paying(nonce: number, amount = "1") {
  return order({ nonce, amount, epoch: 0 });
}

function votes(owner: Person, one: OrderJson): string {
  const { kind, failed } = owner.apply("SignVote", { order: one, now: 100 });
  return kind === "refused" ? failed.join() : kind;
}

function certified(one: OrderJson) {
  return certificate(one, ["kiki"], { committee: kiosk });
}

function pays(owner: Person, one: OrderJson) {
  return owner.apply("ApplyCertificate", { certificate: certified(one) });
}

// SB-14 to SB-16.
test("in hot standby a vote leaves when the witness has what it is for, and not before", () => {
  const owner = kiki(0, "0");
  const first = paying(0);
  const body = checkpoint({ reserved: claimOf(first) });
  const reserved = owner.apply("Reserve", { order: first, now: 100 });
  expect(reserved).toEqual({
    kind: "reserved",
    failed: [],
    emitted: [{ type: "Checkpoint", body }],
  });
  expect(votes(owner, first)).toBe("WindowExceeded,BudgetExceeded");
  const heard = owner.apply("Acknowledge", { acknowledgement: acknowledgement(body) });
  const promised = vote("kiki", first, { committee: kiosk });
  expect(heard.emitted).toEqual([{ type: "TransferVote", body: promised }]);
  expect(votes(owner, first)).toBe("again");
});

// SB-1, SB-2 and SB-16: the sum counts, not each order.
test("alone it goes as far as its window and its budget, all orders together", () => {
  const owner = kiki(2, "5");
  expect(votes(owner, paying(0, "6"))).toBe("BudgetExceeded");
  expect(votes(owner, paying(0, "4"))).toBe("voted");
  pays(owner, paying(0, "4"));
  expect(votes(owner, paying(1, "2"))).toBe("BudgetExceeded");
  expect(votes(owner, paying(1, "1"))).toBe("voted");
  pays(owner, paying(1, "1"));
  expect(votes(owner, paying(2, "1"))).toBe("WindowExceeded,BudgetExceeded");
});

// SB-17
test("a credit is said when the witness has it", () => {
  const owner = kiki(1, "5");
  owner.apply("RecordOwnershipProof", { proof: { account: carol, epoch: 3, committee: harbour } });
  const paid = order({ sender: carol, recipient: alice, epoch: 3 }, "carol");
  const names = ["hugo", "ines", "jana"];
  const told = { certificate: certificate(paid, names, { committee: harbour }) };
  expect(owner.apply("ApplyCertificate", told)).toMatchObject({ kind: "applied", emitted: [] });
  const [sent] = owner.apply("WriteCheckpoint", { account: alice }).emitted;
  const credited = [claimOf(paid)];
  const body = checkpoint({ balance: "14", credited });
  expect(sent).toEqual({ type: "Checkpoint", body });
  owner.apply("Acknowledge", { acknowledgement: acknowledgement(body) });
  expect(owner.apply("ApplyCertificate", told).emitted).toMatchObject([
    { type: "TransferReceipt", body: { credited: true } },
  ]);
});

// WI-1: a part that cannot be read spoils the whole.
test("what cannot be read is refused for that alone, in whatever part of it", () => {
  const owner = kiki(1, "5");
  const before = owner.bytes();
  const broken = { ...checkpoint(), memo: "" };
  const refused = owner.apply("Acknowledge", { acknowledgement: acknowledgement(broken) });
  expect(refused).toMatchObject({
    failed: ["WitnessedMalformed"],
    malformed: { place: "/acknowledgement/checkpoint/memo" },
  });
  expect(owner.apply("WriteCheckpoint", { account: "00" }).failed).toEqual(["Ungranted"]);
  expect(owner.bytes()).toEqual(before);
});

// SB-10: each in one way.
test("a report that the owner before cannot have meant is refused", () => {
  const next = person("hugo");
  const given = statement(takeover(), grant({ budget: "3" }), checkpoint());
  expect(next.apply("OpenTakeover", { statement: given }).kind).toBe("opened");
  const one = claimOf(paying(0, "2"));
  const reported = (...claims: (typeof one)[]) =>
    next.apply("Report", { report: report(claims) }).failed;
  expect(reported(claimOf(paying(0, "4")))).toEqual(["ReportImpossible"]);
  expect(reported(claimOf(order({ sender: bob, recipient: alice, epoch: 0 })))).toEqual([
    "ReportImpossible",
  ]);
  expect(reported(one)).toEqual([]);
  expect(next.observe().accounts[alice]).toMatchObject({ balance: "8" });
});

// SB-18: behind the last nonce there is none.
test("a window that passes the last nonce ends there", () => {
  const window = Number.MAX_SAFE_INTEGER - 1;
  const given = statement(takeover(), grant({ window }), checkpoint({ next_nonce: window }));
  const next = person("hugo");
  expect(next.apply("OpenTakeover", { statement: given }).kind).toBe("opened");
  const last = Number.MAX_SAFE_INTEGER;
  expect(next.observe().accounts[alice]).toMatchObject({ next_nonce: last });
});

/** What may happen to kiki, and to what she tells her witness. */
const deed = fc.record({
  name: fc.constantFrom("vote", "vote", "reserve", "pay", "write", "hold", "hear", "restart"),
  amount: fc.constantFrom("1", "2", "4"),
});
type Held = ReturnType<typeof checkpoint>;

class Beside {
  readonly owner: Person;
  /** Every order for which a vote ever left. */
  readonly promised: OrderJson[] = [];
  held: Held | undefined;
  #written: Held | undefined;

  constructor(window: number, budget: string) {
    this.owner = kiki(window, budget);
  }

  does(name: string, amount: string): void {
    const nonce = Number(this.owner.observe().accounts[alice]?.next_nonce);
    const one = paying(nonce, amount);
    const now = 100;
    if (name === "vote") this.#hears("SignVote", { order: one, now });
    if (name === "reserve") this.#hears("Reserve", { order: one, now });
    if (name === "write") this.#hears("WriteCheckpoint", { account: alice });
    if (name === "restart") this.owner.apply("Restart", {});
    if (name === "hold") this.held = this.#written ?? this.held;
    if (name === "hear" && this.held !== undefined) {
      this.#hears("Acknowledge", { acknowledgement: acknowledgement(this.held) });
    }
    const voted = this.promised.find((each) => each.nonce === nonce);
    if (name === "pay" && voted !== undefined) pays(this.owner, voted);
  }

  #hears(name: string, body: object): void {
    for (const { type, body: told } of this.owner.apply(name, body).emitted) {
      const { seq, nonce, core_digest: core } = Object(told);
      if (type === "Checkpoint" && seq !== undefined) this.#written = Object(told);
      if (type !== "TransferVote") continue;
      const amounts = ["1", "2", "4"];
      const found = amounts
        .map((amount) => paying(nonce, amount))
        .find((one) => vote("kiki", one).core_digest === core);
      if (found !== undefined) this.promised.push(found);
    }
  }
}

// SB-1 to SB-22: whoever comes after settles what was promised, with or without a report.
test("the new owner settles every vote that ever left, and loses nothing", () => {
  const law = fc.property(
    fc.array(deed, { minLength: 4, maxLength: 24 }),
    fc.nat(2),
    fc.constantFrom("0", "2", "5", "99"),
    fc.boolean(),
    (deeds, window, budget, isReported) => {
      const beside = new Beside(window, budget);
      for (const { name, amount } of deeds) beside.does(name, amount);
      if (beside.held === undefined) return;
      const given = statement(takeover(), grant({ window, budget }), beside.held);
      const next = person("hugo");
      next.apply("RecordOwnershipProof", {
        proof: { account: alice, epoch: 0, committee: kiosk },
      });
      expect(next.apply("OpenTakeover", { statement: given }).kind).toBe("opened");
      const [told] = beside.owner.apply("OpenTakeover", { statement: given }).emitted;
      expect(told?.type).toBe("TakeoverReport");
      if (isReported) expect(next.apply("Report", { report: told?.body }).kind).toBe("closed");
      for (const one of beside.promised) {
        expect([one.nonce, one.amount, pays(next, one).kind]).toEqual([
          one.nonce,
          one.amount,
          expect.stringMatching(/^(?:applied|again)$/),
        ]);
      }
      next.apply("Report", { report: told?.body });
      const claims = new Map(beside.promised.map((one) => [one.nonce, Number(one.amount)]));
      const spent = [...claims.values()].reduce((sum, amount) => sum + amount, 0);
      const shown = next.observe().accounts[alice];
      const aside = (shown?.escrow ?? []).reduce((sum, { amount }) => sum + Number(amount), 0);
      expect(Number(shown?.balance) + aside + spent).toBe(10);
      expect(Number(shown?.balance)).toBeGreaterThanOrEqual(0);
    },
  );
  fc.assert(law, { numRuns: 40 });
});
