/**
 * A P4_16 program from text. In: a file and what it includes. Out: the tree, or the first place
 * where the text is no program. core.p4 and v1model.p4 are the engine's own.
 * @module
 */
import { no, ok, type Result } from "../../base/result.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { preprocess, type ReadInclude } from "../source/preprocess.ts";
import type { Token } from "../source/token.ts";
import { annotations } from "./annotation.ts";
import { CORE } from "./core.ts";
import { Cursor, SyntaxFailure, type Grammar } from "./cursor.ts";
import { declaration } from "./declaration.ts";
import { args, expression, keyset } from "./expression.ts";
import { parameters } from "./parameter.ts";
import { block, statement } from "./statement.ts";
import type { Declaration, Tree } from "./tree.ts";
import { type } from "./type.ts";
import { V1MODEL } from "./v1model.ts";

const GRAMMAR: Grammar = {
  type,
  expression,
  args,
  annotations,
  keyset,
  parameters,
  statement,
  block,
  declaration,
};

/** What the engine brings: read before anything of the user's folders. */
const BUILT_IN: ReadonlyMap<string, string> = new Map([
  ["core.p4", CORE],
  ["v1model.p4", V1MODEL],
]);

export function parseProgram(
  file: string,
  text: string,
  read: ReadInclude,
  defined?: ReadonlyMap<string, string>,
): Result<Tree, readonly Diagnostic[]> {
  const tokens = preprocess(file, text, withBuiltIn(read), defined);
  return tokens.ok ? parseTokens(tokens.value, file) : no([tokens.reason]);
}

function withBuiltIn(read: ReadInclude): ReadInclude {
  return (name, from, system) => {
    const own = BUILT_IN.get(name);
    return own === undefined ? read(name, from, system) : { file: name, text: own };
  };
}

function parseTokens(tokens: readonly Token[], file: string): Result<Tree, readonly Diagnostic[]> {
  const cursor = new Cursor(tokens, file, GRAMMAR);
  const declarations: Declaration[] = [];
  try {
    while (cursor.token.kind !== "end") {
      if (!cursor.takes(";")) declarations.push(declaration(cursor));
    }
  } catch (cause) {
    if (!(cause instanceof SyntaxFailure)) throw cause;
    return no([cause.diagnostic]);
  }
  return ok({ declarations });
}
