/**
 * The known failures of a subject (spec/formats/baseline.md). In: entries, the corpus, a day, and
 * what a run found. Out: what is wrong with the entries, which of them names a case, and the
 * entries that would say what is so now.
 * @module
 */
import type { Case } from "./case.ts";
import type { CaseLine, Failure } from "./result.ts";
import { CORPUS_BINDING } from "./result.ts";

export const BASELINE_FORMAT = "flashmesh-baseline/1";
/** What a generated entry gives as its reason. */
export const UNEXPLAINED = "unexplained";

/** One check that is known to fail. */
export type Entry = {
  readonly id: string;
  readonly digest: string;
  readonly axis?: string;
  readonly step: number;
  /** The name of the input that is answered otherwise; empty in the opening. */
  readonly input: string;
  readonly key: string;
  readonly kind: "fail" | "crashed" | "hung";
  readonly reason: string;
  readonly issue?: string;
  /** The last day on which it counts, YYYY-MM-DD. */
  readonly until?: string;
};

export type BaselineFile = {
  readonly format: typeof BASELINE_FORMAT;
  readonly suite_version: string;
  readonly entries: readonly Entry[];
};

export class Baseline {
  readonly #entries = new Map<string, Entry>();
  /** What is wrong with the entries, a line each. */
  readonly wrong: readonly string[];

  /** `all` are the cases of the corpus, run or not. `today` is YYYY-MM-DD. */
  constructor(entries: readonly Entry[], all: readonly Case[], today: string) {
    const digests = new Map(all.map(({ trace }) => [trace.trace.id, trace.trace.digest]));
    this.wrong = entries.flatMap((entry) => {
      const why = this.#why(entry, digests, today);
      const name = nameOf(entry);
      const known = this.#entries.get(name);
      // Of two that say the same, the one that was explained.
      if (known === undefined || known.reason === UNEXPLAINED) this.#entries.set(name, entry);
      return why === undefined ? [] : [`${name}: ${why}`];
    });
  }

  get entries(): readonly Entry[] {
    return [...this.#entries.values()];
  }

  /** The entry that names this case, under whatever keys it runs. */
  of({ trace, axis }: Case): Entry | undefined {
    return this.#entries.get(nameOf({ id: trace.trace.id, axis }));
  }

  #why(entry: Entry, digests: ReadonlyMap<string, string>, today: string): string | undefined {
    const digest = digests.get(entry.id);
    if (digest === undefined) return "no case of the corpus has this id";
    if (digest !== entry.digest) return "the case has another digest by now";
    if (entry.until !== undefined && entry.until < today) return `it counted until ${entry.until}`;
    const known = this.#entries.get(nameOf(entry));
    const same =
      known === undefined ||
      (["step", "input", "key", "kind"] as const).every((part) => known[part] === entry[part]);
    return same ? undefined : "another entry names another check of this case";
  }
}

/** Whether a case failed exactly as the entry says. */
export function isListed(failure: Failure, { step, input, key, kind }: Entry): boolean {
  const same = failure.step === step && failure.input === input;
  return same && failure.key === key && kindOf(failure) === kind;
}

function kindOf({ what, twice }: Failure): Entry["kind"] {
  return twice === true && (what === "crashed" || what === "hung") ? what : "fail";
}

function nameOf({ id, axis }: { readonly id: string; readonly axis?: string | undefined }): string {
  return axis === undefined ? id : `${id} (${axis})`;
}

/** The entries for what fails now; of `known`, what still holds, and what was not looked at. */
export function entriesFor(cases: readonly CaseLine[], known: Baseline): readonly Entry[] {
  const own = cases.filter(({ binding }) => binding === CORPUS_BINDING);
  const seen = new Set(own.map(nameOf));
  const old = new Map(known.entries.map((entry) => [nameOf(entry), entry]));
  const failing = own.flatMap(({ id, digest, axis, word, failure }): readonly Entry[] => {
    if (failure === undefined || !["fail", "known-fail", "stale"].includes(word)) return [];
    const { step, input, key } = failure;
    const entry = word === "known-fail" ? old.get(nameOf({ id, axis })) : undefined;
    const fresh = { id, digest, ...(axis === undefined ? {} : { axis }), step, input, key };
    return [entry ?? { ...fresh, kind: kindOf(failure), reason: UNEXPLAINED }];
  });
  return [...failing, ...known.entries.filter((entry) => !seen.has(nameOf(entry)))];
}

/** One entry a line, so that a review sees which one changed. */
export function baselineText(entries: readonly Entry[], suiteVersion: string): string {
  const head = `"format": "${BASELINE_FORMAT}", "suite_version": "${suiteVersion}"`;
  const rows = entries.map((entry) => `  ${JSON.stringify(entry)}`).join(",\n");
  return `{ ${head}, "entries": [\n${rows}\n] }\n`;
}
