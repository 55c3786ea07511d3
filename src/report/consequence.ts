/**
 * What follows where a guard is missing: TLC's counterexample in named steps, one line each, for
 * people and for `conformance/consequences.json`. In: the counterexample, and for a component the
 * inputs that make its steps. Out: the steps after the start.
 * @module
 */
import type { Behaviour } from "../graph/behaviour.ts";
import type { Reply } from "../graph/second.ts";
import type { Change } from "../value/diff.ts";
import { changeInWords, deed, phrase } from "./phrase.ts";
import type { StoryStep } from "./story.ts";
import { storyOf } from "./story.ts";

/** Steps in the words of the protocol. `replies`: what made the step, where it is known. */
export function stepsOf(
  behaviour: Behaviour,
  replies: readonly (Reply | undefined)[],
): readonly string[] {
  const { steps, loop } = storyOf(behaviour);
  const told = steps.slice(1).map((step, at) => {
    const reply = replies[at];
    const what = titleOf(step, behaviour);
    return reply === undefined ? what : `${reply.input} is ${reply.kind}: ${what}`;
  });
  const last = replies[steps.length - 1];
  if (last !== undefined) told.push(`${last.input} is ${last.kind}${sentWith(last)}`);
  if (loop !== null) {
    told.push(
      loop === steps.length
        ? "and there it stays for ever"
        : `and back to step ${loop - 1}, for ever`,
    );
  }
  // What is wrong from the start is wrong without a step.
  return told.length > 0 ? told : ["as it begins"];
}

/** What it did, without what goes without saying; else the first change under the step's name. */
function titleOf({ title, number, changes }: StoryStep, behaviour: Behaviour): string {
  const [first] = changes;
  const bare = title === behaviour.steps[number - 1]?.action;
  if (bare && first !== undefined) return `${title}: ${changeInWords(first)}`;
  return title === deed(changes) ? (deed(withoutEchoes(changes)) ?? title) : title;
}

/** A lock leaves as a vote and a payment as a receipt; who debits and credits says it twice. */
function withoutEchoes(changes: readonly Change[]): readonly Change[] {
  const gains = (place: string): boolean =>
    changes.some(({ kind, path }) => kind === "gains" && path.endsWith(`.${place}`));
  const paid = gains("applied");
  const kept = paid || gains("locks") || gains("credited") || gains("queue");
  return changes.filter(
    ({ path }) => !(kept && path === "net") && !(paid && path.endsWith(".credited")),
  );
}

function sentWith({ emitted }: Reply): string {
  return emitted.length === 0 ? "" : `, and ${emitted.map(phrase).join("; ")} leaves`;
}
