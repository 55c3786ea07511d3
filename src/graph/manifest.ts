/**
 * `tla/manifest.json`: which models there are and what each run must end in. In: the text. Out:
 * the entries, or a fault that names the place of the first thing wrong; unknown keys are errors.
 * The format is described in `spec/formats/manifest.md`.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import type { JarPin } from "./jar.ts";

export const SUITES = [
  "small",
  "must-fail",
  "canary",
  "generate",
  "handoff",
  "dataplane",
  "full",
] as const;
export type Suite = (typeof SUITES)[number];

const MODES = ["safety", "liveness", "generate", "assume"] as const;
export type Mode = (typeof MODES)[number];

/** Sizes of the state graph; exact, fewer *or* more is a failure. */
export type Counts = {
  readonly initial: number;
  readonly generated: number;
  readonly distinct: number;
  readonly depth: number;
};

export type Expectation =
  | { readonly result: "holds" }
  /** The named invariant, property, `Deadlock`, `Assert` or `ASSUME` fails, with that exit code. */
  | { readonly result: "violated"; readonly property: string; readonly exit: number }
  /** The checker gives up with this message; only canaries may expect that. */
  | { readonly result: "error"; readonly exit: number; readonly code: number };

export type Model = {
  readonly name: string;
  /** Paths relative to the folder of the manifest. */
  readonly module: string;
  readonly config: string;
  readonly suite: Suite;
  readonly mode: Mode;
  readonly about: string;
  /** Constants that differ from the cfg, as TLA+ text; a mutant is `Off = {"VF9"}`. */
  readonly set: { readonly [constant: string]: string };
  /** What is checked. Must be what the cfg says, unless `replaces` names the keyword. */
  readonly invariants: readonly string[];
  readonly properties: readonly string[];
  readonly replaces: readonly ("INVARIANT" | "PROPERTY")[];
  readonly expect: Expectation;
  /** For canaries: the exit code that is right, where the pinned checker is wrong. */
  readonly correctExit: number | undefined;
  readonly counts: Counts | undefined;
  /** Codes of warnings that may appear. */
  readonly warnings: readonly number[];
  /** The clause whose guard this mutant lacks. */
  readonly kills: string | undefined;
  /** The rule, a clause without a guard, that this mutant breaks. */
  readonly breaks: string | undefined;
  /** Expected time on two cores; the longest run first. */
  readonly seconds: number | undefined;
};

export type Manifest = { readonly jar: JarPin; readonly models: readonly Model[] };

/** With `unpinned` a model that holds may lack its counts: they are about to be measured. */
export function decodeManifest(
  text: string,
  file: string,
  options: { readonly unpinned?: boolean } = {},
): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new InputFault("ManifestNotJson", { file, why: String(cause) }, { cause });
  }
  const top = new Place(json, file).object(["jar", "models"]);
  const jar = top.at("jar").object(["artifact", "sha256"]);
  const pin = {
    artifact: jar.at("artifact").text(/^[\w.-]+:[\w.-]+:[\w.-]+$/),
    sha256: jar.at("sha256").text(/^[0-9a-f]{64}$/),
  };
  const models = top.at("models").list((place) => decodeModel(place, options.unpinned === true));
  const names = new Set<string>();
  for (const { name } of models) {
    if (names.has(name)) throw new InputFault("ManifestTwice", { file, name });
    names.add(name);
  }
  return { jar: pin, models };
}

const MODEL_KEYS = [
  "name",
  "module",
  "config",
  "suite",
  "mode",
  "about",
  "set",
  "invariants",
  "properties",
  "replaces",
  "expect",
  "correctExit",
  "counts",
  "warnings",
  "kills",
  "breaks",
  "seconds",
];

