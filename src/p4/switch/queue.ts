/**
 * The queues of one egress port: strict priority, the larger number first, first in first out
 * within a priority, and a limit on each (tail drop).
 * @module
 */

export class PortQueues<Item> {
  readonly #queues: Item[][];
  readonly #limit: number;

  constructor(priorities: number, limit: number) {
    this.#queues = Array.from({ length: priorities }, () => []);
    this.#limit = limit;
  }

  /** False: there is no such priority, or its queue is full; the item is lost. */
  push(priority: number, item: Item): boolean {
    const queue = this.#queues[priority];
    if (queue === undefined || queue.length >= this.#limit) return false;
    queue.push(item);
    return true;
  }

  /** The oldest of the highest priority that has any. */
  pop(): Item | undefined {
    return this.#queues.findLast((queue) => queue.length > 0)?.shift();
  }

  /** How many wait in this priority. */
  depth(priority: number): number {
    return this.#queues[priority]?.length ?? 0;
  }

  get empty(): boolean {
    return this.#queues.every((queue) => queue.length === 0);
  }
}
