/**
 * `--shard I/N`, which several commands take. In: arguments. Out: the part that is asked for.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import type { Shard } from "../base/shard.ts";
import { shardNamed, shardText, WHOLE } from "../base/shard.ts";
import type { Arguments } from "./args.ts";

export function shardOf(given: Arguments, command: string): Shard {
  const text = given.text("shard");
  if (text === undefined) return WHOLE;
  const shard = shardNamed(text);
  if (shard !== undefined) return shard;
  const why = `--shard takes I/N with I from 1 to N, not ${text}`;
  throw new InputFault("Usage", { command, why });
}

/** Nothing to do is no success. `items` says what there would be: `3 models`. */
export function shardEmpty(items: string, shard: Shard): InputFault {
  return new InputFault("ShardEmpty", { items, shard: shardText(shard) });
}
