/**
 * The mutants of the model: entries of the manifest that lack one guard (`kills`) or break one rule
 * (`breaks`), and for each run two that must not surprise: one that is known to be broken and one
 * with nothing wrong. In: the manifest. Out: what to run, and what each run means.
 * @module
 */
import type { Manifest, Model } from "./manifest.ts";

/** One component against all its inputs, or components composed with a network. */
export type Level = "component" | "system";

export type ModelMutant = {
  readonly clause: string;
  readonly drops: "guard" | "rule";
  readonly level: Level;
  /** Whose claims are checked, as the configuration is named; `both` in a system model. */
  readonly part: string;
  readonly model: Model;
};

/** In the order of the manifest, authorities before wallets. */
export function mutantsOf(manifest: Manifest): readonly ModelMutant[] {
  const mutants = manifest.models.flatMap((model): readonly ModelMutant[] => {
    const clause = model.kills ?? model.breaks;
    if (clause === undefined) return [];
    return [{ clause, drops: dropsOf(model), level: levelOf(model), part: partOf(model), model }];
  });
  return mutants.toSorted((left, right) => Number(isWallet(left)) - Number(isWallet(right)));
}

function isWallet({ part }: ModelMutant): boolean {
  return part === "wallet";
}

function dropsOf({ kills }: Model): "guard" | "rule" {
  return kills === undefined ? "rule" : "guard";
}

function levelOf({ module }: Model): Level {
  return module.startsWith("Gen") ? "component" : "system";
}

function partOf(model: Model): string {
  if (levelOf(model) === "system") return "both";
  const [, part = "Authority"] = /^Gen(\w+)\.cfg$/.exec(model.config) ?? [];
  return part.toLowerCase();
}

/** A guard without which the system still holds, and why that is right. */
export type Survivor = {
  readonly clause: string;
  /** The model that holds without the guard; undefined where no system model has the guard. */
  readonly base: string | undefined;
  readonly why: string;
};

const PAYER =
  "The payer's wallet is no part of the system models; its own complete graph needs it.";

const AGENT =
  "What a bundle says besides who controls is judged by the agent alone; its own graph needs it.";

const MOVER =
  "Where less than a third lie it refuses nothing; the wallet's own complete graph needs it.";

/** Every guard that no system model needs. The component models need all of them. */
export const SURVIVORS: readonly Survivor[] = [
  {
    clause: "CF-8",
    base: "Hostile-1111",
    why: "No honest member votes for an order of another network (VF-3), so it has no quorum.",
  },
  {
    clause: "CF-9",
    base: "Hostile-1111",
    why: "No honest member votes for an order to its own sender (VF-11), so it has no quorum.",
  },
  {
    clause: "HO-6",
    base: "Handoff-unlock-complete",
    why: "An authority that does not own the account has nothing to say of it: no release leaves.",
  },
  {
    clause: "SB-9",
    base: "Takeover-window0-budget0",
    why: "Nothing is settled by a report where no window is open; to take it only says too much.",
  },
  {
    clause: "PD-12",
    base: "Pending-in-turn",
    why: "Of an account that it does not own, an authority has nothing to vote for.",
  },
  ...["LK-2", "LK-3", "LK-4", "LK-7", "LK-8", "LK-9", "LK-11"].map((clause) => {
    return { clause, base: undefined, why: PAYER };
  }),
  ...["PB-10", "PB-11", "PB-12", "PB-14", "PB-17", "PB-18", "PB-21", "PB-22", "PB-23", "PB-24"].map(
    (clause) => ({ clause, base: undefined, why: AGENT }),
  ),
  ...["WH-2", "WH-3", "WH-4", "WH-6", "WH-7", "WH-8", "WH-9", "WH-10", "WH-11"].map((clause) => {
    return { clause, base: "Moving-unlock", why: MOVER };
  }),
];

/** The model of the survivor: its base without the guard, and nothing pinned. */
export function survivorModel(manifest: Manifest, { clause, base }: Survivor): Model | undefined {
  const model = manifest.models.find(({ name }) => name === base);
  return model === undefined ? undefined : without(model, `Survivor-${clause}`, offOf([clause]));
}

export type Control = { readonly must: "die" | "live"; readonly model: Model };

/** Every guard dropped at once must be noticed, and none dropped must not. */
export function controlsOf(manifest: Manifest, guards: readonly string[]): readonly Control[] {
  return ["ClaimsEscrow", "ClaimsPayee", "Hostile-1111"].flatMap((base): readonly Control[] => {
    const model = manifest.models.find(({ name }) => name === base);
    if (model === undefined) return [];
    const broken = without(model, `Control-broken-${base}`, offOf(guards));
    const whole = without(model, `Control-whole-${base}`, "{}");
    return [
      { must: "die", model: broken },
      { must: "live", model: whole },
    ];
  });
}

function without(model: Model, name: string, off: string): Model {
  return {
    ...model,
    name,
    suite: "must-fail",
    set: { ...model.set, Off: off },
    counts: undefined,
    seconds: 2,
  };
}

/** `VF-9` is written `VF9` in the model. */
export function inModel(clause: string): string {
  return clause.replace("-", "");
}

function offOf(clauses: readonly string[]): string {
  return `{${clauses.map((clause) => `"${inModel(clause)}"`).join(", ")}}`;
}

/** The guards that the model says it drops, as they are written there. */
export function droppedBy(model: Model): readonly string[] {
  return [...(model.set["Off"] ?? "").matchAll(/"(\w+)"/g)].map(([, name = ""]) => name);
}

/** Whether a module reads that guard: in a record of guards, or as a reason of its own. */
export function reads(text: string, guard: string): boolean {
  return new RegExp(`\\b${guard} *\\|->|\\{"${guard}"\\}`).test(text);
}
