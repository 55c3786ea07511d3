/**
 * One line on the terminal that says how far a run is; nothing where nobody watches.
 * @module
 */
import type { Judged } from "../replay/crew.ts";
import { clearStatus, showStatus } from "./status.ts";
import type { World } from "./world.ts";

const REDRAW_MS = 200;

export class Tally {
  readonly #world: World;
  readonly #total: number;
  readonly #begun: number;
  readonly #kinds = { conforms: 0, diverges: 0, inconclusive: 0 };
  #steps = 0;
  #drawn = 0;

  constructor(world: World, total: number) {
    this.#world = world;
    this.#total = total;
    this.#begun = world.now();
  }

  done({ verdict }: Judged): void {
    this.#kinds[verdict.kind] += 1;
    if (verdict.kind === "conforms") this.#steps += verdict.steps;
    const now = this.#world.now();
    if (!this.#world.watched || now - this.#drawn < REDRAW_MS) return;
    this.#drawn = now;
    const rate = Math.round((1000 * this.#steps) / Math.max(now - this.#begun, 1));
    const counts = Object.entries(this.#kinds).filter(([, count]) => count > 0);
    const done = counts.reduce((sum, [, count]) => sum + count, 0);
    const words = counts.map(([kind, count]) => `${count} ${kind}`).join(", ");
    const line = `${done}/${this.#total} cases  ${rate} steps/s  ${words}`;
    showStatus(this.#world, line);
  }

  close(): void {
    clearStatus(this.#world);
  }
}
