import { expect, test } from "vitest";
import type { Behaviour } from "../graph/behaviour.ts";
import { parseState } from "../value/parse.ts";
import { int, record, string } from "../value/value.ts";
import { stepsOf } from "./consequence.ts";

const ORDER =
  '[form |-> "good", network |-> "n", sender |-> "alice", recipient |-> "bob", amount |-> 1, ' +
  'nonce |-> 0, epoch |-> 0, issued_at |-> 2, ttl |-> 2, sender_sig |-> "alice"]';
const VOTE = '[type |-> "TransferVote", by |-> "a1", core |-> "c"]';

function behaviour(loop: number | undefined, ...states: readonly string[]): Behaviour {
  const steps = states.map((state, at) => ({
    action: at === 0 ? undefined : "Next",
    variables: parseState(state),
  }));
  return { steps, loop };
}

const state = (locks: string, net: string): string =>
  `/\\ auth = [a1 |-> [locks |-> ${locks}]]\n/\\ net = ${net}`;

test("a step is what was done, without the vote that goes without saying", () => {
  const told = behaviour(undefined, state("{}", "{}"), state(`{${ORDER}}`, `{${VOTE}}`));
  expect(stepsOf(told, [])).toEqual([
    "a1 locks order alice -> bob 1 (nonce 0, epoch 0, issued 2, ttl 2)",
  ]);
});

test("a vote without a lock is told, as nothing else happened", () => {
  const told = behaviour(undefined, state("{}", "{}"), state("{}", `{${VOTE}}`));
  expect(stepsOf(told, [])).toEqual(["TransferVote of a1 for c is sent"]);
});

test("what nobody has words for is told by its first change under the name of the step", () => {
  const told = behaviour(undefined, "/\\ hand = 1", "/\\ hand = 2");
  expect(stepsOf(told, [])).toEqual(["Next: hand: 1 becomes 2"]);
});

test("the input that made a step is named, and so is the one that breaks a claim", () => {
  const told = behaviour(undefined, "/\\ hand = 1", "/\\ hand = 2");
  const light = record([
    ["type", string("Light")],
    ["body", int(7)],
  ]);
  const replies = [
    { input: "Turn.1", kind: "turned", emitted: [] },
    { input: "Press.1", kind: "lit", emitted: [light] },
  ];
  expect(stepsOf(told, replies)).toEqual([
    "Turn.1 is turned: Next: hand: 1 becomes 2",
    "Press.1 is lit, and Light: 7 leaves",
  ]);
});

test("a behaviour without an end says where it goes on", () => {
  const there = behaviour(1, "/\\ hand = 1", "/\\ hand = 2");
  expect(stepsOf(there, []).at(-1)).toBe("and there it stays for ever");
  const back = behaviour(1, "/\\ hand = 1", "/\\ hand = 2", "/\\ hand = 3");
  expect(stepsOf(back, []).at(-1)).toBe("and back to step 1, for ever");
});

test("what is wrong from the start is told without a step", () => {
  expect(stepsOf(behaviour(undefined, "/\\ hand = 1"), [])).toEqual(["as it begins"]);
});
