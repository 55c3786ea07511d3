/**
 * `tla/stories.json`: which models are told as stories, and what is said before them; and by which
 * names a story or a model may be called. In: the text; a name. Out: stories; the model, or the
 * names that look most like it. The format is described in `spec/formats/tale.md`.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import type { Manifest, Model } from "./manifest.ts";
import { Place } from "./manifest.ts";

export type Story = {
  readonly name: string;
  /** Name of the model that is run. */
  readonly model: string;
  readonly title: string;
  /** The rule, why somebody would drop it, and what that costs. */
  readonly text: readonly string[];
};

export function decodeStories(text: string, file: string, manifest: Manifest): readonly Story[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new InputFault("ManifestNotJson", { file, why: String(cause) }, { cause });
  }
  const top = new Place(json, file).object(["stories"]);
  const stories = top.at("stories").list((place): Story => {
    const entry = place.object(["name", "model", "title", "text"]);
    return {
      name: entry.at("name").text(/^[a-z][a-z0-9-]*$/),
      model: entry.at("model").text(/^[A-Za-z0-9][\w.-]*$/),
      title: entry.at("title").text(/^\S.*$/),
      text: entry.at("text").list((each) => each.text(/^\S.*[.?]$/s)),
    };
  });
  const names = new Set<string>();
  for (const { name, model } of stories) {
    if (names.has(name)) throw new InputFault("ManifestTwice", { file, name });
    names.add(name);
    if (!manifest.models.some((each) => each.name === model)) {
      throw new InputFault("ModelUnknown", { name: model });
    }
  }
  return stories;
}

/** A model that ends in a violation has a behaviour to tell; false assumptions have none. */
export function canBeTold({ expect, mode }: Model): boolean {
  return expect.result === "violated" && mode !== "assume" && expect.property !== "ASSUME";
}

/** Anything but assumptions and what the checker gives up on has runs. */
export function hasStates({ expect, mode }: Model): boolean {
  return mode !== "assume" && expect.result !== "error";
}

export type Chosen = { readonly model: Model; readonly story: Story | undefined };

/** By the exact name of a story or a model, or by what only one of them begins with or has. */
export function chosenBy(
  name: string,
  manifest: Manifest,
  stories: readonly Story[],
): Chosen | { readonly nearest: readonly string[] } {
  const of = (wanted: string): Chosen | undefined => {
    const story =
      stories.find((each) => each.name === wanted) ?? stories.find(({ model }) => model === wanted);
    const model = manifest.models.find((each) => each.name === (story?.model ?? wanted));
    return model === undefined ? undefined : { model, story };
  };
  const exact = of(name);
  if (exact !== undefined) return exact;
  const names = [...stories, ...manifest.models.filter(hasStates)].map((each) => each.name);
  const once = [...new Set(names)];
  const low = name.toLowerCase();
  for (const fits of [
    (each: string) => each.toLowerCase().startsWith(low),
    (each: string) => each.toLowerCase().includes(low),
  ]) {
    const found = low === "" ? [] : once.filter(fits);
    const models = new Set(found.map((each) => of(each)?.model));
    if (models.size === 1) return of(found[0] ?? "") ?? { nearest: [] };
    if (found.length > 0) return { nearest: found.slice(0, NEAREST) };
  }
  return { nearest: nearestTo(low, once) };
}

const NEAREST = 5;

function nearestTo(name: string, names: readonly string[]): readonly string[] {
  const far = (each: string): number => distance(name, each.toLowerCase());
  return names.toSorted((left, right) => far(left) - far(right)).slice(0, NEAREST);
}

/** How many letters are to be changed, put in or taken out (Levenshtein). */
function distance(left: string, right: string): number {
  // What somebody types is short; a longer text is no name.
  const [from, to] = [left.slice(0, 80), right.slice(0, 80)];
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [at, letter] of from.split("").entries()) {
    const next = [at + 1];
    for (const [column, other] of to.split("").entries()) {
      const [above = 0, beside = 0, corner = 0] = [row[column + 1], next[column], row[column]];
      next.push(Math.min(above + 1, beside + 1, corner + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
