/**
 * The digests that a program makes: one for each type that `digest` is called with.
 * @module
 */
import type { Annotation, Expression, Program, Type } from "../program.ts";

export type DigestUse = {
  /** The name of the struct. */
  readonly name: string;
  readonly type: Type;
  readonly annotations: readonly Annotation[];
};

export function digestsOf(program: Program): readonly DigestUse[] {
  const found = new Map<string, DigestUse>();
  const note = (call: Expression): void => {
    if (call.kind !== "call" || call.callee.kind !== "extern" || call.callee.name !== "digest")
      return;
    const [type] = call.callee.types;
    if (type === undefined) return;
    const name = "name" in type ? type.name : type.kind;
    if (!found.has(name)) found.set(name, { name, type, annotations: [] });
  };
  const visited = new Set<object>();
  const walk = (node: unknown): void => {
    if (typeof node !== "object" || node === null || visited.has(node)) return;
    visited.add(node);
    if (isCall(node)) note(node);
    for (const inner of Object.values(node)) walk(inner);
  };
  walk([program.ingress, program.egress, program.actions]);
  return [...found.values()];
}

function isCall(node: object): node is Expression & { readonly kind: "call" } {
  return "kind" in node && node.kind === "call" && "callee" in node;
}
