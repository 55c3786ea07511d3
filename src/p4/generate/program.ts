/**
 * A whole program as one JavaScript function: what all blocks share, the functions, and the blocks.
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { Forward, SwitchWorld } from "../engine.ts";
import { META, type MetaField } from "../engine.ts";
import type { Control, Program, Variable } from "../program.ts";
import type { ControlPlane } from "../switch/control-plane.ts";
import { call, runControl } from "./call.ts";
import { Code, type Routine } from "./code.ts";
import type { Coder } from "./coder.ts";
import { evaluate } from "./expression.ts";
import { dropped } from "./extern.ts";
import { clear, copyCells, locate } from "./location.ts";
import { TableIndex } from "./lookup.ts";
import { parserBody } from "./parser.ts";
import { forwardText, type Steps } from "./forward.ts";
import { plain } from "./line.ts";
import { keptCells } from "./saved.ts";
import { loadText, metaText, type StandardField, standardFields } from "./standard.ts";
import { survey } from "./survey.ts";
import { apply } from "./table.ts";
import type { Tree } from "./tree.ts";
import { cellsOf } from "./tree.ts";

/** The blocks, on the cells that they were made with. */
export type Running = {
  /** Zeroes user and standard metadata; the parser begins with invalid headers anyway. */
  readonly clear: () => void;
  readonly parse: (packet: Uint8Array, length: number) => void;
  readonly ingress: () => void;
  readonly egress: () => void;
  readonly deparse: (out: Uint8Array) => number;
  readonly forward: Forward | undefined;
  /** A copy of the packet, and the cursor. */
  readonly hold: () => { packet: Uint8Array; cursor: number };
  readonly take: (packet: Uint8Array, cursor: number) => void;
};

export type Compiled = {
  readonly code: Code;
  readonly text: string;
  /** The cells of user metadata. */
  readonly user: Tree;
  /** How many cells are headers and metadata: the first ones. */
  readonly words: number;
  readonly bigs: number;
};

type Globals = { readonly headers: Tree; readonly user: Tree; readonly standard: Tree };

export function compiled(program: Program, control: ControlPlane, world: SwitchWorld): Compiled {
  const code = new Code();
  const globals: Globals = {
    headers: code.cells(program.headersType),
    user: code.cells(program.metadataType),
    standard: code.cells(program.standardMetadataType),
  };
  const { words, bigs } = code;
  const coder = makeCoder(program, control, code);
  const blocks = blocksOf(coder, globals);
  for (const value of code.values) if (value instanceof TableIndex) value.random = world.random;
  const constants = code.values.map((_, at) => `const c${at} = env.values[${at}];`);
  const functions = [...code.functions, dropAll(coder)].map(functionText);
  const text = [PRELUDE, ...constants, ...functions, blocks].join("\n");
  return { code, text, user: globals.user, words, bigs };
}

const PRELUDE = `"use strict";
const { words: U, bigs: W, meta, told, requests, out: OUT, send, scratch: S } = env;
let P = S, O = S, at = 0, end = 0, out = 0;
let failure = 0, states = 0, hit = 0, ran = -1, colour = 0, nowUs = 0;
function stand(packet, bits, cursor) { P = packet; end = bits; at = cursor; }`;

function functionText({ name, lines }: Routine): string {
  return `function ${name}() {\n${lines.flatMap(plain).join("\n")}\nreturn 0;\n}`;
}

function makeCoder(program: Program, control: ControlPlane, code: Code): Coder {
  const numbers = new Map<object, number>();
  const coder: Coder = {
    program,
    control,
    code,
    colours: program.instances.some(({ extern }) => extern === "direct_meter"),
    ...survey(program),
    evaluate: (expression) => evaluate(coder, expression),
    locate: (expression) => locate(coder, expression),
    call: (source, place) => call(coder, source, place),
    apply: (table) => apply(coder, table),
    numberOf: (action) => {
      const number = numbers.get(action) ?? numbers.size;
      numbers.set(action, number);
      return number;
    },
  };
  return coder;
}

/** The parameters of a block are other names for headers, user and standard metadata. */
function bindGlobals(coder: Coder, parameters: readonly Variable[], globals: Globals): void {
  const trees = [globals.headers, globals.user, globals.standard];
  for (const [at, parameter] of parameters.entries()) {
    const tree = trees[at];
    assert(tree !== undefined, "a block of v1model has three parameters at most");
    coder.code.alias(parameter, tree);
  }
}

