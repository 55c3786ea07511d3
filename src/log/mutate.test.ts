import { expect, test } from "vitest";
import type { JsonObject } from "../vector/json.ts";
import { committeeDigest } from "./digests.ts";
import type { Event, Log } from "./lines.ts";
import { mutantsOf } from "./mutate.ts";

const genesis = { committees: [], openings: [] };
const header = {
  format: "flashmesh-log/1",
  profile: "authority",
  mode: "full",
  self: "ab",
  genesis,
  writer: "a test",
} as const;

function event(line: number, outcome: string, state: number): Event {
  const shown = { accounts: { a: { next_nonce: state } }, ownership: [] };
  const told = { line, input: "SignVote", body: {}, outcome, reason: undefined };
  return { ...told, emitted: [], state: shown };
}

function logOf(...events: readonly Event[]): Log {
  return { file: "log", header, events };
}

function droppedIn(log: Log): readonly string[] {
  return mutantsOf(log)
    .filter(({ mutation }) => mutation === "an event dropped")
    .map(({ what }) => what);
}

test("a dropped event changed the state, and the next line changes nothing and shows it", () => {
  const log = logOf(event(2, "refused", 0), event(3, "voted", 1), event(4, "again", 1));
  expect(droppedIn(log)).toEqual(["line 3 (SignVote) left out"]);
});

test("an event whose loss the next line may hide is not dropped", () => {
  // The certificate of line 4 ends the lock of line 3, with or without line 3.
  const hidden = logOf(event(2, "refused", 0), event(3, "voted", 1), event(4, "applied", 2));
  expect(droppedIn(hidden)).toEqual([]);
  const queuedTwice = logOf(event(2, "refused", 0), event(3, "queued", 1), event(4, "queued", 1));
  expect(droppedIn(queuedTwice)).toEqual([]);
  const unchanged = logOf(event(2, "refused", 0), event(3, "again", 0), event(4, "again", 0));
  expect(droppedIn(unchanged)).toEqual([]);
});

test("a mutant ends where it must be noticed, and says something else there", () => {
  const log = logOf(event(2, "voted", 1), event(3, "again", 1), event(4, "refused", 1));
  const mutants = mutantsOf(log);
  expect(mutants.map(({ mutation }) => mutation)).toEqual([
    "an outcome flipped",
    "a value changed",
  ]);
  for (const { log: wrong, event: at } of mutants) {
    expect(wrong.events).toHaveLength(at + 1);
    expect(wrong.events[at]).not.toEqual(log.events[at]);
  }
});

function committee(name: string, key: string) {
  return { name, members: [{ name, key, weight: 1 }] };
}

function opened(account: string, of: JsonObject) {
  return { account, committee: committeeDigest("n", of), next_nonce: 0 };
}

function paid(line: number, sender: string, nonce: number): Event {
  const body = { certificate: { order: { sender, nonce } } };
  return { ...event(line, "applied", nonce), input: "ApplyCertificate", body };
}

test("a payment is dropped only of an account that the authority holds itself", () => {
  const [own, foreign] = [committee("home", "ab"), committee("away", "cd")];
  const openings = [opened("a1", own), opened("f1", foreign)];
  const village = { network: "n", committees: [own, foreign], openings };
  const partial = (...events: readonly Event[]): Log => ({
    ...logOf(...events),
    header: { ...header, mode: "partial", genesis: village },
  });
  const others = [paid(2, "f1", 0), paid(3, "f1", 1)];
  expect(droppedIn(partial(...others))).toEqual([]);
  expect(droppedIn(partial(...others, paid(4, "a1", 0), paid(5, "a1", 1)))).toEqual([
    "line 4 (ApplyCertificate) left out",
  ]);
});
