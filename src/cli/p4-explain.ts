/**
 * `flashmesh p4 explain FILE`: what a program does with packets, step by step.
 * @module
 */
import { canonical } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import type { TraceEvent } from "../p4/interpret/context.ts";
import { interpreter } from "../p4/interpret/interpret.ts";
import { openDevice } from "../p4/stf/open.ts";
import { watchCounters } from "../p4/switch/ticks.ts";
import { explanationAsData } from "../report/p4-explanation-data.ts";
import { explanationLines, type Explained } from "../report/p4-explanation.ts";
import { helpPage, readArguments, type Option } from "./args.ts";
import { engineWorld, seedOf } from "./p4-engines.ts";
import { entriesOf, PACKET_OPTIONS, packetsOf, setUp } from "./p4-packets.ts";
import { programFrom, settingsOf, SOURCE_OPTIONS } from "./p4-source.ts";
import type { Command, Exit, World } from "./world.ts";

const OPTIONS: readonly Option[] = [
  ...PACKET_OPTIONS,
  ...SOURCE_OPTIONS,
  { name: "seed", value: "NUMBER", about: "of the chance that programs ask for (1)" },
  { name: "json", about: "one JSON object a packet" },
  { name: "help", short: "h", about: "this page" },
];
const ABOUT = [
  "Gives packets to the interpreter and tells what happens: the parser's states, each table with",
  "its keys and the row that decided, registers, counters that went up, and what leaves it.",
  "Exit: 0 told, 1 the program is wrong, 2 it uses what is not done here, 3 unusable input.",
];

export const p4Explain: Command = {
  name: "explain",
  summary: "tell what a program does with a packet",
  run,
};

async function run(args: readonly string[], world: World): Promise<Exit> {
  const given = readArguments("p4 explain", OPTIONS, args);
  if (given.has("help")) {
    for (const line of helpPage("p4 explain FILE [options]", ABOUT, OPTIONS)) world.out(line);
    return 0;
  }
  const [path, ...others] = given.positionals;
  if (path === undefined || others.length > 0) {
    throw new InputFault("Usage", { command: "p4 explain", why: "name one program" });
  }
  const asJson = given.has("json");
  const settings = settingsOf("p4 explain", given, world.folder);
  const program = programFrom(path, settings, asJson, world);
  if (!program.ok) return program.reason;
  const entries = await entriesOf(given, world.folder);
  const packets = await packetsOf("p4 explain", given, world.folder);
  const told: TraceEvent[] = [];
  const backEnd = interpreter({ trace: (event) => void told.push(event) });
  const says = engineWorld(seedOf(given), (line) => world.err(`${line}\n`));
  const device = openDevice(program.value, backEnd, says);
  setUp(device, entries);
  for (const [at, packet] of packets.entries()) {
    const [sent, digests] = [device.sent.length, device.digests.length];
    const counted = watchCounters(device.control);
    device.inject(packet.port, packet.bytes, packet.atUs);
    const explained: Explained = {
      ...packet,
      events: told.splice(0),
      sent: device.sent.slice(sent),
      digests: device.digests.slice(digests),
      ticks: counted(),
    };
    if (asJson) world.out(canonical(explanationAsData(explained)));
    else
      for (const line of [...(at > 0 ? [""] : []), ...explanationLines(explained)]) world.out(line);
  }
  return 0;
}
