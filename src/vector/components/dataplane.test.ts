/**
 * The switch's packets and registers, against another language, and against a second reading of
 * spec/dataplane.md.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "../../value/parse.ts";
import { print } from "../../value/print.ts";
import type { Value } from "../../value/value.ts";
import { string } from "../../value/value.ts";
import { Binding } from "../bind.ts";
import { isObject } from "../json.ts";
import type { VectorFile } from "../lines.ts";
import { elements, entries, get, items } from "../names.ts";
import { read } from "../read.ts";
import { termReader } from "../terms.ts";
import { worldOf } from "../world.ts";
import { frameOf, lengthOf } from "./dataplane-frame.ts";
import { secretsOf } from "./dataplane-secrets.ts";
import { cellsOf, keyIn, rowsOf, slotOf, tagOf } from "./dataplane-tags.ts";

const ROOT = new URL("../../../", import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, ROOT), "utf8");
const MODELS = ["GenDataPlane", "GenDataPlaneGates"];
const files = MODELS.map((model) => {
  return read(textOf(`conformance/traces/dataplane/${model}.ndjson`), model);
});
const whole = files[0] ?? raise("a corpus");

function example(name: string) {
  return JSON.parse(textOf(`spec/examples/valid/dataplane-${name}.json`));
}

function raise(wanted: string): never {
  throw new Error(wanted);
}

function setupIn(file: VectorFile): Value {
  return get(termReader(file.terms)(file.states[0]?.value ?? ""), "setup");
}

function bindingFor(file: VectorFile, network: string): Binding {
  return new Binding(worldOf(parse(file.header.world), 1n).terms, network);
}

test("frames are those of another library, to the byte", () => {
  // Python's struct, hashlib and cryptography 45 over the same values.
  const binding = bindingFor(whole, "village-1");
  const frame = (changes: string): string => {
    const common = 'to |-> "authority", authority |-> "a1", account |-> "alice"';
    return frameOf(binding, parse(`[${common}, ${changes}]`));
  };
  const ethernet = "0200000000020200000000010800";
  const [alice, a1] = ["b43d6e108504544c", "a504fbc669427a01"];
  const udp = "12f012f000320000";
  const [zero, message] = ["0".repeat(16), "7b7d"];
  expect(
    frame('form |-> "good", kind |-> "Order", dscp |-> 0, epoch |-> 0, nonce |-> 0, core |-> "x"'),
  ).toBe(
    [
      [ethernet, "4501004612344000401114680a0000020a000009", udp, "fa57010100000000"],
      [zero, alice, "f3520e7c233d5983", a1, message],
    ]
      .flat()
      .join(""),
  );
  expect(
    frame('form |-> "good", kind |-> "Order", dscp |-> 46, epoch |-> 2, nonce |-> 0, core |-> "z"'),
  ).toBe(
    [
      [ethernet, "45b9004612344000401113b00a0000020a000009", udp, "fa57010100010000"],
      [zero, alice, "73520e7c233d5983", a1, message],
    ]
      .flat()
      .join(""),
  );
  const options = 'form |-> "options", kind |-> "Certificate", dscp |-> 26';
  expect(frame(`${options}, epoch |-> 0, nonce |-> 2, core |-> "y"`)).toBe(
    [
      [ethernet, "4f69006e123440004011e86c0a0000020a000009"],
      [udp, "fa570101", "00".repeat(28)],
      [udp, "fa57010300000000", "0000000100000000", alice, "f3520e7c233d5982", a1, message],
    ]
      .flat()
      .join(""),
  );
});

test("DP-7, DP-8: slot and cells are those that the examples have from another language", () => {
  const { secrets, slot_bits, bloom_bits } = example("genesis/plain");
  const told = Object.entries<string>(secrets).map(([name, hex]) => [name, BigInt(`0x${hex}`)]);
  const known = Object.fromEntries(told);
  const { slots, current } = example("observation/voted");
  const account = BigInt(`0x${slots[0].account}`);
  expect([slot_bits, bloom_bits]).toEqual([2, 5]);
  expect(slotOf(account, known.slot)).toBe(slots[0].index);
  expect(cellsOf({ account, epoch: BigInt(slots[0].epoch), nonce: 0n }, known)).toEqual(current);
});

test.each(files)(
  "the secrets make keys meet as $header.model has it, whatever is learned",
  (file) => {
    const setup = setupIn(file);
    const alike = new Set(
      elements(get(setup, "alike")).map((pair) => items(pair).map(print).join()),
    );
    const [taught, asked] = [elements(get(setup, "taught")), elements(get(setup, "asked"))];
    for (const network of ["village-1", "fresh-1", "fresh-2", "fresh-3"]) {
      const binding = bindingFor(file, network);
      const secrets = secretsOf(binding, setup);
      expect(Object.values(secrets).every((secret) => secret % 2n === 1n)).toBe(true);
      const cells = (key: Value) => cellsOf(keyIn(binding, key), secrets);
      for (let subset = 0; subset < 2 ** taught.length; subset += 1) {
        const learned = taught.filter((_, at) => (subset >> at) % 2 === 1);
        const live = new Set(learned.flatMap(cells));
        for (const key of asked) {
          const wanted = learned.some(
            (each) => print(each) === print(key) || alike.has(`${print(key)},${print(each)}`),
          );
          expect(cells(key).every((cell) => live.has(cell))).toBe(wanted);
        }
      }
      const all = new Set(taught.flatMap(cells));
      for (const [row, key] of items(get(setup, "nearly")).entries()) {
        const rows = rowsOf(keyIn(binding, key), secrets);
        expect(rows.flatMap((cell, at) => (all.has(cell) ? [] : [at]))).toEqual([row]);
      }
      const slots = entries(get(setup, "slot_of")).map(([name, slot]) => {
        return [print(slot), slotOf(tagOf(binding, string(name)), secrets.slot)] as const;
      });
      for (const [one, index] of slots) {
        for (const [other, otherIndex] of slots) expect(index === otherIndex).toBe(one === other);
      }
    }
  },
);

/** DP-1 and DP-2, read once more: only what an IPv4 router and this header ask for. */
function isBcb(hex: string): boolean {
  const bytes = Buffer.from(hex, "hex");
  return (
    bytes.length >= 82 &&
    bytes.readUInt16BE(12) === 0x0800 &&
    bytes[14] === 0x45 &&
    (bytes.readUInt16BE(20) & 0xbfff) === 0 &&
    bytes[23] === 17 &&
    bytes.readUInt16BE(36) === 4848 &&
    bytes.readUInt32BE(42) >>> 8 === 0xfa5701 &&
    (bytes[45] ?? 0) >= 1 &&
    (bytes[45] ?? 0) <= 6 &&
    bytes.readUInt16BE(16) >= 68 &&
    bytes.readUInt16BE(38) >= 48
  );
}

