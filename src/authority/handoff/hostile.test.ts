import fc from "fast-check";
import { expect, test } from "vitest";
import { cached, nodeSignatures } from "../../protocol/ed25519.ts";
import { alice, carol, certificate, claimOf, genesis, harbour } from "../../protocol/village.ts";
import { market, order, seedOf } from "../../protocol/village.ts";
import { handoff, invitations, opening, openingDigestOf } from "../../protocol/village-moves.ts";
import { byText, openingReceipt, release, request } from "../../protocol/village-moves.ts";
import { documentOf } from "../../store/durable.ts";
import { memoryStore } from "../../store/memory.ts";
import type { Store } from "../../store/store.ts";
import { createAuthority } from "../authority.ts";
import { createHandoff } from "./handoff.ts";

const signatures = cached(nodeSignatures(), 4096);

function over(store: Store, name = "hugo") {
  return createHandoff({ genesis: genesis(), seed: seedOf(name), signatures, store });
}

type Told = { readonly input: string; readonly body: { readonly [field: string]: unknown } };

const asked = request();
const back = request({ epoch: 2, to: market });
const paid = certificate();
const locked = order({ nonce: 1 });
const said = ["anna", "bela", "cleo"].map((name) =>
  release(name, asked, { certificates: [paid], locks: name === "anna" ? [locked] : [] }),
);
const bound = handoff(asked, said);
const poorer = handoff(
  asked,
  ["anna", "bela", "cleo"].map((name) => release(name, asked)),
);
const next = opening({
  epoch: 2,
  committee: harbour,
  // Bela and cleo alone are no quorum: anna's lock may have a certificate that nobody shows.
  balance: "2",
  next_nonce: 2,
  escrow: [{ nonce: 1, amount: "4", claims: [claimOf(locked)] }],
  applied: [claimOf(paid.order)],
});
const bare = opening({ epoch: 2, committee: harbour });
const promises = (one: typeof next) =>
  byText(["hugo", "ines", "jana"].map((name) => openingReceipt(name, openingDigestOf(one))));

/** All that this member of the harbour may be told about alice's move there and back. */
const ALL: readonly Told[] = [
  {
    input: "RecordOwnershipProof",
    body: { proof: { account: alice, epoch: 1, committee: market } },
  },
  { input: "Invite", body: { request: asked } },
  { input: "AcceptHandoff", body: { handoff: bound } },
  { input: "AcceptHandoff", body: { handoff: poorer } },
  { input: "OpenAccount", body: { handoff: bound, receipts: promises(next) } },
  { input: "OpenAccount", body: { handoff: poorer, receipts: promises(bare) } },
  { input: "SignVote", body: { order: order({ epoch: 2, nonce: 1 }), now: 100 } },
  { input: "ApplyCertificate", body: { certificate: paid } },
  { input: "ApplyCertificate", body: { certificate: certificate(order({ recipient: carol })) } },
  {
    input: "Release",
    body: { request: back, invitations: invitations(back, ["anna", "bela", "cleo"]) },
  },
];

const told = fc.array(fc.constantFrom(...ALL), { maxLength: 10 });

test("a restart after any input loses nothing, and the same inputs give the same bytes", () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(told, (inputs) => {
      const store = memoryStore();
      const steady = over(memoryStore());
      for (const { input, body } of inputs) {
        const answer = steady.apply(input, body);
        kinds.add(`${input} ${answer.kind}`);
        expect(over(store).apply(input, body)).toEqual(answer);
        expect(over(store).observe()).toEqual(steady.observe());
        expect(documentOf(store.read())).toEqual(steady.bytes());
      }
      expect(over(store).apply("Restart", {}).kind).toBe("restarted");
    }),
    { numRuns: 60 },
  );
  // What the law was tried on.
  expect([...kinds]).toEqual(expect.arrayContaining(["AcceptHandoff accepted"]));
  expect([...kinds]).toEqual(expect.arrayContaining(["OpenAccount opened"]));
});

test("the whole way there and back can be cut by a crash after every step", () => {
  const store = memoryStore();
  const way = [0, 2, 4, 6, 9].flatMap((index) => ALL[index] ?? []);
  const kinds = way.map(({ input, body }) => over(store).apply(input, body).kind);
  expect(kinds).toEqual(["recorded", "accepted", "opened", "voted", "released"]);
  const again = way.map(({ input, body }) => over(store).apply(input, body).kind);
  expect(again).toEqual(["again", "again", "again", "again", "again"]);
});

