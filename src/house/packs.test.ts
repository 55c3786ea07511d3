/**
 * The packs of `conformance/packs` are what the format says, and the reference gives their answer
 * to every test: with both backends of Ed25519, its strict decoder, its quorums and its digests.
 * Python computed the answers, and shares no code with `src`.
 */
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { isKey, nobleSignatures, nodeSignatures } from "../protocol/ed25519.ts";
import type { Signatures } from "../protocol/ed25519.ts";
import { committeeDigest, readCommittee } from "../protocol/committee.ts";
import { claimDigest, coreDigest, isSignedBySender, orderText } from "../protocol/order.ts";
import { readOrder, readUnsignedOrder } from "../protocol/order.ts";
import { isQuorum, totalWeight } from "../protocol/quorum.ts";
import { isSignedByGiver, readReceipt, receiptText } from "../protocol/receipt.ts";
import { signingText } from "../protocol/signing.ts";
import { isSignedByVoter, readVote, voteText } from "../protocol/vote.ts";
import { decode, MESSAGE_NAMES } from "../wire/message.ts";
import { filesUnder, list, object, readClauses, readJson, readSchemas, string } from "./norm.ts";
import type { JsonObject } from "./norm.ts";

type Row = {
  readonly tcId: number;
  readonly comment: string;
  readonly op: string;
  readonly input: JsonObject;
  readonly valid: boolean;
  readonly place: string | undefined;
};

const packs = filesUnder("conformance/packs", ".json").map((path) => {
  return [path, object(readJson(path))] as const;
});
const rows = packs.flatMap(([, pack]) => list(pack["tests"]).map((each) => rowOf(object(each))));
const backends: readonly (readonly [string, Signatures])[] = [
  ["node", nodeSignatures()],
  ["noble", nobleSignatures()],
];

function rowOf(row: JsonObject): Row {
  return {
    tcId: Number(row["tcId"]),
    comment: string(row["comment"]),
    op: string(row["op"]),
    input: object(row["input"]),
    valid: row["result"] === "valid",
    place: row["place"] === undefined ? undefined : string(row["place"]),
  };
}

/** The tests of these kinds that `answer` gets wrong; and that there are some of both results. */
function wrong(ops: readonly string[], answer: (row: Row) => boolean): readonly string[] {
  const own = rows.filter(({ op }) => ops.includes(op));
  expect(new Set(own.map(({ valid }) => valid)).size).toBe(2);
  return own
    .filter((row) => answer(row) !== row.valid)
    .map(({ op, tcId, comment }) => `${op} ${tcId}: ${comment}`);
}

test.each(packs)("%s is of its format, and uses what it explains", (path, pack) => {
  const ajv = new Ajv2020({ strict: true, strictRequired: false });
  const schema = readSchemas().get("pack");
  expect(ajv.validate(schema ?? {}, pack), ajv.errorsText()).toBe(true);
  const tests = list(pack["tests"]).map(object);
  const ids = [...list(pack["withdrawn"]), ...tests.map(({ tcId }) => tcId)].map(Number);
  expect(new Set(ids).size).toBe(ids.length);
  const numbers = tests.map(({ tcId }) => Number(tcId));
  expect(numbers).toEqual(numbers.toSorted((left, right) => left - right));
  expect(new Set(tests.map(({ comment }) => comment)).size).toBe(tests.length);
  const used = new Set(tests.flatMap(({ flags }) => list(flags).map(string)));
  expect([...used].toSorted()).toEqual(Object.keys(object(pack["flags"])).toSorted());
  const clauses = readClauses().map(({ id }) => id);
  expect(tests.filter(({ clause }) => !clauses.includes(string(clause)))).toEqual([]);
  expect(path).toBe(`conformance/packs/${string(pack["pack"])}.json`);
});

test("the packs are not empty, and every clause of SG decides somewhere", () => {
  expect(packs.map(([, pack]) => pack["pack"])).toEqual([
    "decoder",
    "digests",
    "quorum",
    "signature",
  ]);
  const clauses = packs.flatMap(([, pack]) =>
    list(pack["tests"]).map((row) => object(row)["clause"]),
  );
  expect(clauses).toEqual(expect.arrayContaining(["SG-1", "SG-2", "SG-3", "SG-4", "SG-5"]));
  expect(rows.length).toBeGreaterThan(900);
});

test.each(backends)("%s gives the pack's answer to every key and signature", (_, signatures) => {
  expect(
    wrong(["key", "verify"], ({ op, input }) => {
      const key = string(input["key"]);
      if (op === "key") return isKey(key);
      return signatures.verify(key, string(input["text"]), string(input["signature"]));
    }),
  ).toEqual([]);
});

