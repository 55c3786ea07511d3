/**
 * Random well-typed expressions as P4 text: first the type, then an expression of it. For tests.
 * @module
 */

/** A number from 0 to `below - 1`; 0 is the simplest choice, so that a failure shrinks. */
export type Choose = (below: number) => number;

export type Kind = "bit" | "int" | "bool";
export type Type = { readonly kind: Kind; readonly width: number };
/** Something that can be read, and stored to if it may. */
export type Slot = { readonly text: string; readonly type: Type; readonly mayStore: boolean };
export type Routine = {
  readonly name: string;
  readonly returns: Type;
  readonly parameters: readonly { readonly type: Type; readonly isInout: boolean }[];
};

export const BOOL: Type = { kind: "bool", width: 1 };
/** On and beside the borders between a number, a pair of numbers and a bigint. */
const WIDTHS = [8, 1, 3, 9, 16, 31, 32, 33, 47, 48, 63, 64, 65, 128];
const DEPTH_MAX = 3;

export function pick<Item>(choose: Choose, items: readonly [Item, ...Item[]]): Item {
  return items[choose(items.length)] ?? items[0];
}

export function randomType(choose: Choose): Type {
  const kind = pick<Kind>(choose, ["bit", "bit", "int", "bool"]);
  return kind === "bool" ? BOOL : { kind, width: WIDTHS[choose(WIDTHS.length)] ?? 8 };
}

export function show({ kind, width }: Type): string {
  return kind === "bool" ? "bool" : `${kind}<${width}>`;
}

function same(a: Type, b: Type): boolean {
  return a.kind === b.kind && a.width === b.width;
}

/** Any bits, with the borders more often than chance has them. */
export function randomBits(choose: Choose, width: number): bigint {
  const ones = (1n << BigInt(width)) - 1n;
  const borders = [0n, 1n, ones, 1n << BigInt(width - 1), ones >> 1n];
  const border = borders[choose(8)];
  if (border !== undefined) return border & ones;
  let bits = 0n;
  for (let at = 0; at < width; at += 16) bits = (bits << 16n) | BigInt(choose(1 << 16));
  return bits & ones;
}

/** What a variable of one type says of another: its width changes, then its sign. */
function adapted({ text, type: has }: Slot, type: Type): string {
  if (same(has, type)) return text;
  if (type.kind === "bool") return has.kind === "bool" ? text : `(${text} != 0)`;
  const bits = has.kind === "bit" ? text : `(bit<${has.width}>)${text}`;
  const wide = `(bit<${type.width}>)${bits}`;
  return type.kind === "bit" ? `(${wide})` : `((${show(type)})${wide})`;
}

export class Expressions {
  readonly choose: Choose;
  readonly slots: readonly Slot[];
  readonly routines: readonly Routine[];
  /** Expressions of type bool that only this place allows: `t.apply().hit`. */
  readonly claims: readonly string[];

  constructor(
    choose: Choose,
    slots: readonly Slot[],
    routines: readonly Routine[],
    claims: readonly string[] = [],
  ) {
    this.choose = choose;
    this.slots = slots;
    this.routines = routines;
    this.claims = claims;
  }

  /** With parentheses around whatever has an operator. */
  of(type: Type, depth = 0): string {
    if (depth >= DEPTH_MAX || this.choose(4) === 0) return this.#leaf(type);
    const called = this.choose(6) === 1 ? this.#call(type, depth) : null;
    if (called !== null) return called;
    if (this.choose(8) === 1) {
      const inner = (of: Type): string => this.of(of, depth + 1);
      return `(${inner(BOOL)} ? ${inner(type)} : ${inner(type)})`;
    }
    return type.kind === "bool" ? this.#claim(depth) : this.#number(type, depth);
  }

