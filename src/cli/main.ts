#!/usr/bin/env node
/**
 * The command. In: the arguments. Out: the exit code of the design (0 holds, 1 violated, 2 could
 * not be judged, 3 usage or bad input, 4 our bug). The only file that sets `process.exitCode`.
 * @module
 */
import { availableParallelism } from "node:os";
import module from "node:module";
import { Fault, InputFault } from "../base/fault.ts";
import { faultLines } from "../report/fault.ts";
import type { Command, Exit, World } from "./world.ts";

/** PERF: only what is asked for is loaded; the reference behind stdio is started at every crash. */
const COMMANDS: { readonly [name: string]: () => Promise<Command> } = {
  check: async () => (await import("./check.ts")).checkCommand,
  explain: async () => (await import("./explain.ts")).explainCommand,
  traces: async () => (await import("./traces.ts")).tracesCommand,
  certify: async () => (await import("./certify.ts")).certifyCommand,
  report: async () => (await import("./report.ts")).reportCommand,
  merge: async () => (await import("./merge.ts")).mergeCommand,
  mutate: async () => (await import("./mutate.ts")).mutateCommand,
  validate: async () => (await import("./validate.ts")).validateCommand,
  verify: async () => (await import("./verify.ts")).verifyCommand,
  doctor: async () => (await import("./doctor.ts")).doctorCommand,
  bench: async () => (await import("./bench.ts")).benchCommand,
  init: async () => (await import("./init.ts")).initCommand,
  p4: async () => (await import("./p4.ts")).p4Command,
  subject: async () => {
    const { subjectCommand } = await import("./subject.ts");
    // At once, for it will be killed.
    module.flushCompileCache?.();
    return subjectCommand;
  },
};

// PERF: what is loaded from here on is kept, compiled, below the system's temporary directory: the
// next start, of a command or at a planned crash, takes half as long.
module.enableCompileCache?.();

const interrupt = new AbortController();
// The first interrupt lets the command clean up, the second one does not wait. The handler has to
// stay: with none left, what execa hangs on signals would end the process at once.
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (interrupt.signal.aborted) process.exit(2);
    interrupt.abort();
  });
}
// What reaches nobody is our bug; Node's own exit code for it would mean "violated".
for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error: unknown) => process.exit(complain(error)));
}
// A reader that has gone away (`| head`) is no bug of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  interrupt.abort();
});

const world: World = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (text) => void process.stderr.write(text),
  watched: process.stderr.isTTY,
  // A terminal may say 0.
  width: process.stdout.columns || 100,
  environment: process.env,
  folder: process.cwd(),
  signal: interrupt.signal,
  now: () => performance.now(),
  moment: () => new Date().toISOString(),
  machine: { node: process.version, platform: process.platform, cpus: availableParallelism() },
  busy: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  memoryPeak: () => process.resourceUsage().maxRSS * 1024,
};

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<Exit> {
  const [name, ...rest] = args;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    await overview(name === undefined ? world.err : (text) => world.out(text.trimEnd()));
    return name === undefined ? 3 : 0;
  }
  try {
    const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (load === undefined) throw new InputFault("CommandUnknown", { name });
    return await (await load()).run(rest, world);
  } catch (error) {
    return complain(error);
  }
}

async function overview(write: (text: string) => void): Promise<void> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  write("usage: flashmesh <command> [options]\n\n");
  const wide = Math.max(...commands.map(({ name }) => name.length));
  for (const { name, summary } of commands) write(`  ${name.padEnd(wide)}  ${summary}\n`);
  write("\nflashmesh <command> --help says more.\n");
}

function complain(error: unknown): Exit {
  if (error instanceof Fault) {
    for (const line of faultLines(error)) world.err(`flashmesh: ${line}\n`);
    return error instanceof InputFault ? 3 : 2;
  }
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  world.err(`flashmesh: this is a bug of flashmesh itself\n${told}\n`);
  return 4;
}
