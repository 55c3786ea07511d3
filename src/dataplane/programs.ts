/**
 * The text of the program, compiled for the sizes that a genesis asks for. In: a P4 program, and
 * what it includes. Out: the program that both back ends run. Compiled once for each pair of
 * sizes, whoever asks.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import { compile, type Source } from "../p4/compile.ts";
import type { Program } from "../p4/program.ts";
import type { ReadInclude } from "../p4/source/preprocess.ts";
import type { Genesis } from "./genesis.ts";

export type Sizes = Pick<Genesis, "slot_bits" | "bloom_bits">;

/** PERF: a corpus asks for few sizes, but each faulty program is a text of its own. */
const KEPT_MAX = 8;

export class Programs {
  readonly source: Source;
  readonly #read: ReadInclude;
  readonly #compiled = new Map<string, Program>();

  constructor(source: Source, read: ReadInclude = () => undefined) {
    this.source = source;
    this.#read = read;
  }

  /**
   * The program at these sizes, its text changed by `change`. Throws an InputFault that says where
   * it does not compile.
   */
  at({ slot_bits: slots, bloom_bits: cells }: Sizes, change = (text: string) => text): Program {
    const text = change(this.source.text);
    const key = `${slots} ${cells} ${text}`;
    const known = this.#compiled.get(key);
    if (known !== undefined) return known;
    const macros = new Map([
      ["SLOT_BITS", String(slots)],
      ["BLOOM_BITS", String(cells)],
    ]);
    const found = compile({ ...this.source, text }, this.#read, macros);
    if (!found.ok) {
      const [first] = found.reason;
      const { file, line, column } = first?.place ?? { file: this.source.file, line: 1, column: 1 };
      const { message = "it is refused", cure = "" } = first ?? {};
      throw new InputFault("ProgramRefused", { file, line, column, message, cure });
    }
    const [oldest] = this.#compiled.keys();
    if (this.#compiled.size >= KEPT_MAX && oldest !== undefined) this.#compiled.delete(oldest);
    this.#compiled.set(key, found.value);
    return found.value;
  }
}
