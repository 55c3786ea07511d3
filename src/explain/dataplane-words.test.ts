/** A packet is told by what stands in its headers, whatever a subject makes of it. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { read } from "../vector/read.ts";
import { Names } from "./names.ts";
import { inputInWords, messageInWords } from "./words.ts";

const NAME = "dataplane/GenDataPlane";
const file = read(
  readFileSync(new URL(`../../conformance/traces/${NAME}.ndjson`, import.meta.url), "utf8"),
  NAME,
);
const names = new Names(file);
// Tags as the genesis and the header of the file have them: alice's account, and a1.
const told = (name: string): string => {
  const input = file.inputs.find((each) => each.name === `Packet.${name}.0`);
  return inputInWords(names, "Packet", input?.plain ?? {});
};
const about = (kind: string, core: string) =>
  `${kind} of account b43d6e108504544c epoch 0 nonce 0 core ${core} authority a504fbc669427a01`;
const X = "f3520e7c233d5983";
const Y = "f3520e7c233d5982";

test("what comes in is told by kind, account, epoch, nonce and core", () => {
  expect(told("a00y_lucky")).toBe(
    `Packet(${about("order", Y)}, 84 bytes to 10.0.0.9, DSCP 0 at port 1, chance 65536 of 65536)`,
  );
  expect(told("vote_a00x")).toBe(
    `Packet(${about("vote", X)}, 84 bytes to 10.0.0.1, DSCP 0 at port 2)`,
  );
  // Past the options, not into them.
  expect(told("options")).toContain(`${about("order", Y)}, 124 bytes to 10.0.0.9, DSCP 46`);
  expect(told("kind_7")).toContain("kind 7 of account");
  expect(told("arp")).toBe("Packet(84 bytes without IPv4 at port 1)");
  expect(told("runt")).toBe("Packet(10 bytes without IPv4 at port 1)");
  expect(told("cut")).toBe("Packet(81 bytes to 10.0.0.9, DSCP 46 at port 1)");
});

function saying(type: string, body: { readonly [key: string]: string | number }): string {
  return messageInWords(names, type, body);
}

test("what leaves is told by class and port, what is counted by its cell", () => {
  expect(saying("Counted", { counter: "decisions", index: 2 })).toBe(
    "decisions[2] counts a packet",
  );
  expect(saying("Counted", { counter: "classes", index: 0, bytes: 84 })).toBe(
    "classes[0] counts 84 bytes",
  );
  const conflict = { account: "a", epoch: 0, nonce: "0000000100000000", voted: X, offered: Y };
  expect(saying("Conflict", conflict)).toBe(
    `conflict told: account a epoch 0 nonce 4294967296: voted ${X}, offered ${Y}`,
  );
  expect(saying("Forward", { port: 2, class: 1, frame: "00" })).toBe(
    "class 1 at port 2: 1 bytes without IPv4",
  );
});

test("whatever a subject says left it, something is told", () => {
  const type = fc.constantFrom("Forward", "Evidence", "Conflict", "Counted");
  const frame = fc.oneof(
    fc.string(),
    fc.uint8Array({ maxLength: 90 }).map(hexOf),
    fc.constant(null),
  );
  fc.assert(
    fc.property(type, frame, fc.jsonValue({ maxDepth: 1 }), (name, bytes, port) => {
      const body = JSON.parse(JSON.stringify({ frame: bytes, port, nonce: port }));
      expect(messageInWords(names, name, body).length).toBeGreaterThan(3);
    }),
  );
});

/** Such bytes as are read as IPv4. */
function hexOf(bytes: Uint8Array): string {
  return `${"00".repeat(12)}0800${Buffer.from(bytes).toString("hex")}`;
}
