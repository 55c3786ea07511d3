/**
 * A thread of generate-worker.ts, seen from outside. In: a model that was explored. Out: what its
 * vector file is, or the fault that the thread met; an interruption ends it at once.
 * @module
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { Fault, InputFault } from "../base/fault.ts";
import type { Explored, Reply, Vectors } from "./generate-worker.ts";

const WORKER = new URL("generate-worker.ts", import.meta.url);

export class VectorThread {
  readonly #worker = new Worker(WORKER);

  async make(explored: Explored, signal: AbortSignal): Promise<Vectors> {
    this.#worker.postMessage(explored);
    const reply = await this.#reply(explored.model.name, signal);
    if (reply.kind === "made") return reply.vectors;
    const { code, data } = reply;
    throw reply.isInput ? new InputFault(code, data) : new Fault(code, data);
  }

  async #reply(model: string, signal: AbortSignal): Promise<Reply> {
    try {
      const [reply]: readonly Reply[] = await once(this.#worker, "message", { signal });
      if (reply !== undefined) return reply;
      throw new Error("a message is one value");
    } catch (cause) {
      if (signal.aborted) throw new Fault("Interrupted", { during: model });
      throw cause;
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
