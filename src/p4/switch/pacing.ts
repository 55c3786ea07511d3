/**
 * Ports that send no faster than one packet each so many microseconds, in virtual time. Until one
 * is paced, packets leave at once and no queue is used.
 * @module
 */
import type { Saved } from "../engine.ts";
import { PortQueues } from "./queue.ts";

/** A packet between ingress and egress. */
export type Waiting = {
  readonly saved: Saved;
  readonly port: number;
  /** Bytes that are kept of it when it leaves; -1: all. */
  readonly truncate: number;
  /** How often its like came round before. */
  readonly rounds: number;
  readonly enqueuedUs: number;
  /** Packets before it in its queue when it came. */
  readonly depth: number;
};

type Paced = { readonly intervalUs: number; freeUs: number; readonly queues: PortQueues<Waiting> };

export class Pacing {
  readonly priorities: number;
  /** Whether any port is. */
  paces = false;
  readonly #limit: number;
  /** By port, the lowest first. */
  #ports: ReadonlyMap<number, Paced> = new Map();
  /** Packets that wait. */
  #waiting = 0;
  /** Packets lost to a full queue, and to a priority that has none. */
  lost = { full: 0, priority: 0 };

  constructor(priorities: number, limit: number) {
    this.priorities = priorities;
    this.#limit = limit;
  }

  /** From now on this port sends a packet each `intervalUs`, the first at once. */
  pace(port: number, intervalUs: number, nowUs: number): void {
    const before = this.#ports.get(port);
    const queues = before?.queues ?? new PortQueues<Waiting>(this.priorities, this.#limit);
    const ports = [...this.#ports, [port, { intervalUs, freeUs: nowUs, queues }] as const];
    this.paces = true;
    this.#ports = new Map(ports.toSorted(([one], [other]) => one - other));
  }

  /** Whether a packet waits anywhere. */
  get busy(): boolean {
    return this.#waiting > 0;
  }

  isPaced(port: number): boolean {
    return this.#ports.has(port);
  }

  /** Whether a packet of this priority has a queue at all; else it is lost. */
  admits(priority: number): boolean {
    if (priority < this.priorities) return true;
    this.lost.priority += 1;
    return false;
  }

  depth(port: number, priority: number): number {
    return this.#ports.get(port)?.queues.depth(priority) ?? 0;
  }

  push(priority: number, waiting: Waiting): void {
    const taken = this.#ports.get(waiting.port)?.queues.push(priority, waiting) ?? false;
    if (taken) this.#waiting += 1;
    else this.lost.full += 1;
  }

  /**
   * The next packet that may leave by `untilUs`, and when: of all ports the earliest, of equals
   * the lowest port.
   */
  next(untilUs: number): { readonly waiting: Waiting; readonly atUs: number } | undefined {
    let first: Paced | undefined;
    for (const paced of this.#ports.values()) {
      if (paced.queues.empty || paced.freeUs > untilUs) continue;
      if (first === undefined || paced.freeUs < first.freeUs) first = paced;
    }
    const waiting = first?.queues.pop();
    if (first === undefined || waiting === undefined) return undefined;
    this.#waiting -= 1;
    const atUs = Math.max(first.freeUs, waiting.enqueuedUs);
    first.freeUs = atUs + first.intervalUs;
    return { waiting, atUs };
  }

  /** When the last packet that waits has left, if no more come. */
  get idleUs(): number {
    let idle = 0;
    for (const { queues, freeUs, intervalUs } of this.#ports.values()) {
      const count = Array.from({ length: this.priorities }, (_, at) => queues.depth(at));
      const waiting = count.reduce((sum, depth) => sum + depth, 0);
      if (waiting > 0) idle = Math.max(idle, freeUs + waiting * intervalUs);
    }
    return idle;
  }
}
