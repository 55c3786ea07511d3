/**
 * Bytes as lines. In: chunks as a pipe gives them. Out: each line without its end, or the first
 * thing that is no line: a line that never ends is not waited for beyond its bound.
 * @module
 */

const NEWLINE = 0x0a;

export class Framing {
  readonly #lengthMax: number;
  #parts: Buffer[] = [];
  #length = 0;

  constructor(lengthMax: number) {
    this.#lengthMax = lengthMax;
  }

  /** Bytes of a line that has not ended yet. */
  get open(): number {
    return this.#length;
  }

  /** Hands on the lines that are complete now; false once a line is too long. */
  push(chunk: Buffer, line: (bytes: Buffer) => void): boolean {
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, from);
      const part = chunk.subarray(from, end === -1 ? chunk.length : end);
      if (this.#length + part.length > this.#lengthMax) return false;
      if (end === -1) {
        if (part.length > 0) this.#parts.push(part);
        this.#length += part.length;
        return true;
      }
      const whole = this.#parts.length === 0 ? part : Buffer.concat([...this.#parts, part]);
      this.#parts = [];
      this.#length = 0;
      from = end + 1;
      line(whole);
    }
  }
}
