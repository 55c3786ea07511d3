/**
 * One line on the terminal that says what is running; nothing where nobody watches.
 * @module
 */
import type { Progress } from "../graph/frames.ts";
import type { Model } from "../graph/manifest.ts";
import { progressInWords } from "../report/check.ts";
import { clearStatus, showStatus } from "./status.ts";
import type { World } from "./world.ts";

const REDRAW_MS = 500;

type Running = {
  readonly model: Model;
  readonly since: number;
  progress: Progress | undefined;
  /** When the progress was told. */
  told: number;
};

export class ProgressLine {
  readonly #world: World;
  readonly #total: number;
  readonly #running = new Map<string, Running>();
  readonly #timer: NodeJS.Timeout | undefined;
  #done = 0;

  constructor(world: World, total: number) {
    this.#world = world;
    this.#total = total;
    this.#timer = world.watched ? setInterval(() => this.#draw(), REDRAW_MS) : undefined;
  }

  started(model: Model): void {
    const since = this.#world.now();
    this.#running.set(model.name, { model, since, progress: undefined, told: since });
    this.#draw();
  }

  advanced(model: Model, progress: Progress): void {
    const running = this.#running.get(model.name);
    if (running !== undefined) {
      running.progress = progress;
      running.told = this.#world.now();
    }
    this.#draw();
  }

  /** Leaves a clear line for the result. */
  ended(model: Model): void {
    this.#running.delete(model.name);
    this.#done += 1;
    clearStatus(this.#world);
  }

  close(): void {
    clearInterval(this.#timer);
    clearStatus(this.#world);
  }

  #draw(): void {
    if (!this.#world.watched) return;
    const now = this.#world.now();
    const running = [...this.#running.values()].map(({ model, since, progress, told }) =>
      progressInWords(model, progress, (told - since) / 1000, (now - since) / 1000),
    );
    const line = `${this.#done}/${this.#total} ${running.join(" | ")}`;
    showStatus(this.#world, line);
  }
}
