/**
 * A value in generated code: the operands of its scalars, in the shape of its type. A variable is
 * one too, its operands being cells that may be assigned.
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { Type } from "../program.ts";
import { bitsOf } from "../switch/bits.ts";
import type { Operand, Single } from "./operand.ts";
import { constant, single, textsOf } from "./operand.ts";

export type Tree =
  | { readonly kind: "scalar"; readonly operand: Operand }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "struct"; readonly parts: readonly Tree[] }
  | { readonly kind: "union"; readonly parts: readonly Tree[] }
  | HeaderTree
  /** `next`: where the parser will extract to. */
  | { readonly kind: "stack"; readonly parts: readonly Tree[]; readonly next: Single };
export type HeaderTree = {
  readonly kind: "header";
  readonly valid: Single;
  readonly parts: readonly Tree[];
};

export function scalar(operand: Operand): Tree {
  return { kind: "scalar", operand };
}

export function operandOf(tree: Tree): Operand {
  assert(tree.kind === "scalar", "the checker gives operators scalars");
  return tree.operand;
}

export function partsOf(tree: Tree): readonly Tree[] {
  return tree.kind === "scalar" || tree.kind === "text" ? [] : tree.parts;
}

export function partTypes(type: Type): readonly Type[] {
  if (type.kind === "stack") return Array.from({ length: type.size }, () => type.element);
  return type.kind === "struct" || type.kind === "header" || type.kind === "union"
    ? type.fields.map((field) => field.type)
    : [];
}

/** A tree of this type, its operands made one by one, in order. */
export function treeOf(type: Type, make: (type: Type) => Operand): Tree {
  const parts = (): readonly Tree[] => partTypes(type).map((part) => treeOf(part, make));
  if (type.kind === "struct" || type.kind === "union") return { kind: type.kind, parts: parts() };
  if (type.kind === "header") {
    return { kind: "header", valid: flag(make({ kind: "bool" })), parts: parts() };
  }
  if (type.kind === "stack") {
    return { kind: "stack", next: flag(make({ kind: "bit", width: 32 })), parts: parts() };
  }
  return type.kind === "string" ? { kind: "text", text: "" } : scalar(make(type));
}

/** The same shape with other operands. */
export function mapped(tree: Tree, change: (operand: Operand) => Operand): Tree {
  switch (tree.kind) {
    case "scalar":
      return scalar(change(tree.operand));
    case "text":
      return tree;
    case "struct":
    case "union":
      return { kind: tree.kind, parts: tree.parts.map((part) => mapped(part, change)) };
    case "header": {
      const valid = flag(change(tree.valid));
      return { kind: "header", valid, parts: tree.parts.map((part) => mapped(part, change)) };
    }
    case "stack": {
      const next = flag(change(tree.next));
      return { kind: "stack", next, parts: tree.parts.map((part) => mapped(part, change)) };
    }
  }
}

function flag(operand: Operand): Single {
  assert(operand.kind === "single", "a flag or a position is one number");
  return operand;
}

/** Every operand, in the order of {@link treeOf}. */
export function operandsOf(tree: Tree): readonly Operand[] {
  const inner = partsOf(tree).flatMap(operandsOf);
  if (tree.kind === "scalar") return [tree.operand];
  if (tree.kind === "header") return [tree.valid, ...inner];
  return tree.kind === "stack" ? [tree.next, ...inner] : inner;
}

/** The texts of all its operands. */
export function cellsOf(tree: Tree): readonly string[] {
  return operandsOf(tree).flatMap(textsOf);
}

/** 0, and invalid headers. */
export function zero(type: Type): Tree {
  return treeOf(type, zeroOperand);
}

function zeroOperand(type: Type): Operand {
  if (type.kind === "varbit") return { kind: "varbit", length: "0", text: "0n" };
  return constant(0n, type.kind === "void" || type.kind === "extern" ? 1 : bitsOf(type));
}

/** Every scalar of data, with its type, in order: validity and positions are none. */
export function scalarsOf(type: Type, tree: Tree): readonly (readonly [Type, Operand])[] {
  if (tree.kind === "scalar") return [[type, tree.operand]];
  const types = partTypes(type);
  return partsOf(tree).flatMap((part, at) => scalarsOf(types[at] ?? type, part));
}

/** Whether the value is 1 of a header that is valid. */
export function validOf(tree: Tree): string {
  if (tree.kind === "header") return `(${tree.valid.text} !== 0)`;
  assert(tree.kind === "union", "only headers and unions are valid or not");
  return `(${tree.parts.map(validOf).join(" || ") || "false"})`;
}

export function mentions(tree: Tree, pattern: RegExp): boolean {
  return operandsOf(tree).some((operand) => textsOf(operand).some((text) => pattern.test(text)));
}

export const ONE = single(1);
