/**
 * What TLC writes with `-tool`, line by line -> frames. Every message stands between
 * `@!@!@STARTMSG code:severity @!@!@` and `@!@!@ENDMSG code @!@!@`; messages may nest and may begin
 * in the middle of a line. Lines outside (the parser's own talk) are kept as loose lines. Meaning
 * is read from codes and numbers, never from English, but for the names that only the text has.
 * @module
 */
import { Fault } from "../base/fault.ts";

/** Severity: 0 information, 1 error, 3 warning, 4 a state of a counterexample. */
export type Frame = { readonly code: number; readonly severity: number; readonly text: string };

/** The messages that are read; the names are those of TLC's own table of codes. */
export const CODE = {
  outOfMemory: [1001, 1002, 1003],
  assumptionFalse: 2104,
  invariantInitial: 2107,
  propertyInitial: 2108,
  invariant: 2110,
  actionProperty: 2112,
  deadlock: 2114,
  temporal: 2116,
  assertion: 2132,
  backToState: 2122,
  initialOne: 2190,
  initialMany: 2191,
  success: 2193,
  depth: 2194,
  counts: 2199,
  progress: 2200,
  state: 2217,
  stuttering: 2218,
} as const;

type Open = { readonly code: number; readonly severity: number; readonly lines: string[] };

const MARK = /^(.*?)@!@!@(START|END)MSG (\d+)(?::(\d+))? @!@!@$/;

/** Reads the lines in order; `push` returns the frame that the line completes, inner ones first. */
export class FrameReader {
  readonly loose: string[] = [];
  readonly #open: Open[] = [];
  #line = 0;

  push(line: string): readonly Frame[] {
    this.#line += 1;
    const mark = MARK.exec(line);
    if (mark === null) {
      if (line.includes("@!@!@")) throw this.#unreadable(line);
      this.#keep(line);
      return [];
    }
    const [, before = "", which, code = "", severity] = mark;
    if (before !== "") this.#keep(before);
    if (which === "START") {
      if (severity === undefined) throw this.#unreadable(line);
      this.#open.push({ code: Number(code), severity: Number(severity), lines: [] });
      return [];
    }
    const opened = this.#open.pop();
    if (opened?.code !== Number(code) || severity !== undefined) throw this.#unreadable(line);
    return [{ code: opened.code, severity: opened.severity, text: opened.lines.join("\n") }];
  }

  /** The output has ended: a message that is still open was cut off. */
  end(): void {
    const [cut] = this.#open;
    if (cut !== undefined) throw new Fault("TlcOutputTruncated", { code: cut.code });
  }

  #keep(line: string): void {
    const inner = this.#open.at(-1);
    if (inner === undefined) this.loose.push(line);
    else inner.lines.push(line);
  }

  #unreadable(line: string): Fault {
    return new Fault("TlcOutputUnreadable", { line: this.#line, found: line.slice(0, 120) });
  }
}

/** How far a search is, or how large it was. All are numbers of states. */
export type Progress = {
  readonly depth: number;
  readonly generated: number;
  readonly distinct: number;
  readonly queue: number;
};

/** `Progress(7) at 2026-11-24 14:01:25: 8 states generated .., 7 distinct .., 0 states left ..` */
export function progressOf(frame: Frame): Progress {
  // The time of day is between the depth and the first count; rates stand in parentheses.
  const found =
    /^Progress\(([\d,]+)\)[^]*?: ([\d,]+) states[^,]*?, ([\d,]+) dist[^,]*?, ([\d,]+) states/.exec(
      frame.text.replaceAll(/ \([\d,]+ ?\w+\/min\)/g, ""),
    );
  if (found === null) throw unreadable(frame);
  const [depth, generated, distinct, queue] = found.slice(1).map(plainNumber);
  return {
    depth: depth ?? 0,
    generated: generated ?? 0,
    distinct: distinct ?? 0,
    queue: queue ?? 0,
  };
}

/** The numbers of a frame in reading order, thousands separators removed. */
export function numbersOf(frame: Frame): readonly number[] {
  return [...frame.text.matchAll(/\d[\d,]*/g)].map(([digits]) => plainNumber(digits));
}

/** The estimates that two states had one fingerprint: `val = 2.7E-19` in the success message. */
export function collisionsOf(frame: Frame): readonly number[] {
  return [...frame.text.matchAll(/val = ([-+.\dE]+)/g)].map(([, value]) => Number(value));
}

function plainNumber(digits: string): number {
  return Number(digits.replaceAll(",", ""));
}

export function unreadable(frame: Frame): Fault {
  return new Fault("TlcMessageUnreadable", { code: frame.code, found: frame.text.slice(0, 120) });
}