function decodeModel(place: Place, unpinned: boolean): Model {
  const entry = place.object(MODEL_KEYS);
  const expect = decodeExpectation(entry.at("expect"));
  const suite = entry.at("suite").oneOf(SUITES);
  const counts = entry.optional("counts")?.map(decodeCounts);
  const model: Model = {
    name: entry.at("name").text(/^[A-Za-z0-9][\w.-]*$/),
    module: entry.at("module").text(/^(?:[\w-]+\/)*\w+(?:\.tla)?$/),
    config: entry.at("config").text(/^(?:[\w-]+\/)*[\w.-]+\.cfg$/),
    suite,
    mode: entry.at("mode").oneOf(MODES),
    about: entry.at("about").text(/^\S.*[.]$/s),
    set: entry.optional("set")?.dictionary() ?? {},
    invariants: entry.optional("invariants")?.list((each) => each.text(/^\w+$/)) ?? [],
    properties: entry.optional("properties")?.list((each) => each.text(/^\w+$/)) ?? [],
    replaces: entry.optional("replaces")?.list((each) => each.oneOf(REPLACEABLE)) ?? [],
    expect,
    correctExit: entry.optional("correctExit")?.count(),
    counts,
    warnings: entry.optional("warnings")?.list((each) => each.count()) ?? [],
    kills: entry.optional("kills")?.text(CLAUSE),
    breaks: entry.optional("breaks")?.text(CLAUSE),
    seconds: entry.optional("seconds")?.count(),
  };
  // A run that may not fall short of its size needs the size; an error ends wherever it ends.
  const needed = expect.result === "holds" && model.mode !== "assume" && !unpinned;
  if (needed && counts === undefined) {
    throw entry.place.wrong("counts, as the model holds");
  }
  if (expect.result === "error" && suite !== "canary") {
    throw entry.place.wrong("a verdict; only a canary expects an error");
  }
  return model;
}

const CLAUSE = /^[A-Z0-9]+-\d+[a-z]?$/;
const REPLACEABLE = ["INVARIANT", "PROPERTY"] as const;

function decodeExpectation(place: Place): Expectation {
  const entry = place.object(["result", "property", "exit", "code"]);
  switch (entry.at("result").oneOf(["holds", "violated", "error"])) {
    case "holds":
      place.object(["result"]);
      return { result: "holds" };
    case "violated":
      place.object(["result", "property", "exit"]);
      return {
        result: "violated",
        property: entry.at("property").text(/^\w+$/),
        exit: entry.at("exit").count(),
      };
    case "error":
      place.object(["result", "exit", "code"]);
      return {
        result: "error",
        exit: entry.at("exit").count(),
        code: entry.at("code").count(),
      };
  }
}

function decodeCounts(place: Place): Counts {
  const entry = place.object(["initial", "generated", "distinct", "depth"]);
  return {
    initial: entry.at("initial").count(),
    generated: entry.at("generated").count(),
    distinct: entry.at("distinct").count(),
    depth: entry.at("depth").count(),
  };
}

/** A JSON value and where it stands, so that each error can say the place. */
export class Place {
  readonly #value: unknown;
  readonly #path: string;

  constructor(value: unknown, path: string) {
    this.#value = value;
    this.#path = path;
  }

  wrong(wanted: string): InputFault {
    const found = JSON.stringify(this.#value)?.slice(0, 80) ?? "nothing";
    return new InputFault("ManifestWrong", { place: this.#path, wanted, found });
  }

  map<To>(decode: (place: Place) => To): To {
    return decode(this);
  }

  object(keys: readonly string[]): Members {
    const value = this.#value;
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw this.wrong("an object");
    }
    const members = new Map<string, unknown>(Object.entries(value));
    for (const key of members.keys()) {
      if (!keys.includes(key)) throw this.wrong(`only the keys ${keys.join(", ")}; not ${key}`);
    }
    const optional = (key: string): Place | undefined =>
      members.has(key) ? new Place(members.get(key), `${this.#path}/${key}`) : undefined;
    const at = (key: string): Place => {
      const found = optional(key);
      if (found === undefined) throw this.wrong(`the key ${key}`);
      return found;
    };
    return { at, optional, place: this };
  }

  list<Item>(decode: (place: Place) => Item): readonly Item[] {
    const value = this.#value;
    if (!Array.isArray(value)) throw this.wrong("a list");
    return value.map((item: unknown, at) => decode(new Place(item, `${this.#path}/${at}`)));
  }

  dictionary(): { readonly [key: string]: string } {
    const value = this.#value;
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw this.wrong("an object");
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, text]: [string, unknown]) => {
        return [key, new Place(text, `${this.#path}/${key}`).text(/^\S.*$/s)];
      }),
    );
  }

  text(form: RegExp): string {
    const value = this.#value;
    if (typeof value !== "string" || !form.test(value)) throw this.wrong(`a string like ${form}`);
    return value;
  }

  count(): number {
    const value = this.#value;
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
      throw this.wrong("a whole number");
    }
    return value;
  }

  oneOf<const Word extends string>(words: readonly Word[]): Word {
    const found = words.find((word) => word === this.#value);
    if (found === undefined) throw this.wrong(`one of ${words.join(", ")}`);
    return found;
  }
}

type Members = {
  at(key: string): Place;
  optional(key: string): Place | undefined;
  readonly place: Place;
};
