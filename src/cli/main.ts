#!/usr/bin/env node
/**
 * The command. In: the arguments. Out: the exit code of the design (0 holds, 1 violated, 2 could
 * not be judged, 3 usage or bad input, 4 our bug). The only file that sets `process.exitCode`.
 * @module
 */
import module from "node:module";
import { complain, dispatch } from "./dispatch.ts";
import { here } from "./here.ts";

// PERF: what is loaded from here on is kept, compiled, below the system's temporary directory: the
// next start, of a command or at a planned crash, takes half as long.
module.enableCompileCache?.();

const interrupt = new AbortController();
const world = here(interrupt.signal);
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
  process.on(event, (error: unknown) => process.exit(complain(error, world)));
}
// A reader that has gone away (`| head`) is no bug of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  interrupt.abort();
});

process.exitCode = await dispatch(process.argv.slice(2), world);
