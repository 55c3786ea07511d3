import { expect, test } from "vitest";
import type { Corpus } from "../corpus.ts";
import type { AxisName, Inputs } from "./axis.ts";
import { AXES, AXIS_NAMES } from "./axis.ts";
import { Timetable } from "./timetable.ts";

// Inputs 1, 2 and 3 are one order at the times 30, 10 and 20; 4 is another order, 5 has no time.
const order = (name: string, now: number): Corpus["inputs"][number] => {
  return { name: `${name}.${now}`, input: "SignVote", body: { order: name, now } };
};
const times = new Timetable({
  inputs: [
    order("a", 30),
    order("a", 10),
    order("a", 20),
    order("b", 20),
    { name: "c", input: "ApplyCertificate", body: { certificate: "c" } },
    { name: "restart", input: "Restart", body: {} },
  ],
});

function put(name: AxisName, inputs: Inputs, n: number): Inputs | undefined {
  return AXES.find((axis) => axis.name === name)?.put(inputs, n, times);
}

test("each axis puts the fault that it is named for, at its step and nowhere else", () => {
  expect(put("duplicate", [3, 4, 5], 2)).toEqual([3, 4, 4, 5]);
  expect(put("echo", [3, 4, 5], 1)).toEqual([3, 4, 5, 3]);
  expect(put("swap", [3, 4, 5], 1)).toEqual([4, 3, 5]);
  expect(put("delay", [3, 4, 5], 1)).toEqual([4, 5, 1]);
  expect(put("late", [3, 4, 5], 1)).toEqual([1, 4, 5]);
  expect(put("early", [3, 4, 5], 1)).toEqual([2, 4, 5]);
  expect(put("cut", [3, 4, 5], 2)).toEqual([3, 5]);
  expect(put("crash", [3, 4, 5], 2)).toEqual([3, 4, 6, 5]);
  expect(put("retry", [3, 4, 5], 2)).toEqual([3, 4, 6, 4, 5]);
});

test("where there is no such fault, none is put", () => {
  expect(put("swap", [3, 4, 5], 3)).toBe(undefined);
  // The last message, without a time, arrives last anyhow.
  expect(put("delay", [3, 4, 5], 3)).toBe(undefined);
  expect(put("delay", [5, 3], 2)).toEqual([5, 1]);
  expect(put("late", [1], 1)).toBe(undefined);
  expect(put("early", [2], 1)).toBe(undefined);
  expect(put("late", [4, 5], 1)).toBe(undefined);
  expect(put("late", [4, 5], 2)).toBe(undefined);
  const timeless = new Timetable({ inputs: [] });
  expect(AXES.map(({ crashes, put: fault }) => crashes && fault([1], 1, timeless))).toEqual(
    AXIS_NAMES.map((name) => (name === "crash" || name === "retry" ? undefined : false)),
  );
});

test("the axes are told apart by their names, and only a crash crashes", () => {
  expect(AXES.map(({ name }) => name)).toEqual([...AXIS_NAMES]);
  expect(AXES.filter(({ crashes }) => crashes).map(({ name }) => name)).toEqual(["crash", "retry"]);
});