function blocksOf(coder: Coder, globals: Globals): string {
  const { program, code } = coder;
  const { parser, verifyChecksum, computeChecksum, deparser } = program;
  // The functions first: only then it is known what of standard metadata anyone mentions.
  bindGlobals(coder, parser.parameters.slice(1), globals);
  const parse = code.function(parser, () => parserBody(coder, parser));
  const verify = stepOf(coder, globals, verifyChecksum);
  const ingress = stepOf(coder, globals, program.ingress);
  const egress = stepOf(coder, globals, program.egress);
  const compute = stepOf(coder, globals, computeChecksum);
  const emit = stepOf(coder, globals, deparser, deparser.parameters.slice(1));
  const fresh = code.aside(() => clear(code, globals.headers));
  // PERF: a store for each cell; TypedArray.fill costs more than all of them.
  const cleared = code.aside(() => {
    clear(code, globals.user);
    META.forEach((_, at) => code.step(`meta[${at}] = 0;`));
  });
  const all = [dropAll(coder), ...code.functions];
  const [used, changed] = [matching(all, /U\[\d+\]/g), matching(all, /U\[\d+\](?= \+?= )/g)];
  const fields = standardFields(program, globals.standard).filter((one) => isAmong(one, used));
  const stored = fields.filter((one) => isAmong(one, changed));
  const stepsWith = (loaded: readonly StandardField[]): Steps => {
    const withMeta = (step: string): readonly string[] =>
      step === "" ? [] : [...loaded.map(loadText), step, ...stored.map((field) => field.stored)];
    const timed = (time: MetaField, step: string): readonly string[] =>
      step === "" ? [] : [`nowUs = ${metaText(time)};`, ...withMeta(step)];
    return {
      parse: [...withMeta(`${parse}();`), `${metaText("parser_error")} = failure;`, verify],
      ingress: timed("ingress_global_timestamp", ingress),
      egress: timed("egress_global_timestamp", egress),
      deparse: [compute, emit],
    };
  };
  const steps = stepsWith(fields);
  const given = fields.filter((field) => !stored.includes(field));
  const forward = forwardText(all, stepsWith(stored), {
    cells: new Set([globals.headers, globals.user].flatMap(cellsOf)),
    kept: new Set(keptCells(program.metadataType, globals.user)),
    given: new Map(
      given.flatMap(({ cells, loaded }) => cells.map((cell, at) => [cell, loaded[at] ?? "0"])),
    ),
    colours: coder.colours,
  });
  return `return {
${forward ?? "forward: undefined"},
clear() {
${cleared.lines.flatMap(plain).join("\n")}
},
parse(packet, length) {
P = packet; end = length * 8; at = 0; states = 0; failure = 0;
${fresh.lines.flatMap(plain).join("\n")}
${steps.parse.join("\n")}
},
ingress() {
${steps.ingress.join("\n")}
},
egress() {
${steps.egress.join("\n")}
},
deparse(to) {
O = to; out = 0;
${steps.deparse.join("\n")}
let next = out + 7 >>> 3;
for (let byte = at + 7 >>> 3, last = end >>> 3; byte < last; byte++) O[next++] = P[byte];
return next;
},
hold() { return { packet: P.slice(0, end >>> 3), cursor: at }; },
take(packet, cursor) { P = packet; end = packet.length * 8; at = cursor; },
};`;
}

/** The step that runs a control of the pipeline; none if it is empty. */
function stepOf(
  coder: Coder,
  globals: Globals,
  block: Control,
  parameters: readonly Variable[] = block.parameters,
): string {
  bindGlobals(coder, parameters, globals);
  if (block.body.length === 0 && block.locals.length === 0) return "";
  return `${coder.code.function(block, () => runControl(coder, block))}();`;
}

function isAmong({ cells }: StandardField, some: ReadonlySet<string>): boolean {
  return cells.some((cell) => some.has(cell));
}

/** The cells that the lines mention, or change. */
function matching(routines: readonly Routine[], cell: RegExp): ReadonlySet<string> {
  const lines = routines.flatMap((routine) => routine.lines).flatMap(plain);
  return new Set(lines.flatMap((text) => text.match(cell) ?? []));
}

/** mark_to_drop without an argument: whatever copy the block and its callers hold. */
function dropAll(coder: Coder): Routine {
  const { code, program } = coder;
  const { name } = program.standardMetadataType;
  const copies = code.variablesOf((type) => type.kind === "struct" && type.name === name);
  const { lines } = code.aside(() => {
    for (const copy of copies) copyCells(code, copy, dropped(coder, copy));
  });
  return { name: "dropAll", lines };
}
