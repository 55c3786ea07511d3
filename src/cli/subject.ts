/**
 * `flashmesh subject reference`: the reference behind stdio or gRPC, for whoever wants to see an
 * adapter at work, and for the kit to be certified itself. PERF: it is started at every crash, so
 * what only gRPC or a faulty one needs is loaded only for it.
 * @module
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { assert } from "../base/assert.ts";
import { sha256Hex } from "../base/bytes.ts";
import { InputFault } from "../base/fault.ts";
import { runSignatures, type MakeSwitch } from "../subject/reference.ts";
import type { Serving } from "../subject/stdio.ts";
import { ServedReference } from "../subject/stdio.ts";
import type { Arguments, Option } from "./args.ts";
import { helpPage, readArguments } from "./args.ts";
import { readText } from "./files.ts";
import { PACKAGE, PROTO } from "./places.ts";
import type { Command, Exit, World } from "./world.ts";

const OPTIONS: readonly Option[] = [
  { name: "grpc", value: "PORT", about: "serve Subject.Run there instead; 0 is any free port" },
  { name: "host", value: "NAME", about: "with --grpc: listen there (127.0.0.1)" },
  { name: "faulty", value: "NAME", about: "that faulty reference instead" },
  { name: "program", value: "FILE", about: "as a switch it runs that, not p4/flashmesh.p4" },
  { name: "help", short: "h", about: "this page" },
];

const ABOUT = [
  "Answers requests of spec/formats/subject.md on standard input with one line each on standard",
  "output, until bye or the end of the input. Its state stands in the directory that reset names.",
  "With --grpc it serves spec/flashmesh.proto until it is interrupted, unencrypted, to everyone",
  "who can reach the port.",
];

/** Bytes of one request. */
const REQUEST_MAX = 1 << 20;
const PORT_MAX = 65_535;

export const subjectCommand: Command = {
  name: "subject",
  summary: "serve the reference behind stdio or gRPC",
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
  // What runs is this package: its versions are pinned in the file that names it.
  const artifact = sha256Hex(await readText(PACKAGE));
  const switches = new Switches(given, world.folder);
  const serving = await servingOf(given, switches.make);
  if (given.text("grpc") !== undefined) {
    await switches.load();
    return await serveGrpc(given, world, artifact, serving);
  }
  const served = new ServedReference(runSignatures(), artifact, serving);
  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity, terminal: false });
  for await (const line of lines) {
    await switches.loadFor(line);
    const { line: reply = "", last } = served.answer(line);
    world.out(reply);
    if (last) break;
  }
  return 0;
}

/** A compiler that is loaded for whoever is to be a switch, and for nobody else. */
class Switches {
  readonly #given: Arguments;
  readonly #folder: string;
  #loaded: MakeSwitch | undefined;

  constructor(given: Arguments, folder: string) {
    this.#given = given;
    this.#folder = folder;
  }

  async load(): Promise<void> {
    const { switchFor } = await import("./switch.ts");
    this.#loaded ??= switchFor(this.#given, this.#folder);
  }

  /** The profile's name is in the request that makes a switch. */
  async loadFor(line: string): Promise<void> {
    if (line.includes('"dataplane"')) await this.load();
  }

  readonly make: MakeSwitch = (genesis, change) => {
    assert(this.#loaded !== undefined, "a compiler is loaded before a switch is asked for");
    return this.#loaded(genesis, change);
  };
}

async function servingOf(given: Arguments, makeSwitch: MakeSwitch): Promise<Serving> {
  const name = given.text("faulty");
  if (name === undefined) return { makeSwitch };
  const { FAULTY } = await import("../subject/faulty/all.ts");
  const faulty = FAULTY.find((each) => each.name === name);
  if (faulty === undefined) throw new InputFault("FaultyUnknown", { name });
  return { faultsOf: faulty.faults, makeSwitch };
}

/** Each stream is a reference of its own; what lasts stands below one directory, until the end. */
async function serveGrpc(
  given: Arguments,
  world: World,
  artifact: string,
  serving: Serving,
): Promise<Exit> {
  const { serveStreams } = await import("../subject/grpc.ts");
  const { Proto } = await import("../wire/proto.ts");
  const port = given.count("grpc", { min: 0, max: PORT_MAX }, 0);
  const host = given.text("host") ?? "127.0.0.1";
  const terms = { proto: new Proto(await readText(PROTO)), lineMax: REQUEST_MAX };
  const root = mkdtempSync(join(tmpdir(), "flashmesh-served-"));
  const signatures = runSignatures();
  try {
    const service = await serveStreams(host, port, terms, () => {
      const served = new ServedReference(signatures, artifact, { ...serving, root });
      return { answer: (line) => served.answer(line) };
    });
    world.out(`serving Subject.Run on ${host}:${service.port}, unencrypted`);
    await new Promise<void>((resolve) => {
      if (world.signal.aborted) resolve();
      world.signal.addEventListener("abort", () => resolve());
    });
    service.close();
    return 0;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
