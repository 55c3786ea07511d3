/**
 * What of the state is not as it must be. In: what was shown before and after an input, and what
 * the model demands after it. Out: a row for each key that differs from the demand, by the names of
 * the model: of an account each field is a key, of a wallet each of its own.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import { canonical } from "../base/canonical.ts";
import type { Explanation } from "../replay/result.ts";
import type { Names } from "./names.ts";
import { plain } from "./names.ts";
import { fieldsOf } from "./fields.ts";
import { valueInWords } from "./words.ts";

type Row = NonNullable<Explanation["state"]>[number];

/** No more rows than anyone reads: a subject that shows nothing differs in every key. */
const ROWS_MAX = 8;

export function stateRows(
  names: Names,
  seen: { readonly before: Json; readonly after: Json; readonly demanded: Json },
): readonly Row[] {
  const before = keysOf(seen.before);
  const now = keysOf(seen.after);
  const demanded = keysOf(seen.demanded);
  const tell = (value: Json | undefined): string =>
    value === undefined ? "not there" : valueInWords(names, value);
  const rows = [...new Set([...demanded.keys(), ...now.keys()])].flatMap((key): readonly Row[] => {
    const [must, is] = [demanded.get(key), now.get(key)];
    if (must !== undefined && is !== undefined && canonical(must) === canonical(is)) return [];
    const [told, was] = [plain(names.text(key)), tell(before.get(key))];
    return [{ key: told, before: was, now: tell(is), demanded: tell(must) }];
  });
  return rows.slice(0, ROWS_MAX);
}

/** `<account>.locks` and `ownership`, each with its value. */
function keysOf(observed: Json): ReadonlyMap<string, Json> {
  const { accounts, ...rest } = fieldsOf(observed);
  const own = Object.entries(fieldsOf(accounts)).flatMap(([account, shard]) =>
    Object.entries(fieldsOf(shard)).map(([key, value]): [string, Json] => [
      `${account}.${key}`,
      value,
    ]),
  );
  return new Map([...own, ...Object.entries(rest)]);
}
