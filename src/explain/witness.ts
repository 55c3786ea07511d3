/**
 * A trail once more, with everything written down. In: a trail and a subject. Out: each input with
 * what the subject answered, what it showed before and after, and what the model says. A subject
 * that fails on the way leaves what was heard until then.
 * @module
 */
import { assert } from "../base/assert.ts";
import type { Json } from "../base/canonical.ts";
import { Fault } from "../base/fault.ts";
import type { ReadyInput } from "../replay/corpus.ts";
import type { Reply, Subject } from "../subject/subject.ts";
import { at } from "../trace/flow.ts";
import type { Moves, Trail } from "./moves.ts";

export type Exchange = {
  readonly input: ReadyInput;
  readonly reply: Reply;
  readonly before: Json;
  readonly after: Json;
};

export async function witness(
  moves: Moves,
  trail: Trail,
  subject: Subject,
): Promise<readonly Exchange[]> {
  const setup = moves.corpus.setups.get(trail.opening);
  assert(setup !== undefined, "a trail begins with an opening of its file");
  const heard: Exchange[] = [];
  try {
    await subject.reset(setup);
    let before = await subject.observe();
    for (const id of trail.inputs) {
      const input = at(moves.corpus.inputs, id - 1);
      const reply = await ask(input, subject);
      const after = await subject.observe();
      heard.push({ input, reply, before, after });
      before = after;
    }
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
  }
  return heard;
}

async function ask({ input, body }: ReadyInput, subject: Subject): Promise<Reply> {
  if (input !== "Restart") return await subject.apply(input, body);
  if (subject.resumes !== false) await subject.crash();
  return { outcome: "restarted", emitted: [] };
}
