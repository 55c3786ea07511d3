import fc from "fast-check";
import { expect, test } from "vitest";
import { nodeSignatures } from "../../protocol/ed25519.ts";
import { bob, carol, certificate, claimDigestOf, claimOf } from "../../protocol/village.ts";
import { genesis, harbour, keyOf, market, order, seedOf, vote } from "../../protocol/village.ts";
import { alice, sorted, type OrderJson, type Plain } from "../../protocol/village.ts";
import {
  handoff,
  invitation,
  opening,
  openingDigestOf,
  openingReceipt,
  release,
  request,
} from "../../protocol/village-moves.ts";
import type { OpeningJson } from "../../protocol/village-moves.ts";
import { memoryStore } from "../../store/memory.ts";
import type { Store } from "../../store/store.ts";
import { createMover } from "./mover.ts";

const OLD = ["anna", "bela", "cleo"];
const NEW = ["hugo", "ines", "jana"];
const asked = request();
const asks = { to: harbour, trigger: "mobility" };
const paysBob = order();
const payment = { recipient: bob, amount: "4", now: 100, ttl: 100 };

function mover(store: Store = memoryStore()) {
  return createMover({
    genesis: genesis(),
    seed: seedOf("alice"),
    signatures: nodeSignatures(),
    store,
  });
}

type Mover = ReturnType<typeof mover>;
type Said = readonly [input: string, body: Plain];

const ask: Said = ["RequestHandoff", asks];
const sign: Said = ["SignHandoff", {}];
const pay: Said = ["Lock", payment];
const invites = (name: string): Said => [
  "CollectInvitation",
  { invitation: invitation(name, asked) },
];
const says = (one: Plain): Said => ["CollectRelease", { release: one }];
const votes = (name: string, signed: OrderJson, deviation: Plain = {}): Said => [
  "CollectVote",
  { vote: vote(name, signed, deviation) },
];
const promises = (name: string, opened: OpeningJson): Said => [
  "CollectOpeningReceipt",
  { receipt: openingReceipt(name, openingDigestOf(opened)) },
];

function tell(wallet: Mover, ...said: readonly Said[]) {
  return said.map(([input, body]) => wallet.apply(input, body));
}

/** How epoch 2 opens at the harbour. */
function next(deviation: Plain = {}): OpeningJson {
  return { ...opening(), epoch: 2, committee: harbour, ...deviation };
}

const silent = OLD.map((name) => release(name, asked));
const voided = next();
const paid = certificate(paysBob);
const shown = [release("anna", asked, { certificates: [paid] }), ...silent.slice(1)];
const applied = next({ balance: "6", next_nonce: 1, applied: [claimOf(paysBob)] });
const held = [
  release("anna", asked, { locks: [paysBob] }),
  release("bela", asked, { locks: [paysBob] }),
];
const reserved = next({
  balance: "6",
  next_nonce: 1,
  escrow: [{ nonce: 0, amount: "4", claims: [claimOf(paysBob)] }],
});

/** From the request into the next epoch, with these releases. */
function move(releases: readonly Plain[], opened: OpeningJson): readonly Said[] {
  return [
    ask,
    ...NEW.map(invites),
    ...releases.map(says),
    sign,
    ...NEW.map((name) => promises(name, opened)),
  ];
}

// WH-12, WH-14, WH-15, WH-16, WH-17 and WH-21.
test("a wallet asks, gathers, signs and arrives, and says at each step what must be sent", () => {
  const wallet = mover();
  const [requested] = tell(wallet, ask);
  expect(requested).toEqual({
    kind: "requested",
    failed: [],
    emitted: [{ type: "HandoffRequest", body: asked }],
  });
  const invited = tell(wallet, ...NEW.map(invites)).at(-1);
  expect(invited?.kind).toBe("invited");
  expect(invited?.emitted).toEqual([
    { type: "HandoffRequest", body: asked },
    ...NEW.map((name) => ({ type: "Invitation", body: invitation(name, asked) })).toSorted(
      (one, other) => (one.body.authority < other.body.authority ? -1 : 1),
    ),
  ]);
  expect(tell(wallet, sign).map(({ failed }) => failed)).toEqual([["ReleasesNoQuorum"]]);
  expect(tell(wallet, ...silent.map(says)).map(({ kind }) => kind)).toEqual([
    "collected",
    "collected",
    "collected",
  ]);
  const bound = handoff(asked, silent);
  expect(tell(wallet, sign)).toEqual([
    { kind: "signed", failed: [], emitted: [{ type: "HandoffCertificate", body: bound }] },
  ]);
  const arrived = tell(wallet, ...NEW.map((name) => promises(name, voided)));
  expect(arrived.map(({ kind }) => kind)).toEqual(["collected", "collected", "moved"]);
  const proof = arrived.at(-1)?.emitted;
  expect(proof?.map(({ type }) => type)).toEqual([
    "HandoffCertificate",
    "OpeningReceipt",
    "OpeningReceipt",
    "OpeningReceipt",
  ]);
  expect(wallet.observe()).toMatchObject({
    epoch: 2,
    next_nonce: 0,
    handoff: null,
    opening: openingDigestOf(voided),
  });
  expect(wallet.observe().ownership.at(-1)).toEqual({
    account: alice,
    epoch: 2,
    committee: harbour,
  });
  expect(tell(wallet, ["ShowMove", { epoch: 2 }])).toEqual([
    { kind: "shown", failed: [], emitted: proof },
  ]);
});

