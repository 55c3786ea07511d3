/**
 * Annotations: their constants, and the names that they give (P4_16 1.2.5, section 18).
 * @module
 */
import type { Annotation } from "../program.ts";
import type { Annotation as Source, Expression } from "../syntax/tree.ts";
import type { Context } from "./context.ts";
import { joined } from "./context.ts";
import { constantOf } from "./operand.ts";
import { Refusals } from "./refuse.ts";

export function annotationsOf(context: Context, sources: readonly Source[]): readonly Annotation[] {
  return sources.map(({ name, text, expressions }): Annotation => {
    const values = expressions?.map((source) => constantIn(context, source)) ?? [];
    const isWhole = values.every((value) => value !== null);
    return { name, text: text ?? "", values: isWhole ? values.filter((v) => v !== null) : [] };
  });
}

/** Annotations are free text: what is no constant of ours is no fault. */
function constantIn(context: Context, source: Expression): bigint | string | boolean | null {
  const operand = new Refusals().attempt(() => context.evaluate(context, source));
  if (operand?.kind === "integer") return operand.value;
  return operand?.kind === "value" ? constantOf(operand.ir) : null;
}

export function textOf(annotations: readonly Annotation[], name: string): string | null {
  const value = annotations.find((one) => one.name === name)?.values[0];
  return typeof value === "string" ? value : null;
}

export function has(annotations: readonly Annotation[], name: string): boolean {
  return annotations.some((one) => one.name === name);
}

/** The control plane's name of something declared as `name` inside `path`. */
export function pathOf(path: string, name: string, annotations: readonly Annotation[]): string {
  return joined(path, textOf(annotations, "name") ?? name);
}
