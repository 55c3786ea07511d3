/**
 * The tables of a vector file: each message once, whether it goes in or comes out, and each input
 * with the messages it refers to. In: what is bound. Out: ids, and at the end the lines.
 * @module
 */
import { assert } from "../base/assert.ts";
import type { Graph } from "../graph/graph.ts";
import type { Binding } from "./bind.ts";
import type { Component } from "./component.ts";
import { bindInput } from "./input.ts";
import { jcs, sha256 } from "./json.ts";
import type { InputLine, MessageLine } from "./lines.ts";
import type { WireMessage } from "./message.ts";
import { TermWriter } from "./terms.ts";

export class Tables {
  /** What the values of all lines are told with. */
  readonly terms = new TermWriter();
  readonly #lines: MessageLine[] = [];
  readonly #ids = new Map<string, number>();

  /** The id of a message; the first to be asked for is 1. */
  message({ type, body, value }: WireMessage): number {
    const text = jcs(body);
    const key = `${type} ${text}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#lines.length + 1;
    this.#ids.set(key, id);
    const told = this.terms.name(value);
    this.#lines.push({ kind: "message", id, digest: sha256(text), type, body, value: told });
    return id;
  }

  type(id: number): string {
    const line = this.#lines[id - 1];
    assert(line !== undefined, "a message has a line");
    return line.type;
  }

  messages(): readonly MessageLine[] {
    return [...this.#lines];
  }
}

/** The input lines, once it is known which clauses each input is about (by its name). */
export type InputTable = (clauses: ReadonlyMap<string, readonly string[]>) => readonly InputLine[];

export function inputTables(
  graph: Graph,
  component: Component,
  binding: Binding,
  tables: Tables,
): InputTable {
  const bound = [...graph.inputs].map(([name, value], index) => {
    const { input, plain, messages } = bindInput(binding, component, value);
    const refs = Object.entries(messages).map(([field, message]): [string, number] => {
      return [field, tables.message(message)];
    });
    const told = { input, name, plain, messages: Object.fromEntries(refs) };
    return { id: index + 1, ...told, value: tables.terms.tell(value) };
  });
  return (clauses) =>
    bound.map((line) => ({ kind: "input", ...line, clauses: clauses.get(line.name) ?? [] }));
}
