/**
 * What the controller says to the switch, in the words of STF, so that the same lines set up our
 * own engine and whoever else runs the program. In: a genesis, a chance, generations. Out: lines.
 * Clauses DP-4 and DP-10 of spec/dataplane.md.
 * @module
 */
import type { Genesis, Port } from "./genesis.ts";

export type Generations = { readonly current: number; readonly previous: number };

/** None before the first: 0 is never live (DP-9). */
export const FIRST: Generations = { current: 1, previous: 0 };
const GENERATION_MAX = 65_535;
const SECOND_US = 1_000_000;

/** 0 is skipped when the numbers are used up. */
export function nextGeneration({ current }: Generations): Generations {
  return { current: (current % GENERATION_MAX) + 1, previous: current };
}

/** Everything that is set once; a chance and generations follow. */
export function setUpLines(genesis: Genesis): readonly string[] {
  const { ports, routes, evidence_port: evidence } = genesis;
  return [
    ...ports
      .filter((each) => each.from_authority)
      .map(({ port }) => `add port_role port:${port} from_authority()`),
    ...ports.flatMap(meterLine),
    ...routes.map(
      ({ dst, prefix, port }) => `add route dst:0x${dst}/${prefix} forward(port:${port})`,
    ),
    `mirroring_add 1 ${evidence}`,
  ];
}

/** Rates a microsecond, as STF has them; nothing is said of a port without a meter. */
function meterLine({ port, meter }: Port): readonly string[] {
  if (meter === null) return [];
  const committed = `${meter.committed_rate / SECOND_US}:${meter.committed_burst}`;
  const peak = `${meter.peak_rate / SECOND_US}:${meter.peak_burst}`;
  return [`meter_set_rates port_meter ${port} ${committed} ${peak}`];
}

/** `chance`: of 65536 duplicates so many pass (DP-12). */
export function configureLine(genesis: Genesis, chance: number): string {
  const { secrets } = genesis;
  const parameters = [
    `authority:0x${genesis.authority}`,
    `slot_secret:0x${secrets.slot}`,
    `nonce_secret:0x${secrets.nonce}`,
    `epoch_secret:0x${secrets.epoch}`,
    `bloom_secret:0x${secrets.bloom}`,
    `retry:${genesis.retry}`,
    `chance:${chance}`,
  ];
  return `setdefault config configure(${parameters.join(", ")})`;
}

export function generationLine({ current, previous }: Generations): string {
  return `setdefault generation set_generation(current:${current}, previous:${previous})`;
}
