/**
 * Functions put where they are called. In: the functions of a program, callees first (P4 has no
 * recursion). Out: the lines of one of them with no call left in it.
 * @module
 */
import type { Routine } from "./code.ts";
import type { Line } from "./line.ts";

type Body = {
  readonly lines: readonly Line[];
  /** Whether it may tell its caller to stop. */
  readonly stops: boolean;
  /** Whether it may leave before its end. */
  readonly leaves: boolean;
};

const CALL = /^(?:const (t\d+) = )?(\w+)\(\);$/;
const STOP = /^if \((t\d+) !== 0\) return 1;$/;

/** Puts all functions in place in some lines; null if they would be more than `most`. */
export function inliner(
  routines: readonly Routine[],
  most: number,
): (lines: readonly Line[]) => readonly Line[] | null {
  const bodies = new Map<string, Body | null>();
  for (const { name, lines } of routines) bodies.set(name, expanded(lines, bodies, most));
  return (lines) => expanded(lines, bodies, most)?.lines ?? null;
}

function expanded(
  lines: readonly Line[],
  bodies: ReadonlyMap<string, Body | null>,
  most: number,
): Body | null {
  const all: Line[] = [];
  const neverStops = new Set<string>();
  for (const line of lines) {
    const [, result = "", name = ""] = typeof line === "string" ? (CALL.exec(line) ?? []) : [];
    const body = bodies.get(name);
    if (body === null || all.length > most) return null;
    if (body !== undefined) {
      const { lines: put, stops } = inPlace(result === "" ? name : result, body);
      all.push(...put);
      if (!stops) neverStops.add(result);
      continue;
    }
    const [, asked = ""] = typeof line === "string" ? (STOP.exec(line) ?? []) : [];
    if (asked === "" || !neverStops.has(asked)) all.push(line);
  }
  const has = (pattern: RegExp): boolean =>
    all.some((line) => typeof line === "string" && pattern.test(line));
  return { lines: all, stops: has(/\breturn 1;/), leaves: has(/\breturn [01];/) };
}

/** As a block that a `return` of the function breaks; `result` is then what it gave. */
function inPlace(result: string, { lines, stops, leaves }: Body): Pick<Body, "lines" | "stops"> {
  if (!leaves) return { lines: ["{", ...lines, "}"], stops };
  const label = `B_${result}`;
  const left = lines.map((line) =>
    typeof line === "string"
      ? line.replace(/\breturn ([01]);/g, (_, given: string) =>
          stops ? `{ ${result} = ${given}; break ${label}; }` : `break ${label};`,
        )
      : line,
  );
  const begin = stops ? [`let ${result} = 0;`] : [];
  return { lines: [...begin, `${label}: {`, ...left, "}"], stops };
}
