/**
 * What is said only of a subject in another process: how fast it went and what we took of that, and
 * when everything fails alike, that the adapter is to blame. In: results and measures. Out: lines.
 * @module
 */
import type { CorpusResult } from "../replay/certify.ts";

export type Speed = {
  readonly steps: number;
  /** Planned crashes, each with a fresh start. */
  readonly crashes: number;
  /** What those took of the time. */
  readonly crashSeconds: number;
  readonly seconds: number;
  /** Milliseconds of processor time that the judge itself spent. */
  readonly spent: number;
};

export function speedLine({ steps, crashes, crashSeconds, seconds, spent }: Speed): string {
  const rate = Math.round(steps / Math.max(seconds - crashSeconds, 0.001));
  const own = steps === 0 ? 0 : (1000 * spent) / steps;
  return (
    `speed     ${rate} steps/s, apart from ${crashes} planned crashes ` +
    `(${crashSeconds.toFixed(1)} s); ` +
    `the judge's own share is ${Math.round(own)} us a step`
  );
}

/** If no case went better than another, no rule of the protocol is the reason. */
export function alikeLines(results: readonly CorpusResult[], command: string): readonly string[] {
  const cases = results.reduce((sum, { traces }) => sum + traces, 0);
  const faults = results.flatMap(({ inconclusive }) => inconclusive);
  const codes = new Set(faults.map(({ word, fault }) => fault?.code ?? word));
  codes.delete("RestartsExhausted");
  if (cases < 2 || faults.length < cases || codes.size !== 1) return [];
  return [`every case fails alike: flashmesh doctor -- ${command} says why`];
}

/** A command as a shell takes it. */
export function commandText(command: readonly string[]): string {
  return command
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(" ");
}
