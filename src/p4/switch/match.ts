/**
 * A row's condition on one key. All numbers are raw: a signed key is its two's complement, a bool
 * 0 or 1, an enum or `error` its position.
 * @module
 */
import type { Result } from "../../base/result.ts";
import { no, ok } from "../../base/result.ts";
import type { Key, MatchKind } from "../program.ts";
import { bitsOf, fromRaw, isSigned, ones } from "./bits.ts";

export type Match =
  /** Of exact, and of optional when it is present. */
  | { readonly kind: "exact"; readonly value: bigint }
  /** The upper `prefix` bits count; those below are 0 in `value`. */
  | { readonly kind: "lpm"; readonly value: bigint; readonly prefix: number }
  /** Bits that are 0 in `mask` are 0 in `value`. */
  | { readonly kind: "ternary"; readonly value: bigint; readonly mask: bigint }
  /** Both included; compared as signed numbers where the key is signed. Empty if high < low. */
  | { readonly kind: "range"; readonly low: bigint; readonly high: bigint }
  /** An absent optional, and every selector key: it has no say. */
  | { readonly kind: "any" };

/** What a key of each kind may be given. */
const KINDS: Readonly<Record<MatchKind, readonly Match["kind"][]>> = {
  exact: ["exact"],
  lpm: ["lpm"],
  ternary: ["ternary", "any"],
  range: ["range", "any"],
  optional: ["exact", "any"],
  selector: ["any"],
};

/** The match in the one form that equal conditions share; "BadMatch" if the key cannot have it. */
export function readMatch(key: Key, match: Match): Result<Match, "BadMatch"> {
  const width = bitsOf(key.expression.type);
  const fits = (value: bigint): boolean => value >= 0n && value <= ones(width);
  if (!KINDS[key.match].includes(match.kind)) return no("BadMatch");
  switch (match.kind) {
    case "exact":
      return fits(match.value) ? ok(match) : no("BadMatch");
    case "lpm": {
      const { value, prefix } = match;
      if (!fits(value) || prefix < 0 || prefix > width) return no("BadMatch");
      return ok({ kind: "lpm", value: value & prefixMask(width, prefix), prefix });
    }
    case "ternary": {
      const { value, mask } = match;
      if (!fits(value) || !fits(mask)) return no("BadMatch");
      return ok(mask === 0n ? { kind: "any" } : { kind: "ternary", value: value & mask, mask });
    }
    case "range":
      return fits(match.low) && fits(match.high) ? ok(match) : no("BadMatch");
    case "any":
      return ok(match);
  }
}

/** The upper `prefix` of `width` bits. */
export function prefixMask(width: number, prefix: number): bigint {
  return ones(width) ^ ones(width - prefix);
}

/** Whether a raw key fulfils the condition. */
export function matches(key: Key, match: Match, raw: bigint): boolean {
  const type = key.expression.type;
  switch (match.kind) {
    case "exact":
      return raw === match.value;
    case "lpm":
      return (raw & prefixMask(bitsOf(type), match.prefix)) === match.value;
    case "ternary":
      return (raw & match.mask) === match.value;
    case "range": {
      const order = isSigned(type) ? (bits: bigint): bigint => fromRaw(type, bits) : same;
      return order(match.low) <= order(raw) && order(raw) <= order(match.high);
    }
    case "any":
      return true;
  }
}

export function sameMatch(one: Match, other: Match): boolean {
  switch (one.kind) {
    case "exact":
      return other.kind === "exact" && one.value === other.value;
    case "lpm":
      return other.kind === "lpm" && one.value === other.value && one.prefix === other.prefix;
    case "ternary":
      return other.kind === "ternary" && one.value === other.value && one.mask === other.mask;
    case "range":
      return other.kind === "range" && one.low === other.low && one.high === other.high;
    case "any":
      return other.kind === "any";
  }
}

function same(bits: bigint): bigint {
  return bits;
}
