/**
 * Statements, and what may be declared among them, as P4 text: lines, inner ones indented.
 * @module
 */
import { annotationsText, argumentsText, expressionText } from "./print-expression.ts";
import { parametersText, typeParametersText, typeText } from "./print-expression.ts";
import type { ConstantDeclaration, FunctionDeclaration, InstanceDeclaration } from "./tree.ts";
import type { Statement, VariableDeclaration } from "./tree.ts";

export type Lines = readonly string[];

function indented(lines: Lines): Lines {
  return lines.map((line) => `    ${line}`);
}

/** `head {`, the lines, and the closing brace with what stands behind it. */
export function braced(head: string, inside: Lines, behind = ""): Lines {
  return [`${head}{`, ...indented(inside), `}${behind}`];
}

/** The text before the first of the lines. */
function headed(head: string, [first = "", ...rest]: Lines): Lines {
  return [head + first, ...rest];
}

export function blockLines(head: string, body: readonly Statement[]): Lines {
  return braced(`${head} `, body.flatMap(statementLines));
}

export function statementLines(statement: Statement): Lines {
  return headed(annotationsText(statement.annotations ?? []), bareLines(statement));
}

function bareLines(statement: Statement): Lines {
  switch (statement.kind) {
    case "empty":
      return [";"];
    case "assign":
    case "call":
      return [`${simpleText(statement)};`];
    case "block":
      return braced("", statement.body.flatMap(statementLines));
    case "if":
      return ifLines(statement);
    case "switch": {
      const cases = statement.cases.flatMap(({ label, body }) => {
        const head = `${label === "default" ? label : expressionText(label)}:`;
        return body === null ? [head] : headed(`${head} `, statementLines(body));
      });
      return braced(`switch (${expressionText(statement.on)}) `, cases);
    }
    case "for": {
      const { init, condition, update, body } = statement;
      const head = [several(init), expressionText(condition), several(update)].join("; ");
      return headed(`for (${head}) `, statementLines(body));
    }
    case "forIn": {
      const { type, variable, low, high, body } = statement;
      const what = `${type === null ? "" : `${typeText(type)} `}${variable.text}`;
      const range = expressionText(low) + (high === null ? "" : ` .. ${expressionText(high)}`);
      return headed(`for (${what} in ${range}) `, statementLines(body));
    }
    case "return":
      return [statement.value === null ? "return;" : `return ${expressionText(statement.value)};`];
    case "exit":
    case "break":
    case "continue":
      return [`${statement.kind};`];
    case "declare":
      return localLines(statement.declaration);
  }
}

function ifLines({ condition, then, otherwise }: Statement & { readonly kind: "if" }): Lines {
  const head = `if (${expressionText(condition)}) `;
  if (otherwise === null) return headed(head, statementLines(then));
  // An `if` without `else` inside would take this one's.
  const inner = endsOpen(then) ? braced("", statementLines(then)) : statementLines(then);
  return [...headed(head, inner), ...headed("else ", statementLines(otherwise))];
}

function endsOpen(statement: Statement): boolean {
  if (statement.kind === "for" || statement.kind === "forIn") return endsOpen(statement.body);
  if (statement.kind !== "if") return false;
  return statement.otherwise === null || endsOpen(statement.otherwise);
}

function several(statements: readonly Statement[]): string {
  return statements.map(simpleText).join(", ");
}

/** Without the semicolon: in the head of a `for` there is none. */
function simpleText(statement: Statement): string {
  if (statement.kind === "assign") {
    const { target, operator, value } = statement;
    return `${expressionText(target)} ${operator ?? ""}= ${expressionText(value)}`;
  }
  if (statement.kind === "call") return expressionText(statement.call);
  return statementLines(statement).join(" ").replace(/;$/, "");
}

export function localLines(
  declaration: VariableDeclaration | ConstantDeclaration | InstanceDeclaration,
): Lines {
  const { annotations, name, type } = declaration;
  const head = annotationsText(annotations);
  switch (declaration.kind) {
    case "variable": {
      const { value } = declaration;
      const given = value === null ? "" : ` = ${expressionText(value)}`;
      return [`${head}${typeText(type)} ${name.text}${given};`];
    }
    case "constant":
      return [
        `${head}const ${typeText(type)} ${name.text} = ${expressionText(declaration.value)};`,
      ];
    case "instance": {
      const made = `${head}${typeText(type)}${argumentsText(declaration.args)} ${name.text}`;
      if (declaration.body === null) return [`${made};`];
      const body = declaration.body.flatMap((each) =>
        each.kind === "function" ? functionLines(each) : localLines(each),
      );
      return braced(`${made} = `, body, ";");
    }
  }
}

export function functionLines(declaration: FunctionDeclaration): Lines {
  const { annotations, returns, name, types, parameters, body } = declaration;
  const signature = `${name.text}${typeParametersText(types)}${parametersText(parameters)}`;
  return blockLines(`${annotationsText(annotations)}${typeText(returns)} ${signature}`, body);
}
