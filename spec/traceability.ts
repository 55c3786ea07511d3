/**
 * From each clause to what stands for it: the model, the claims that break without it, the corpus,
 * the code, the tests. In: the texts of the repository. Out: one chain per clause, the page, and
 * every link that is missing without a reason in `ledger.md`.
 * @module
 */

export type Texts = ReadonlyMap<string, string>;

export type Chain = {
  readonly clause: string;
  /** Guards and definitions of the model that name the clause. */
  readonly model: readonly string[];
  /** Claims that hold and speak of it, and models that fail without it. */
  readonly claims: readonly string[];
  readonly traces: number;
  readonly inputs: number;
  /** `src/authority/order.ts signVote`. */
  readonly code: readonly string[];
  readonly tests: readonly string[];
};

const LINKS = ["model", "trace", "code", "test"] as const;
export type Link = (typeof LINKS)[number];

/**
 * The links that a chain lacks. A rule that the model states has its place in the model, whether or
 * not a claim speaks of it: the graph that the corpus is made of follows it.
 */
export function missingIn({ model, claims, traces, code, tests }: Chain): readonly Link[] {
  const there = {
    model: model.length + claims.length > 0,
    trace: traces > 0,
    code: code.length > 0,
    test: tests.length > 0,
  };
  return LINKS.filter((link) => !there[link]);
}

export type Excluded = { readonly clause: string; readonly links: readonly string[] };

/** The rows of the ledger's table of missing links: `| TH-5 | model, trace | why |`. */
export function excludedIn(ledger: string): readonly Excluded[] {
  const [, section = ""] = ledger.split("## Links that are missing");
  return [...section.matchAll(/^\| ([A-Z]{2}-\d+) \| ([a-z, ]+) \| (\S.*) \|$/gm)].map(
    ([, clause = "", links = ""]) => ({ clause, links: links.split(", ") }),
  );
}

/** What is missing and not excluded, and what is excluded and not missing, each by name. */
export function orphans(
  chains: readonly Chain[],
  excluded: readonly Excluded[],
): readonly string[] {
  const reasons = new Map(excluded.map(({ clause, links }) => [clause, links]));
  const known = new Set(chains.map(({ clause }) => clause));
  return [
    ...chains.flatMap((chain) => {
      const missing: readonly string[] = missingIn(chain);
      const allowed = reasons.get(chain.clause) ?? [];
      return [
        ...missing
          .filter((link) => !allowed.includes(link))
          .map((link) => `${chain.clause} has no ${link}`),
        ...allowed
          .filter((link) => !missing.includes(link))
          .map((link) => `${chain.clause} has a ${link}, though ledger.md says it has none`),
      ];
    }),
    ...excluded
      .filter(({ clause }) => !known.has(clause))
      .map(({ clause }) => `ledger.md excludes ${clause}, which is no clause`),
  ];
}

const FAMILY = "TH|SG|VF|VT|CF|EX|OP|EQ|LK|GD|HO|PB|PD|SB|WH|WI|DP";
const MENTION = new RegExp(
  `\\b(${FAMILY})-(\\d+)(?:(?: to |\\.\\.)(?:(?:${FAMILY})-)?(\\d+))?`,
  "g",
);

/** Every clause that a text names, ranges (`CF-1 to CF-9`) in full. */
export function clausesIn(text: string): readonly string[] {
  const found = [...text.matchAll(MENTION)].flatMap(([, family, first, last = first]) => {
    const length = Math.max(1, Number(last) - Number(first) + 1);
    return Array.from({ length }, (_, at) => `${family}-${Number(first) + at}`);
  });
  return [...new Set(found)];
}

type Place = { readonly clause: string; readonly name: string };

const TS_DECLARATION = /^(?:export )?(?:async )?(?:function\*?|const|class|type) (\w+)/;
const P4_DECLARATION =
  /^(?:(?:control|action|parser|state|header|struct|enum bit<8>) |(?=apply \{))(\w+)/;
const TLA_DECLARATION = /^(?:RECURSIVE )?(\w+)(?:\([^)]*\))? *==/;

/** A comment, or a string that is a clause: what a reader of messages reports under. */
const QUOTES = new RegExp(`/\\*[^]*?\\*/|//[^\\n]*|"(?:${FAMILY})-\\d+"`, "g");

/**
 * Who names which clause in a TypeScript file: the declaration that the comment, or the string,
 * stands above or inside. A mention in the header of the file names no code.
 */
export function namedInCode(text: string): readonly Place[] {
  const body = text.replace(/^(?:#!.*\n)?\/\*\*[^]*?\*\/\n/, (header) =>
    header.replaceAll(/[^\n]/g, ""),
  );
  return namedIn(body, QUOTES, TS_DECLARATION);
}

/** In a P4 program: actions stand in a control, and have their comments above them, too. */
export function namedInProgram(text: string): readonly Place[] {
  return namedIn(text.replaceAll(/^ {4}(?=\S)/gm, ""), /\/\/[^\n]*/g, P4_DECLARATION);
}

export function namedInModel(text: string): readonly Place[] {
  const [head = "", ...rest] = text.split(/^EXTENDS .*$/m);
  const body = `${head.replaceAll(/[^\n]/g, "")}${rest.join("")}`;
  return namedIn(body, /\(\*[^]*?\*\)|\\\*[^\n]*/g, TLA_DECLARATION);
}

function namedIn(text: string, comment: RegExp, declaration: RegExp): readonly Place[] {
  const lines = text.split("\n");
  return [...text.matchAll(comment)].flatMap((found) => {
    const clauses = clausesIn(found[0]);
    if (clauses.length === 0) return [];
    const before = text.slice(0, found.index);
    const line = before.split("\n").length - 1;
    const outside = before === "" || before.endsWith("\n");
    const after = line + found[0].split("\n").length;
    const below = outside ? lines.slice(after) : lines.slice(0, line + 1).toReversed();
    const name = below.map((each) => declaration.exec(each)?.[1]).find((each) => each);
    return name === undefined ? [] : clauses.map((clause) => ({ clause, name }));
  });
}

/** The page. */
export function pageOf(chains: readonly Chain[]): string {
  return [
    "# From each clause to what stands for it",
    "",
    "Made by `node spec/generate-traceability.ts`; a test makes it again and compares every byte. A",
    "clause that lacks a link is a failure, unless [ledger.md](ledger.md) says why it has none.",
    "",
    "- **model**: guards (`VF9`) and definitions of `tla/` that name the clause.",
    "- **claims**: invariants that hold and speak of it; *models* that fail without it.",
    "- **corpus**: traces that go through it, and inputs whose answer is judged by it.",
    "- **code**: what names it in `src/authority`, `src/wallet`, `src/protocol`, `src/policy`.",
    "- **tests**: files that name it, and *cases* or *faulty references* that are tests by name.",
    "",
    "| clause | model | claims | corpus | code | tests |",
    "|---|---|---|---|---|---|",
    ...chains.map(rowOf),
    "",
  ].join("\n");
}

function rowOf({ clause, model, claims, traces, inputs, code, tests }: Chain): string {
  const corpus = traces === 0 ? "" : `${traces} traces, ${inputs} inputs`;
  const cells = [model, claims, [corpus], code, tests].map((each) => each.join("<br>"));
  return `| ${[clause, ...cells].join(" | ")} |`;
}
