/**
 * The literal back end: it walks the checked program with unbounded integers and copies whatever
 * the language copies. Slow and plain; the other back end is compared with it.
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { BackEnd, Blocks, EngineWorld, Requests } from "../engine.ts";
import { META } from "../engine.ts";
import type { Control, Place, Program, StructType, Variable } from "../program.ts";
import type { ControlPlane } from "../switch/control-plane.ts";
import { apply } from "./apply.ts";
import { call, invoke, type Bound } from "./call.ts";
import type { Context, Hooks, Location } from "./context.ts";
import { ERRORS, Exit, ParserFailure } from "./context.ts";
import { evaluate } from "./expression.ts";
import { kept } from "./field-list.ts";
import { locate } from "./location.ts";
import { runParser } from "./parser.ts";
import { declare, run } from "./statement.ts";
import type { Value } from "./value.ts";
import { bits, bytesOf, copy, initial } from "./value.ts";

export const interpret: BackEnd = interpreter({});

/** With hooks: what `p4 explain` shows, and what taint mode refuses. */
export function interpreter(hooks: Hooks): BackEnd {
  return (program, control, world) => new Interpreter(program, control, world, hooks);
}

const PARSER_ERROR = META.indexOf("parser_error");

/** User metadata of one packet. */
class SavedUser {
  readonly user: Value;

  constructor(user: Value) {
    this.user = user;
  }
}

/** One packet between two blocks. */
class SavedPacket {
  readonly headers: Value;
  readonly user: Value;
  readonly meta: Float64Array;
  readonly packet: Uint8Array;
  readonly cursor: number;

  constructor(headers: Value, user: Value, meta: Float64Array, context: Context) {
    this.headers = copy(headers);
    this.user = copy(user);
    this.meta = meta.slice();
    this.packet = context.packet.slice(0, context.length);
    this.cursor = context.cursor;
  }
}

class Interpreter implements Blocks {
  readonly program: Program;
  readonly meta = new Float64Array(META.length);
  readonly requests: Requests = noRequests();
  readonly #context: Context;
  #headers: Value;
  #user: Value;

  constructor(program: Program, control: ControlPlane, world: EngineWorld, hooks: Hooks) {
    this.program = program;
    this.#context = makeContext(program, control, world, hooks, this.meta, this.requests);
    this.#headers = initial(program.headersType, true);
    this.#user = initial(program.metadataType, true);
  }

  clear(): void {
    this.#headers = initial(this.program.headersType, true);
    this.#user = initial(this.program.metadataType, true);
    this.meta.fill(0);
    Object.assign(this.requests, noRequests());
    this.#context.digests = [];
  }

