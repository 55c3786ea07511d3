/**
 * Maximum flow in a directed network (Dinic 1970), in integers. In: arcs with capacities. Out: the
 * flow on each arc. Arcs are tried in the order in which they were added, so the same network
 * always has the same answer.
 * @module
 */
import { assert } from "../base/assert.ts";

/** More than any flow here: the sum of all of them stays below 2^53. */
export const UNBOUNDED = 2 ** 40;

export class Network {
  readonly #nodes: number;
  // Arc 2n leads forward, arc 2n+1 is its reverse; `#left` is what each can still carry.
  readonly #to: number[] = [];
  readonly #left: number[] = [];
  readonly #leaving: number[][];

  constructor(nodes: number) {
    this.#nodes = nodes;
    this.#leaving = Array.from({ length: nodes }, () => []);
  }

  /** Adds an arc that can carry `forward` one way and `backward` the other; returns its number. */
  arc(from: number, to: number, forward: number, backward = 0): number {
    const number = this.#to.length;
    this.#to.push(to, from);
    this.#left.push(forward, backward);
    at(this.#leaving, from).push(number);
    at(this.#leaving, to).push(number + 1);
    return number;
  }

  /** What the arc can still carry forward. */
  left(arc: number): number {
    return at(this.#left, arc);
  }

  /** Sends as much as possible from source to sink, and says how much that was. */
  send(source: number, sink: number): number {
    let sent = 0;
    for (;;) {
      const level = this.#levels(source);
      if (at(level, sink) < 0) return sent;
      const tried = Array.from({ length: this.#nodes }, () => 0);
      for (;;) {
        const path = this.#path(source, sink, level, tried);
        if (path === undefined) break;
        sent += this.#push(path);
      }
    }
  }

  #levels(source: number): number[] {
    const level = Array.from({ length: this.#nodes }, () => -1);
    level[source] = 0;
    const queue = [source];
    for (const node of queue) {
      for (const arc of at(this.#leaving, node)) {
        const next = at(this.#to, arc);
        if (at(this.#left, arc) === 0 || at(level, next) >= 0) continue;
        level[next] = at(level, node) + 1;
        queue.push(next);
      }
    }
    return level;
  }

  // A walk along growing levels, without recursion: a graph may be deeper than the stack.
  #path(source: number, sink: number, level: readonly number[], tried: number[]) {
    const path: number[] = [];
    let node = source;
    while (node !== sink) {
      const arc = at(this.#leaving, node)[at(tried, node)];
      if (arc === undefined) {
        const back = path.pop();
        if (back === undefined) return undefined;
        node = at(this.#to, back ^ 1);
        tried[node] = at(tried, node) + 1;
      } else if (at(this.#left, arc) > 0 && at(level, at(this.#to, arc)) === at(level, node) + 1) {
        path.push(arc);
        node = at(this.#to, arc);
      } else {
        tried[node] = at(tried, node) + 1;
      }
    }
    return path;
  }

  #push(path: readonly number[]): number {
    const amount = Math.min(...path.map((arc) => at(this.#left, arc)));
    for (const arc of path) {
      this.#left[arc] = at(this.#left, arc) - amount;
      this.#left[arc ^ 1] = at(this.#left, arc ^ 1) + amount;
    }
    return amount;
  }
}

/** The item at an index that must be there. */
export function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  assert(item !== undefined, "an index is within its list");
  return item;
}
