/**
 * What every part of the checker is handed: where it stands, and where things are put.
 * @module
 */
import type { Expression as Source } from "../syntax/tree.ts";
import type { InstanceEntity, Operand, Output, Signature } from "./entity.ts";
import type { Lower } from "./operand.ts";
import type { Refusals } from "./refuse.ts";
import type { Scope } from "./scope.ts";
import type { Shape } from "./type.ts";

export type Context = {
  readonly scope: Scope;
  readonly lower: Lower;
  /** Members of `error`, in order. */
  readonly errors: string[];
  readonly refusals: Refusals;
  /** Methods of an extern type, with its type arguments put in. */
  readonly externs: Map<string, (args: readonly Shape[], method: string) => readonly Signature[]>;
  readonly block: "top" | "parser" | "control" | "action" | "function";
  /** The control plane's name of the instance around; empty at top level. */
  readonly path: string;
  readonly output: Output;
  /** How many instances there are so far. */
  readonly made: { instances: number };
  /** Instances that `Type.apply(…)` made in the block around: one for each type. */
  readonly direct: Map<string, InstanceEntity>;
  /** What an instance without a name is called: the parameter that it is given for. */
  readonly anonymous: string | null;
  /** What `return` gives; null where it gives nothing. */
  readonly returns: Shape | null;
  readonly inLoop: boolean;
  /** Types and expressions hold each other; this breaks the circle of their files. */
  readonly evaluate: (context: Context, source: Source) => Operand;
};

export function inside(context: Context): Context {
  return { ...context, scope: context.scope.inner() };
}

/** A control-plane name: `@name(".x")` is absolute (P4_16 1.2.5, section 18.3.3). */
export function joined(path: string, name: string): string {
  if (name.startsWith(".")) return name.slice(1);
  return path === "" ? name : `${path}.${name}`;
}
