/**
 * `flashmesh p4 p4info FILE`: what a control plane can name, as P4Info.
 * @module
 */
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Fault, InputFault } from "../base/fault.ts";
import { binaryOf } from "../p4/info/binary.ts";
import { p4InfoOf } from "../p4/info/info.ts";
import { textOf } from "../p4/info/text.ts";
import { helpPage, readArguments, type Option } from "./args.ts";
import { programFrom, settingsOf, SOURCE_OPTIONS } from "./p4-source.ts";
import type { Command } from "./world.ts";

const OPTIONS: readonly Option[] = [
  ...SOURCE_OPTIONS,
  { name: "binary", value: "FILE", about: "write it as a protobuf message instead" },
  { name: "json", about: "diagnostics as JSON" },
  { name: "help", short: "h", about: "this page" },
];
const ABOUT = [
  "Prints P4Info as protobuf text (P4Runtime 1.4). Ids are those of @id, or a hash of the name.",
  "Exit: 0 printed, 1 the program is wrong, 2 it uses what is not done here, 3 ids clash.",
];

export const p4Info: Command = {
  name: "p4info",
  summary: "print what a control plane can name",
  run: async (args, world) => {
    const given = readArguments("p4 p4info", OPTIONS, args);
    if (given.has("help")) {
      for (const line of helpPage("p4 p4info FILE [options]", ABOUT, OPTIONS)) world.out(line);
      return 0;
    }
    const [path, ...others] = given.positionals;
    if (path === undefined || others.length > 0) {
      throw new InputFault("Usage", { command: "p4 p4info", why: "name one program" });
    }
    const settings = settingsOf("p4 p4info", given, world.folder);
    const program = programFrom(path, settings, given.has("json"), world);
    if (!program.ok) return program.reason;
    const info = p4InfoOf(program.value);
    if (!info.ok) throw new InputFault("P4InfoClash", { file: path, why: info.reason });
    const target = given.text("binary");
    if (target === undefined) world.out(textOf("P4Info", info.value).trimEnd());
    else await writeBytes(resolve(world.folder, target), binaryOf("P4Info", info.value));
    return 0;
  },
};

async function writeBytes(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Fault("FileUnwritable", { file, why }, { cause });
  }
}
