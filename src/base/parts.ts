/**
 * The shards of one run, put in order. In: what each file says of itself. Out: all of them, from
 * the first to the last, or a fault: one is missing, is there twice, or is of another run.
 * @module
 */
import { canonical } from "./canonical.ts";
import type { Json } from "./canonical.ts";
import { InputFault } from "./fault.ts";
import { shardNamed, shardText, WHOLE } from "./shard.ts";

export type Part<T> = {
  readonly file: string;
  /** `i/n`; a run that was not shared out is the only shard of itself. */
  readonly shard: string | undefined;
  /** What all shards of one run have in common: the subject, the corpus, the options. */
  readonly run: { readonly [key: string]: Json };
  readonly body: T;
};

export type Parts<T> = readonly [Part<T>, ...Part<T>[]];

export function inOrder<T>(parts: readonly Part<T>[]): Parts<T> {
  const [given] = parts;
  if (given === undefined) throw new InputFault("MergeNothing");
  const { of } = shardOf(given);
  const places = new Map<number, Part<T>>();
  for (const part of parts) {
    const shard = shardOf(part);
    const { file } = part;
    if (shard.of !== of) {
      const why = `it is shard ${shardText(shard)}, and ${given.file} is one of ${of}`;
      throw new InputFault("MergeUnfit", { file, why });
    }
    const other = places.get(shard.index);
    if (other !== undefined) {
      throw new InputFault("MergeTwice", { shard: shardText(shard), file, other: other.file });
    }
    places.set(shard.index, part);
    const what = differing(given.run, part.run);
    if (what !== undefined) throw new InputFault("MergeDiffers", { file, other: given.file, what });
  }
  return ordered(places, of);
}

function ordered<T>(places: ReadonlyMap<number, Part<T>>, of: number): Parts<T> {
  const shards = Array.from({ length: of }, (_, at): Part<T> => {
    const part = places.get(at + 1);
    if (part !== undefined) return part;
    throw new InputFault("MergeMissing", { shard: shardText({ index: at + 1, of }) });
  });
  const [first, ...others] = shards;
  if (first === undefined) throw new InputFault("MergeNothing");
  return [first, ...others];
}

function shardOf({ file, shard }: Part<unknown>) {
  const named = shard === undefined ? WHOLE : shardNamed(shard);
  if (named !== undefined) return named;
  throw new InputFault("MergeUnfit", { file, why: `it names no shard: ${shard ?? ""}` });
}

/** The name of the first fact that is not the same, of a fact with parts that of the part. */
function differing(left: Part<unknown>["run"], right: Part<unknown>["run"]): string | undefined {
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const [one, other] = [left[key], right[key]];
    if (one === undefined || other === undefined) {
      if (one !== other) return key;
    } else if (canonical(one) !== canonical(other)) {
      const inside = isObject(one) && isObject(other) ? differing(one, other) : undefined;
      return inside === undefined ? key : `${key}.${inside}`;
    }
  }
  return undefined;
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
