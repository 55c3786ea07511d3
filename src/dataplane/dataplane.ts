/**
 * The switch in front of a merchant, with its controller: `p4/flashmesh.p4`, or another program
 * that bears the same names, compiled and run by our own engine. In: a genesis, a program, inputs
 * as raw JSON. Out: what leaves, what is told, what is counted. Time is virtual: a packet takes
 * none, and only `Elapse` lets some pass. With two back ends both are asked, and must say the same.
 * Clauses DP-1 to DP-15 of spec/dataplane.md.
 * @module
 */
import { assert } from "../base/assert.ts";
import { toHex } from "../base/bytes.ts";
import { canonical, type Json } from "../base/canonical.ts";
import type { BackEnd } from "../p4/engine.ts";
import { generate } from "../p4/generate/generate.ts";
import { interpret } from "../p4/interpret/interpret.ts";
import type { Program } from "../p4/program.ts";
import { wordsFrom } from "../p4/stf/chance.ts";
import { configureLine, FIRST, generationLine, nextGeneration, setUpLines } from "./controller.ts";
import type { Generations } from "./controller.ts";
import { Device, type Digest, type Happened, type Sent, type Tick } from "./device.ts";
import { genesisOf, type Genesis } from "./genesis.ts";
import { inputOf, type Input } from "./input.ts";
import { bytesOf, observed, shown, stateIn } from "./observe.ts";
import type { Programs } from "./programs.ts";
import { EMPTY, putState, stateOf, type Moment } from "./state.ts";

export type DataplaneOptions = {
  /** As raw JSON. */
  readonly genesis: unknown;
  readonly programs: Programs;
  /** What is made of the program's text first: for faulty references only. */
  readonly change?: (text: string) => string;
  /** The first answers; the others must agree with it. */
  readonly backEnds: readonly [BackEnd, ...BackEnd[]];
  /** Words of chance, the same for each back end. */
  readonly random: () => () => number;
};

export type Message = { readonly type: string; readonly body: Json };
export type DataplaneAnswer = {
  readonly kind: string;
  readonly failed: readonly [];
  /** Ascending by type, then canonical text. */
  readonly emitted: readonly Message[];
};

/** Never 0: to the program that is "never". */
const BEGIN_US = 1000;
/** The lowest class has priority 0. */
const CLASS_LAST = 2;
/** The kinds of answers to a packet, in the order of the program's counter of decisions (DP-15). */
const DECISIONS = [
  "passed",
  "retransmitted",
  "conflict",
  "stale",
  "stale_passed",
  "slow_lane",
  "lapsed",
  "stale_other",
  "learned",
] as const;

export class Dataplane {
  readonly #genesis: Genesis;
  readonly #program: Program;
  readonly #options: DataplaneOptions;
  #devices: readonly Device[] = [];
  #generations: Generations = FIRST;
  #now = BEGIN_US;
  #chance = 0;

  /** Throws an InputFault for a genesis that is malformed, or a program that cannot be run. */
  constructor(options: DataplaneOptions) {
    this.#options = options;
    this.#genesis = genesisOf(options.genesis);
    this.#program = options.programs.at(this.#genesis, options.change);
    this.#boot();
  }

  /** Throws an InputFault for what is no input. */
  apply(name: string, body: unknown): DataplaneAnswer {
    const input = inputOf(name, body);
    switch (input.input) {
      case "Packet":
        return this.#packet(input);
      case "Elapse":
        this.#now += input.microseconds;
        return quiet("elapsed");
      case "Rotate":
        this.#begin(nextGeneration(this.#generations));
        return quiet("rotated");
      case "Reboot":
        this.#reboot();
        return quiet("rebooted");
    }
  }

  observe(): Json {
    return this.#alike((device) => observed(stateOf(device, this.#moment)), canonical);
  }

  /**
   * The registers, to the last word that can matter later. Not the tokens of meters: a port's
   * colour is its own in this profile, whatever came before.
   */
  bytes(): Uint8Array {
    return this.#alike((device) => bytesOf(stateOf(device, this.#moment)), toHex);
  }

