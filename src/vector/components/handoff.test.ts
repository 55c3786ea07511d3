/** Expected values: Python's hashlib and cryptography 48 over the same texts, none of this code. */
import { expect, test } from "vitest";
import { parse } from "../../value/parse.ts";
import type { Value } from "../../value/value.ts";
import { Binding } from "../bind.ts";
import { bindInput } from "../input.ts";
import type { JsonObject } from "../json.ts";
import { jcs } from "../json.ts";
import { bindMessage } from "../message.ts";
import { worldOf } from "../world.ts";
import { HANDOFF } from "./handoff.ts";

const OPENING_DIGEST = "0ef95855ab35dc661dccb7a04cc195999dc4cc82a89827692ef5ab783100b278";
const REQUEST_SIG = [
  "e64dd23beaaec0a7c2ca620138980eb6844e9f3b66719429d0f2fc33554c8df6",
  "859cd4b10b59c55bfff15888d2d6cb22716d85126cb9a832f3e81a3447e0fd06",
].join("");
const REQUEST_CORRUPT = [
  "1ffe92ea7b552d3d7bc0bd0e5069fd4fa98b351953d912d576cfffc131fd68d2",
  "db0b0f626996f2a91eaed2e64fd6b6962d3bbb6ad86c17c8339726c02f08b302",
].join("");
const INVITATION_SIG = [
  "5679331c2ef4a36f9bd5fa259c77ffa7ea7baf74b9bd8e3d888a592a7df48587",
  "77d1786219e33e1282ad5eb0b3090c629eaae286bc026e1e1eeca297ad254d01",
].join("");
const RECEIPT_SIG = [
  "4b5752a22ac1dc1749794ffcf31f4a3d2142b2ed167dccdf25d2054be03f92ec",
  "8f191104279ee1be58d5c0c8da4a80338de00ad4756e0f619e63b70182380407",
].join("");
const RELEASE_SIG = [
  "663e8295b833da6aa80adc22ec8207a2e64825db41ad07bc3ec50a0308653d9d",
  "011546e227b7f811e7d46ffd51237ec4458d859d243202aceda8f600b1ebd304",
].join("");
const HANDOFF_SIG = [
  "5c2067d84bf3599deeb5a6571a1f51276fe5cc124f9486efb668b3ab83183a76",
  "edc3f18a794a41b894828a0bd09923c4ba1d62ffc23a92ab3b4ffb3151cb4905",
].join("");

const CLAIM =
  '[network |-> "n", sender |-> "alice", recipient |-> "bob", amount |-> 2, nonce |-> 0]';
const MOVE = 'account |-> "alice", epoch |-> 1, to |-> "home"';
const OPENING = `[account |-> "alice", epoch |-> 1, committee |-> "home", balance |-> 3,
  next_nonce |-> 1, escrow |-> {[nonce |-> 0, amount |-> 2, claims |-> {${CLAIM}}]},
  applied |-> {}, credited |-> {}]`;
const RELEASE = `[${MOVE}, opening |-> ${OPENING}, certificates |-> {}, locks |-> {},
  authority |-> "b1", authority_sig |-> "b1"]`;

function request(signer = "alice", form = "good"): string {
  return `[${MOVE}, network |-> "n", form |-> "${form}", account_sig |-> "${signer}"]`;
}

function invitation(signer: string): string {
  return `[${MOVE}, authority |-> "b1", authority_sig |-> "${signer}"]`;
}

function binding(): Binding {
  const committees = new Map([["home", new Map([["b1", 1]])]]);
  return new Binding({ network: "n", committees, amountUnit: 2n ** 59n });
}

function bound(type: string, value: string): JsonObject {
  return bindMessage(binding(), HANDOFF.bodies, type, parse(value)).body;
}

test("each message of a move is signed as another library signs it", () => {
  expect(bound("HandoffRequest", request())["account_sig"]).toBe(REQUEST_SIG);
  expect(bound("Invitation", invitation("b1"))["authority_sig"]).toBe(INVITATION_SIG);
  expect(bound("HandoffRelease", RELEASE)).toMatchObject({
    opening: OPENING_DIGEST,
    authority_sig: RELEASE_SIG,
  });
  const receipt = `[opening |-> ${OPENING}, authority |-> "b1", authority_sig |-> "b1"]`;
  expect(bound("OpeningReceipt", receipt)).toMatchObject({
    opening: OPENING_DIGEST,
    authority_sig: RECEIPT_SIG,
  });
  const handoff = `[request |-> ${request()}, opening |-> ${OPENING}, releases |-> {${RELEASE}},
    account_sig |-> "alice"]`;
  expect(bound("HandoffCertificate", handoff)["account_sig"]).toBe(HANDOFF_SIG);
});

