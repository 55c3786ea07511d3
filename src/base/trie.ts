/**
 * A persistent map: one that is never changed, so whoever holds it holds it for ever, and the next
 * one shares with it all but one path. In: keys in lower-case hexadecimal, all of one length. Out:
 * maps, read in ascending order, and what tells two of them apart, at the cost of that alone.
 *
 * It is a radix tree over the digits of its keys that skips every digit in which they all agree
 * (PATRICIA: Morrison, JACM 15(4), 1968), with the children of a fork packed under a mask of 16
 * bits (Bagwell, "Ideal Hash Trees", 2001). Equal maps have equal shapes, whatever their history.
 * @module
 */
import { assert } from "./assert.ts";

type Leaf<Key, Value> = {
  readonly leaf: true;
  readonly key: Key;
  readonly value: Value;
  /** Its keys, being one, never disagree. */
  readonly at: typeof Infinity;
};

type Fork<Key, Value> = {
  readonly leaf: false;
  /** Any key that was ever below: all below agree with it up to `at`. */
  readonly key: Key;
  /** The first digit in which the keys below disagree. */
  readonly at: number;
  /** A bit for each digit that they have there. */
  readonly mask: number;
  /** Ascending by that digit. */
  readonly nodes: readonly Node<Key, Value>[];
};

type Node<Key, Value> = Leaf<Key, Value> | Fork<Key, Value>;

/** Told of a key that two maps do not agree on; undefined where one of them lacks it. */
export type Tell<Key extends string, Value> = (
  key: Key,
  before: Value | undefined,
  after: Value | undefined,
) => void;

export class Trie<Key extends string, Value> implements Iterable<readonly [Key, Value]> {
  readonly #root: Node<Key, Value> | undefined;
  readonly size: number;

  private constructor(root: Node<Key, Value> | undefined, size: number) {
    this.#root = root;
    this.size = size;
  }

  /** Of two entries with one key the later one holds. */
  static of<Key extends string, Value>(
    entries: Iterable<readonly [Key, Value]> = [],
  ): Trie<Key, Value> {
    let all = new Trie<Key, Value>(undefined, 0);
    for (const [key, value] of entries) all = all.with(key, value);
    return all;
  }

