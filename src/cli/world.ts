/**
 * What a command may touch of the world, handed to it: streams, environment, folder, interruption.
 * And what a command is.
 * @module
 */
import type { Environment } from "../graph/jar.ts";

export type World = {
  /** One line to standard output: results. */
  readonly out: (line: string) => void;
  /** Raw text to standard error: progress and complaints. */
  readonly err: (text: string) => void;
  /** Whether standard error is a terminal that shows progress. */
  readonly watched: boolean;
  /** Columns of the terminal, or 100. */
  readonly width: number;
  readonly environment: Environment;
  readonly folder: string;
  /** Aborted on the first interrupt. */
  readonly signal: AbortSignal;
  /** Milliseconds of a clock that never goes back; for progress and reports only. */
  readonly now: () => number;
  /** This moment, RFC 3339 in UTC; for what is written down. */
  readonly moment: () => string;
  readonly machine: { readonly node: string; readonly platform: string; readonly cpus: number };
  /** Milliseconds of processor time that this process has spent so far, in all its threads. */
  readonly busy: () => number;
  /** The most memory this process has held so far, in bytes. */
  readonly memoryPeak: () => number;
};

/** 0 holds, 1 violated or diverges, 2 could not be judged, 3 usage or bad input, 4 our own bug. */
export type Exit = 0 | 1 | 2 | 3 | 4;

export type Command = {
  readonly name: string;
  /** One line for the overview. */
  readonly summary: string;
  /** Answers `--help` itself. */
  readonly run: (args: readonly string[], world: World) => Promise<Exit>;
};
