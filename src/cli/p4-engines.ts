/**
 * The back ends by name, and which of them a command runs.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import type { BackEnd, EngineWorld } from "../p4/engine.ts";
import { generate } from "../p4/generate/generate.ts";
import { interpret } from "../p4/interpret/interpret.ts";
import { wordsFrom } from "../p4/stf/chance.ts";
import type { Arguments, Option } from "./args.ts";

export type EngineName = "interpret" | "generate";
const ENGINES: Readonly<Record<EngineName, BackEnd>> = { interpret, generate };
const NAMES: readonly EngineName[] = ["interpret", "generate"];

/** The one that judges first, then the one that must agree with it. */
export type Engines = readonly [EngineName, EngineName?];

export const ENGINE_OPTIONS: readonly Option[] = [
  { name: "engine", value: "NAME", about: `${NAMES.join(" or ")} (${NAMES[0]})` },
  { name: "against", about: "run the other back end too, and compare" },
  { name: "seed", value: "NUMBER", about: "of the chance that programs ask for (1)" },
];

export function enginesOf(command: string, given: Arguments): Engines {
  const wanted = given.text("engine") ?? NAMES[0];
  const name = NAMES.find((each) => each === wanted);
  if (name === undefined)
    throw new InputFault("Usage", { command, why: `no engine is called ${wanted}` });
  const other = NAMES.find((each) => each !== name);
  return given.has("against") && other !== undefined ? [name, other] : [name];
}

export function backEndsOf([first, second]: Engines): readonly [BackEnd, ...BackEnd[]] {
  return second === undefined ? [ENGINES[first]] : [ENGINES[first], ENGINES[second]];
}

export function seedOf(given: Arguments): number {
  return given.count("seed", { min: 0, max: 2 ** 32 - 1 }, 1);
}

/** Chance from the seed, and somewhere for what `log_msg` says. */
export function engineWorld(seed: number, log: (line: string) => void): EngineWorld {
  return { random: wordsFrom(seed), log };
}
