/**
 * Names of the model -> Ed25519 keys, by a fixed derivation. In: a network and a name. Out: seed,
 * public key and signatures. The seed is SHA-256 of
 * "flashmesh/1/conformance-key/<network>/<name>/<n>" with the smallest n whose public key begins
 * with the byte that the table gives for the name, so that people see in a transcript who speaks,
 * and keys sort as the model's Rank does. These keys are public: they guard nothing.
 * @module
 */
import type { KeyObject } from "node:crypto";
import { createHash, sign } from "node:crypto";
import { assert } from "../base/assert.ts";
import { Fault } from "../base/fault.ts";
import type { NamedKey } from "./lines.ts";
import { signAgain } from "./again.ts";
import { byText } from "./names.ts";
import { publicOf, secretOf } from "./secret.ts";

const DERIVATION = "flashmesh/1/conformance-key";

/** The first byte of each authority's key. Accounts begin as they like. */
const FIRST_BYTE: ReadonlyMap<string, number> = new Map([
  ["a1", 0xa1],
  ["a2", 0xa2],
  ["a3", 0xa3],
  ["a4", 0xa4],
  ["b1", 0xb1],
  ["b2", 0xb2],
  ["b3", 0xb3],
  ["c1", 0xc1],
  ["c2", 0xc2],
  ["c3", 0xc3],
  ["c4", 0xc4],
  ["d1", 0xd1],
  ["x1", 0xf1],
]);

/** Every byte comes up once in 256 keys; this many attempts miss one less than once in 10^17. */
const ATTEMPTS_MAX = 10_000;

export type Principal = {
  readonly name: string;
  /** 32 bytes, lower-case hex, as `seed`. */
  readonly key: string;
  readonly seed: string;
  readonly secret: KeyObject;
};

export class Keys {
  readonly network: string;
  readonly #known = new Map<string, Principal>();

  constructor(network: string) {
    this.network = network;
  }

  principal(name: string): Principal {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const found = derived(this.network, name);
    this.#known.set(name, found);
    return found;
  }

  key(name: string): string {
    return this.principal(name).key;
  }

  /** An RFC 8032 signature over UTF-8 text: 64 bytes, lower-case hex. */
  sign(name: string, message: string): string {
    return sign(null, Buffer.from(message, "utf8"), this.principal(name).secret).toString("hex");
  }

  /** Another signature of the same text by the same key, which holds as well. */
  signAgain(name: string, message: string): string {
    const seed = Buffer.from(this.principal(name).seed, "hex");
    const other = `${DERIVATION}/${this.network}/${name}/again/${message}`;
    const text = Buffer.from(message, "utf8");
    return signAgain(seed, createHash("sha256").update(other).digest(), text).toString("hex");
  }

  /** Everyone asked for so far, by name. */
  all(): readonly Principal[] {
    return [...this.#known.values()].toSorted((left, right) => byText(left.name, right.name));
  }
}

// PERF: an authority's key takes 256 attempts, and the files of a corpus share their names.
const known = new Map<string, Principal>();

function derived(network: string, name: string): Principal {
  const key = `${network}/${name}`;
  const found = known.get(key) ?? derive(network, name);
  known.set(key, found);
  return found;
}

function derive(network: string, name: string): Principal {
  const wanted = FIRST_BYTE.get(name);
  for (let n = 0; n < ATTEMPTS_MAX; n += 1) {
    const seed = createHash("sha256").update(`${DERIVATION}/${network}/${name}/${n}`).digest();
    const secret = secretOf(seed);
    const key = publicOf(secret);
    if (wanted !== undefined && key[0] !== wanted) continue;
    return { name, key: key.toString("hex"), seed: seed.toString("hex"), secret };
  }
  throw new Fault("KeyUnderivable", { name, attempts: ATTEMPTS_MAX });
}

/** What a header tells of the keys: the network and the text they are derived from, and each. */
export function keysOf(keys: Keys): {
  readonly network: string;
  readonly seed: string;
  readonly keys: readonly NamedKey[];
} {
  return {
    network: keys.network,
    seed: `${DERIVATION}/${keys.network}`,
    keys: keys.all().map(({ name, key, seed }) => ({ name, key, seed })),
  };
}

/** The model sorts authorities by Rank, the wire by key: the two must agree. */
export function assertRanked(keys: Keys, rank: ReadonlyMap<string, number>): void {
  const byRank = [...rank].toSorted(([, left], [, right]) => left - right).map(([name]) => name);
  for (const name of byRank) {
    if (!FIRST_BYTE.has(name)) throw new Fault("AuthorityWithoutFirstByte", { name });
  }
  const byKey = byRank.toSorted((left, right) => byText(keys.key(left), keys.key(right)));
  assert(byRank.join() === byKey.join(), "authorities are ranked as their keys sort");
}
