/**
 * The strict decoder on the examples: every valid message is read and written back to the bytes
 * it stands for, every invalid one is refused, and what JSON itself forgives is refused too.
 * @module
 */
import { expect, test } from "vitest";
import { utf8 } from "../base/bytes.ts";
import { canonical } from "../base/canonical.ts";
import { decode, decodeGenesis, encode, MESSAGE_NAMES } from "../wire/message.ts";
import { list, object, parse, readExamples, readInvalidExamples, readJson } from "./norm.ts";

const valid = readExamples("valid");
const invalid = readInvalidExamples();
const village = object(readJson("spec/examples/valid/genesis/village.json"));

/** What the decoder makes of a text; an opening is read inside a genesis. */
function decoded(message: string, text: string) {
  const name = MESSAGE_NAMES.find((each) => each === message);
  if (name !== undefined) return decode(name, text);
  if (message === "genesis") return decodeGenesis(text);
  if (message !== "opening") throw new Error(`no decoder for ${message}`);
  const openings = list(village["openings"]).map((opening, at) => (at === 4 ? "HERE" : opening));
  return decodeGenesis(canonical({ ...village, openings }).replace('"HERE"', () => text));
}

test("every valid message is decoded, and encodes to its canonical bytes", () => {
  let count = 0;
  for (const { message, name, text } of valid) {
    const known = MESSAGE_NAMES.find((each) => each === message);
    if (known === undefined) continue;
    const read = decode(known, text);
    expect([`${message}/${name}`, read.ok]).toEqual([`${message}/${name}`, true]);
    if (!read.ok) continue;
    expect(encode(read.value)).toEqual(utf8(canonical(parse(text))));
    count += 1;
  }
  expect(count).toBeGreaterThan(20);
});

test("every valid genesis is decoded", () => {
  const all = valid.filter(({ message }) => message === "genesis");
  expect(all.length).toBeGreaterThan(2);
  const refused = all.filter(({ text }) => !decodeGenesis(text).ok);
  expect(refused.map(({ name }) => name)).toEqual([]);
});

test("every message that the decoder knows has valid and invalid examples", () => {
  for (const name of MESSAGE_NAMES) {
    expect([name, valid.some(({ message }) => message === name)]).toEqual([name, true]);
    // A claim is read inside an opening only, and is broken there.
    const broken = name === "claim" ? "opening" : name;
    expect([name, invalid.some(({ message }) => message === broken)]).toEqual([name, true]);
  }
});

test.each(["text", "shape", "meaning"])("every example broken in its %s is refused", (layer) => {
  const broken = invalid.filter((example) => example.layer === layer);
  expect(broken.length).toBeGreaterThan(40);
  const accepted = broken.filter(({ message, text }) => decoded(message, text).ok);
  expect(accepted.map(({ message, name }) => `${message}/${name}`)).toEqual([]);
});

test("the decoder points at the place that was broken, or into it", () => {
  const elsewhere = invalid.flatMap(({ message, name, place, text }) => {
    const read = decoded(message, text);
    const found = read.ok ? "nowhere" : read.reason.place;
    const wanted = message === "opening" ? `/openings/4${place}` : place;
    return found === wanted || found.startsWith(`${wanted}/`)
      ? []
      : [`${message}/${name}: ${found}`];
  });
  expect(elsewhere).toEqual([]);
});

test("a text that is broken as a text breaks TH-12, and says where", () => {
  for (const { message, name, text } of invalid.filter(({ layer }) => layer === "text")) {
    const read = decoded(message, text);
    expect([message, name, read]).toMatchObject([
      message,
      name,
      { ok: false, reason: { clause: "TH-12", offset: expect.any(Number) } },
    ]);
  }
});
