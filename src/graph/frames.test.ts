import fc from "fast-check";
import { expect, test } from "vitest";
import { Fault } from "../base/fault.ts";
import { behaviourOf } from "./behaviour.ts";
import type { Frame } from "./frames.ts";
import { collisionsOf, FrameReader, numbersOf, progressOf } from "./frames.ts";

function read(text: string): { readonly frames: readonly Frame[]; readonly loose: string[] } {
  const reader = new FrameReader();
  const frames = text.split("\n").flatMap((line) => reader.push(line));
  reader.end();
  return { frames, loose: reader.loose };
}

// Written by the pinned jar; a ring that is entered by a stem, checked against "it settles".
const LASSO = `Parsing file /t/ControlLasso.tla
@!@!@STARTMSG 2116:1 @!@!@
Temporal properties were violated.

@!@!@ENDMSG 2116 @!@!@
@!@!@STARTMSG 2217:4 @!@!@
1: <Initial predicate>
/\\ seen = {}
/\\ x = 0

@!@!@ENDMSG 2217 @!@!@
@!@!@STARTMSG 2217:4 @!@!@
2: <Next line 6, col 9 to line 7, col 32 of module ControlLasso>
/\\ seen = {0}
/\\ x = 1

@!@!@ENDMSG 2217 @!@!@
@!@!@STARTMSG 2122:4 @!@!@
2: Back to state: <Next line 6, col 9 to line 7, col 32 of module ControlLasso>

@!@!@ENDMSG 2122 @!@!@
@!@!@STARTMSG 2200:0 @!@!@
Progress(7) at 2026-11-24 14:01:25: 8 states generated, 7 distinct states found, 0 states left.
@!@!@ENDMSG 2200 @!@!@
`;

const one = (code: number, text: string): Frame => ({ code, severity: 0, text });

test("messages come in order with code, severity and text", () => {
  const { frames, loose } = read(LASSO);
  expect(frames.map(({ code, severity }) => [code, severity])).toEqual([
    [2116, 1],
    [2217, 4],
    [2217, 4],
    [2122, 4],
    [2200, 0],
  ]);
  expect(loose).toEqual(["Parsing file /t/ControlLasso.tla", ""]);
  expect(frames[1]?.text).toBe("1: <Initial predicate>\n/\\ seen = {}\n/\\ x = 0\n");
});

test("a message may begin inside another, in the middle of its line", () => {
  const { frames } = read(`@!@!@STARTMSG 1000:1 @!@!@
The exception was a tlc2.tool.ConfigFileException
: @!@!@STARTMSG 5006:0 @!@!@
TLC found an error in the configuration file at line 2
@!@!@ENDMSG 5006 @!@!@
@!@!@ENDMSG 1000 @!@!@`);
  expect(frames).toEqual([
    { code: 5006, severity: 0, text: "TLC found an error in the configuration file at line 2" },
    { code: 1000, severity: 1, text: "The exception was a tlc2.tool.ConfigFileException\n: " },
  ]);
});

test("output cut inside a message is a fault, cut between messages is shorter output", () => {
  const lines = LASSO.split("\n");
  fc.assert(
    fc.property(fc.integer({ min: 0, max: lines.length }), (length) => {
      const part = lines.slice(0, length);
      const open = part.filter((line) => line.includes("STARTMSG")).length;
      const closed = part.filter((line) => line.includes("ENDMSG")).length;
      if (open === closed) expect(read(part.join("\n")).frames).toHaveLength(open);
      else expect(() => read(part.join("\n"))).toThrow("TlcOutputTruncated");
    }),
  );
});

test("a garbled mark is a fault that names the line", () => {
  for (const bad of [
    "@!@!@STARTMSG 2193 @!@!@",
    "@!@!@ENDMSG 2193 @!@!@",
    "@!@!@STARTMSG x:0 @!@!@",
    "@!@!@STARTMSG 2193:0 @!@!@ and more",
    "@!@!@STARTMSG 1:0 @!@!@\n@!@!@ENDMSG 2 @!@!@",
  ]) {
    expect(() => read(bad), bad).toThrow("TlcOutputUnreadable");
  }
});

test("noise never crashes the reader", () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom("@!@!@STARTMSG 1:0 @!@!@", "@!@!@ENDMSG 1 @!@!@", "@!@!@"),
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      let error: unknown;
      try {
        read(lines.join("\n"));
      } catch (thrown) {
        error = thrown;
      }
      expect(error === undefined || error instanceof Fault).toBe(true);
    }),
  );
});

test("progress is read with and without rates and thousands separators", () => {
  expect(
    progressOf(
      one(
        2200,
        "Progress(12) at 2026-11-24 14:09:39: 1,012,000 states generated (1,734,939 s/min), " +
          "3,000 distinct states found (433,734 ds/min), 17 states left on queue.",
      ),
    ),
  ).toEqual({ depth: 12, generated: 1_012_000, distinct: 3000, queue: 17 });
  expect(
    progressOf(
      one(
        2200,
        "Progress(4) at 2026-11-24 14:00:25: 5 states generated, 4 distinct states found, " +
          "0 states left on queue.",
      ),
    ),
  ).toEqual({ depth: 4, generated: 5, distinct: 4, queue: 0 });
  expect(() => progressOf(one(2200, "Progress, somehow"))).toThrow("TlcMessageUnreadable");
});

test("numbers and collision estimates are read from their messages", () => {
  expect(
    numbersOf(one(2199, "12000 states generated, 3,000 distinct states found, 0 left.")),
  ).toEqual([12_000, 3000, 0]);
  const said = "  calculated (optimistic):  val = 2.7E-19\n  based on the actual: val = 0.0";
  expect(collisionsOf(one(2193, said))).toEqual([2.7e-19, 0]);
});

test("a counterexample is its states, its actions and where it loops", () => {
  const behaviour = behaviourOf(read(LASSO).frames);
  expect(behaviour?.steps.map(({ action }) => action)).toEqual([undefined, "Next"]);
  expect(behaviour?.steps[1]?.variables).toEqual([
    ["seen", { kind: "set", elements: [{ kind: "int", value: 0 }] }],
    ["x", { kind: "int", value: 1 }],
  ]);
  expect(behaviour?.loop).toBe(1);
});

test("stuttering loops at the last state, a violated initial state is a behaviour of one", () => {
  const stutter = behaviourOf([
    one(2217, "1: <Initial predicate>\nx = 0\n"),
    one(2218, "2: Stuttering"),
  ]);
  expect(stutter?.loop).toBe(0);
  const first = behaviourOf([
    one(2107, "Invariant Never is violated by the initial state:\nx = 0\n"),
  ]);
  expect(first?.steps).toHaveLength(1);
  expect(first?.loop).toBeUndefined();
  expect(behaviourOf([one(2193, "done")])).toBeUndefined();
});

test("a counterexample with a state missing, or a loop to nowhere, is a fault", () => {
  const second = one(2217, "2: <Next line 6, col 9 to line 7, col 32 of module M>\nx = 1\n");
  expect(() => behaviourOf([second])).toThrow("TlcTraceUnreadable");
  const first = one(2217, "1: <Initial predicate>\nx = 0\n");
  expect(() => behaviourOf([first, one(2122, "3: Back to state: <Next>")])).toThrow(
    "TlcTraceUnreadable",
  );
  expect(() => behaviourOf([one(2217, "1: <Initial predicate>\nx = \n")])).toThrow(
    "ValueUnreadable",
  );
});
