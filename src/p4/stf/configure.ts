/**
 * Sets up a switch by statements alone, without packets. In: statements of the control plane. Out:
 * whether all of them could be done.
 * @module
 */
import type { Program } from "../program.ts";
import type { ControlPlane } from "../switch/control-plane.ts";
import { runStf } from "./run.ts";
import type { Statement } from "./statement.ts";

export function configure(
  statements: readonly Statement[],
  program: Program,
  control: ControlPlane,
): boolean {
  const { failures } = runStf(statements, {
    program,
    control,
    inject: () => {},
    pace: () => {},
    gather: () => {},
    acknowledge: () => false,
    advance: () => {},
    drain: () => {},
    sent: [],
    digests: [],
    parserError: () => "NoError",
  });
  return failures.length === 0;
}
