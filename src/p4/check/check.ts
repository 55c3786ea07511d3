/**
 * The checker: a tree in, a program with every name, type and constant settled out; or what is
 * wrong with it.
 * @module
 */
import { no, ok, type Result } from "../../base/result.ts";
import type { HeaderType, Program } from "../program.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Declaration, Tree } from "../syntax/tree.ts";
import { annotationsOf } from "./annotation.ts";
import type { Context } from "./context.ts";
import { declareTop, type Built } from "./declare.ts";
import type { InstanceEntity, Output } from "./entity.ts";
import { evaluate } from "./expression.ts";
import { makeLowering } from "./lower.ts";
import { blocksOf } from "./pipeline.ts";
import { Refusals, toldAlready, wrong, type Refusal } from "./refuse.ts";
import { Scope } from "./scope.ts";
import { checkUnused } from "./unused.ts";

export function checkProgram(tree: Tree): Result<Program, readonly Diagnostic[]> {
  const top = topContext(new Set(tree.declarations.map(({ name }) => name.text)));
  const built: Built = new Map();
  for (const source of tree.declarations) declareTop(top, source, built);
  checkUnused(top, built);
  const { refusals } = top;
  const program = refusals.attempt(() => programOf(top, tree));
  if (program !== null) checkNames(top, program);
  if (program === null || refusals.all.length > 0) return no(refusals.all.map(diagnosticOf));
  return ok(program);
}

function topContext(names: ReadonlySet<string>): Context {
  return {
    scope: Scope.top(names),
    lower: makeLowering(),
    errors: [],
    refusals: new Refusals(),
    externs: new Map(),
    block: "top",
    path: "",
    output: emptyOutput(),
    made: { instances: 0 },
    direct: new Map(),
    anonymous: null,
    returns: null,
    inLoop: false,
    evaluate,
  };
}

function emptyOutput(): Output {
  return { tables: [], actions: [], instances: [] };
}

function programOf(top: Context, tree: Tree): Program {
  const blocks = blocksOf(mainOf(top, tree));
  const { errors, output } = top;
  return { ...blocks, errors, ...output, controllerHeaders: controllerHeaders(top, tree) };
}

/** One name means one thing to the control plane (P4_16 1.2.5, section 18.3.3). */
function checkNames(top: Context, { tables, actions, instances }: Program): void {
  for (const things of [tables, actions, instances]) {
    const seen = new Set<string>();
    for (const { name, place } of things) {
      const message = `the control plane has another thing that is called ${name}`;
      if (seen.has(name)) top.refusals.tell({ kind: "type", place, message, cure: "use @name" });
      seen.add(name);
    }
  }
}

function mainOf(top: Context, tree: Tree): InstanceEntity {
  const main = top.scope.find("main");
  if (main?.kind === "instance") return main;
  if (main?.kind === "broken") return toldAlready();
  const last = tree.declarations.at(-1);
  return wrong(
    last?.place ?? { file: "", line: 1, column: 1 },
    "the program has no main",
    "end with V1Switch(…) main;",
  );
}

/** Headers in which the controller's packets carry their metadata (P4Runtime, section 6.4.6). */
function controllerHeaders(top: Context, tree: Tree): Program["controllerHeaders"] {
  return tree.declarations.flatMap((source: Declaration) => {
    if (source.kind !== "header") return [];
    const annotations = annotationsOf(top, source.annotations);
    const name = annotations.find((one) => one.name === "controller_header")?.values[0];
    const entity = top.scope.find(source.name.text);
    if (typeof name !== "string" || entity?.kind !== "type") return [];
    const type = top.lower(entity.make([]));
    return isHeaderType(type) ? [{ name, type, annotations }] : [];
  });
}

function isHeaderType(type: ReturnType<Context["lower"]>): type is HeaderType {
  return type.kind === "header";
}

function diagnosticOf({ kind, place, message, cure, construct }: Refusal): Diagnostic {
  const base = { kind, place, length: 1, message, cure };
  return construct === undefined ? base : { ...base, construct };
}
