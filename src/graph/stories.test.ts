import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CLOCK } from "./clock.ts";
import type { Manifest, Model } from "./manifest.ts";
import { decodeManifest } from "./manifest.ts";
import { canBeTold, chosenBy, decodeStories } from "./stories.ts";

const here = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const manifest = decodeManifest(here("../../tla/manifest.json"), "manifest.json");
const stories = decodeStories(here("../../tla/stories.json"), "stories.json", manifest);

test("every story is told by a model that must fail, and says rule and cost in sentences", () => {
  expect(stories.length).toBeGreaterThanOrEqual(10);
  for (const { name, model, text } of stories) {
    const found = manifest.models.find((each) => each.name === model);
    expect([name, found !== undefined && canBeTold(found)]).toEqual([name, true]);
    expect([name, text.length >= 2]).toEqual([name, true]);
  }
});

test("a clause that a story names is one of the protocol", () => {
  const protocol = here("../../spec/protocol.md");
  const clauses = stories.flatMap(({ name, text }) =>
    [...text.join(" ").matchAll(/\b[A-Z]{2}-\d+\b/g)].map(([clause]) => ({ name, clause })),
  );
  expect(clauses.length).toBeGreaterThan(10);
  expect(clauses.filter(({ clause }) => !protocol.includes(`**${clause}**`))).toEqual([]);
});

const failing = (name: string): Model => ({
  ...CLOCK,
  name,
  expect: { result: "violated", property: "Small", exit: 12 },
});
const SMALL: Manifest = {
  jar: { artifact: "a:b:c", sha256: "0".repeat(64) },
  models: ["Tick-late", "Tick-early", "Alarm", "Alarm-twice"].map(failing),
};
const TOLD = [{ name: "too-late", model: "Tick-late", title: "T", text: ["T."] }];

function named(name: string): string | readonly string[] {
  const chosen = chosenBy(name, SMALL, TOLD);
  return "nearest" in chosen ? chosen.nearest : chosen.model.name;
}

test("a name is a story's, a model's, or what only one of them begins with or has", () => {
  expect(named("too-late")).toBe("Tick-late");
  expect(named("Tick-late")).toBe("Tick-late");
  // The exact name of a model wins over a longer one that begins with it.
  expect(named("Alarm")).toBe("Alarm");
  expect(named("alarm-t")).toBe("Alarm-twice");
  expect(named("early")).toBe("Tick-early");
  // A story and its model are one thing.
  expect(named("late")).toBe("Tick-late");
});

test("a name of nothing, or of several, is answered with what looks most like it", () => {
  expect(named("tick")).toEqual(["Tick-late", "Tick-early"]);
  expect(named("Alrm")[0]).toBe("Alarm");
  expect(named("tick-lat3")[0]).toBe("Tick-late");
  expect(named("")).toHaveLength(5);
  expect(named("x".repeat(100_000))).toHaveLength(5);
});

function decode(value: unknown) {
  return decodeStories(JSON.stringify(value), "stories.json", SMALL);
}

test("stories that break their format, or tell a model that is not there, are refused", () => {
  const [story] = TOLD;
  expect(decode({ stories: TOLD })).toEqual(TOLD);
  expect(() => decodeStories("{", "stories.json", SMALL)).toThrow(/ManifestNotJson/);
  expect(() => decode({ stories: [{ ...story, more: 1 }] })).toThrow(/ManifestWrong/);
  expect(() => decode({ stories: [{ ...story, model: "Nobody" }] })).toThrow(/ModelUnknown/);
  expect(() => decode({ stories: [...TOLD, ...TOLD] })).toThrow(/ManifestTwice/);
});
