/**
 * Cases that could not be judged, in words: what word each gets, where it ended, why, what the
 * subject last said on standard error, and how to see it again. In: verdicts, and
 * the command for each. Out: lines.
 * @module
 */
import { Fault } from "../base/fault.ts";
import type { Inconclusive } from "../replay/verdict.ts";
import { faultLines } from "./fault.ts";

/** Lines of standard error that are shown. */
const STDERR_TOLD = 3;

type Unjudged = { readonly verdict: Inconclusive; readonly again: string };

export function unjudgedLines(found: readonly Unjudged[], told: number): readonly string[] {
  const lines = found.slice(0, told).flatMap(({ verdict: each, again }) => {
    const { trace, word, step, input, twice } = each;
    const where = input === "" ? "before the first input" : `step ${step}, ${input}`;
    const sure = twice === true ? "  twice, from a fresh start: counts as a divergence" : "";
    return [
      `${word.toUpperCase()}  ${trace}  ${where}${sure}`,
      ...reasons(each).map((line, index) => `  ${index === 0 ? "why     " : "        "}  ${line}`),
      `  again     ${again}`,
    ];
  });
  const rest = found.length - told;
  return [...lines, ...(rest > 0 ? [`and ${rest} more could not be judged`] : [])];
}

function reasons({ why, fault }: Inconclusive): readonly string[] {
  if (fault === undefined) return [why];
  const { stderr } = fault.data;
  const last = typeof stderr === "string" ? stderr.trimEnd().split("\n").slice(-STDERR_TOLD) : [];
  const said = last.filter((line) => line !== "").map((line) => `stderr: ${line}`);
  return [...faultLines(new Fault(fault.code, fault.data)), ...said];
}
