/**
 * `flashmesh p4 check FILE…`: says what is wrong with programs, or that nothing is.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import { warningsOf } from "../p4/compile.ts";
import { helpPage, readArguments, type Option } from "./args.ts";
import { exitOf, loadProgram, settingsOf, SOURCE_OPTIONS, tellDiagnostics } from "./p4-source.ts";
import type { Command, Exit, World } from "./world.ts";

const OPTIONS: readonly Option[] = [
  ...SOURCE_OPTIONS,
  { name: "json", about: "one diagnostic a line, as JSON" },
  { name: "help", short: "h", about: "this page" },
];
const ABOUT = [
  "Reads and checks P4_16 programs for v1model; core.p4 and v1model.p4 are built in.",
  "What runs here and BMv2 cannot is told as `target`, and is no fault.",
  "Exit: 0 all can run, 1 one is wrong, 2 one uses what is not done here, 3 no such file.",
];

export const p4Check: Command = {
  name: "check",
  summary: "check programs",
  run: async (args, world) => {
    const given = readArguments("p4 check", OPTIONS, args);
    if (given.has("help")) {
      for (const line of helpPage("p4 check FILE… [options]", ABOUT, OPTIONS)) world.out(line);
      return 0;
    }
    if (given.positionals.length === 0) {
      throw new InputFault("Usage", { command: "p4 check", why: "name a program" });
    }
    const settings = settingsOf("p4 check", given, world.folder);
    const exits = given.positionals.map((path) => check(path, settings, given.has("json"), world));
    return exits.find((exit) => exit === 1) ?? exits.find((exit) => exit === 2) ?? 0;
  },
};

function check(
  path: string,
  settings: ReturnType<typeof settingsOf>,
  asJson: boolean,
  world: World,
): Exit {
  const { program, source, texts } = loadProgram(path, settings);
  if (!program.ok) {
    tellDiagnostics(program.reason, texts, asJson, world);
    return exitOf(program.reason);
  }
  tellDiagnostics(warningsOf(program.value, source), texts, asJson, world);
  const { tables, actions, instances } = program.value;
  const counts = `${tables.length} tables, ${actions.length} actions, ${instances.length} externs`;
  if (!asJson) world.out(`${path}: ${counts}`);
  return 0;
}
