/**
 * `flashmesh subject reference`: the reference behind stdio, for whoever wants to see an adapter at
 * work, and for the kit to be certified itself. One request a line, one reply a line.
 * @module
 */
import { createInterface } from "node:readline";
import { sha256Hex } from "../base/bytes.ts";
import { InputFault } from "../base/fault.ts";
import { FAULTY } from "../subject/faulty/all.ts";
import { runSignatures } from "../subject/reference.ts";
import { ServedReference } from "../subject/stdio.ts";
import type { Option } from "./args.ts";
import { helpPage, readArguments } from "./args.ts";
import { readText } from "./files.ts";
import { PACKAGE } from "./places.ts";
import type { Command, Exit, World } from "./world.ts";

const OPTIONS: readonly Option[] = [
  { name: "faulty", value: "NAME", about: "that faulty reference instead" },
  { name: "help", short: "h", about: "this page" },
];

const ABOUT = [
  "Answers requests of spec/formats/subject.md on standard input with one line each on standard",
  "output, until bye or the end of the input. Its state stands in the directory that reset names.",
];

export const subjectCommand: Command = {
  name: "subject",
  summary: "serve the reference behind stdio, one JSON object a line",
  run,
};

async function run(args: readonly string[], world: World): Promise<Exit> {
  const given = readArguments("subject", OPTIONS, args);
  if (given.has("help")) {
    for (const line of helpPage("subject reference [options]", ABOUT, OPTIONS)) world.out(line);
    return 0;
  }
  if (given.positionals.join(" ") !== "reference") {
    throw new InputFault("Usage", { command: "subject", why: "the subject is: reference" });
  }
  const name = given.text("faulty");
  const faulty = FAULTY.find((each) => each.name === name);
  if (name !== undefined && faulty === undefined) throw new InputFault("FaultyUnknown", { name });
  // What runs is this package: its versions are pinned in the file that names it.
  const artifact = sha256Hex(await readText(PACKAGE));
  const served = new ServedReference(runSignatures(), artifact, faulty?.faults);
  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity, terminal: false });
  for await (const line of lines) {
    const { line: reply, last } = served.answer(line);
    world.out(reply);
    if (last) break;
  }
  return 0;
}
