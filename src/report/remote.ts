/**
 * What is said only of a subject in another process: how fast it went and what we took of that, and
 * when everything fails alike, that the adapter is to blame. In: results and measures. Out: lines.
 * @module
 */
import type { CaseLine } from "../replay/result.ts";

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

/** In this process there is nobody else to wait for. */
export function plainSpeedLine(steps: number, seconds: number): string {
  return `speed     ${Math.round(steps / Math.max(seconds, 0.001))} steps/s in this process`;
}

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
export function alikeLines(cases: readonly CaseLine[], command: string): readonly string[] {
  const unjudged = cases.flatMap(({ failure }) =>
    failure === undefined || failure.clause !== undefined ? [] : [failure],
  );
  const codes = new Set(unjudged.map(({ what, fault }) => fault?.code ?? what));
  codes.delete("RestartsExhausted");
  if (cases.length < 2 || unjudged.length < cases.length || codes.size !== 1) return [];
  return [`every case fails alike: flashmesh doctor ${command} says why`];
}

/** A command as a shell takes it. */
export function commandText(command: readonly string[]): string {
  return command
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(" ");
}
