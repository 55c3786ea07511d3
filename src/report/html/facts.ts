/**
 * What stands beside the verdict: known failures with their reasons, notes, the facts of the run.
 * In: a result. Out: markup.
 * @module
 */
import { UNEXPLAINED } from "../../replay/baseline.ts";
import type { Result } from "../../replay/result.ts";
import { counted } from "../visible.ts";
import type { Markup, Part } from "./markup.ts";
import { NOTHING, markup } from "./markup.ts";
import { row, table } from "./table.ts";
import { caseWord } from "./words.ts";

export function baselineSection({ cases }: Result): Markup {
  const listed = cases.flatMap(({ id, word, baseline }) =>
    baseline === undefined ? [] : [{ id, word, ...baseline }],
  );
  if (listed.length === 0) return NOTHING;
  const open = listed.filter(({ reason }) => reason === UNEXPLAINED).length;
  const rows = listed.map(({ id, word, reason, issue = "", until = "" }) =>
    row(id, [caseWord(word), reason, linked(issue), until]),
  );
  return markup`<section id="baseline"><h2>Known failures</h2>
    <p class="soft">What the baseline names, with its reasons. A profile with a known failure is
    not conformant.</p>
    ${open > 0 ? unexplained(open) : ""}
    ${table("Known failures", ["case", "result", "reason", "issue", "until"], rows)}
    </section>`;
}

function unexplained(count: number): Markup {
  return markup`<p class="warn">${counted(count, "reason")} still to be written: no certificate is
    made while one is left.</p>`;
}

export function noteSection({ notes }: Result): Markup {
  if (notes.length === 0) return NOTHING;
  return markup`<section id="notes"><h2>Notes, and what green does not rule out</h2>
    <dl class="facts">${notes.map((note) => fact(note.code, note.text))}</dl></section>`;
}

export function factSection({ header, footer }: Result): Markup {
  const { subject, options, environment } = header;
  const machine = `Node ${environment.node}, ${environment.platform}`;
  const rows: readonly (readonly [string, Part | undefined])[] = [
    ["subject", `${subject.name} ${subject.version}, ${subject.language}`],
    ["issues go to", linked(subject.issues)],
    ["its digest", code(subject.artifact_sha256)],
    ["declares", subject.capabilities.join(", ") || "no capabilities"],
    ["asked over", subject.transport],
    ["command", code(subject.command)],
    ["corpus", code(header.corpus_sha256)],
    ["profiles", header.profiles.join(", ")],
    ["seed", header.seed],
    ["filter", options.filter],
    ["shard", options.shard],
    ["side by side", options.jobs],
    ["window", options.window],
    ["deadline", options.deadline_ms === undefined ? undefined : `${options.deadline_ms} ms`],
    ["fault axes", options.axes.join(", ") || "none"],
    ["fresh network", options.fresh_network],
    ["ran on", `${machine}, ${counted(environment.cpus, "processor")}`],
    ["began", header.started],
    ["exit code", footer.exit],
    ["transcript", code(footer.transcript_head)],
  ];
  const known = rows.map(([term, told]) => (told === undefined ? "" : fact(term, told)));
  return markup`<section id="facts"><h2>The run</h2><dl class="facts">${known}</dl></section>`;
}

function fact(term: string, told: Part): Markup {
  return markup`<dt>${term}</dt><dd>${told}</dd>
    `;
}

function code(text: string | undefined): Markup | undefined {
  return text === undefined ? undefined : markup`<code>${text}</code>`;
}

const ADDRESS = /^https?:\/\/[\w.-]+(?::\d+)?(?:\/[\w./?=&%#~+-]*)?$/;

/** A link only where it is one of the web: the address is the subject's own word. */
function linked(address: string): Markup {
  if (!ADDRESS.test(address)) return markup`${address}`;
  return markup`<a href="${address}" rel="noreferrer noopener">${address}</a>`;
}
