/**
 * Whether a function's body returns on every path (P4_16 1.2.5, section 10).
 * @module
 */
import type { Statement } from "../program.ts";

export function ends(statements: readonly Statement[]): boolean {
  return statements.some(isEnd);
}

function isEnd(statement: Statement): boolean {
  switch (statement.kind) {
    case "return":
    case "exit":
      return true;
    case "block":
      return ends(statement.body);
    case "if":
      return statement.otherwise !== null && isEnd(statement.then) && isEnd(statement.otherwise);
    case "switchValue": {
      const { cases } = statement;
      const isWhole = cases.some(({ value }) => value === null);
      return isWhole && cases.every(({ body }) => body === null || isEnd(body));
    }
    case "switchAction":
    case "assign":
    case "call":
    case "apply":
    case "declare":
    case "for":
    case "forIn":
    case "break":
    case "continue":
      return false;
  }
}