  parse(packet: Uint8Array, length: number): void {
    const context = this.#context;
    Object.assign(context, { packet, length, cursor: 0, states: 0 });
    const { parser, verifyChecksum } = this.program;
    let failed: number = ERRORS.NoError;
    invoke(context, this.#bound(parser.parameters.slice(1), parser.place), () => {
      failed = errorOf(context, () => runParser(context, parser));
      return "next";
    });
    this.meta[PARSER_ERROR] = failed;
    this.#run(verifyChecksum, this.#bound(verifyChecksum.parameters, verifyChecksum.place));
  }

  ingress(): void {
    const { ingress } = this.program;
    this.#context.nowUs = this.meta[META.indexOf("ingress_global_timestamp")] ?? 0;
    this.#run(ingress, this.#bound(ingress.parameters, ingress.place));
  }

  egress(): void {
    const { egress } = this.program;
    this.#context.nowUs = this.meta[META.indexOf("egress_global_timestamp")] ?? 0;
    this.#run(egress, this.#bound(egress.parameters, egress.place));
  }

  deparse(out: Uint8Array): number {
    const context = this.#context;
    const { computeChecksum, deparser } = this.program;
    this.#run(computeChecksum, this.#bound(computeChecksum.parameters, computeChecksum.place));
    context.emitted = { width: 0, raw: 0n, taint: 0n };
    this.#run(deparser, this.#bound(deparser.parameters.slice(1), deparser.place));
    const { emitted } = context;
    if (emitted.taint !== 0n) context.hooks.taint?.("output", deparser.place, emitted.taint);
    const bytes = bytesOf(emitted);
    const rest = context.packet.subarray(Math.ceil(context.cursor / 8), context.length);
    out.set(bytes, 0);
    out.set(rest, bytes.length);
    return bytes.length + rest.length;
  }

  /** Of list 0 nothing: no field names the list before the first. */
  save(list: number): SavedUser {
    return new SavedUser(kept(this.program.metadataType, this.#user, BigInt(list - 1)));
  }

  restore(saved: unknown): void {
    assert(saved instanceof SavedUser, "what is restored was saved here");
    this.#user = copy(saved.user);
  }

  saveAll(): SavedPacket {
    return new SavedPacket(this.#headers, this.#user, this.meta, this.#context);
  }

  restoreAll(saved: unknown): void {
    assert(saved instanceof SavedPacket, "what is restored was saved here");
    const { packet, cursor } = saved;
    this.#headers = copy(saved.headers);
    this.#user = copy(saved.user);
    this.meta.set(saved.meta);
    Object.assign(this.#context, { packet, length: packet.length, cursor });
  }

  takeDigests(digest: (name: string, values: readonly bigint[]) => void): void {
    const { digests } = this.#context;
    this.#context.digests = [];
    this.requests.digests = 0;
    for (const { name, values } of digests) digest(name, values);
  }

  #run(control: Control, bound: readonly Bound[]): void {
    const context = this.#context;
    try {
      invoke(context, bound, () => {
        for (const local of control.locals) declare(context, local);
        return context.run(control.body);
      });
    } catch (end) {
      if (!(end instanceof Exit)) throw end;
    }
  }

  /** The parameters of a block, in v1model's order: headers, user metadata, standard metadata. */
  #bound(parameters: readonly Variable[], block: Place): readonly Bound[] {
    const locations: readonly Location[] = [
      place(
        () => this.#headers,
        (value) => (this.#headers = value),
      ),
      place(
        () => this.#user,
        (value) => (this.#user = value),
      ),
      place(
        () => standardIn(this.program.standardMetadataType, this.meta),
        (value) => {
          const taint = standardOut(this.program.standardMetadataType, this.meta, value);
          if (taint !== 0n) this.#context.hooks.taint?.("metadata", block, taint);
        },
      ),
    ];
    return parameters.map((parameter, at): Bound => {
      const location = locations[at];
      assert(location !== undefined, "a block of v1model has three parameters at most");
      const isOut = parameter.direction === "out";
      const value = isOut ? initial(parameter.type, false) : copy(location.read());
      return { parameter, value, location: parameter.direction === "in" ? null : location };
    });
  }
}

function place(read: () => Value, keep: (value: Value) => void): Location {
  return { read, write: (value) => keep(copy(value)), writable: () => true };
}

/** A field that is none of v1model's is 0. */
function standardIn({ fields }: StructType, meta: Float64Array): Value {
  const places: readonly string[] = META;
  const values = fields.map(({ name }) => bits(BigInt(meta[places.indexOf(name)] ?? 0)));
  return { kind: "struct", fields: values };
}

/** What of it is undefined: the bits of all fields over each other. */
function standardOut({ fields }: StructType, meta: Float64Array, value: Value): bigint {
  const places: readonly string[] = META;
  assert(value.kind === "struct", "standard metadata is a struct");
  let taint = 0n;
  for (const [at, { name }] of fields.entries()) {
    const field = value.fields[at];
    const to = places.indexOf(name);
    if (to < 0 || field?.kind !== "bits") continue;
    meta[to] = Number(field.value);
    taint |= field.taint;
  }
  return taint;
}

/** Runs a parser; the error it ends with. */
function errorOf(context: Context, parse: () => void): number {
  try {
    parse();
    return ERRORS.NoError;
  } catch (failure) {
    if (!(failure instanceof ParserFailure)) throw failure;
    const { code } = failure;
    const error = context.program.errors[code] ?? `error ${code}`;
    context.hooks.trace?.({ kind: "parserError", error });
    return code;
  }
}

function makeContext(
  program: Program,
  control: ControlPlane,
  world: EngineWorld,
  hooks: Hooks,
  meta: Float64Array,
  requests: Requests,
): Context {
  const context: Context = {
    program,
    control,
    world,
    hooks,
    variables: new Map(),
    meta,
    requests,
    digests: [],
    packet: new Uint8Array(0),
    length: 0,
    cursor: 0,
    emitted: { width: 0, raw: 0n, taint: 0n },
    returned: null,
    states: 0,
    colour: 0,
    nowUs: 0,
    evaluate: (expression) => evaluate(context, expression),
    locate: (expression) => locate(context, expression),
    run: (body) => run(context, body),
    call: (source, at) => call(context, source, at),
    apply: (table) => apply(context, table),
  };
  return context;
}

function noRequests(): Requests {
  return { cloneSession: -1, cloneFields: 0, again: -1, truncate: -1, digests: 0 };
}
