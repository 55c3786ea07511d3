/**
 * The secrets under which hashes do what a model says of them: accounts share slots as it has them,
 * and a key hits where another was learned exactly if the two are alike there, whatever else was
 * learned. In: the setup of DataPlane.tla. Out: four odd numbers, found by trying one after the
 * other from a seed that is public: the same for everybody, and others for another network.
 * @module
 */
import { Fault } from "../../base/fault.ts";
import { print } from "../../value/print.ts";
import type { Value } from "../../value/value.ts";
import { string, tuple } from "../../value/value.ts";
import type { Binding } from "../bind.ts";
import { elements, entries, get, items, text } from "../names.ts";
import type { Key, Secrets } from "./dataplane-tags.ts";
import { first8, keyIn, rowsOf, slotOf, tagOf } from "./dataplane-tags.ts";

/**
 * A secret fits once in some hundreds, unless those before it leave no room: then it is not to be
 * found, and they must be others.
 */
const ATTEMPTS_MAX = 4_000;

/**
 * A key, and which of the keys that can be learned it hits alone, and which never. If it is to miss
 * by one row alone when all is learned, which one.
 */
type Wish = {
  readonly key: Key;
  readonly by: readonly Key[];
  readonly notBy: readonly Key[];
  readonly nearly: number | undefined;
};

const known = new WeakMap<Binding, Map<string, Secrets>>();

export function secretsOf(binding: Binding, setup: Value): Secrets {
  const own = known.get(binding) ?? new Map<string, Secrets>();
  known.set(binding, own);
  const name = print(setup);
  const found = own.get(name) ?? search(binding, setup);
  own.set(name, found);
  return found;
}

/**
 * One secret after the other, each for the keys that depend on it: of nonce 0 and epoch 0, then of
 * other nonces, then of other epochs. Where the next finds none, this one goes on.
 */
function search(binding: Binding, setup: Value): Secrets {
  const { network } = binding.keys;
  const drawn = (name: string) => draws(network, name);
  const wishes = wishesOf(binding, setup);
  const plain = among(wishes, ({ nonce, epoch }) => nonce === 0n && epoch === 0n);
  const early = among(wishes, ({ epoch }) => epoch === 0n);
  for (const slot of drawn("slot")) {
    if (!sharesAs(binding, setup, slot)) continue;
    for (const bloom of drawn("bloom")) {
      if (!fits(plain, { slot, bloom, nonce: 1n, epoch: 1n })) continue;
      for (const nonce of drawn("nonce")) {
        if (!fits(early, { slot, bloom, nonce, epoch: 1n })) continue;
        for (const epoch of drawn("epoch")) {
          const secrets = { slot, bloom, nonce, epoch };
          if (fits(wishes, secrets)) return secrets;
        }
      }
    }
  }
  throw new Fault("SecretsUnfound", { network, attempts: ATTEMPTS_MAX });
}

function* draws(network: string, name: string): Generator<bigint> {
  for (let n = 0; n < ATTEMPTS_MAX; n += 1) {
    yield first8(`flashmesh/1/conformance-secret/${network}/${name}/${n}`) | 1n;
  }
}

/** DP-7: two accounts have one index if they have one slot in the model, and only then. */
function sharesAs(binding: Binding, setup: Value, secret: bigint): boolean {
  const indices = new Map<string, number>();
  for (const [account, slot] of entries(get(setup, "slot_of"))) {
    const index = slotOf(tagOf(binding, string(account)), secret);
    if ((indices.get(text(slot)) ?? index) !== index) return false;
    indices.set(text(slot), index);
  }
  return new Set(indices.values()).size === indices.size;
}

function wishesOf(binding: Binding, setup: Value): readonly Wish[] {
  const alike = new Set(elements(get(setup, "alike")).map(print));
  const taught = elements(get(setup, "taught"));
  const asked = elements(get(setup, "asked"));
  const nearly = items(get(setup, "nearly")).map(print);
  const keys = new Map([...taught, ...asked].map((key) => [print(key), key]));
  const wishes = [...keys].map(([name, key]): Wish => {
    const hits = (learned: Value): boolean =>
      print(learned) === name || alike.has(print(tuple([key, learned])));
    return {
      key: keyIn(binding, key),
      by: taught.filter((each) => hits(each)).map((each) => keyIn(binding, each)),
      notBy: taught.filter((each) => !hits(each)).map((each) => keyIn(binding, each)),
      nearly: nearly.includes(name) ? nearly.indexOf(name) : undefined,
    };
  });
  // PERF: what seldom comes true is asked first; thousands of secrets fail at it.
  return wishes.toSorted((left, right) => rarity(right) - rarity(left));
}

function rarity({ by, nearly }: Wish): number {
  return nearly === undefined ? by.length : 100;
}

/** What can be wished of some keys alone. A near miss is one when all is learned. */
function among(wishes: readonly Wish[], isOne: (key: Key) => boolean): readonly Wish[] {
  return wishes
    .filter(({ key }) => isOne(key))
    .map(({ key, by, notBy, nearly }) => ({
      key,
      by: by.filter(isOne),
      notBy: notBy.filter(isOne),
      nearly: notBy.every(isOne) ? nearly : undefined,
    }));
}

/** DP-8. What misses where all others were learned misses where some of them were. */
function fits(wishes: readonly Wish[], secrets: Secrets): boolean {
  return wishes.every(({ key, by, notBy, nearly }) => {
    const rows = rowsOf(key, secrets);
    const others = new Set(notBy.flatMap((each) => rowsOf(each, secrets)));
    const missing = rows.filter((cell) => !others.has(cell));
    return (
      by.every((each) => isWithin(rows, new Set(rowsOf(each, secrets)))) &&
      missing.length > 0 &&
      (nearly === undefined || (missing.length === 1 && missing[0] === rows[nearly]))
    );
  });
}

function isWithin(cells: readonly number[], others: ReadonlySet<number>): boolean {
  return cells.every((cell) => others.has(cell));
}
