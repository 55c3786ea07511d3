/**
 * The counterexample in a run's frames: the states in order, the action before each, and how it
 * goes on for ever where the violated property is about infinite behaviours.
 * @module
 */
import { Fault } from "../base/fault.ts";
import { parseState } from "../value/parse.ts";
import type { Field } from "../value/value.ts";
import type { Frame } from "./frames.ts";
import { CODE, unreadable } from "./frames.ts";

export type Step = {
  /** The operator that took the step; undefined for the initial state. */
  readonly action: string | undefined;
  /** Every variable and its value, in the order of TLC. */
  readonly variables: readonly Field[];
};

export type Behaviour = {
  readonly steps: readonly Step[];
  /** Index of the step it returns to for ever; the last one where it stutters. */
  readonly loop: number | undefined;
};

export function behaviourOf(frames: readonly Frame[]): Behaviour | undefined {
  const steps: Step[] = [];
  let loop: number | undefined;
  for (const frame of frames) {
    if (frame.code === CODE.state) steps.push(stepOf(frame, steps.length + 1));
    if (frame.code === CODE.stuttering) loop = steps.length - 1;
    if (frame.code === CODE.backToState) loop = Number.parseInt(frame.text, 10) - 1;
    // A violation in an initial state prints that state inside its own message.
    if (frame.code === CODE.invariantInitial || frame.code === CODE.propertyInitial) {
      steps.push(initialOf(frame));
    }
  }
  if (loop !== undefined && steps[loop] === undefined) {
    throw new Fault("TlcTraceUnreadable", { why: "the loop returns to no state", loop });
  }
  return steps.length === 0 ? undefined : { steps, loop };
}

function stepOf(frame: Frame, number: number): Step {
  const [head = "", ...lines] = frame.text.split("\n");
  const found = /^(\d+): <(.*)>$/.exec(head);
  if (found === null) throw unreadable(frame);
  if (Number(found[1]) !== number) {
    throw new Fault("TlcTraceUnreadable", { why: "a state is missing", expected: number, head });
  }
  const words = found[2] ?? "";
  const action = words.startsWith("Initial predicate") ? undefined : words.split(" ")[0];
  return { action, variables: parseState(lines.join("\n")) };
}

function initialOf(frame: Frame): Step {
  const [, ...lines] = frame.text.split("\n");
  return { action: undefined, variables: parseState(lines.join("\n")) };
}
