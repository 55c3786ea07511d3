/**
 * p4/flashmesh.p4 ready to be measured. In: the program's text, sizes of its tables, a back end.
 * Out: a switch that has been set up.
 * @module
 */
import { assert } from "../base/assert.ts";
import { compile } from "../p4/compile.ts";
import type { BackEnd } from "../p4/engine.ts";
import type { Program } from "../p4/program.ts";
import { configure } from "../p4/stf/configure.ts";
import { parseStf } from "../p4/stf/parse.ts";
import type { SwitchWorld } from "../p4/engine.ts";
import { makeSwitch, type Switch } from "../p4/switch/switch.ts";
import type { Sizes } from "./by-hand.ts";
import { configuration } from "./configuration.ts";

/** Slots and cells: what they take together fits the first cache, the second, or neither. */
export const SIZES: Readonly<Record<"l1" | "l2" | "memory", Sizes>> = {
  l1: { slotBits: 8, bloomBits: 12 },
  l2: { slotBits: 12, bloomBits: 16 },
  memory: { slotBits: 18, bloomBits: 22 },
};

/** As the command line compiles it, with its sizes as macros. */
export function compiledProgram(text: string, { slotBits, bloomBits }: Sizes): Program {
  const defined = new Map([
    ["SLOT_BITS", String(slotBits)],
    ["BLOOM_BITS", String(bloomBits)],
  ]);
  const program = compile({ file: "flashmesh.p4", text }, () => undefined, defined);
  assert(program.ok, "the program of this package compiles");
  return program.value;
}

/** Chance never lets a duplicate through; what leaves goes to `send`. */
export function openSwitch(
  program: Program,
  backEnd: BackEnd,
  send: SwitchWorld["send"] = () => {},
): Switch {
  const world = { random: () => 0xffff_ffff, log: () => {}, send, digest: () => {} };
  const device = makeSwitch(program, backEnd, world);
  const set = parseStf(configuration());
  assert(set.ok && configure(set.value, program, device.control), "the switch can be set up");
  return device;
}
