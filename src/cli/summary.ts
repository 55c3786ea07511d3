/**
 * The JSON summaries of `check` and `mutate` as files. In: the text of one. Out: what it says, if
 * it is just as it was written.
 * @module
 */
import { canonical } from "../base/canonical.ts";
import type { Json } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import type { CheckSummary } from "../report/check.ts";
import type { MutateSummary } from "../report/mutation-summary.ts";
import { breachWithin } from "../wire/schema.ts";
import type { FileText } from "./merged.ts";

// What it is, is for the schema to say.
export function readCheck(given: FileText): CheckSummary {
  const summary: CheckSummary = JSON.parse(given.text);
  checkFit(given, "check", summary);
  return summary;
}

export function readMutate(given: FileText): MutateSummary {
  const summary: MutateSummary = JSON.parse(given.text);
  checkFit(given, "mutate", summary);
  return summary;
}

function checkFit({ file, text }: FileText, kind: "check" | "mutate", summary: Json): void {
  const unfit = (why: string): InputFault => new InputFault("MergeUnfit", { file, why });
  const found = breachWithin("summary", `/$defs/${kind}`, summary);
  if (found !== undefined) throw unfit(`it breaks its schema at ${found.place}`);
  if (canonical(summary) !== text.trimEnd()) throw unfit("it is not as it was written");
}
