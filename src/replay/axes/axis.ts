/**
 * The fault axes: one fault of the network, the clock or the machine, put on a trace at one of its
 * steps. In: the inputs of a trace and the number of a step. Out: the inputs with the fault in
 * them. What is demanded along them is looked up in the graph (edges.ts), so an axis is a row here
 * and nothing else.
 * @module
 */
import type { Timetable } from "./timetable.ts";

export const AXIS_NAMES = [
  "duplicate",
  "echo",
  "swap",
  "delay",
  "late",
  "early",
  "cut",
  "crash",
  "retry",
] as const;
export type AxisName = (typeof AXIS_NAMES)[number];

/** Inputs by their ids in the file of the corpus. */
export type Inputs = readonly number[];

export type Axis = {
  readonly name: AxisName;
  /** What happens, after "step n: ". */
  readonly about: string;
  /** Whether the subject is killed, and must come back. */
  readonly crashes: boolean;
  /**
   * The inputs with the fault at step `n`, counted from 1; undefined where there is none to put:
   * the last step has no neighbour, a message without a time is never late.
   */
  readonly put: (inputs: Inputs, n: number, times: Timetable) => Inputs | undefined;
};

export const AXES: readonly Axis[] = [
  {
    name: "duplicate",
    about: "arrives twice in a row",
    crashes: false,
    put: (inputs, n) => inputs.toSpliced(n, 0, ...inputs.slice(n - 1, n)),
  },
  {
    name: "echo",
    about: "arrives again after the last step",
    crashes: false,
    put: (inputs, n) => [...inputs, ...inputs.slice(n - 1, n)],
  },
  {
    name: "swap",
    about: "arrives after the next one",
    crashes: false,
    put: (inputs, n) => {
      const pair = inputs.slice(n - 1, n + 1);
      return pair.length < 2 ? undefined : inputs.toSpliced(n - 1, 2, ...pair.toReversed());
    },
  },
  {
    name: "delay",
    about: "arrives after the last step, at the latest time there is",
    crashes: false,
    put: (inputs, n, times) => {
      const [input] = inputs.slice(n - 1, n);
      if (input === undefined) return undefined;
      const latest = times.latest(input);
      if (n === inputs.length && latest === input) return undefined;
      return [...inputs.toSpliced(n - 1, 1), latest];
    },
  },
  {
    name: "late",
    about: "is judged by a clock that is ahead",
    crashes: false,
    put: (inputs, n, times) => instead(inputs, n, (input) => times.later(input)),
  },
  {
    name: "early",
    about: "is judged by a clock that is behind",
    crashes: false,
    put: (inputs, n, times) => instead(inputs, n, (input) => times.earlier(input)),
  },
  {
    name: "cut",
    about: "never arrives",
    crashes: false,
    put: (inputs, n) => inputs.toSpliced(n - 1, 1),
  },
  {
    name: "crash",
    about: "is followed by a crash",
    crashes: true,
    put: (inputs, n, { restart }) =>
      restart === undefined ? undefined : inputs.toSpliced(n, 0, restart),
  },
  {
    name: "retry",
    about: "is followed by a crash, and arrives again",
    crashes: true,
    put: (inputs, n, { restart }) =>
      restart === undefined
        ? undefined
        : inputs.toSpliced(n, 0, restart, ...inputs.slice(n - 1, n)),
  },
];

function instead(
  inputs: Inputs,
  n: number,
  other: (input: number) => number | undefined,
): Inputs | undefined {
  const [input] = inputs.slice(n - 1, n);
  const found = input === undefined ? undefined : other(input);
  return found === undefined ? undefined : inputs.with(n - 1, found);
}