// WH-16.
test("where every member has released there is nothing to wait for", () => {
  const wallet = mover();
  const all = [...silent, release("dina", asked)];
  expect(tell(wallet, ask, ...all.map(says)).at(-1)).toEqual({
    kind: "signed",
    failed: [],
    emitted: [{ type: "HandoffCertificate", body: handoff(asked, all) }],
  });
});

// WH-18, HO-26.
test("an order whose certificate a release shows is certified by it", () => {
  const wallet = mover();
  const arrived = tell(wallet, pay, ...move(shown, applied)).at(-1);
  expect(arrived?.emitted).toContainEqual({ type: "TransferCertificate", body: paid });
  expect(wallet.observe()).toMatchObject({
    next_nonce: 1,
    outstanding: null,
    reserved: [],
    certificates: [{ nonce: 0, claim_digest: claimDigestOf(paysBob) }],
  });
});

// WH-18, WH-20, WH-7, HO-28.
test("an order whose nonce is reserved is completed in the new epoch, and no other is", () => {
  const wallet = mover();
  tell(wallet, pay, ...move([...held, release("dina", asked)], reserved));
  expect(wallet.observe()).toMatchObject({
    next_nonce: 1,
    outstanding: null,
    reserved: [{ nonce: 0, claim_digest: claimDigestOf(paysBob) }],
  });
  const again = order({ epoch: 2, issued_at: 300, ttl: 50 });
  const complete: Said = ["Complete", { nonce: 0, now: 300, ttl: 50 }];
  expect(tell(wallet, complete)).toEqual([
    { kind: "locked", failed: [], emitted: [{ type: "Order", body: again }] },
  ]);
  const counted = tell(wallet, ...NEW.map((name) => votes(name, again, { committee: harbour })));
  expect(counted.at(-1)?.kind).toBe("certified");
  expect(wallet.observe()).toMatchObject({ next_nonce: 1, reserved: [], outstanding: null });
  expect(tell(wallet, complete).map(({ failed }) => failed)).toEqual([["NothingToComplete"]]);
});

// WH-18.
test("an order that is void is gone, and its nonce pays something else in the new epoch", () => {
  const wallet = mover();
  tell(wallet, pay, ...move(silent, voided));
  expect(wallet.observe()).toMatchObject({ next_nonce: 0, outstanding: null, reserved: [] });
  const other = order({ epoch: 2, recipient: carol });
  expect(tell(wallet, ["Lock", { ...payment, recipient: carol }])).toEqual([
    { kind: "locked", failed: [], emitted: [{ type: "Order", body: other }] },
  ]);
});

// WH-10, and WH-19: it outlives the move.
test("a certificate that the wallet keeps is not signed away", () => {
  const wallet = mover();
  tell(wallet, pay, ...OLD.map((name) => votes(name, paysBob)), ask, ...silent.map(says));
  expect(tell(wallet, sign).map(({ failed }) => failed)).toEqual([["CertificateStranded"]]);
  // With the one honest release that was missing, it can.
  const dina = release("dina", asked, { certificates: [paid] });
  expect(tell(wallet, says(dina)).map(({ kind }) => kind)).toEqual(["signed"]);
  tell(wallet, ...NEW.map((name) => promises(name, applied)));
  expect(wallet.observe().certificates).toHaveLength(1);
});

// WH-8.
test("nothing new is signed while members are asked to freeze the account", () => {
  const wallet = mover();
  tell(wallet, ask);
  expect(tell(wallet, pay)[0]?.kind).toBe("locked");
  const moving = mover();
  tell(moving, ask, ...NEW.map(invites));
  expect(tell(moving, pay).map(({ failed }) => failed)).toEqual([["AccountMoving"]]);
});

const elsewhere: Said = ["RequestHandoff", { ...asks, to: market }];
const story: readonly Said[] = [pay, ...move([...held, release("dina", asked)], reserved)];

test.each(story.map((_, index) => index))(
  "a crash before, in and after step %i changes nothing of what is signed and sent",
  (index) => {
    const store = memoryStore();
    tell(mover(store), ...story.slice(0, index));
    // In the middle of the step: the new state is stored, and nobody has heard of it.
    const step = story[index] ?? ask;
    const dying: Store = {
      read: store.read,
      commit: (changes) => {
        store.commit(changes);
        throw new Error("crash");
      },
    };
    expect(() => tell(mover(dying), step)).toThrow("crash");
    // It knows what one knows that never crashed: what is due, and how to go on.
    const back = mover(store);
    const twin = mover();
    tell(twin, ...story.slice(0, index + 1));
    expect(back.bytes()).toEqual(twin.bytes());
    expect(tell(back, ask)).toEqual(tell(twin, ask));
    expect(tell(back, ...story.slice(index + 1))).toEqual(tell(twin, ...story.slice(index + 1)));
    expect(back.bytes()).toEqual(twin.bytes());
    expect(back.observe()).toMatchObject({ epoch: 2, next_nonce: 1 });
  },
);

