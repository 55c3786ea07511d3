/**
 * The name that the control plane has for a key without `@name`: the expression as written
 * (P4Runtime 1.5, section 6.4.1; P4_16 1.2.5, section 14.2.1.1).
 * @module
 */
import type { Expression } from "../syntax/tree.ts";

export function written(source: Expression): string {
  switch (source.kind) {
    case "name":
      return source.name.text;
    case "member":
      return `${written(source.of)}.${source.member.text}`;
    case "index":
      return `${written(source.of)}[${written(source.index)}]`;
    case "slice":
      return `${written(source.of)}[${written(source.high)}:${written(source.low)}]`;
    case "call":
      return `${written(source.callee)}()`;
    case "number":
    case "boolean":
    case "string":
      return String(source.value);
    case "unary":
      return `${source.operator}${written(source.of)}`;
    case "binary":
      return `${written(source.left)} ${source.operator} ${written(source.right)}`;
    case "cast":
      return written(source.of);
    case "this":
    case "type":
    case "choice":
    case "list":
    case "record":
    case "invalid":
    case "default":
      return source.kind;
  }
}
