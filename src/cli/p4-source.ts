/**
 * A P4 program from a file. In: its path, include folders and macros. Out: the checked program, or
 * what is wrong with it; and the texts that were read, so that it can be shown where.
 * @module
 */
import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { canonical } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import type { Result } from "../base/result.ts";
import { compile, type Source } from "../p4/compile.ts";
import type { Program } from "../p4/program.ts";
import type { Diagnostic } from "../p4/source/diagnostic.ts";
import type { ReadInclude } from "../p4/source/preprocess.ts";
import { diagnosticAsData, diagnosticLines } from "../report/p4-diagnostic.ts";
import type { Arguments, Option } from "./args.ts";
import type { Exit, World } from "./world.ts";

/** What every subcommand that reads programs takes. */
export const SOURCE_OPTIONS: readonly Option[] = [
  { name: "include", value: "FOLDER", short: "I", repeats: true, about: "where includes are, too" },
  { name: "define", value: "NAME[=VALUE]", short: "D", repeats: true, about: "a macro; 1 if bare" },
];

export type SourceSettings = {
  /** Paths in diagnostics are told from here. */
  readonly folder: string;
  readonly includes: readonly string[];
  readonly macros: readonly (readonly [name: string, value: string])[];
};

export type Loaded = {
  readonly program: Result<Program, readonly Diagnostic[]>;
  readonly source: Source;
  /** Path as in diagnostics -> text. */
  readonly texts: ReadonlyMap<string, string>;
};

export function settingsOf(command: string, given: Arguments, folder: string): SourceSettings {
  const macros = given.texts("define").map((text): readonly [string, string] => {
    const found = /^([A-Za-z_]\w*)(?:=(.*))?$/s.exec(text);
    if (found === null) throw new InputFault("Usage", { command, why: `${text} is no macro` });
    return [found[1] ?? "", found[2] ?? "1"];
  });
  const includes = given.texts("include").map((each) => resolve(folder, each));
  return { folder, includes, macros };
}

/** The file must be there; an include that is not is a diagnostic. */
export function loadProgram(path: string, settings: SourceSettings): Loaded {
  const { source, read, texts } = sourceOf(path, settings);
  return { program: compile(source, read, new Map(settings.macros)), source, texts };
}

/** A program that is not compiled yet: its text, and who reads what it includes. */
export type Uncompiled = {
  readonly source: Source;
  readonly read: ReadInclude;
  /** Path as in diagnostics -> text, of all that was read so far. */
  readonly texts: ReadonlyMap<string, string>;
};

/** Throws an InputFault if the file is not there. */
export function sourceOf(path: string, { folder, includes }: SourceSettings): Uncompiled {
  const texts = new Map<string, string>();
  const keep = (file: string): { readonly file: string; readonly text: string } | undefined => {
    const text = textIfAny(file);
    if (text === undefined) return undefined;
    const told = relative(folder, file);
    texts.set(told, text);
    return { file: told, text };
  };
  const source = keep(resolve(folder, path));
  if (source === undefined) throw new InputFault("FileUnreadable", { file: path, why: "ENOENT" });
  const read: ReadInclude = (name, from, system) => {
    const beside = dirname(resolve(folder, from));
    const places = system ? [...includes, beside] : [beside, ...includes];
    for (const place of places) {
      const found = keep(join(place, name));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return { source, read, texts };
}

/** Includes are read while the text is read, so at once. */
function textIfAny(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const why = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    if (why === "ENOENT" || why === "ENOTDIR") return undefined;
    throw new InputFault("FileUnreadable", { file, why }, { cause });
  }
}

/** Tells what is wrong: on standard error, or as lines of JSON on standard output. */
export function tellDiagnostics(
  diagnostics: readonly Diagnostic[],
  texts: Loaded["texts"],
  asJson: boolean,
  world: World,
): void {
  for (const diagnostic of diagnostics) {
    if (asJson) world.out(canonical(diagnosticAsData(diagnostic)));
    else
      for (const line of diagnosticLines(diagnostic, (file) => texts.get(file)))
        world.err(`${line}\n`);
  }
}

/** 1: the program is wrong. 2: it may be right, and we do not do it. */
export function exitOf(diagnostics: readonly Diagnostic[]): Exit {
  if (diagnostics.length === 0) return 0;
  return diagnostics.some(({ kind }) => kind === "syntax" || kind === "type") ? 1 : 2;
}

/** The program, or undefined once it is told why there is none. */
export function programFrom(
  path: string,
  settings: SourceSettings,
  asJson: boolean,
  world: World,
): Result<Program, Exit> {
  const { program, texts } = loadProgram(path, settings);
  if (program.ok) return program;
  tellDiagnostics(program.reason, texts, asJson, world);
  return { ok: false, reason: exitOf(program.reason) };
}
