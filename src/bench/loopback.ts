/**
 * The nonce filter end to end: packets leave one socket, come in at another, go through the filter,
 * and what it lets through comes back. In: the program's text, a link between two sockets. Out:
 * rows in packets sent, and what was lost. The yardstick does the same with the same packets and
 * decides nothing, so that the ratio says what the filter costs beside the network of the system.
 * @module
 */
import { generate } from "../p4/generate/generate.ts";
import { interpret } from "../p4/interpret/interpret.ts";
import type { BackEnd } from "../p4/engine.ts";
import type { Program } from "../p4/program.ts";
import { ByHand } from "./by-hand.ts";
import { SECRETS } from "./configuration.ts";
import { compiledProgram, openSwitch, SIZES } from "./device.ts";
import { trafficOf, type Mix } from "./mixes.ts";
import type { Row, Table } from "./row.ts";
import { AUTHORITY, AUTHORITY_PORT, SHORTEST } from "./traffic.ts";

/** Sends `bytes[0..length)` back; the bytes may be changed afterwards. */
export type Reply = (bytes: Uint8Array, length: number) => void;
/** What stands behind the far socket. */
export type Middle = (packet: Uint8Array, reply: Reply) => void;

export type Link = {
  /**
   * Sends the packets to the middle, some at a time, and waits until each has arrived, and each
   * reply, too. Gives how many of both did not come in time.
   */
  readonly exchange: (packets: readonly Uint8Array[], middle: Middle) => Promise<number>;
};

const LONG = 512;
/** The interpreter is so slow that fewer packets a call do. */
const FEW = 64;
const { slotBits, bloomBits } = SIZES.l2;

export function loopbackTable(text: string, link: Link): Table {
  const lost = new Map<string, { lost: number; sent: number }>();
  return {
    name: "loopback",
    title: "Nonce filter, end to end over UDP on 127.0.0.1",
    about:
      "Both sockets and the filter share one thread. An echo sends each packet back, a sink " +
      `none. Tables of 2^${slotBits} slots and 2^${bloomBits} cells.`,
    rows: () => rows(text, { link, lost }),
    notes: () => notes(lost),
  };
}

type Losses = Map<string, { lost: number; sent: number }>;
type Place = { readonly link: Link; readonly lost: Losses };

function rows(text: string, place: Place): readonly Row[] {
  const program = compiledProgram(text, SIZES.l2);
  return [
    ...withLength(program, "fresh", SHORTEST, place),
    through("interpreted", "fresh", SHORTEST, place, throughSwitch(program, interpret, "fresh")),
    ...withLength(program, "conflict", SHORTEST, place),
    ...withLength(program, "fresh", LONG, place),
  ];
}

/** Of fresh orders all come back, of conflicts none. */
function withLength(program: Program, mix: Mix, length: number, place: Place): readonly Row[] {
  const idle: Middle =
    mix === "conflict" ? () => {} : (packet, reply) => reply(packet, packet.length);
  return [
    through(yardstickOf(mix), mix, length, place, idle),
    through("hand", mix, length, place, byHand(mix)),
    through("compiled", mix, length, place, throughSwitch(program, generate, mix)),
  ];
}

function yardstickOf(mix: Mix): string {
  return mix === "conflict" ? "sink" : "echo";
}

const WHAT: Readonly<Record<string, string>> = {
  echo: "sent back as they are",
  sink: "received and forgotten",
  hand: "the filter by hand",
  compiled: "the filter as compiled",
  interpreted: "the program walked by the interpreter",
};

function through(
  what: string,
  mix: Mix,
  length: number,
  { link, lost }: Place,
  middle: Middle,
): Row {
  const id = `loopback/${what}-${mix}-${length}`;
  const yardstick = `loopback/${yardstickOf(mix)}-${mix}-${length}`;
  const all = trafficOf(mix, SIZES.l2, length).judged;
  const packets = what === "interpreted" ? all.slice(0, FEW) : all;
  const tally = { lost: 0, sent: 0 };
  lost.set(id, tally);
  return {
    id,
    about: `${mix}, ${length} bytes: ${WHAT[what] ?? what}`,
    unit: "packets",
    operations: packets.length,
    yardstick: id === yardstick ? null : yardstick,
    // The network of the system is not ours, and what it does from hour to hour no fault of ours.
    gated: false,
    run: async () => {
      tally.sent += packets.length;
      tally.lost += await link.exchange(packets, middle);
    },
  };
}

/** A switch that was told everything; only what it lets through leaves. */
function throughSwitch(program: Program, backEnd: BackEnd, mix: Mix): Middle {
  let answer: Reply | undefined;
  const device = openSwitch(program, backEnd, (_port, bytes, length) => answer?.(bytes, length));
  const { told, port } = trafficOf(mix, SIZES.l2, SHORTEST);
  let now = 1000;
  for (const packet of told) device.inject(AUTHORITY_PORT, packet, now);
  return (packet, reply) => {
    answer = reply;
    now += 1;
    device.inject(port, packet, now);
  };
}

function byHand(mix: Mix): Middle {
  const filter = new ByHand(SIZES.l2, SECRETS, AUTHORITY, AUTHORITY_PORT);
  const out = new Uint8Array(2048);
  const { told, port } = trafficOf(mix, SIZES.l2, SHORTEST);
  let now = 1000;
  for (const packet of told) filter.handle(AUTHORITY_PORT, packet, packet.length, now, out);
  return (packet, reply) => {
    now += 1;
    if (filter.handle(port, packet, packet.length, now, out)) reply(out, packet.length);
  };
}

function notes(losses: Losses): readonly string[] {
  const all = [...losses];
  const sent = all.reduce((sum, [, tally]) => sum + tally.sent, 0);
  const lost = all.reduce((sum, [, tally]) => sum + tally.lost, 0);
  return [
    `${sent} packets were sent in all; ${lost} packets or replies were lost.`,
    ...all
      .filter(([, tally]) => tally.lost > 0)
      .map(([id, tally]) => `${id}: ${tally.lost} lost of ${tally.sent} sent`),
  ];
}