test("a corrupt signature is over the next epoch, and an unknown field is one more", () => {
  expect(bound("HandoffRequest", request("corrupt"))["account_sig"]).toBe(REQUEST_CORRUPT);
  const more = bound("HandoffRequest", request("alice", "extra"));
  expect(more).toEqual({ ...bound("HandoffRequest", request()), memo: "x" });
});

test("a set of signed messages is told as a list that ascends by its text", () => {
  const value = parse(
    `[type |-> "Release", request |-> ${request()},
      invitations |-> {${invitation("b1")}, ${invitation("x1")}, ${invitation("corrupt")}}]`,
  );
  const { plain, messages } = bindInput(binding(), HANDOFF, value);
  expect(Object.keys(messages)).toEqual(["request"]);
  const { invitations } = plain;
  if (!Array.isArray(invitations)) throw new Error("no list");
  const texts = invitations.map(jcs);
  expect(texts.length).toBe(3);
  expect(texts).toEqual(texts.toSorted());
});

const SHARD = `[epoch |-> 1, committee |-> "home", balance |-> 3, next_nonce |-> 1,
  frozen |-> FALSE, locks |-> {}, applied |-> {}, credited |-> {}, evidence |-> {},
  escrow |-> {[nonce |-> 0, amount |-> 2, claims |-> {${CLAIM}}]}]`;
const PROOF = '[account |-> "alice", epoch |-> 1, committee |-> "home"]';

function state(changes: { readonly [field: string]: string } = {}): Value {
  const fields = {
    shards: `[alice |-> ${SHARD}]`,
    queue: "{}",
    ownership: `{${PROOF}}`,
    releases: "{}",
    accepted: "{}",
    openings: `[alice |-> ${OPENING}]`,
    ...changes,
  };
  const told = Object.entries(fields).map(([name, value]) => `${name} |-> ${value}`);
  return parse(`[${told.join(", ")}]`);
}

const WORLD = worldOf(
  parse(
    `[network |-> "n", committees |-> [home |-> [b1 |-> 1]], ownership |-> {${PROOF}},
      rank |-> [b1 |-> 1], skew |-> 1, ttl_max |-> 3, queue_max |-> 2, self |-> "b1",
      profile |-> "handoff"]`,
  ),
  1n,
);

test("what was released, promised and opened is shown by account and digest", () => {
  const alice = "4e2cc491070f4380ffb2fa727995f5a9f63babd8de6a0912c23468eeefa47738";
  const home = "39544781dcb6584b764620d72db6d3f5294a5e8f5e97dcd73925616150d97b84";
  const shown = HANDOFF.observe(
    binding(),
    state({ releases: `{${RELEASE}}`, accepted: `{${OPENING}}` }),
  );
  expect(shown).toMatchObject({
    releases: [{ account: alice, epoch: 1, to: home }],
    accepted: [{ account: alice, epoch: 1, opening: OPENING_DIGEST }],
    openings: [{ account: alice, epoch: 1, opening: OPENING_DIGEST }],
  });
  expect(Object.keys(shown).toSorted()).toEqual(
    ["accounts", "ownership", "releases", "accepted", "openings"].toSorted(),
  );
});

test("an account opens as the genesis says, and nothing has happened before it", () => {
  const genesis = HANDOFF.genesis(binding(), WORLD, state());
  expect(genesis).toMatchObject({ openings: [{ epoch: 1, next_nonce: 1, frozen: false }] });
  const others = [
    { releases: `{${RELEASE}}` },
    { accepted: `{${OPENING}}` },
    { openings: `[alice |-> ${OPENING.replace("balance |-> 3", "balance |-> 2")}]` },
    { openings: "<<>>" },
  ];
  for (const other of others) {
    expect(() => HANDOFF.genesis(binding(), WORLD, state(other))).toThrow(/genesis can say/);
  }
});