// LK-1, WH-1, WH-5 and WH-16.
test("one core a nonce, one target and one set of releases an epoch, whatever happens", () => {
  const pool: readonly Said[] = [
    pay,
    ["Lock", { ...payment, recipient: carol }],
    ["Complete", { nonce: 0, now: 300, ttl: 50 }],
    ask,
    elsewhere,
    sign,
    ...NEW.map(invites),
    ...[...silent, ...shown, ...held, release("dina", asked)].map(says),
    ...OLD.map((name) => votes(name, paysBob)),
    ...[voided, applied, reserved].flatMap((opened) => NEW.map((name) => promises(name, opened))),
  ];
  const stories = [story, [pay, ...move(shown, applied)], [pay, ...move(silent, voided)]];
  const noise = fc.tuple(fc.nat(20), fc.constantFrom(...pool, "crash" as const));
  let arrived = 0;
  fc.assert(
    fc.property(fc.constantFrom(...stories), fc.array(noise, { maxLength: 25 }), (told, other) => {
      const store = memoryStore();
      let wallet = mover(store);
      const signed = new Map<string, string>();
      // A story of a move, and anything at all between its steps.
      for (const [index, step] of [...told, pay, ask, elsewhere].entries()) {
        const before = other.filter(([at]) => at === index).map(([, one]) => one);
        for (const one of [...before, step]) {
          if (one === "crash") {
            wallet = mover(store);
            continue;
          }
          for (const { type, body } of tell(wallet, one)[0]?.emitted ?? []) {
            const [name, what] = promiseOf(type, body);
            expect([name, signed.get(name) ?? what]).toEqual([name, what]);
            signed.set(name, what);
          }
        }
      }
      if (wallet.observe().epoch === 2) arrived += 1;
    }),
    { numRuns: 150 },
  );
  expect(arrived).toBeGreaterThan(30);
});

/** What a message promises, and what excludes it from saying otherwise. */
function promiseOf(type: string, body: unknown): readonly [string, string] {
  const text = sorted(body);
  const told: { readonly [field: string]: unknown } = JSON.parse(text);
  switch (type) {
    case "Order":
      return [`core ${String(told["nonce"])} ${String(told["epoch"])}`, coreText(told)];
    case "HandoffRequest":
      return [`target ${String(told["epoch"])}`, text];
    case "HandoffCertificate":
      return [`handoff ${sorted(told["request"])}`, text];
    default:
      return ["", ""];
  }
}

function coreText(told: { readonly [field: string]: unknown }): string {
  const { recipient, amount, nonce, epoch } = told;
  return JSON.stringify({ recipient, amount, nonce, epoch });
}

// WH-1, WH-3, WH-6, WH-9 and WH-13: what a reason must be, though it changes nothing.
test.each<[string, Said, string]>([
  [
    "a committee that is no digest",
    ["RequestHandoff", { ...asks, to: "harbour" }],
    "RequestMalformed",
  ],
  ["a reason that is none", ["RequestHandoff", { ...asks, trigger: "whim" }], "RequestMalformed"],
  ["an unlisted committee", ["RequestHandoff", { ...asks, to: keyOf("bob") }], "CommitteeUnlisted"],
  ["another committee", elsewhere, "TargetChosen"],
  ["no invitation", ["CollectInvitation", { invitation: 7 }], "InvitationNotAMembers"],
  ["no release", ["CollectRelease", { release: {} }], "ReleaseNotAMembers"],
  ["no receipt", ["CollectOpeningReceipt", { receipt: null }], "HandoffUnsigned"],
  ["an epoch that is none", ["ShowMove", { epoch: -1 }], "MoveUnknown"],
  ["a nonce that is none", ["Complete", { nonce: "0", now: 1, ttl: 1 }], "Malformed"],
])("%s is refused, and nothing changes", (_, said, reason) => {
  const wallet = mover();
  tell(wallet, ask);
  const before = wallet.bytes();
  expect(tell(wallet, said)[0]).toMatchObject({ kind: "refused", emitted: [] });
  expect(tell(wallet, said)[0]?.failed[0]).toBe(reason);
  expect(wallet.bytes()).toEqual(before);
});

// WH-12.
test("a state that this wallet never wrote is not read", () => {
  const store = memoryStore();
  tell(mover(store), ...story.slice(0, 7));
  const text = store.read().get("handoff") ?? "";
  expect(text).toContain('"signed":false');
  for (const other of [text.replace('"signed":false', '"signed":0'), `${text} `, "{}"]) {
    const foreign = memoryStore();
    foreign.commit(new Map(store.read()).set("handoff", other));
    expect(() => mover(foreign)).toThrow("StateUnreadable");
  }
});
