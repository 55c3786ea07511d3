import { expect, test } from "vitest";
import { parse } from "../value/parse.ts";
import { Binding } from "./bind.ts";
import { componentOf } from "./components/all.ts";
import { bindInput } from "./input.ts";
import { assertRanked } from "./keys.ts";

// Expected values: Python's hashlib and cryptography 45 over the same texts, none of this code.
const ALICE = "4e2cc491070f4380ffb2fa727995f5a9f63babd8de6a0912c23468eeefa47738";
const BOB = "6a206ecd3030713f90c2f908b4e05790e71da8f9bd21bbf7bb2d84ac27bdaf8a";
const B1 = "b17677328360eafb8b0c23048b7a852513243db80495dcab0379255c121245e3";
const CORE = "922ef560920b23fc5f1533708e7f56aab813b54799c768fac59566ee4bfcce61";
const CLAIM = "5cbbb7b7e725e9c40cc446a24a21ebd430286fad6ae86ff4cd9677bb71a4e975";
const HOME = "39544781dcb6584b764620d72db6d3f5294a5e8f5e97dcd73925616150d97b84";

function binding(): Binding {
  const committees = new Map([["home", new Map([["b1", 1]])]]);
  return new Binding({ network: "n", committees, amountUnit: 2n ** 59n });
}

const CORE_TEXT =
  'network |-> "n", sender |-> "alice", recipient |-> "bob", amount |-> 2, nonce |-> 0, ' +
  "epoch |-> 1";

function order(changes: string = 'form |-> "good", sender_sig |-> "alice"') {
  return parse(`[${CORE_TEXT}, issued_at |-> 2, ttl |-> 2, ${changes}]`);
}

function vote(signer: string) {
  return parse(
    `[core_digest |-> [${CORE_TEXT}], nonce |-> 0, epoch |-> 1, ttl |-> 2, authority |-> "b1",
      committee |-> "home", authority_sig |-> "${signer}"]`,
  );
}

test("a name has the key of the derivation, and an authority's key says who it is", () => {
  const { keys } = binding();
  const seed = "afe834d3d81863c6fd4c6eab359e8fb848d55d26b5ad0df04e1c1185c29e6166";
  expect(keys.principal("alice")).toMatchObject({ key: ALICE, seed });
  expect(keys.key("b1")).toBe(B1);
  expect(keys.key("x1")).toBe("f19d3da5debc0f056ae951169e84c0acd6a339e44427aeb695fa21c99d6db06b");
  const first = ["a1", "a2", "a3", "a4", "b1", "c1", "d1", "x1"].map((name) =>
    keys.key(name).slice(0, 2),
  );
  expect(first).toEqual(["a1", "a2", "a3", "a4", "b1", "c1", "d1", "f1"]);
});

test("authorities that rank otherwise than their keys sort are our mistake", () => {
  const { keys } = binding();
  assertRanked(
    keys,
    new Map([
      ["b1", 1],
      ["c1", 2],
    ]),
  );
  expect(() =>
    assertRanked(
      keys,
      new Map([
        ["b1", 2],
        ["c1", 1],
      ]),
    ),
  ).toThrow(/ranked/);
  expect(() => assertRanked(keys, new Map([["zoe", 1]]))).toThrow(/AuthorityWithoutFirstByte/);
});

test("an order is signed as another library signs it, for the network that it names", () => {
  const bound = binding();
  expect(bound.order(order())).toEqual({
    network: "village-1",
    sender: ALICE,
    recipient: BOB,
    amount: "1152921504606846976",
    nonce: 0,
    epoch: 1,
    issued_at: 1_700_000_000_002,
    ttl: 2,
    sender_sig: [
      "928e53e65879cc9b1ee24dabb08184c2f41b71721db11de253381879856a4eef",
      "ea9a2ec94a945421c8e4f5d5df68f850ee342311737e8821862316e371f3890d",
    ].join(""),
  });
  const other = parse(
    `[network |-> "x", sender |-> "alice", recipient |-> "bob", amount |-> 2, nonce |-> 0,
      epoch |-> 1, issued_at |-> 2, ttl |-> 2, form |-> "good", sender_sig |-> "alice"]`,
  );
  expect(bound.order(other)).toMatchObject({
    network: "other-x",
    sender_sig: [
      "b70dc7aef666a024d4fde60b39e14bf9bcaa116c9620fad8b482cca75c14aef7",
      "b182a3ad4e4276685ae51a6ab472422ed23f84fc6d06c0a51bb5aa9311735b0f",
    ].join(""),
  });
});

