/**
 * `flashmesh p4 run FILE`: packets through a program, and what leaves the switch.
 * @module
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { toHex } from "../base/bytes.ts";
import { canonical } from "../base/canonical.ts";
import { Fault, InputFault } from "../base/fault.ts";
import { writePcap } from "../p4/pcap/pcap.ts";
import type { Sent } from "../p4/stf/compare.ts";
import { deviceDifferences } from "../p4/stf/judge.ts";
import { openDevice } from "../p4/stf/open.ts";
import type { Device } from "../p4/stf/run.ts";
import { helpPage, readArguments, type Option } from "./args.ts";
import { backEndsOf, ENGINE_OPTIONS, enginesOf, engineWorld, seedOf } from "./p4-engines.ts";
import { entriesOf, PACKET_OPTIONS, packetsOf, setUp } from "./p4-packets.ts";
import { programFrom, settingsOf, SOURCE_OPTIONS } from "./p4-source.ts";
import type { Command, Exit, World } from "./world.ts";

const OPTIONS: readonly Option[] = [
  ...PACKET_OPTIONS,
  { name: "out", value: "FOLDER", about: "write a capture port-N.pcap for each port, too" },
  ...SOURCE_OPTIONS,
  ...ENGINE_OPTIONS,
  { name: "json", about: "one JSON object for each packet and digest" },
  { name: "help", short: "h", about: "this page" },
];
const ABOUT = [
  "Gives packets to a switch that runs the program, and prints what leaves it: port, then hex.",
  "Time is that of the captures, from 0; packets written out come a millisecond apart.",
  "Exit: 0 done, 1 the program is wrong or the back ends differ, 2 it uses what is not done here,",
  "3 the packets or entries are unusable.",
];

export const p4Run: Command = { name: "run", summary: "give packets to a program", run };

async function run(args: readonly string[], world: World): Promise<Exit> {
  const given = readArguments("p4 run", OPTIONS, args);
  if (given.has("help")) {
    for (const line of helpPage("p4 run FILE [options]", ABOUT, OPTIONS)) world.out(line);
    return 0;
  }
  const [path, ...others] = given.positionals;
  if (path === undefined || others.length > 0) {
    throw new InputFault("Usage", { command: "p4 run", why: "name one program" });
  }
  const asJson = given.has("json");
  const program = programFrom(path, settingsOf("p4 run", given, world.folder), asJson, world);
  if (!program.ok) return program.reason;
  const entries = await entriesOf(given, world.folder);
  const packets = await packetsOf("p4 run", given, world.folder);
  const [first, second] = backEndsOf(enginesOf("p4 run", given)).map((backEnd) => {
    const says = engineWorld(seedOf(given), (line) => world.err(`${line}\n`));
    const device = openDevice(program.value, backEnd, says);
    setUp(device, entries);
    for (const { port, bytes, atUs } of packets) device.inject(port, bytes, atUs);
    return device;
  });
  if (first === undefined) return 0;
  tell(first, asJson, world);
  const out = given.text("out");
  if (out !== undefined) await capture(first.sent, resolve(world.folder, out));
  const differences = second === undefined ? [] : deviceDifferences(first, second);
  for (const line of differences) world.err(`${line}\n`);
  return differences.length === 0 ? 0 : 1;
}

function tell({ sent, digests }: Device, asJson: boolean, world: World): void {
  for (const { port, bytes, atUs } of sent) {
    const hex = toHex(bytes);
    world.out(asJson ? canonical({ port, hex, at_us: atUs }) : `${port} ${hex}`);
  }
  for (const { name, values } of digests) {
    const fields = values.map(String);
    world.out(asJson ? canonical({ digest: name, values: fields }) : `${name} ${fields.join(" ")}`);
  }
}

async function capture(sent: readonly Sent[], folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    for (const [port, own] of Map.groupBy(sent, (packet) => packet.port)) {
      await writeFile(join(folder, `port-${port}.pcap`), writePcap(own));
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Fault("FileUnwritable", { file: folder, why }, { cause });
  }
}
