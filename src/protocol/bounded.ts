/**
 * A memory of bounded size for answers that depend on their question alone: what is forgotten is
 * only asked again. The oldest answer goes first, so a flood of questions costs time, not space.
 * @module
 */
import { assert } from "../base/assert.ts";

export interface BoundedMap<Answer> {
  /** The remembered answer, or the one made now. */
  recall(question: string, make: (question: string) => Answer): Answer;
  readonly size: number;
}

export function boundedMap<Answer>(entriesMax: number): BoundedMap<Answer> {
  assert(Number.isSafeInteger(entriesMax) && entriesMax >= 1, "a memory holds something");
  const answers = new Map<string, Answer>();
  return {
    recall(question, make) {
      const known = answers.get(question);
      if (known !== undefined) return known;
      const answer = make(question);
      if (answers.size >= entriesMax) {
        for (const oldest of answers.keys()) {
          answers.delete(oldest);
          break;
        }
      }
      answers.set(question, answer);
      return answer;
    },
    get size() {
      return answers.size;
    },
  };
}