test("a corrupt signature is over another amount, and an extra field is no more", () => {
  const bound = binding();
  const corrupt = bound.order(order('form |-> "good", sender_sig |-> "corrupt"'));
  expect(corrupt["sender_sig"]).toBe(
    [
      "c413f25a4167b6339db652db6878899c6197b651681d95ecdb1a9743e471f649",
      "fdf969088656db00160a373f59908a6bf606c9701c7949f63eed5c1c3c5e0209",
    ].join(""),
  );
  const extra = bound.order(order('form |-> "extra", sender_sig |-> "alice"'));
  expect(extra).toEqual({ ...bound.order(order()), memo: "x" });
  expect(() => bound.order(order('form |-> "odd", sender_sig |-> "alice"'))).toThrow(/form/);
});

test("digests of core, claim and committee are those of another library", () => {
  const bound = binding();
  expect(bound.coreDigest(order())).toBe(CORE);
  expect(bound.claimDigest(order())).toBe(CLAIM);
  expect(bound.committeeDigest(parse('"home"'))).toBe(HOME);
});

test("a vote and a receipt are signed as another library signs them", () => {
  const bound = binding();
  const signature = [
    "b6c754e633372d98335f926154f5bc16d948353ce8e895ac29a3453dfaac99eb",
    "296210fe33cf3a6bc74941de2057f0118d42f9a07215184ce46a2cbe83e66909",
  ].join("");
  expect(bound.vote(vote("b1"))).toMatchObject({ core_digest: CORE, authority_sig: signature });
  expect(bound.vote(vote("corrupt"))["authority_sig"]).not.toBe(signature);
  const receipt = parse(
    `[claim_digest |-> [${CORE_TEXT}], debited |-> TRUE, credited |-> FALSE, authority |-> "b1",
      authority_sig |-> "b1"]`,
  );
  expect(bound.receipt(receipt)).toEqual({
    claim_digest: CLAIM,
    debited: true,
    credited: false,
    authority: B1,
    authority_sig: [
      "1c56594f4e84768b35ef3efb70ba4fbd229230b9d8a9701078341068d782743e",
      "948709124165d37a3451b4c2d128d319cc57255e6266703b09d541c5508ac003",
    ].join(""),
  });
});

test("the two orders of a proof ascend by core digest, then by the time they were issued", () => {
  const bound = binding();
  const [one, other] = [
    `[${CORE_TEXT}, issued_at |-> 2, ttl |-> 2, form |-> "good", sender_sig |-> "alice"]`,
    `[${CORE_TEXT}, issued_at |-> 4, ttl |-> 3, form |-> "good", sender_sig |-> "alice"]`,
  ];
  const proof = bound.equivocation(parse(`{${other}, ${one}}`));
  expect(proof).toEqual({ first: bound.order(parse(one)), second: bound.order(parse(other)) });
  const turned = bound.equivocation(parse(`{${other}, ${one}}`), "descending");
  expect(turned).toEqual({ first: proof["second"], second: proof["first"] });
  const alone = bound.equivocation(parse(`{${one}}`));
  expect(alone["first"]).toEqual(alone["second"]);
});

test("an input that nobody knows is a fault, not left out", () => {
  expect(() => bindInput(binding(), componentOf("authority"), parse('[type |-> "Dance"]'))).toThrow(
    /a known input/,
  );
});
