/**
 * The fast back end: from the checked program to JavaScript that knows its widths, offsets and
 * tables, compiled once when the program is loaded. It agrees with the interpreter in everything.
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { BackEnd, Blocks, Forward, Requests, SwitchWorld } from "../engine.ts";
import { META, TOLD } from "../engine.ts";
import type { Program } from "../program.ts";
import type { ControlPlane } from "../switch/control-plane.ts";
import { fixedDoubles } from "../switch/fixed.ts";
import { Digests, environment } from "./runtime.ts";
import type { Cells } from "./saved.ts";
import { fieldsOf, SavedPacket, SavedUser } from "./saved.ts";
import { compiled, type Running } from "./program.ts";

export const generate: BackEnd = (program, control, world) =>
  new Generated(program, control, world);

let loads = 0;

class Generated implements Blocks {
  readonly program: Program;
  readonly meta = new Float64Array(META.length);
  readonly told = fixedDoubles(Object.keys(TOLD).length);
  readonly forward: Forward | undefined;
  readonly requests: Requests = {
    cloneSession: -1,
    cloneFields: 0,
    again: -1,
    truncate: -1,
    digests: 0,
  };
  readonly #digests = new Digests();
  readonly #cells: Cells;
  readonly #running: Running;
  /** How many cells are headers and metadata: the first ones. */
  readonly #words: number;
  readonly #bigs: number;
  readonly #fields: ReturnType<typeof fieldsOf>;

  constructor(program: Program, control: ControlPlane, world: SwitchWorld) {
    this.program = program;
    const { code, text, user, words, bigs } = compiled(program, control, world);
    this.#words = words;
    this.#bigs = bigs;
    this.#fields = fieldsOf(program.metadataType, user);
    this.#cells = {
      words: new Uint32Array(code.words),
      bigs: Array.from({ length: code.bigs }, () => 0n),
    };
    const { meta, told, requests } = this;
    const state = { meta, told, requests, digests: this.#digests };
    // PERF: of equal texts V8 keeps one code for all; of its own text it knows all constants.
    loads += 1;
    this.#running = load(`${text}\n// ${loads}`)(
      environment(world, code.values, this.#cells, state),
    );
    this.forward = this.#running.forward;
  }

  clear(): void {
    const { requests } = this;
    this.#running.clear();
    requests.cloneSession = -1;
    requests.cloneFields = 0;
    requests.again = -1;
    requests.truncate = -1;
    requests.digests = 0;
    this.#digests.clear();
  }

  parse(packet: Uint8Array, length: number): void {
    this.#running.parse(packet, length);
  }

  ingress(): void {
    this.#running.ingress();
  }

  egress(): void {
    this.#running.egress();
  }

  deparse(out: Uint8Array): number {
    return this.#running.deparse(out);
  }

  save(list: number): SavedUser {
    return SavedUser.of(this.#fields(list), this.#cells);
  }

  restore(saved: unknown): void {
    assert(saved instanceof SavedUser, "what is restored was saved here");
    saved.restore(this.#fields(null), this.#cells);
  }

  saveAll(): SavedPacket {
    return new SavedPacket({
      words: this.#cells.words.slice(0, this.#words),
      bigs: this.#cells.bigs.slice(0, this.#bigs),
      meta: this.meta.slice(),
      ...this.#running.hold(),
    });
  }

  restoreAll(saved: unknown): void {
    assert(saved instanceof SavedPacket, "what is restored was saved here");
    const { words, bigs, meta, packet, cursor } = saved.held;
    this.#cells.words.set(words);
    for (const [at, big] of bigs.entries()) this.#cells.bigs[at] = big;
    this.meta.set(meta);
    this.#running.take(packet, cursor);
  }

  takeDigests(digest: (name: string, values: readonly bigint[]) => void): void {
    this.requests.digests = 0;
    this.#digests.take(digest);
  }
}

/** The text is ours alone: of a program nothing goes into it but numbers and quoted strings. */
function load(text: string): (env: object) => Running {
  // oxlint-disable-next-line typescript/no-implied-eval
  const loaded: unknown = new Function("env", text);
  assert(isLoader(loaded), "a function is a function");
  return loaded;
}

/** What the text gives is written in program.ts. */
function isLoader(loaded: unknown): loaded is (env: object) => Running {
  return typeof loaded === "function";
}
