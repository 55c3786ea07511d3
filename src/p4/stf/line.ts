/**
 * The words of one line, taken one after the other. What is not as it should be ends the line.
 * @module
 */
import { countOf, writtenOf } from "./number.ts";
import type { Written } from "./statement.ts";
import type { Word } from "./words.ts";

/** Ends the reading of a line; it never leaves the parser. */
export class LineFault extends Error {}

export class Line {
  readonly #words: readonly Word[];
  #at = 0;

  constructor(words: readonly Word[]) {
    this.#words = words;
  }

  peek(ahead = 0): Word | undefined {
    return this.#words[this.#at + ahead];
  }

  takes(text: string): boolean {
    if (this.peek()?.text !== text) return false;
    this.#at += 1;
    return true;
  }

  expect(text: string): void {
    if (!this.takes(text)) throw new LineFault(`${text} is missing before ${this.#shown()}`);
  }

  word(what: string): string {
    const word = this.peek();
    if (word?.kind !== "word") throw new LineFault(`${what} is missing before ${this.#shown()}`);
    this.#at += 1;
    return word.text;
  }

  count(what: string): number {
    const text = this.word(what);
    const found = countOf(text);
    if (found === undefined) throw new LineFault(`${text} is not ${what}`);
    return found;
  }

  written(text: string): Written {
    const found = writtenOf(text);
    if (found === undefined) throw new LineFault(`${text} is no number`);
    return found;
  }

  /** What is left, as text. */
  rest(): readonly string[] {
    const words = this.#words.slice(this.#at).map(({ text }) => text);
    this.#at = this.#words.length;
    return words;
  }

  #shown(): string {
    return this.peek()?.text ?? "the end of the line";
  }
}
