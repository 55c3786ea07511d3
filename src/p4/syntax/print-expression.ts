/**
 * Types, expressions and what stands around them, as P4 text. In: nodes of the tree. Out: text on
 * one line that parses to the same nodes; what is inside another operator stands in parentheses.
 * @module
 */
import { quoted } from "../source/token.ts";
import type { Annotation, Argument, Expression, Keyset, Name, Parameter, TypeRef } from "./tree.ts";

export function nameText({ text, absolute }: Name): string {
  return absolute ? `.${text}` : text;
}

export function typeText(type: TypeRef): string {
  switch (type.kind) {
    case "integer":
      return "int";
    case "matchKind":
      return "match_kind";
    case "any":
      return "_";
    case "bool":
    case "error":
    case "string":
    case "void":
      return type.kind;
    case "bit":
    case "int":
    case "varbit":
      return `${type.kind}<${widthText(type.width)}>`;
    case "named":
      return nameText(type.name) + typeArgumentsText(type.args);
    case "stack":
      return `${typeText(type.element)}[${expressionText(type.size)}]`;
    case "tuple":
      return `tuple<${type.items.map(typeText).join(", ")}>`;
    case "list":
      return `list<${typeText(type.item)}>`;
  }
}

/** The grammar takes a number, a name, or anything in parentheses. */
function widthText(width: Expression): string {
  const text = expressionText(width);
  return width.kind === "number" || width.kind === "name" ? text : `(${text})`;
}

function typeArgumentsText(types: readonly TypeRef[]): string {
  return types.length === 0 ? "" : `<${types.map(typeText).join(", ")}>`;
}

export function expressionText(expression: Expression): string {
  switch (expression.kind) {
    case "number": {
      const { value, width, signed } = expression;
      return width === null ? `${value}` : `${width}${signed ? "s" : "w"}${value}`;
    }
    case "boolean":
      return String(expression.value);
    case "string":
      return quoted(expression.value);
    case "name":
      return nameText(expression.name);
    case "this":
      return "this";
    case "member":
      return `${operandText(expression.of)}.${expression.member.text}`;
    case "type":
      return typeText(expression.type);
    case "index":
      return `${operandText(expression.of)}[${expressionText(expression.index)}]`;
    case "slice": {
      const { of, high, low } = expression;
      return `${operandText(of)}[${expressionText(high)}:${expressionText(low)}]`;
    }
    case "unary":
      return `${expression.operator}${operandText(expression.of)}`;
    case "binary": {
      const { operator, left, right } = expression;
      return `${operandText(left)} ${operator} ${operandText(right)}`;
    }
    case "choice": {
      const { condition, then, otherwise } = expression;
      return `${operandText(condition)} ? ${operandText(then)} : ${operandText(otherwise)}`;
    }
    case "cast":
      return `(${typeText(expression.type)}) ${operandText(expression.of)}`;
    case "call": {
      const { callee, types, args } = expression;
      return operandText(callee) + typeArgumentsText(types) + argumentsText(args);
    }
    case "list":
      return bracesText(expression.items.map(expressionText), expression.rest);
    case "record": {
      const fields = expression.fields.map(
        ({ name, value }) => `${name.text} = ${expressionText(value)}`,
      );
      return bracesText(fields, expression.rest);
    }
    case "invalid":
      return "{#}";
    case "default":
      return "...";
  }
}

function bracesText(items: readonly string[], rest: boolean): string {
  return `{${[...items, ...(rest ? ["..."] : [])].join(", ")}}`;
}

const OPERATORS: readonly Expression["kind"][] = ["unary", "binary", "choice", "cast"];

function operandText(operand: Expression): string {
  const text = expressionText(operand);
  return OPERATORS.includes(operand.kind) ? `(${text})` : text;
}

export function argumentsText(args: readonly Argument[]): string {
  const texts = args.map(({ name, value }) => {
    const given = value === null ? "_" : expressionText(value);
    return name === null ? given : `${name.text} = ${given}`;
  });
  return `(${texts.join(", ")})`;
}

export function keysetText(keyset: Keyset): string {
  switch (keyset.kind) {
    case "any":
      return keyset.word;
    case "value":
      return expressionText(keyset.value);
    case "mask":
      return `${operandText(keyset.value)} &&& ${operandText(keyset.mask)}`;
    case "range":
      return `${operandText(keyset.low)} .. ${operandText(keyset.high)}`;
    case "tuple":
      return `(${keyset.items.map(keysetText).join(", ")})`;
  }
}

/** With what separates them from what they are about; `@pragma` needs the rest of its line. */
export function annotationsText(annotations: readonly Annotation[]): string {
  return annotations.map((annotation) => annotationText(annotation)).join("");
}

function annotationText({ name, text, expressions, form }: Annotation): string {
  const inner = expressions?.map(expressionText).join(", ") ?? text ?? "";
  switch (form) {
    case "bare":
      return `@${name} `;
    case "round":
      return `@${name}(${inner}) `;
    case "square":
      return `@${name}[${inner}] `;
    case "line":
      return `@pragma ${name} ${text ?? ""}\n`;
  }
}

export function parametersText(parameters: readonly Parameter[]): string {
  return `(${parameters.map(parameterText).join(", ")})`;
}

function parameterText({ annotations, direction, type, name, default: value }: Parameter): string {
  const way = direction === "none" ? "" : `${direction} `;
  const otherwise = value === null ? "" : ` = ${expressionText(value)}`;
  return `${annotationsText(annotations)}${way}${typeText(type)} ${name.text}${otherwise}`;
}

export function typeParametersText(types: readonly Name[]): string {
  return types.length === 0 ? "" : `<${types.map(({ text }) => text).join(", ")}>`;
}