test("DP-2: at a green port what is no BCB packet is in class 2, and nothing else is", () => {
  const classes = new Map<number, Set<boolean>>();
  for (const answer of whole.states.flatMap((_, state) => answersIn(whole, state + 1))) {
    const { frame, port } = answer.plain;
    if (typeof frame !== "string" || (port !== 1 && port !== 2)) continue;
    for (const { type, body } of answer.emits) {
      if (type !== "Forward") continue;
      const number = Number(body["class"]);
      const known = classes.get(number) ?? new Set();
      classes.set(number, known.add(isBcb(frame)));
    }
  }
  expect([...classes].toSorted(([left], [right]) => left - right)).toEqual([
    [0, new Set([true])],
    [1, new Set([true])],
    [2, new Set([false])],
  ]);
});

/** What a state answers to the inputs that leave it as it is. */
function answersIn(file: VectorFile, state: number) {
  const stay = file.traces
    .flatMap(({ lines }) => lines)
    .find((line) => line.kind === "stay" && line.state === state);
  if (stay?.kind !== "stay") return raise("a stay for each state");
  return stay.answers.flatMap((id, at) => {
    const [answer, input] = [file.answers[id - 1], file.inputs[at]];
    if (answer === undefined || input === undefined) return [];
    const emits = answer.emits.map((each) => {
      const { type, body } = file.messages[each - 1] ?? raise("a message");
      return { type, body: isObject(body) ? body : raise("a body") };
    });
    return [{ ...answer, name: input.name, plain: input.plain, emits }];
  });
}

