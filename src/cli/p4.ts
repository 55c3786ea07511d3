/**
 * `flashmesh p4 …`: the P4 front end and its two engines, by subcommands.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import { p4Check } from "./p4-check.ts";
import { p4Explain } from "./p4-explain.ts";
import { p4Info } from "./p4-info.ts";
import { p4Run } from "./p4-run.ts";
import { p4Stf } from "./p4-stf.ts";
import type { Command, Exit, World } from "./world.ts";

const SUBCOMMANDS: readonly Command[] = [p4Check, p4Run, p4Stf, p4Info, p4Explain];

export const p4Command: Command = {
  name: "p4",
  summary: "check and run P4 programs: packets, STF tests, P4Info",
  run,
};

async function run([name, ...rest]: readonly string[], world: World): Promise<Exit> {
  if (name === undefined || name === "--help" || name === "-h") {
    const write = name === undefined ? (line: string) => world.err(`${line}\n`) : world.out;
    for (const line of overview()) write(line);
    return name === undefined ? 3 : 0;
  }
  const found = SUBCOMMANDS.find((command) => command.name === name);
  if (found !== undefined) return await found.run(rest, world);
  throw new InputFault("Usage", { command: "p4", why: `p4 has no subcommand ${name}` });
}

function overview(): readonly string[] {
  const wide = Math.max(...SUBCOMMANDS.map((command) => command.name.length));
  return [
    "usage: flashmesh p4 <subcommand> [options]",
    "",
    ...SUBCOMMANDS.map((command) => `  ${command.name.padEnd(wide)}  ${command.summary}`),
    "",
    "flashmesh p4 <subcommand> --help says more.",
  ];
}
