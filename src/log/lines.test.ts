import { expect, test } from "vitest";
import { InputFault } from "../base/fault.ts";
import { readLog } from "./lines.ts";

const REASONS = new Set(["WrongEpoch"]);
const header = {
  format: "flashmesh-log/1",
  profile: "authority",
  mode: "full",
  self: "ab".repeat(32),
  genesis: {},
  writer: "a test",
};
const event = { input: "Restart", body: {}, outcome: "restarted", emitted: [], state: {} };

function text(...lines: readonly unknown[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

test("a log is read whole: the second state may be the same as the first", () => {
  const log = readLog(text(header, event, { ...event, state: "same" }), "log", REASONS);
  expect(log.events.map(({ line }) => line)).toEqual([2, 3]);
  expect(log.events[1]?.state).toEqual(event.state);
});

const partial = { ...header, mode: "partial" };
const order = { input: "SignVote", body: { order: {}, now: 1 } };
const refused: readonly (readonly [string, string, string])[] = [
  ["an empty file", "", "no header"],
  ["a header without events", text(header), "no events"],
  ["a line that was cut off", text(header, event).slice(0, -1), "the line has no end"],
  ["a line that is no JSON", `${text(header)}{"input"\n`, "not JSON"],
  ["another format", text({ ...header, format: "flashmesh-log/2" }, event), "flashmesh-log/2"],
  ["an unknown profile", text({ ...header, profile: "switch" }, event), "no profile switch"],
  ["an unknown key of the header", text({ ...header, more: 1 }, event), "the key more"],
  ["an unknown input", text(header, { ...event, input: "Mint" }), "no input Mint"],
  ["a wallet's input", text(header, { ...event, input: "Lock" }), "no input Lock of this profile"],
  ["an unknown outcome", text(header, { ...event, outcome: "minted" }), "no outcome minted"],
  ["an unknown reason", text(header, { ...event, outcome: "refused", reason: "No" }), "reason No"],
  ["an unknown key of an event", text(header, { ...event, at: 1 }), "the key at"],
  ["a full event without its state", text(header, { ...event, state: undefined }), "state"],
  ["a full refusal without a reason", text(header, { ...event, outcome: "refused" }), "reason"],
  ["a first state that is the same", text(header, { ...event, state: "same" }), "no state before"],
  ["an event that says nothing of the answer", text(partial, order), "at least its outcome"],
  ["an event of an empty body", text(partial, { ...order, body: {}, outcome: "voted" }), "order"],
  ["a field that no body has", text(partial, { ...order, body: { memo: 1 } }), "no field memo"],
];

test.for(refused)("%s is refused before the checker is asked", ([, told, why]) => {
  expect(() => readLog(told, "log", REASONS)).toThrow(InputFault);
  expect(() => readLog(told, "log", REASONS)).toThrow(why);
});
