/**
 * Arguments of a command: options by a table, everything else is a positional. What is not in the
 * table is a fault that names it.
 * @module
 */
import { parseArgs } from "node:util";
import { InputFault } from "../base/fault.ts";

export type Option = {
  readonly name: string;
  /** What the value is, in one word; an option without value is a switch. */
  readonly value?: string;
  readonly short?: string;
  /** May be given again; every value counts. */
  readonly repeats?: true;
  readonly about: string;
};

export type Arguments = {
  readonly positionals: readonly string[];
  /** Whether the switch is given. */
  has(name: string): boolean;
  /** The value of the option, if given. */
  text(name: string): string | undefined;
  /** The values of an option that repeats. */
  texts(name: string): readonly string[];
  /** The value as a whole number within the bounds, or the default. */
  count(name: string, bounds: { min: number; max: number }, otherwise: number): number;
};

export function readArguments(
  command: string,
  options: readonly Option[],
  args: readonly string[],
): Arguments {
  const table = Object.fromEntries(
    options.map(({ name, value, short, repeats = false }) => [
      name,
      {
        type: value === undefined ? ("boolean" as const) : ("string" as const),
        multiple: repeats,
        ...(short === undefined ? {} : { short }),
      },
    ]),
  );
  let values: { readonly [name: string]: unknown };
  let positionals: readonly string[];
  try {
    ({ values, positionals } = parseArgs({
      args: [...args],
      options: table,
      allowPositionals: true,
    }));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InputFault("Usage", { command, why }, { cause });
  }
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === "string" ? value : undefined;
  };
  return {
    positionals,
    has: (name) => values[name] === true,
    text,
    texts: (name) => {
      const list: unknown = values[name];
      return Array.isArray(list) ? list.filter((each) => typeof each === "string") : [];
    },
    count: (name, { min, max }, otherwise) => {
      const value = text(name);
      if (value === undefined) return otherwise;
      const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
      if (number >= min && number <= max) return number;
      const why = `--${name} takes a whole number from ${min} to ${max}, not ${value}`;
      throw new InputFault("Usage", { command, why });
    },
  };
}

/** The page that `--help` prints. */
export function helpPage(
  usage: string,
  about: readonly string[],
  options: readonly Option[],
): readonly string[] {
  const left = options.map(({ name, value, short }) => {
    const long = `--${name}${value === undefined ? "" : ` ${value}`}`;
    return short === undefined ? `    ${long}` : `-${short}, ${long}`;
  });
  const wide = Math.max(...left.map((text) => text.length));
  return [
    `usage: flashmesh ${usage}`,
    "",
    ...about,
    "",
    "options:",
    ...options.map(({ about: what }, at) => `  ${(left[at] ?? "").padEnd(wide)}  ${what}`),
  ];
}