  get(key: Key): Value | undefined {
    return leafOf(this.#root, key)?.value;
  }

  has(key: Key): boolean {
    return leafOf(this.#root, key) !== undefined;
  }

  /** The same map if it says so already. */
  with(key: Key, value: Value): Trie<Key, Value> {
    const made: Leaf<Key, Value> = { leaf: true, key, value, at: Infinity };
    if (this.#root === undefined) return new Trie(made, 1);
    assert(key.length === this.#root.key.length, "the keys of a map are of one length");
    const near = nearest(this.#root, key);
    const at = firstDifference(near.key, key);
    if (near.leaf && at === Infinity && near.value === value) return this;
    return new Trie(inserted(this.#root, made, at), at === Infinity ? this.size : this.size + 1);
  }

  /** The same map if it has no such key. */
  without(key: Key): Trie<Key, Value> {
    return this.has(key) ? new Trie(removed(this.#root, key), this.size - 1) : this;
  }

  /** Ascending by key. */
  [Symbol.iterator](): Iterator<readonly [Key, Value]> {
    return this.from("");
  }

  /** The entries whose key is this one or comes after it, ascending. */
  *from(key: string): Generator<readonly [Key, Value], void, undefined> {
    for (const leaf of leavesFrom(this.#root, key)) yield [leaf.key, leaf.value];
  }

  /** The entries whose key begins so, ascending. */
  *under(prefix: string): Generator<readonly [Key, Value], void, undefined> {
    for (const entry of this.from(prefix)) {
      if (!entry[0].startsWith(prefix)) return;
      yield entry;
    }
  }

  *values(): Generator<Value, void, undefined> {
    for (const [, value] of this) yield value;
  }

  /** What was put in, taken out or replaced to make this map of the one before. */
  differences(before: Trie<Key, Value>, tell: Tell<Key, Value>): void {
    compare(before.#root, this.#root, tell);
  }
}

function leafOf<Key extends string, Value>(
  root: Node<Key, Value> | undefined,
  key: string,
): Leaf<Key, Value> | undefined {
  let node = root;
  while (node !== undefined && !node.leaf) node = childAt(node, digit(key, node.at));
  return node?.key === key ? node : undefined;
}

/** A node that agrees with the key as far as any does. */
function nearest<Key extends string, Value>(root: Node<Key, Value>, key: string): Node<Key, Value> {
  let node = root;
  while (!node.leaf) {
    const child = childAt(node, digit(key, node.at));
    if (child === undefined) return node;
    node = child;
  }
  return node;
}

/** `at`: the first digit in which the leaf's key is none of those below; Infinity for none. */
function inserted<Key extends string, Value>(
  node: Node<Key, Value>,
  leaf: Leaf<Key, Value>,
  at: number,
): Node<Key, Value> {
  if (at < node.at) return forked(node, leaf, at);
  if (node.leaf) return leaf;
  const own = digit(leaf.key, node.at);
  const child = childAt(node, own);
  const place = placeOf(node.mask, own);
  if (child === undefined) {
    return { ...node, mask: node.mask | (1 << own), nodes: node.nodes.toSpliced(place, 0, leaf) };
  }
  return { ...node, nodes: node.nodes.with(place, inserted(child, leaf, at)) };
}

function forked<Key extends string, Value>(
  node: Node<Key, Value>,
  leaf: Leaf<Key, Value>,
  at: number,
): Fork<Key, Value> {
  const [old, own] = [digit(node.key, at), digit(leaf.key, at)];
  const nodes = old < own ? [node, leaf] : [leaf, node];
  return { leaf: false, key: leaf.key, at, mask: (1 << old) | (1 << own), nodes };
}

function removed<Key extends string, Value>(
  node: Node<Key, Value> | undefined,
  key: string,
): Node<Key, Value> | undefined {
  if (node === undefined || node.leaf) return undefined;
  const own = digit(key, node.at);
  const place = placeOf(node.mask, own);
  const child = removed(childAt(node, own), key);
  if (child !== undefined) return { ...node, nodes: node.nodes.with(place, child) };
  const nodes = node.nodes.toSpliced(place, 1);
  // Where one way is left there is no fork.
  return nodes.length === 1 ? nodes[0] : { ...node, mask: node.mask & ~(1 << own), nodes };
}

function* leavesFrom<Key extends string, Value>(
  node: Node<Key, Value> | undefined,
  key: string,
): Generator<Leaf<Key, Value>, void, undefined> {
  if (node === undefined) return;
  if (node.leaf) {
    if (node.key >= key) yield node;
    return;
  }
  const [own, sought] = [node.key.slice(0, node.at), key.slice(0, node.at)];
  if (own < sought) return;
  // Beyond the end of a short key every digit is as good: it compares as NaN.
  const least = own === sought ? digit(key, node.at) : NaN;
  for (const child of node.nodes) {
    const step = digit(child.key, node.at);
    if (step < least) continue;
    yield* leavesFrom(child, step === least ? key : "");
  }
}

// What both have as the same object is passed over, so the cost is that of what they do not share.
function compare<Key extends string, Value>(
  before: Node<Key, Value> | undefined,
  after: Node<Key, Value> | undefined,
  tell: Tell<Key, Value>,
): void {
  if (before === after) return;
  if (before === undefined || after === undefined) {
    for (const { key, value } of leavesFrom(before, "")) tell(key, value, undefined);
    for (const { key, value } of leavesFrom(after, "")) tell(key, undefined, value);
    return;
  }
  const at = Math.min(before.at, after.at);
  if (firstDifference(before.key, after.key) < at) {
    compare(before, undefined, tell);
    compare(undefined, after, tell);
  } else if (before.leaf && after.leaf) {
    if (before.value !== after.value) tell(after.key, before.value, after.value);
  } else if (!before.leaf && !after.leaf && before.mask === after.mask && before.at === after.at) {
    // PERF: nearly always one way of the same ways was taken.
    for (let place = 0; place < after.nodes.length; place += 1) {
      const [one, other] = [before.nodes[place], after.nodes[place]];
      if (one !== other) compare(one, other, tell);
    }
  } else {
    // Whichever forks later lies as a whole on one way of the other.
    for (let way = 0; way < 16; way += 1) {
      compare(onWay(before, at, way), onWay(after, at, way), tell);
    }
  }
}

function onWay<Key extends string, Value>(
  node: Node<Key, Value>,
  at: number,
  way: number,
): Node<Key, Value> | undefined {
  if (!node.leaf && node.at === at) return childAt(node, way);
  return digit(node.key, at) === way ? node : undefined;
}

function childAt<Key extends string, Value>(
  fork: Fork<Key, Value>,
  way: number,
): Node<Key, Value> | undefined {
  return (fork.mask & (1 << way)) === 0 ? undefined : fork.nodes[placeOf(fork.mask, way)];
}

/** How many children come before that of this digit. */
function placeOf(mask: number, way: number): number {
  // The bits of 16 that are set, counted in pairs, in fours, in eights.
  let bits = mask & ((1 << way) - 1);
  bits -= (bits >> 1) & 0x5555;
  bits = (bits & 0x3333) + ((bits >> 2) & 0x3333);
  bits = (bits + (bits >> 4)) & 0x0f0f;
  return (bits + (bits >> 8)) & 0x1f;
}

const [ZERO, NINE, TEN_BEFORE_A] = [48, 57, 87];

/** A digit of a key in hexadecimal; NaN beyond its end. */
function digit(key: string, at: number): number {
  const code = key.charCodeAt(at);
  return code <= NINE ? code - ZERO : code - TEN_BEFORE_A;
}

function firstDifference(one: string, other: string): number {
  if (one === other) return Infinity;
  let at = 0;
  while (one.charCodeAt(at) === other.charCodeAt(at)) at += 1;
  return at;
}