test("the strict decoder takes and refuses what the pack says, and points into the place", () => {
  expect(wrong(["decode"], (row) => readAs(row).ok)).toEqual([]);
  const refused = rows.filter(({ place }) => place !== undefined);
  const elsewhere = refused.filter((row) => {
    const found = readAs(row);
    const place = row.place ?? "";
    return found.ok || !`${found.reason.place}/`.startsWith(`${place}/`);
  });
  expect(elsewhere.map(({ comment }) => comment)).toEqual([]);
});

function readAs({ input }: Row) {
  const name = MESSAGE_NAMES.find((each) => each === input["message"]);
  if (name === undefined) throw new Error("no such message");
  return decode(name, textOf(input));
}

function textOf({ text, spaces, lists }: JsonObject): string {
  if (spaces !== undefined) return string(text) + " ".repeat(Number(spaces));
  if (lists === undefined) return string(text);
  return `${string(text)}${"[".repeat(Number(lists))}${"]".repeat(Number(lists))}}`;
}

test("weights and members are a quorum where the pack says so", () => {
  const keys = rows.filter(({ op, valid }) => op === "key" && valid);
  const names = keys.map(({ input }) => string(input["key"])).toSorted();
  expect(
    wrong(["quorum", "weight"], ({ op, input }) => {
      if (op === "weight") return isQuorum(Number(input["weight"]), Number(input["total"]));
      const members = list(input["weights"]).map((weight, at) => {
        return { name: `m${at}`, key: names[at], weight };
      });
      const all = readCommittee({ name: "pack", members }, "");
      const signed = list(input["signed"]).map((at) => members[Number(at)]);
      const those = readCommittee({ name: "pack", members: inOrder(signed) }, "");
      if (!all.ok) throw new Error("no such committee");
      return isQuorum(those.ok ? totalWeight(those.value) : 0, totalWeight(all.value));
    }),
  ).toEqual([]);
});

function inOrder(members: readonly ({ readonly key: string | undefined } | undefined)[]) {
  return members.toSorted((left, right) => ((left?.key ?? "") < (right?.key ?? "") ? -1 : 1));
}

test("texts and digests are right where the pack says so", () => {
  expect(
    wrong(["digest"], ({ input }) => {
      const { type, network, message, text, digest } = input;
      if (type === "committee") {
        const read = readCommittee(message, "");
        if (!read.ok) throw new Error("no committee");
        const own = signingText("committee", string(network), read.value);
        return committeeDigest(string(network), read.value) === digest && own === text;
      }
      const read = readUnsignedOrder(message, "");
      if (!read.ok) throw new Error("no order");
      // The text of a core or claim is seen by its digest alone.
      return digest === (type === "core" ? coreDigest(read.value) : claimDigest(read.value));
    }),
  ).toEqual([]);
});

test.each(backends)("%s accepts a signed message where the pack says so", (_, signatures) => {
  expect(
    wrong(["sign"], ({ input }) => {
      const { text, valid } = signedMessage(input, signatures);
      return valid && text === input["text"];
    }),
  ).toEqual([]);
});

test.each(backends)("%s makes the signatures that Python made", (_, signatures) => {
  const signed = rows.filter(({ op }) => op === "sign");
  expect(signed.length).toBeGreaterThan(20);
  for (const { input } of signed) {
    const seed = new Uint8Array(Buffer.from(string(input["seed"]), "hex"));
    expect(signatures.signer(seed).sign(string(input["text"]))).toBe(input["signature"]);
  }
});

function signedMessage(input: JsonObject, signatures: Signatures) {
  const { type, message } = input;
  const [network, signature] = [string(input["network"]), input["signature"]];
  if (type === "order") {
    const order = readOrder({ ...object(message), sender_sig: signature }, "");
    if (!order.ok) throw new Error("no order");
    return { text: orderText(order.value), valid: isSignedBySender(order.value, signatures) };
  }
  const whole = { ...object(message), authority_sig: signature };
  if (type === "vote") {
    const vote = readVote(whole, "");
    if (!vote.ok) throw new Error("no vote");
    const valid = isSignedByVoter(network, vote.value, signatures);
    return { text: voteText(network, vote.value), valid };
  }
  const receipt = readReceipt(whole, "");
  if (!receipt.ok) throw new Error("no receipt");
  const valid = isSignedByGiver(network, receipt.value, signatures);
  return { text: receiptText(network, receipt.value), valid };
}
