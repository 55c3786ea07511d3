/**
 * What is worth knowing of a whole program before its code is written.
 * @module
 */
import type { Call, Program, Type } from "../program.ts";
import { bitsOf } from "../switch/bits.ts";
import { partTypes } from "./tree.ts";

export type Survey = {
  /** Whether every header and every advance is whole bytes, so that the cursor always is. */
  readonly aligned: boolean;
  /** Controls and parsers that are applied in one place only. */
  readonly once: ReadonlySet<object>;
};

export function survey(program: Program): Survey {
  const seen = new Set<object>();
  const applied = new Map<object, number>();
  let aligned = true;
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null || seen.has(node)) return;
    seen.add(node);
    if (isCall(node)) {
      const { callee } = node;
      const block =
        callee.kind === "control"
          ? callee.control
          : callee.kind === "parser"
            ? callee.parser
            : null;
      if (block !== null) applied.set(block, (applied.get(block) ?? 0) + 1);
      if (callee.kind === "packet") aligned &&= isWhole(node, callee.name, callee.types);
    }
    for (const part of Object.values(node)) visit(part);
  };
  visit(program);
  const once = new Set([...applied].filter(([, count]) => count === 1).map(([block]) => block));
  return { aligned, once };
}

function isCall(node: object): node is Call {
  return "kind" in node && node.kind === "call" && "callee" in node;
}

function isWhole({ args }: Call, name: string, types: readonly Type[]): boolean {
  const [first] = args;
  if (name === "advance") {
    const count = first?.value;
    return count?.kind === "constant" && BigInt(count.value) % 8n === 0n;
  }
  if (name !== "extract" && name !== "emit") return true;
  return [...types, first?.parameter.type, first?.value?.type].every(
    (type) => type === undefined || isWholeType(type),
  );
}

function isWholeType(type: Type): boolean {
  if (type.kind !== "header") return partTypes(type).every(isWholeType);
  const fixed = partTypes(type).filter(({ kind }) => kind !== "varbit");
  return fixed.reduce((sum, part) => sum + bitsOf(part), 0) % 8 === 0;
}
