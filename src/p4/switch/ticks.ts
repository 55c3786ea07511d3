/**
 * Which counters went up. In: a control plane, looked at twice. Out: the cells that differ, in the
 * order of the program. (Counters of rows are not among them.)
 * @module
 */
import type { ControlPlane } from "./control-plane.ts";

export type Tick = {
  /** As the control plane knows it. */
  readonly counter: string;
  readonly index: number;
  /** More than before. */
  readonly packets: number;
  readonly bytes: number;
};

/** Looks at all counters now. Out: asked later, what they have counted since. */
export function watchCounters({ counters }: ControlPlane): () => readonly Tick[] {
  const before = [...counters].map(([instance, { packets, bytes }]) => {
    return { instance, packets: packets.slice(), bytes: bytes.slice() };
  });
  return () =>
    before.flatMap(({ instance, packets, bytes }) => {
      const now = counters.get(instance);
      return [...packets].flatMap((old, index): readonly Tick[] => {
        const more = (now?.packets[index] ?? 0) - old;
        const length = (now?.bytes[index] ?? 0) - (bytes[index] ?? 0);
        return more === 0 ? [] : [{ counter: instance.name, index, packets: more, bytes: length }];
      });
    });
}
