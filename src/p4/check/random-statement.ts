/**
 * Random well-typed statements as P4 text. For tests.
 * @module
 */
import { BOOL, Expressions, pick, randomType, show } from "./random-expression.ts";
import type { Choose, Routine, Slot, Type } from "./random-expression.ts";

export type Table = { readonly name: string; readonly actions: readonly string[] };

const DEPTH_MAX = 2;

/** Without a table and headers among the slots they fit into a function too. */
export function randomStatements(
  choose: Choose,
  slots: readonly Slot[],
  routines: readonly Routine[],
  tables: readonly Table[],
): string[] {
  return new Statements(choose, routines, tables).some(slots, 0);
}

class Statements {
  readonly #choose: Choose;
  readonly #routines: readonly Routine[];
  readonly #tables: readonly Table[];
  #locals = 0;

  constructor(choose: Choose, routines: readonly Routine[], tables: readonly Table[]) {
    this.#choose = choose;
    this.#routines = routines;
    this.#tables = tables;
  }

  some(slots: readonly Slot[], depth: number): string[] {
    const seen = [...slots];
    const made: string[] = [];
    for (let left = this.#choose(4 - depth); left >= 0; left--) {
      made.push(this.#one(seen, depth));
    }
    return made;
  }

  /** May add a local variable to the slots. */
  #one(slots: Slot[], depth: number): string {
    const choose = this.#choose;
    const { expressions } = this.#in(slots);
    const isDeep = depth >= DEPTH_MAX;
    switch (choose(isDeep ? 4 : 8)) {
      case 0:
      case 1:
        return this.#assignment(slots);
      case 2:
        return this.#local(slots);
      case 3:
        return this.#effect(slots);
      case 4: {
        const otherwise = choose(2) === 1 ? ` else ${this.#block(slots, depth)}` : "";
        return `if (${expressions.of(BOOL)}) ${this.#block(slots, depth)}${otherwise}`;
      }
      case 5:
        return this.#switch(slots, depth);
      case 6:
        return this.#loop(slots, depth);
      default:
        return this.#apply(slots, depth);
    }
  }

  #in(slots: readonly Slot[]): { readonly expressions: Expressions } {
    const claims = [
      ...this.#tables.flatMap(({ name }) => [`${name}.apply().hit`, `${name}.apply().miss`]),
      ...(hasHeaders(slots)
        ? ["hdr.b.isValid()", "hdr.s[1].isValid()", "(hdr.b == hdr.s[0])"]
        : []),
    ];
    return { expressions: new Expressions(this.#choose, slots, this.#routines, claims) };
  }

  #block(slots: readonly Slot[], depth: number): string {
    return `{ ${this.some(slots, depth + 1).join(" ")} }`;
  }

  #assignment(slots: readonly Slot[]): string {
    const { expressions } = this.#in(slots);
    const stores = slots.filter(({ mayStore }) => mayStore);
    const target = stores[this.#choose(stores.length)];
    if (target === undefined) return ";";
    const { type, text } = target;
    if (this.#choose(4) === 1 && type.kind !== "bool") {
      const narrow: Type = { kind: "bit", width: 1 + this.#choose(type.width) };
      const place = expressions.place(narrow);
      if (place !== null) return `${place} = ${expressions.of(narrow)};`;
    }
    return `${text} = ${expressions.of(type)};`;
  }

  #local(slots: Slot[]): string {
    const { expressions } = this.#in(slots);
    const type = randomType(this.#choose);
    const text = `x${this.#locals++}`;
    const declared = `${show(type)} ${text} = ${expressions.of(type)};`;
    slots.push({ text, type, mayStore: true });
    return declared;
  }

  /** A call for its effects: of a function, or on headers. */
  #effect(slots: readonly Slot[]): string {
    const choose = this.#choose;
    const routine = this.#routines[choose(this.#routines.length + 1)];
    const called = routine === undefined ? null : this.#in(slots).expressions.call(routine);
    if (called !== null) return `${called};`;
    if (!hasHeaders(slots)) return this.#assignment(slots);
    return pick(choose, [
      "hdr.b.setValid();",
      "hdr.b.setInvalid();",
      "hdr.s.push_front(1);",
      "hdr.s.pop_front(1);",
      "hdr.s[1] = hdr.b;",
      "hdr.b = hdr.s[0];",
      "hdr.s[1].setValid();",
    ]);
  }

  #switch(slots: readonly Slot[], depth: number): string {
    const { expressions } = this.#in(slots);
    const type: Type = { kind: "bit", width: pick(this.#choose, [8, 1, 33]) };
    const other = this.#choose(2) === 1 ? ` default: ${this.#block(slots, depth)}` : "";
    const cases = `0: 1: ${this.#block(slots, depth)}${other}`;
    return `switch (${expressions.of(type)}) { ${cases} }`;
  }

  #loop(slots: readonly Slot[], depth: number): string {
    const { expressions } = this.#in(slots);
    const name = `x${this.#locals++}`;
    const type: Type = { kind: "bit", width: 8 };
    const inside = this.some([...slots, { text: name, type, mayStore: false }], depth + 1);
    if (this.#choose(3) === 1) {
      inside.push(`if (${expressions.of(BOOL)}) { ${pick(this.#choose, ["break", "continue"])}; }`);
    }
    return `for (bit<8> ${name} in 0 .. ${this.#choose(4)}) { ${inside.join(" ")} }`;
  }

  #apply(slots: readonly Slot[], depth: number): string {
    const [table] = this.#tables;
    if (table === undefined) return this.#block(slots, depth);
    const [first] = table.actions;
    if (first === undefined || this.#choose(2) === 0) return `${table.name}.apply();`;
    const cases = `${first}: ${this.#block(slots, depth)} default: ${this.#block(slots, depth)}`;
    return `switch (${table.name}.apply().action_run) { ${cases} }`;
  }
}

function hasHeaders(slots: readonly Slot[]): boolean {
  return slots.some(({ text }) => text.startsWith("hdr."));
}
