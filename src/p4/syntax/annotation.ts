/**
 * Annotations: `@name`, `@name(anything)`, `@name[expressions]`. (P4_16 1.2.5, section 20.)
 * @module
 */
import { quoted, type Token } from "../source/token.ts";
import type { Cursor } from "./cursor.ts";
import type { Annotation, Expression } from "./tree.ts";

export function annotations(cursor: Cursor): readonly Annotation[] {
  const found: Annotation[] = [];
  while (cursor.is("@")) found.push(annotation(cursor));
  return found;
}

function annotation(cursor: Cursor): Annotation {
  const { place } = cursor.next();
  const { text: name } = cursor.member();
  if (name === "pragma") return pragma(cursor, place);
  const close = cursor.is("(") ? ")" : cursor.is("[") ? "]" : undefined;
  if (close === undefined) return { name, text: null, expressions: null, form: "bare", place };
  const form = close === ")" ? "round" : "square";
  const expressions = cursor.attempt((): readonly Expression[] => {
    cursor.next();
    return cursor.list(close, () => cursor.grammar.expression(cursor));
  });
  if (expressions !== undefined) {
    return { name, text: textOf(expressions), expressions, form, place };
  }
  return { name, text: balanced(cursor), expressions: null, form, place };
}

/** `@pragma name words…` to the end of the line. */
function pragma(cursor: Cursor, place: Annotation["place"]): Annotation {
  const words: string[] = [];
  while (cursor.token.kind !== "end" && cursor.place.line === place.line) {
    words.push(written(cursor.next()));
  }
  const [name = "pragma", ...rest] = words;
  return { name, text: rest.join(" "), expressions: null, form: "line", place };
}

/** Any tokens whose parentheses match. */
function balanced(cursor: Cursor): string {
  const tokens: Token[] = [];
  let depth = 0;
  do {
    const token = cursor.next();
    if (token.kind === "end") cursor.fail("This annotation does not end.", "Add ).");
    if (token.kind === "symbol" && "([{".includes(token.text)) depth += 1;
    if (token.kind === "symbol" && ")]}".includes(token.text)) depth -= 1;
    tokens.push(token);
  } while (depth > 0);
  return tokens.slice(1, -1).map(written).join(" ");
}

/** A token as it stands in the source. */
function written({ kind, text }: Token): string {
  return kind === "string" ? quoted(text) : text;
}

/** What simple expressions say, for annotations that are looked at as text. */
function textOf(expressions: readonly Expression[]): string {
  return expressions
    .map((each) => {
      if (each.kind === "string") return each.value;
      if (each.kind === "number") return each.value.toString();
      if (each.kind === "boolean") return String(each.value);
      return each.kind === "name" ? each.name.text : "";
    })
    .join(", ");
}