  restore(bytes: Uint8Array): void {
    this.#begin(nextGeneration(FIRST));
    // The clock of a switch never goes back; and all ages that matter lie behind its beginning.
    this.#now = Math.max(this.#now, BEGIN_US + this.#genesis.retry);
    const state = stateIn(bytes);
    for (const device of this.#devices) putState(device, state, this.#moment);
  }

  get #moment(): Moment {
    return { now: this.#now, retry: this.#genesis.retry, generations: this.#generations };
  }

  #boot(): void {
    const { backEnds, random } = this.#options;
    this.#devices = backEnds.map((backEnd) => new Device(this.#program, backEnd, random()));
    this.#say(setUpLines(this.#genesis));
    this.#chance = 0;
    this.#say([configureLine(this.#genesis, this.#chance)]);
    this.#begin(FIRST);
  }

  /** PERF: a new switch would be compiled again; what the controller has set is as it was. */
  #reboot(): void {
    for (const device of this.#devices) putState(device, EMPTY, this.#moment);
    this.#begin(FIRST);
  }

  #begin(generations: Generations): void {
    this.#generations = generations;
    this.#say([generationLine(generations)]);
  }

  #say(lines: readonly string[]): void {
    for (const device of this.#devices) device.say(lines);
  }

  #packet({ port, chance, frame }: Input & { readonly input: "Packet" }): DataplaneAnswer {
    // PERF: it hardly ever changes, and each change is a line to be read.
    if (chance !== this.#chance) this.#say([configureLine(this.#genesis, chance)]);
    this.#chance = chance;
    return this.#alike(
      (device) => answerOf(device.inject(port, frame, this.#now), this.#genesis),
      canonical,
    );
  }

  /** Both back ends run one program: where they part, one of them is wrong, whoever wrote it. */
  #alike<Found>(ask: (device: Device) => Found, text: (found: Found) => string): Found {
    const [first, ...others] = this.#devices.map(ask);
    assert(first !== undefined, "there is a back end");
    const same = others.every((other) => text(other) === text(first));
    assert(same, "all back ends do the same with a packet");
    return first;
  }
}

/** Of the chance that a program asks for. A corpus leaves nothing to it: 0 or 65536 of 65536. */
const CHANCE_SEED = 1;

const BOTH: DataplaneOptions["backEnds"] = [generate, interpret];
/** For who asks about a path, and not about a program. */
export const FAST: DataplaneOptions["backEnds"] = [generate];

/** Makes switches of one program, each run by both back ends side by side. */
export function switchMaker(programs: Programs, backEnds = BOTH) {
  return (genesis: unknown, change?: (text: string) => string): Dataplane =>
    new Dataplane({
      genesis,
      programs,
      ...(change === undefined ? {} : { change }),
      backEnds,
      random: () => wordsFrom(CHANCE_SEED),
    });
}

function quiet(kind: string): DataplaneAnswer {
  return { kind, failed: [], emitted: [] };
}

function answerOf(happened: Happened, genesis: Genesis): DataplaneAnswer {
  const { sent, digests, ticks } = happened;
  const decided = ticks.filter(({ counter }) => counter === "decisions");
  const messages = [
    ...sent.map((each) => leaving(each, genesis.evidence_port)),
    ...digests.map(told),
    ...ticks.map(counted),
  ];
  return {
    kind: decided.map(({ index }) => DECISIONS[index] ?? "unknown").join("+") || "not_judged",
    failed: [],
    emitted: messages
      .map((message) => ({ message, key: `${message.type} ${canonical(message.body)}` }))
      .toSorted((one, other) => (one.key < other.key ? -1 : 1))
      .map(({ message }) => message),
  };
}

function leaving({ port, frame, priority }: Sent, evidence: number): Message {
  const hex = toHex(frame);
  return port === evidence
    ? { type: "Evidence", body: { port, frame: hex } }
    : { type: "Forward", body: { port, class: CLASS_LAST - priority, frame: hex } };
}

/** A digest that is no conflict is told under its own name, and nothing demands it. */
function told({ name, values }: Digest): Message {
  const [account = 0n, epoch = 0n, nonce = 0n, voted = 0n, offered = 0n, port = 0n] = values;
  const body = {
    account: shown(account),
    epoch: Number(epoch),
    nonce: shown(nonce),
    voted: shown(voted),
    offered: shown(offered),
    port: Number(port),
  };
  return { type: name === "conflict_t" ? "Conflict" : name, body };
}

function counted({ counter, index, packets, bytes }: Tick): Message {
  const more = packets === 1 ? {} : { packets };
  return {
    type: "Counted",
    body: { counter, index, ...more, ...(bytes === null ? {} : { bytes }) },
  };
}
