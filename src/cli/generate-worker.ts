/**
 * A thread that makes vector files, one after the other. In: a model that was explored, a message.
 * Out: the text of its file and what that covers, or the fault, a message.
 * PERF: a graph is covered, bound and walked by the second engine without a pause, in most of the
 * time that a model takes; in one thread, all other processors would look on.
 * @module
 */
import { basename } from "node:path";
import { parentPort } from "node:worker_threads";
import { sha256Hex } from "../base/bytes.ts";
import type { FaultData } from "../base/fault.ts";
import { Fault, InputFault } from "../base/fault.ts";
import { graphOf } from "../graph/generation.ts";
import type { Graph } from "../graph/graph.ts";
import type { JarPin } from "../graph/jar.ts";
import type { Model } from "../graph/manifest.ts";
import type { Agreement } from "../graph/second.ts";
import { compareWithSecond } from "../graph/second.ts";
import type { Task, TlcRun } from "../graph/tlc.ts";
import type { Generated } from "../report/traces.ts";
import { build } from "../vector/build.ts";
import { entryOf } from "../vector/catalogue.ts";
import { amountUnitOf } from "../vector/units.ts";
import { write } from "../vector/write.ts";
import { modulesOf, specDigest } from "./modules.ts";
import { readReasons } from "./places.ts";

export type Explored = {
  readonly model: Model;
  readonly root: string;
  readonly task: Task;
  readonly run: TlcRun;
  readonly jar: JarPin;
  /** Whether the second engine is asked as well. */
  readonly second: boolean;
};

export type Vectors = Omit<Generated, "seconds"> & { readonly text: string };

export type Reply =
  | { readonly kind: "made"; readonly vectors: Vectors }
  | {
      readonly kind: "fault";
      readonly code: string;
      readonly data: FaultData;
      readonly isInput: boolean;
    };

// What is no fault is a bug of ours: it reaches nobody here, and so whoever listens for errors.
parentPort?.on("message", (explored: Explored) => {
  void reply(explored).then((said) => parentPort?.postMessage(said));
});

async function reply(explored: Explored): Promise<Reply> {
  try {
    return { kind: "made", vectors: await vectorsOf(explored) };
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    const { code, data } = cause;
    return { kind: "fault", code, data, isInput: cause instanceof InputFault };
  }
}

async function vectorsOf({ model, root, task, run, jar, second }: Explored): Promise<Vectors> {
  const provenance = {
    model: model.name,
    spec: await specDigest(root, model.module),
    config: sha256Hex(task.config),
    jar: jar.sha256,
    scope: model.about,
    amountUnit: amountUnitOf(model.name),
  };
  const graph = graphOf(model, run);
  const agreement = second ? await secondOpinion(root, model, task, graph) : undefined;
  const { file, coverage } = build(graph, provenance, await readReasons());
  const text = write(file);
  return { entry: entryOf(file.header, text), coverage, text, agreement };
}

async function secondOpinion(
  root: string,
  model: Model,
  task: Task,
  graph: Graph,
): Promise<Agreement> {
  const modules = await modulesOf(root, model.module);
  const text = (name: string): string | undefined => modules.get(`${name}.tla`);
  return compareWithSecond(basename(model.module, ".tla"), task.config, text, graph);
}
