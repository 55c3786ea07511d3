/**
 * Two JSON values side by side, for people. In: what was demanded and what came. Out: lines, each
 * marked as demanded, as came, or as the same; what is equal is told briefly.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import { canonical } from "../base/canonical.ts";
import { isList, isObject } from "../vector/json.ts";
import { visible } from "./visible.ts";

export type DifferenceLine = {
  readonly mark: "same" | "demanded" | "came";
  /** Levels of indentation. */
  readonly depth: number;
  readonly text: string;
};

/** Deeper than any observation; beyond it a value is told in one line. */
const DEPTH_MAX = 16;
const LINES_MAX = 300;
/** What fits in a line is not unfolded. */
const LINE = 72;
const CUT = 600;

export function jsonDifference(
  demanded: Json | undefined,
  came: Json | undefined,
): readonly DifferenceLine[] {
  const lines = differ("", demanded, came, 0);
  const more = lines.length - LINES_MAX;
  if (more <= 0) return lines;
  return [...lines.slice(0, LINES_MAX), same(`... and ${more} more lines`, 0)];
}

function differ(
  name: string,
  demanded: Json | undefined,
  came: Json | undefined,
  depth: number,
): readonly DifferenceLine[] {
  if (demanded === undefined && came === undefined) return [];
  if (demanded === undefined) return told("came", name, came, depth);
  if (came === undefined) return told("demanded", name, demanded, depth);
  if (canonical(demanded) === canonical(came)) {
    return [same(`${name}${visible(canonical(came), LINE)}`, depth)];
  }
  if (depth < DEPTH_MAX && isList(demanded) && isList(came)) {
    const length = Math.max(demanded.length, came.length);
    return [
      same(`${name}[`, depth),
      ...Array.from({ length }, (_, at) => differ("", demanded[at], came[at], depth + 1)).flat(),
      same("]", depth),
    ];
  }
  if (depth < DEPTH_MAX && isObject(demanded) && isObject(came)) {
    const keys = [...new Set([...Object.keys(demanded), ...Object.keys(came)])].toSorted();
    return [
      same(`${name}{`, depth),
      ...keys.flatMap((key) =>
        differ(`${visible(key, 80)}: `, own(demanded, key), own(came, key), depth + 1),
      ),
      same("}", depth),
    ];
  }
  return [...told("demanded", name, demanded, depth), ...told("came", name, came, depth)];
}

/** A whole value on one side, unfolded where it does not fit in a line. */
function told(
  mark: DifferenceLine["mark"],
  name: string,
  value: Json | undefined,
  depth: number,
): readonly DifferenceLine[] {
  if (value === undefined) return [];
  const text = canonical(value);
  const folded = typeof value !== "object" || value === null || depth >= DEPTH_MAX;
  if (folded || text.length <= LINE) {
    return [{ mark, depth, text: `${name}${visible(text, CUT)}` }];
  }
  const [open, close] = isList(value) ? ["[", "]"] : ["{", "}"];
  const inner = isList(value)
    ? value.flatMap((item) => told(mark, "", item, depth + 1))
    : Object.keys(value)
        .toSorted()
        .flatMap((key) => told(mark, `${visible(key, 80)}: `, own(value, key), depth + 1));
  return [{ mark, depth, text: `${name}${open}` }, ...inner, { mark, depth, text: close }];
}

function same(text: string, depth: number): DifferenceLine {
  return { mark: "same", depth, text };
}

function own(value: { readonly [key: string]: Json }, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

const MARKS = { same: " ", demanded: "-", came: "+" } as const;

/** The same as text: `-` was demanded, `+` came. */
export function differenceText(lines: readonly DifferenceLine[]): readonly string[] {
  return lines.map(({ mark, depth, text }) => `${MARKS[mark]} ${"  ".repeat(depth)}${text}`);
}