  #leaf(type: Type): string {
    const fitting = this.slots.filter((slot) => same(slot.type, type));
    const slot = fitting[this.choose(fitting.length + 1)];
    if (slot !== undefined) return slot.text;
    const other = this.slots[this.choose(this.slots.length + 1)];
    return other === undefined ? this.literal(type) : adapted(other, type);
  }

  literal(type: Type): string {
    const bits = randomBits(this.choose, type.width);
    if (type.kind === "bool") return bits === 1n ? "true" : "false";
    const text = `${type.width}w${bits}`;
    return type.kind === "bit" ? text : `(${show(type)})${text}`;
  }

  #claim(depth: number): string {
    const claim = this.claims[this.choose(this.claims.length + 3)];
    if (claim !== undefined) return claim;
    const inner = (type: Type): string => this.of(type, depth + 1);
    const type = randomType(this.choose);
    const compared = type.kind === "bool" ? ["==", "!="] : ["==", "<", "<=", ">", ">=", "!="];
    const operator = compared[this.choose(compared.length)] ?? "==";
    switch (this.choose(3)) {
      case 0:
        return `(${inner(type)} ${operator} ${inner(type)})`;
      case 1:
        return `(!${inner(BOOL)})`;
      default:
        return `(${inner(BOOL)} ${pick(this.choose, ["&&", "||"])} ${inner(BOOL)})`;
    }
  }

  #number(type: Type, depth: number): string {
    const inner = (of: Type): string => this.of(of, depth + 1);
    const { width, kind } = type;
    switch (this.choose(7)) {
      case 0: {
        const operator = pick(this.choose, ["+", "-", "&", "|", "^", "*", "|+|", "|-|"]);
        return `(${inner(type)} ${operator} ${inner(type)})`;
      }
      case 1:
        return `(${pick(this.choose, ["-", "~"])}${inner(type)})`;
      case 2: {
        const by: Type = { kind: "bit", width: pick(this.choose, [8, 3, 64]) };
        return `(${inner(type)} ${pick(this.choose, ["<<", ">>"])} ${inner(by)})`;
      }
      case 3:
        return this.#cast(type, depth);
      case 4:
        return this.#sliced(type, depth);
      case 5: {
        if (width < 2) return inner(type);
        const low = 1 + this.choose(width - 1);
        const right: Type = { kind: pick<Kind>(this.choose, ["bit", "int"]), width: low };
        return `(${inner({ kind, width: width - low })} ++ ${inner(right)})`;
      }
      default:
        if (kind === "int") return inner(type);
        return `(${inner(type)} ${pick(this.choose, ["/", "%"])} ${this.#divisor(width)})`;
    }
  }

  #divisor(width: number): string {
    const bits = randomBits(this.choose, width);
    return `${width}w${bits === 0n ? 1n : bits}`;
  }

  /** One step at a time: the width or the sign. */
  #cast(type: Type, depth: number): string {
    const { kind, width } = type;
    const wide: Type = { kind, width: WIDTHS[this.choose(WIDTHS.length)] ?? 8 };
    const other: Type = { kind: kind === "bit" ? "int" : "bit", width };
    const isBool = kind === "bit" && width === 1 && this.choose(2) === 1;
    const from = isBool ? BOOL : pick(this.choose, [wide, other]);
    return `((${show(type)})${this.of(from, depth + 1)})`;
  }

  /** A slice has no sign; a number that has one is cast. */
  #sliced(type: Type, depth: number): string {
    const { kind, width } = type;
    const low = this.choose(4);
    const above = this.choose(4);
    const from: Type = {
      kind: pick<Kind>(this.choose, ["bit", "int"]),
      width: width + low + above,
    };
    const sliced = `(${this.of(from, depth + 1)})[${low + width - 1}:${low}]`;
    return kind === "bit" ? sliced : `((${show(type)})${sliced})`;
  }

  #call(type: Type, depth: number): string | null {
    const fitting = this.routines.filter(({ returns }) => same(returns, type));
    const routine = fitting[this.choose(fitting.length)];
    return routine === undefined ? null : this.call(routine, depth);
  }

  /** Null if there is no variable for one of the parameters. */
  call({ name, parameters }: Routine, depth = 0): string | null {
    const args = parameters.map(({ type, isInout }) => {
      return isInout ? this.place(type) : this.of(type, depth + 1);
    });
    return args.includes(null) ? null : `${name}(${args.join(", ")})`;
  }

  /** Somewhere to store a value of that type: a variable, or bits of a wider one. */
  place(type: Type): string | null {
    const fitting = this.slots.flatMap(({ text, type: has, mayStore }) => {
      if (!mayStore) return [];
      if (same(has, type)) return [text];
      if (type.kind !== "bit" || has.kind === "bool" || has.width <= type.width) return [];
      const low = this.choose(has.width - type.width + 1);
      return [`${text}[${low + type.width - 1}:${low}]`];
    });
    return fitting[this.choose(fitting.length)] ?? null;
  }
}
