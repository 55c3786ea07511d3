import { expect, test } from "vitest";
import { CLOCK } from "./clock.ts";
import type { Manifest, Model } from "./manifest.ts";
import { controlsOf, droppedBy, mutantsOf, reads, survivorModel } from "./mutants.ts";

const jar = { artifact: "g:a:1", sha256: "00" };
const manifest = (...models: readonly Partial<Model>[]): Manifest => {
  return { jar, models: models.map((model) => ({ ...CLOCK, ...model })) };
};

test("a mutant is what kills or breaks a clause; authorities come before wallets", () => {
  const mutants = mutantsOf(
    manifest(
      { name: "Whole" },
      { name: "W", kills: "VF-1", module: "GenCollect", config: "GenWallet.cfg" },
      { name: "A", kills: "VF-1", module: "GenDebit", config: "GenAuthority.cfg" },
      { name: "S", breaks: "VT-2", module: "MCGoods" },
    ),
  );
  expect(
    mutants.map(({ clause, drops, level, part, model }) =>
      [model.name, clause, drops, level, part].join(" "),
    ),
  ).toEqual([
    "A VF-1 guard component authority",
    "S VT-2 rule system both",
    "W VF-1 guard component wallet",
  ]);
});

test("a survivor is its base without the guard, with nothing pinned", () => {
  const base = { name: "Hostile-1111", set: { Skew: "0" } };
  const survivor = { clause: "CF-8", base: "Hostile-1111", why: "." };
  const model = survivorModel(manifest(base), survivor);
  expect(model?.set).toEqual({ Skew: "0", Off: '{"CF8"}' });
  expect(model?.counts).toBe(undefined);
  expect(survivorModel(manifest(base), { ...survivor, base: undefined })).toBe(undefined);
});

test("controls come in pairs: every guard dropped must die, none dropped must live", () => {
  const controls = controlsOf(manifest({ name: "ClaimsEscrow" }), ["VF1", "VF2"]);
  expect(controls.map(({ must, model }) => [must, ...droppedBy(model)])).toEqual([
    ["die", "VF1", "VF2"],
    ["live"],
  ]);
});

test("a guard is read where a record of guards or a reason has it, not in a comment", () => {
  expect(reads("[VF9 |-> TRUE]", "VF9")).toBe(true);
  expect(reads('THEN {"VF1"}', "VF1")).toBe(true);
  expect(reads("(* without VF9 *)", "VF9")).toBe(false);
  expect(reads("[VF99 |-> TRUE]", "VF9")).toBe(false);
});