test("nothing leaves before it is durable: where the store fails, nothing is promised", () => {
  const inner = memoryStore();
  let broken = false;
  const failing: Store = {
    read: inner.read,
    commit: (changes) => {
      if (broken) throw new Error("disk full");
      inner.commit(changes);
    },
  };
  const hugo = over(failing);
  hugo.apply("RecordOwnershipProof", ALL[0]?.body);
  const before = hugo.bytes();
  broken = true;
  expect(() => hugo.apply("AcceptHandoff", { handoff: bound })).toThrow("disk full");
  expect(hugo.bytes()).toEqual(before);
  broken = false;
  expect(hugo.apply("AcceptHandoff", { handoff: poorer }).kind).toBe("accepted");
});

test("the state of an authority whose accounts do not move is not taken for one of these", () => {
  const store = memoryStore();
  over(store).apply("RecordOwnershipProof", ALL[0]?.body);
  expect(() => over(store, "ines")).toThrow("StateOfAnother");
  const settled = memoryStore();
  createAuthority({ genesis: genesis(), seed: seedOf("hugo"), signatures, store: settled });
  expect(() => over(settled)).toThrow("StateOfAnother");
  for (const [place, text] of store.read()) {
    const torn = memoryStore();
    torn.commit(new Map(store.read()).set(place, `${text} `));
    expect(() => over(torn), place).toThrow(/StateUnreadable|StateOfAnother/);
  }
});

/** Every place in a value where there is a scalar or a list. */
function places(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, one]) => places(one, [...path, key]));
  return Array.isArray(value) ? [path, ...inner] : inner;
}

function replaced(value: unknown, path: readonly string[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  const copy: { [key: string]: unknown } = structuredClone(value) as { [key: string]: unknown };
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

/** Hugo who has heard enough to take part, in each of his states on the way. */
function onTheWay() {
  const stores = [memoryStore()];
  for (const index of [0, 2, 4, 9]) {
    const store = memoryStore();
    store.commit(stores.at(-1)?.read() ?? new Map());
    over(store).apply(ALL[index]?.input ?? "", ALL[index]?.body);
    stores.push(store);
  }
  return stores;
}

const MOVES = ALL.filter(({ input }) =>
  ["Invite", "Release", "AcceptHandoff", "OpenAccount"].includes(input),
);

test("a good message with one place changed is refused, and the state stays as it was", () => {
  const stores = onTheWay();
  const strange = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>(alice, market, harbour, 0, 1, 2, "0", [], [{}], 2 ** 32),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...stores),
      fc.constantFrom(...MOVES),
      fc.nat(),
      strange,
      (store, { input, body }, at, by) => {
        const all = places(body);
        const path = all[at % all.length] ?? [];
        const mutant = replaced(body, path, by);
        // Whole lists may be emptied, and a value may be replaced by itself: not a mutation.
        fc.pre(JSON.stringify(mutant) !== JSON.stringify(body));
        const hugo = over(store);
        const before = hugo.bytes();
        const { kind, failed, emitted } = hugo.apply(input, mutant);
        expect([kind, failed.length > 0, emitted]).toEqual(["refused", true, []]);
        expect(hugo.bytes()).toEqual(before);
      },
    ),
    { numRuns: 300 },
  );
});

test("any JSON at all in the place of a message is refused for its form alone", () => {
  const FORM: { readonly [input: string]: string } = {
    Invite: "RequestMalformed",
    Release: "RequestMalformed",
    AcceptHandoff: "RequestMalformed",
    OpenAccount: "RequestMalformed",
  };
  const hugo = over(memoryStore());
  const before = hugo.bytes();
  fc.assert(
    fc.property(fc.constantFrom(...MOVES), fc.jsonValue({ maxDepth: 4 }), (one, junk) => {
      const [first = ""] = Object.keys(one.body);
      const answer = hugo.apply(one.input, { ...one.body, [first]: junk });
      expect(answer).toMatchObject({ kind: "refused", failed: [FORM[one.input]], emitted: [] });
      expect(hugo.bytes()).toEqual(before);
    }),
    { numRuns: 300 },
  );
  const lists: readonly (readonly [string, object, string])[] = [
    ["Release", { request: back, invitations: [{}] }, "InvitationMissing"],
    ["OpenAccount", { handoff: bound, receipts: "none" }, "OpeningReceiptInvalid"],
  ];
  for (const [input, body, reason] of lists) {
    expect(hugo.apply(input, body)).toMatchObject({ failed: [reason], emitted: [] });
  }
  expect(() => hugo.apply("Invite", { request: asked, now: 1 })).toThrow("InputMalformed");
  expect(() => hugo.apply("Depart", {})).toThrow("InputUnknown");
});
