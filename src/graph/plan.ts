/**
 * Manifest entry + text of its cfg -> the cfg that will run, after the rules that keep a green run
 * from being empty: what the manifest names is what the cfg checks, and a temporal property never
 * stands beside what makes its verdict worthless.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import {
  assignedIn,
  namesIn,
  replaceNames,
  sectionsOf,
  setConstant,
  unsoundForLiveness,
} from "./config.ts";
import type { Model } from "./manifest.ts";

/** The effective cfg of a model. */
export function planConfig(model: Model, text: string): string {
  const place = `${model.name} (${model.config})`;
  let config = text;
  for (const [constant, value] of Object.entries(model.set)) {
    config = setConstant(config, constant, value, place);
  }
  for (const [keyword, names] of [
    ["INVARIANT", model.invariants],
    ["PROPERTY", model.properties],
  ] as const) {
    if (model.replaces.includes(keyword)) config = replaceNames(config, keyword, names);
    else sameNames(place, keyword, names, namesIn(config, keyword));
  }
  for (const { keyword, words } of sectionsOf(config)) {
    // TLC reads a keyword without words as nothing at all.
    if (words.length === 0) throw new InputFault("ConfigEmptySection", { place, keyword });
  }
  checkMode(model, config, place);
  return config;
}

/**
 * The checker ignores a constant that no module declares, so a slip of the pen in a cfg would
 * leave a mutant without its fault. `modules` are the texts of the root module and all it uses.
 */
export function checkConstants(model: Model, config: string, modules: Iterable<string>): void {
  const words = new Set<string>();
  for (const text of modules) for (const [word] of text.matchAll(/\w+/g)) words.add(word);
  const place = `${model.name} (${model.config})`;
  for (const constant of assignedIn(config)) {
    if (!words.has(constant)) throw new InputFault("ConfigConstantUnknown", { place, constant });
  }
}

function checkMode(model: Model, config: string, place: string): void {
  const temporal = model.properties.length > 0;
  if (model.mode === "liveness" && !temporal) {
    throw new InputFault("ConfigNoProperty", { place });
  }
  // A canary may show what goes wrong there.
  if (model.mode === "liveness" && model.suite !== "canary") {
    const [found] = unsoundForLiveness(config);
    if (found !== undefined) throw new InputFault("ConfigUnsoundLiveness", { place, found });
  }
  const checksNothing = model.invariants.length === 0 && !temporal && model.mode !== "assume";
  const deadlock = namesIn(config, "CHECK_DEADLOCK").at(-1) !== "FALSE";
  if (checksNothing && !deadlock) throw new InputFault("ConfigChecksNothing", { place });
  const { expect } = model;
  if (expect.result !== "violated") return;
  const known = [...model.invariants, ...model.properties, "Deadlock", "Assert", "ASSUME"];
  if (!known.includes(expect.property)) {
    throw new InputFault("ManifestPropertyUnknown", { place, property: expect.property });
  }
  // A temporal violation does not tell its name, so a model that expects one has only one.
  if (model.mode === "liveness" && model.properties.length !== 1) {
    throw new InputFault("ManifestPropertyAmbiguous", { place, found: model.properties.length });
  }
}

function sameNames(
  place: string,
  keyword: string,
  inManifest: readonly string[],
  inConfig: readonly string[],
): void {
  const facts = { place, keyword };
  for (const name of inManifest) {
    if (!inConfig.includes(name)) throw new InputFault("ConfigNameMissing", { ...facts, name });
  }
  for (const name of inConfig) {
    if (!inManifest.includes(name)) throw new InputFault("ManifestNameMissing", { ...facts, name });
  }
}