test("the checksum of IPv4 is right in every frame, but where it came in wrong", () => {
  const wrong = new Set<string>();
  const frames = [
    ...whole.inputs.map(({ name, plain }) => [name, plain["frame"]] as const),
    ...whole.messages.map(({ id, body }) => {
      return [`message ${id}`, isObject(body) ? body["frame"] : undefined] as const;
    }),
  ];
  for (const [name, hex] of frames) {
    if (typeof hex !== "string" || hex.length < 68 || hex.slice(24, 28) !== "0800") continue;
    const header = Buffer.from(hex, "hex").subarray(
      14,
      14 + 4 * Number.parseInt(hex[29] ?? "", 16),
    );
    let sum = 0;
    for (let at = 0; at < header.length; at += 2) sum += header.readUInt16BE(at);
    if (sum % 0xffff !== 0) wrong.add(name);
  }
  // One packet goes in with a wrong one, and leaves in two classes.
  expect([...wrong].filter((name) => name.startsWith("Packet"))).toEqual(["Packet.a00x_sum.0"]);
  expect(wrong.size).toBeGreaterThan(1);
  expect(wrong.size).toBeLessThan(5);
});

test("a form says how long its frame is", () => {
  const binding = bindingFor(whole, "village-1");
  const frames = whole.inputs.flatMap(({ value }) => {
    const input = termReader(whole.terms)(value);
    return input.kind === "record" && /frame/.test(print(input)) ? [get(input, "frame")] : [];
  });
  expect(frames.length).toBeGreaterThan(50);
  for (const frame of frames) {
    expect(lengthOf(get(frame, "form"))).toBe(frameOf(binding, frame).length / 2);
  }
});

test("DP-14: what is settled behind the switch conflicts until the receipt has come past", () => {
  // a1 voted for x; y is what the others have certified.
  expect(answers("Packet.vote_a00x.0")).toBe("conflict");
  expect(answers("Packet.vote_a00x.0", "Packet.receipt_a00y.0")).toBe("stale_passed");
  expect(answers("Packet.receipt_a00y.0", "Packet.vote_a00x.0")).toBe("stale_passed");
  // DP-10: whatever was learned, after a restart it passes.
  expect(answers("Packet.vote_a00x.0", "Reboot.switch.0")).toBe("passed");
});

/** What alice's order for y is answered after these words of a1, with luck if it is stale. */
function answers(...words: readonly string[]): string {
  let state = whole.traces[0]?.trace.root ?? 0;
  for (const word of words) state = stepTo(state, word);
  return answerOf(state, "Packet.a00y_lucky.0");
}

function inputNamed(name: string): number {
  return whole.inputs.find((input) => input.name === name)?.id ?? raise(name);
}

/** Every edge of the graph that leads elsewhere. */
function* steps() {
  for (const { trace, lines } of whole.traces) {
    let from = trace.root;
    for (const line of lines) {
      if (line.kind !== "step") continue;
      yield { from, ...line };
      from = line.state;
    }
  }
}

function stepTo(state: number, name: string): number {
  const input = inputNamed(name);
  return [...steps()].find((each) => each.from === state && each.input === input)?.state ?? state;
}

function answerOf(state: number, name: string): string {
  const input = inputNamed(name);
  const step = [...steps()].find((each) => each.from === state && each.input === input);
  const stays = whole.traces.flatMap(({ lines }) => lines);
  const stay = stays.find((line) => line.kind === "stay" && line.state === state);
  const id = step?.answer ?? (stay?.kind === "stay" ? stay.answers[input - 1] : 0) ?? 0;
  return whole.answers[id - 1]?.outcome ?? raise(name);
}
