/**
 * The arguments of `flashmesh` -> the command that they name, run in the world that it is told.
 * Out: its exit code. A fault and a bug end here, as the sentence and the exit code that they mean.
 * @module
 */
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

export async function dispatch(args: readonly string[], world: World): Promise<Exit> {
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
    return complain(error, world);
  }
}

async function overview(write: (text: string) => void): Promise<void> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  write("usage: flashmesh <command> [options]\n\n");
  const wide = Math.max(...commands.map(({ name }) => name.length));
  for (const { name, summary } of commands) write(`  ${name.padEnd(wide)}  ${summary}\n`);
  write("\nflashmesh <command> --help says more.\n");
}

/** Says what went wrong, and by which exit code. */
export function complain(error: unknown, world: World): Exit {
  if (error instanceof Fault) {
    for (const line of faultLines(error)) world.err(`flashmesh: ${line}\n`);
    return error instanceof InputFault ? 3 : 2;
  }
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  world.err(`flashmesh: this is a bug of flashmesh itself\n${told}\n`);
  return 4;
}
