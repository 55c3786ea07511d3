/**
 * A run of a generation model -> its graph. The run is judged first: a graph of a search that did
 * not end as the manifest pins it would be a corpus of something else.
 * @module
 */
import { Fault } from "../base/fault.ts";
import type { Graph } from "./graph.ts";
import { readGraph } from "./graph.ts";
import { allCounts, judge } from "./judge.ts";
import type { Model } from "./manifest.ts";
import type { TlcRun } from "./tlc.ts";

export function graphOf(model: Model, run: TlcRun): Graph {
  const judgement = judge(model, run);
  const { outcome, mismatches } = judgement;
  if (mismatches.length > 0) {
    const said = outcome.result === "error" ? outcome.said : "";
    throw new Fault("GenerationNotAsPinned", {
      model: model.name,
      said,
      mismatches: mismatches.map(
        ({ what, expected, actual }) => `${what}: expected ${expected}, found ${actual}`,
      ),
    });
  }
  return readGraph(run.printed, allCounts(model.name, judgement));
}
