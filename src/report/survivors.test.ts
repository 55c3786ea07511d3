import { expect, test } from "vitest";
import type { KnownFaulty } from "../replay/survivors.ts";
import { noteLines, survivorNotes } from "./survivors.ts";

const faulty = (name: string): KnownFaulty => {
  return { name, clause: "VF-1", about: `no ${name}`, part: "wallet", kills: [] };
};
const survive = ["First", "Second", "Third"].map(faulty);

test("the stream has one note for each survivor, and one that counts them", () => {
  const notes = survivorNotes({ all: 10, survive }, false);
  expect(notes.map(({ code }) => code)).toEqual(["ruled-out", "survivor", "survivor", "survivor"]);
  expect(notes[0]?.text).toBe("rules out 7 of 10 faulty references, and not these 3:");
  expect(notes[1]?.text).toBe("First (VF-1): no First");
});

test("a part of the corpus claims what is known, and a run without survivors says so", () => {
  expect(survivorNotes({ all: 10, survive }, true)[0]?.text).toBe(
    "rules out 7 of 10 faulty references; it is not known to rule out these 3:",
  );
  const none = survivorNotes({ all: 10, survive: [] }, false);
  expect(none.map(({ text }) => text)).toEqual(["rules out 10 of 10 faulty references"]);
});

test("for people the names share lines, in their place among the notes", () => {
  const speed = { kind: "note" as const, code: "speed", text: "speed" };
  const lines = noteLines([...survivorNotes({ all: 10, survive }, false), speed], 45);
  expect(lines.slice(1)).toEqual([
    "            First (VF-1), Second (VF-1)",
    "            Third (VF-1)",
    "speed",
  ]);
  expect(noteLines([speed], 10)).toEqual(["speed"]);
});
