/**
 * The line on the terminal that says what is going on, over the one before. In: text. Out: nothing
 * where nobody watches.
 * @module
 */
import type { World } from "./world.ts";

const CLEAR = "\r\u001b[2K";

/** No wider than the terminal: a line that wraps cannot be taken back. */
export function showStatus({ watched, width, err }: World, text: string): void {
  if (watched) err(`${CLEAR}${text.slice(0, width - 1)}`);
}

export function clearStatus({ watched, err }: World): void {
  if (watched) err(CLEAR);
}
