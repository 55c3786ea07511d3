/**
 * Packets and table rows that a command is given. In: arguments. Out: packets in the order of time,
 * and statements that set a switch up.
 * @module
 */
import { resolve } from "node:path";
import { fromHex } from "../base/bytes.ts";
import { InputFault } from "../base/fault.ts";
import { readPcap } from "../p4/pcap/pcap.ts";
import { parseStf } from "../p4/stf/parse.ts";
import { runStf, type Device } from "../p4/stf/run.ts";
import type { Statement } from "../p4/stf/statement.ts";
import type { Arguments, Option } from "./args.ts";
import { readBytes, readText } from "./files.ts";

export const PACKET_OPTIONS: readonly Option[] = [
  { name: "packet", value: "PORT:HEX", repeats: true, about: "a packet, and where it comes in" },
  { name: "pcap", value: "PORT:FILE", repeats: true, about: "packets of a capture" },
  { name: "entries", value: "FILE", about: "an STF file of rows, defaults and device commands" },
];

export type Packet = { readonly port: number; readonly bytes: Uint8Array; readonly atUs: number };

/** Packets written out come a millisecond apart, behind those of captures at the times of these. */
const STEP_US = 1000;

export async function packetsOf(
  command: string,
  given: Arguments,
  folder: string,
): Promise<readonly Packet[]> {
  const captured: Packet[] = [];
  for (const text of given.texts("pcap")) {
    const [port, file] = split(command, "pcap", text);
    const read = readPcap(await readBytes(resolve(folder, file)));
    if (!read.ok) throw new InputFault("PcapMalformed", { file, why: read.reason });
    captured.push(...read.value.map((packet) => ({ port, ...packet })));
  }
  const begin = captured.reduce((least, { atUs }) => Math.min(least, atUs), Infinity);
  const timed = captured
    .map((packet) => ({ ...packet, atUs: packet.atUs - begin }))
    .toSorted((one, other) => one.atUs - other.atUs);
  const after = timed.at(-1)?.atUs ?? 0;
  const written = given.texts("packet").map((text, at): Packet => {
    const [port, hex] = split(command, "packet", text);
    const bytes = fromHex(hex.replaceAll(/\s/g, "").toLowerCase());
    if (bytes === undefined) throw usage(command, `${hex} is no hex of whole bytes`);
    return { port, bytes, atUs: after + (at + 1) * STEP_US };
  });
  if (timed.length + written.length === 0) throw usage(command, "give --packet or --pcap");
  return [...timed, ...written];
}

function split(command: string, option: string, text: string): readonly [number, string] {
  const found = /^([0-9]{1,3}):(.+)$/s.exec(text);
  if (found === null) throw usage(command, `--${option} takes a port, a colon and more`);
  return [Number(found[1]), found[2] ?? ""];
}

function usage(command: string, why: string): InputFault {
  return new InputFault("Usage", { command, why });
}

const SETS_UP: readonly Statement["kind"][] = ["add", "setdefault", "device", "remove", "wait"];

/** What the file of `--entries` says is to be there before the first packet. */
export async function entriesOf(given: Arguments, folder: string): Promise<readonly Statement[]> {
  const file = given.text("entries");
  if (file === undefined) return [];
  const statements = parseStf(await readText(resolve(folder, file)));
  if (!statements.ok) throw new InputFault("StfMalformed", { file, ...statements.reason });
  const other = statements.value.find(({ kind }) => !SETS_UP.includes(kind));
  if (other === undefined) return statements.value;
  throw new InputFault("StfMalformed", {
    file,
    line: other.line,
    why: "it sets nothing up; p4 stf runs packets and checks",
  });
}

export function setUp(device: Device, entries: readonly Statement[]): void {
  const [first] = runStf(entries, device).failures;
  if (first === undefined) return;
  throw new InputFault("EntryRefused", { line: first.line, why: first.why });
}
