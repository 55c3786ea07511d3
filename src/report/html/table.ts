/**
 * A table that scrolls by itself where the page is too narrow for it, with keys, too.
 * @module
 */
import type { Markup, Part } from "./markup.ts";
import { markup } from "./markup.ts";

/** The heads of columns of numbers stand on the right, as their numbers do. */
export type Column = string | { readonly numeric: string };

export function table(label: string, columns: readonly Column[], rows: readonly Markup[]): Markup {
  return scrolling(
    label,
    markup`<table>
      <thead><tr>${columns.map(headCell)}</tr></thead>
      <tbody>${rows}</tbody></table>`,
  );
}

export function scrolling(label: string, content: Markup): Markup {
  return markup`<div class="wide" tabindex="0" role="region" aria-label="${label}">
    ${content}</div>`;
}

/** A row: its head, then what stands in its cells. */
export function row(head: Part, cells: readonly Part[]): Markup {
  const rest = cells.map((cell) => markup`<td>${cell}</td>`);
  return markup`<tr><th scope="row">${head}</th>${rest}</tr>
    `;
}

function headCell(column: Column): Markup {
  if (typeof column === "string") return markup`<th scope="col">${column}</th>`;
  return markup`<th scope="col" class="n">${column.numeric}</th>`;
}
