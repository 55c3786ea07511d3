/**
 * Markup that cannot be injected into. In: a template and values. Out: markup. Every value that is
 * not itself markup is made visible and escaped, so that forgetting to is not possible.
 * @module
 */
import { visibleLines } from "../visible.ts";

/** Text that was made by {@link markup} and by nothing else. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Part = Markup | string | number | readonly Part[];

export function markup(literals: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(String.raw({ raw: literals.map(unindented) }, ...parts.map(textOf)));
}

export const NOTHING = new Markup("");

function textOf(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (typeof part === "number") return String(part);
  if (typeof part === "string") return escapeMarkup(visibleLines(part));
  return part.map(textOf).join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** For HTML and XML, in text and in quoted attributes. */
export function escapeMarkup(text: string): string {
  return text.replaceAll(/[&<>"']/g, (found) => ENTITIES[found] ?? "");
}

/** The indentation of our source is no part of the page. */
function unindented(literal: string): string {
  return literal.replaceAll(/\n\s+/g, "\n");
}
