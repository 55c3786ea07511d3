/**
 * One switch on one back end, and what a test equipment sees of it. In: a program, a back end,
 * lines of a controller, packets. Out: what leaves, digests, counters that ticked. It knows the
 * externs of `p4/flashmesh.p4` by their names in the P4Info, and nothing of how it decides.
 * @module
 */
import { assert } from "../base/assert.ts";
import { InputFault } from "../base/fault.ts";
import type { BackEnd } from "../p4/engine.ts";
import type { Program } from "../p4/program.ts";
import { configure } from "../p4/stf/configure.ts";
import { parseStf } from "../p4/stf/parse.ts";
import { unique } from "../p4/stf/resolve.ts";
import type { Register } from "../p4/switch/register.ts";
import { makeSwitch, type Switch } from "../p4/switch/switch.ts";
import { watchCounters, type Tick as Counted } from "../p4/switch/ticks.ts";

/** Every register, by the last part of its name. */
export const REGISTERS = [
  "slot_account",
  "slot_epoch",
  "slot_nonce",
  "slot_core",
  "slot_floor",
  "slot_passed_at",
  "slot_passed_nonce",
  "slot_passed_core",
  "slot_told_at",
  "bloom",
] as const;
export type RegisterName = (typeof REGISTERS)[number];

/** Every counter (DP-15), and whether it counts bytes as well. */
export const COUNTERS = {
  port_packets: { bytes: true },
  demotions: { bytes: true },
  decisions: { bytes: false },
  classes: { bytes: true },
  unrouted: { bytes: true },
} as const;
type CounterName = keyof typeof COUNTERS;

function isCounter(name: string): name is CounterName {
  return Object.hasOwn(COUNTERS, name);
}

export type Sent = { readonly port: number; readonly frame: Uint8Array; readonly priority: number };
/** The values of a digest, in the order of its fields. */
export type Digest = { readonly name: string; readonly values: readonly bigint[] };
export type Tick = {
  readonly counter: CounterName;
  readonly index: number;
  readonly packets: number;
  /** Null where only packets are counted. */
  readonly bytes: number | null;
};
export type Happened = {
  readonly sent: readonly Sent[];
  readonly digests: readonly Digest[];
  readonly ticks: readonly Tick[];
};

export class Device {
  readonly #program: Program;
  readonly #switch: Switch;
  readonly #registers: ReadonlyMap<RegisterName, Register>;
  #sent: Sent[] = [];
  #digests: Digest[] = [];

  /** Throws an InputFault for a program without one of the externs. */
  constructor(program: Program, backEnd: BackEnd, random: () => number) {
    this.#program = program;
    this.#switch = makeSwitch(program, backEnd, {
      random,
      log: () => undefined,
      send: (port, bytes, length, _atUs, priority) => {
        this.#sent.push({ port, frame: bytes.slice(0, length), priority });
      },
      digest: (name, values) => void this.#digests.push({ name, values }),
    });
    const { control } = this.#switch;
    this.#registers = new Map(
      REGISTERS.map((name) => [name, control.register(externOf(program, "register", name))]),
    );
    for (const name of Object.keys(COUNTERS)) externOf(program, "counter", name);
  }

  /** Throws an InputFault for a line that the program has nothing for. */
  say(lines: readonly string[]): void {
    for (const line of lines) {
      const read = parseStf(line);
      assert(read.ok, "a controller says what STF has words for");
      if (!configure(read.value, this.#program, this.#switch.control)) {
        throw new InputFault("ProgramLacks", { what: line });
      }
    }
  }

  /** A packet comes in, and all that leaves because of it has left. */
  inject(port: number, frame: Uint8Array, atUs: number): Happened {
    const counted = watchCounters(this.#switch.control);
    this.#switch.inject(port, frame, atUs);
    this.#switch.drain();
    const happened = {
      sent: this.#sent,
      digests: this.#digests,
      ticks: counted().flatMap(tickOf),
    };
    this.#sent = [];
    this.#digests = [];
    return happened;
  }

  register(name: RegisterName): Register {
    const found = this.#registers.get(name);
    assert(found !== undefined, "every register was found");
    return found;
  }
}

function externOf(program: Program, extern: "register" | "counter", name: string) {
  const found = unique(
    program.instances.filter((instance) => instance.extern === extern),
    name,
    extern,
  );
  if (!found.ok) throw new InputFault("ProgramLacks", { what: `${extern} ${name}` });
  return found.value;
}

/** Of a counter that a program has besides, nobody asks. */
function tickOf({ counter: name, index, packets, bytes }: Counted): readonly Tick[] {
  const counter = name.slice(name.lastIndexOf(".") + 1);
  if (!isCounter(counter)) return [];
  return [{ counter, index, packets, bytes: COUNTERS[counter].bytes ? bytes : null }];
}
