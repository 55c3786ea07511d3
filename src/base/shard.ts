/**
 * One of several equal parts of a run, so that several machines share it. In: a list in its order,
 * which is the same on each of them. Out: the part of one, without a word between them.
 * @module
 */

/** Part number `index`, counted from 1, of `of`. */
export type Shard = { readonly index: number; readonly of: number };

export const WHOLE: Shard = { index: 1, of: 1 };

/** `i/n`, as options and files have it. */
export function shardText({ index, of }: Shard): string {
  return `${index}/${of}`;
}

/** The shard that a text names, or undefined where it names none. */
export function shardNamed(text: string): Shard | undefined {
  const [, first = "", all = ""] = /^([1-9][0-9]{0,5})\/([1-9][0-9]{0,5})$/.exec(text) ?? [];
  const [index, of] = [Number(first), Number(all)];
  return first === "" || index > of ? undefined : { index, of };
}

/** Each `of`-th of them, beginning with number `index`, as cards are dealt. */
export function dealt<T>(items: readonly T[], { index, of }: Shard): readonly T[] {
  return items.filter((_, at) => at % of === index - 1);
}

/**
 * As many of them as weigh about as much as those of any other shard, in their order: the heaviest
 * goes first, each to the shard that has least so far (Graham, 1969: the heaviest shard is at most
 * a third heavier than it need be). Where shards have equally much the first takes it, so it is the
 * same everywhere. Each shard has something, as long as there are as many items.
 */
export function weighed<T>(
  items: readonly T[],
  weightOf: (item: T) => number,
  { index, of }: Shard,
): readonly T[] {
  const loads = Array.from({ length: of }, () => 0);
  const own = new Set<T>();
  for (const item of items.toSorted((left, right) => weightOf(right) - weightOf(left))) {
    const to = loads.indexOf(Math.min(...loads));
    // What weighs nothing takes its place all the same.
    loads[to] = (loads[to] ?? 0) + Math.max(weightOf(item), Number.MIN_VALUE);
    if (to === index - 1) own.add(item);
  }
  return items.filter((item) => own.has(item));
}
