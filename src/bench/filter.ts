/**
 * The nonce filter: p4/flashmesh.p4 as compiled, beside the same filter by hand, the interpreter, a
 * `Map`, and a well-known bloom filter. In: the program's text. Out: rows in packets. Packets are
 * in memory and nothing is sent: what the network costs is another table.
 * @module
 */
import type { BackEnd } from "../p4/engine.ts";
import { generate } from "../p4/generate/generate.ts";
import { interpret } from "../p4/interpret/interpret.ts";
import type { Program } from "../p4/program.ts";
import { bloomRow } from "./bloom.ts";
import { ByHand, type Sizes } from "./by-hand.ts";
import { SECRETS } from "./configuration.ts";
import { compiledProgram, openSwitch, SIZES } from "./device.ts";
import { mapRow } from "./map.ts";
import { JUDGED, MIXES, trafficOf, type Mix } from "./mixes.ts";
import type { Row, Table } from "./row.ts";
import { AUTHORITY, AUTHORITY_PORT, SHORTEST } from "./traffic.ts";

const LONG = 512;
/** The interpreter is so slow that fewer packets a call do. */
const FEW = 64;

export function filterTable(program: string): Table {
  return {
    name: "filter",
    title: "Nonce filter, packets in memory",
    about:
      "p4/flashmesh.p4 as compiled, by traffic, table size and packet length " +
      `(${SHORTEST} bytes is the shortest BCB packet). ` +
      "The yardstick is the same filter by hand over typed arrays.",
    rows: () => rows(program),
  };
}

function rows(text: string): readonly Row[] {
  const l2 = once(() => compiledProgram(text, SIZES.l2));
  return [
    ...Object.entries(SIZES).flatMap(([name, size]) => {
      const program = size === SIZES.l2 ? l2 : once(() => compiledProgram(text, size));
      return MIXES.flatMap((mix) => pair(program, name, size, mix, SHORTEST));
    }),
    ...MIXES.flatMap((mix) => pair(l2, "l2", SIZES.l2, mix, LONG)),
    ...others(l2),
  ];
}

/**
 * What is gated: the other rows take the same ways through the program, and how long memory lets
 * one wait depends on who else asks it.
 */
const GATED = ["fresh-l2-82", "conflict-l2-82", "other-l2-82", "fresh-l2-512"];

/** Nothing is made before it is measured: the gate measures some rows alone. */
function pair(
  program: () => Program,
  sizeName: string,
  size: Sizes,
  mix: Mix,
  length: number,
): readonly Row[] {
  const what = `${mix}-${sizeName}-${length}`;
  const traffic = once(() => trafficOf(mix, size, length));
  const shape = { unit: "packets", operations: JUDGED };
  const yardstick = `filter/hand-${what}`;
  const about = `${mix}, ${sizeName}, ${length} bytes`;
  return [
    {
      id: yardstick,
      about: `${about}: by hand`,
      ...shape,
      yardstick: null,
      gated: false,
      run: lazily(() => byHand(size, traffic())),
    },
    {
      id: `filter/compiled-${what}`,
      about: `${about}: as compiled`,
      ...shape,
      yardstick,
      gated: GATED.includes(what),
      run: lazily(() => throughSwitch(program(), generate, traffic())),
    },
  ];
}

/** What else one might take, on one traffic. */
function others(program: () => Program): readonly Row[] {
  const traffic = trafficOf("fresh", SIZES.l2, SHORTEST);
  const few = { ...traffic, judged: traffic.judged.slice(0, FEW) };
  const yardstick = `filter/hand-fresh-l2-${SHORTEST}`;
  return [
    {
      id: "filter/interpreted-fresh-l2",
      about: "fresh, l2: the program walked by the interpreter",
      unit: "packets",
      operations: few.judged.length,
      yardstick,
      gated: false,
      run: lazily(() => throughSwitch(program(), interpret, few)),
    },
    mapRow(traffic, yardstick),
    bloomRow(traffic, yardstick),
  ];
}

function once<Thing>(make: () => Thing): () => Thing {
  let made: { readonly thing: Thing } | undefined;
  return () => (made ??= { thing: make() }).thing;
}

/** Is set up when it first runs, in the round that does not count. */
function lazily(make: () => () => void): () => void {
  const run = once(make);
  return () => run()();
}

type Traffic = ReturnType<typeof trafficOf>;

/** A switch that has been told everything; `judged` goes through it at each call. */
function throughSwitch(program: Program, backEnd: BackEnd, traffic: Traffic): () => void {
  const device = openSwitch(program, backEnd);
  let now = 1000;
  for (const packet of traffic.told) device.inject(AUTHORITY_PORT, packet, now);
  return () => {
    for (const packet of traffic.judged) {
      now += 1;
      device.inject(traffic.port, packet, now);
    }
  };
}

function byHand(size: Sizes, traffic: Traffic): () => void {
  const filter = new ByHand(size, SECRETS, AUTHORITY, AUTHORITY_PORT);
  const out = new Uint8Array(2048);
  let now = 1000;
  for (const packet of traffic.told) {
    filter.handle(AUTHORITY_PORT, packet, packet.length, now, out);
  }
  return () => {
    for (const packet of traffic.judged) {
      now += 1;
      filter.handle(traffic.port, packet, packet.length, now, out);
    }
  };
}
