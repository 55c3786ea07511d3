/**
 * The way of a plain packet through the whole program as one function. PERF: its cells are local
 * variables, which the compiler of JavaScript keeps in registers and of which it forgets those that
 * nobody reads; the output begins as a copy of the packet, so that only what the program may have
 * changed is written; what nobody looks at is never loaded. Where a packet wants more than to be
 * sent or dropped, the cells are put down where the other functions find them.
 * @module
 */
import { META, type MetaField, TOLD } from "../engine.ts";
import { LONGEST } from "../switch/bounds.ts";
import type { Routine } from "./code.ts";
import { inliner } from "./inline.ts";
import { plain, type Line } from "./line.ts";
import { Knowledge, mentioned } from "./knowledge.ts";
import { metaText } from "./standard.ts";

/** V8 optimises no function above 60 kB of bytecode; a line of ours is about 20 bytes of it. */
const LINES_MAX = 2500;

/** The blocks, each as the calls and lines that it is made of. */
export type Steps = Readonly<Record<"parse" | "ingress" | "egress" | "deparse", readonly string[]>>;

export type Shared = {
  /** Cells of headers and user metadata: those that other blocks know as well. */
  readonly cells: ReadonlySet<string>;
  /** Those of them that a field list keeps. */
  readonly kept: ReadonlySet<string>;
  /** Cells of standard metadata that the program never changes, and what the switch gave. */
  readonly given: ReadonlyMap<string, string>;
  /** Whether other functions know the colour of the meter read last. */
  readonly colours: boolean;
};

const at = (field: MetaField): number => META.indexOf(field);
const GIVEN: ReadonlyMap<string, string> = new Map([
  ["ingress_port", "port"],
  ["packet_length", "length"],
  ["ingress_global_timestamp", cutTime(48)],
]);

/** A time cut to its field. PERF: a remainder of doubles is slow, and hardly ever needed. */
function cutTime(width: number): string {
  return `now < ${2 ** width} ? now : now % ${2 ** width}`;
}

/** The text of `forward` of the blocks (engine.ts); null if it would be too long. */
export function forwardText(
  routines: readonly Routine[],
  { parse, ingress, egress, deparse }: Steps,
  shared: Shared,
): string | null {
  const put = inliner(routines, LINES_MAX);
  const parsed = put(parse);
  const judged = put([`told[${TOLD.parserError}] = ${metaText("parser_error")};`, ...ingress]);
  const between = put(egress);
  const after = put(deparse);
  if (parsed === null || judged === null || between === null || after === null) return null;
  const all = [...parsed, ...judged, ...between, ...after];
  if (all.length > LINES_MAX) return null;
  const knowledge = new Knowledge(all);
  // Before ingress comes again, user metadata is as a field list keeps it, or 0.
  const later = new Set([...mentioned([...parsed, ...between, ...after]), ...shared.kept]);
  const isLater = (cell: string): boolean => later.has(cell) && shared.cells.has(cell);
  const render = (lines: readonly Line[]): string =>
    localText(lines.flatMap((line) => knowledge.render(line)).join("\n"), shared.given);
  const asks = between.some((line) => typeof line === "string" && line.includes("requests."));
  const times = [...between, ...after].flatMap(plain).join("\n");
  const time = (field: MetaField, width: number): string =>
    times.includes(metaText(field)) ? `m${at(field)} = ${cutTime(width)};` : "";
  return `forward(P, length, port) {
const now = told[${TOLD.atUs}], O = OUT;
let at = 0, end = length * 8, out = 0, failure = 0, states = 0, hit = 0, ran = -1, nowUs = 0;
${shared.colours ? "" : "let colour = 0;"}
let q_cloneSession = -1, q_cloneFields = 0, q_again = -1, q_truncate = -1, q_digests = 0;
${META.map((field, place) => `let m${place} = ${GIVEN.get(field) ?? "0"};`).join(" ")}
${knowledge.declarations((cell) => !shared.given.has(cell))}
${render([...parsed, ...judged])}
if (${asks} || q_cloneSession >= 0 || q_again >= 0 || q_truncate >= 0 || m${at("mcast_grp")} !== 0 \
|| m${at("priority")} >= told[${TOLD.priorities}]) {
${META.map((_, place) => `meta[${place}] = m${place};`).join(" ")}
requests.cloneSession = q_cloneSession; requests.cloneFields = q_cloneFields;
requests.again = q_again; requests.truncate = q_truncate; requests.digests = q_digests;
${knowledge.putDown(isLater)}
stand(P, end, at);
return false;
}
if (q_digests > 0) env.digests.take(env.digest);
if (m${at("egress_spec")} === 511) return true;
const outPort = m${at("egress_spec")}, outPriority = m${at("priority")};
m${at("egress_port")} = outPort; m${at("egress_spec")} = 0;
${time("enq_timestamp", 32)}
${time("egress_global_timestamp", 48)}
m${at("instance_type")} = 0; m${at("enq_qdepth")} = 0; m${at("deq_timedelta")} = 0;
m${at("deq_qdepth")} = 0;
${render(between)}
if (m${at("egress_spec")} === 511) return true;
const whole = P.length <= ${LONGEST};
if (whole) O.set(P);
${render(after)}
const next = out + 7 >>> 3, from = at + 7 >>> 3;
if (!whole || next !== from) {
for (let byte = from; byte < length; byte++) O[next + byte - from] = P[byte];
}
send(outPort, O, next + length - from, now, outPriority);
return true;
}`;
}

/** Cells, metadata and requests as variables. No line has a text of the program in it. */
function localText(text: string, given: Shared["given"]): string {
  return text
    .replace(/\bU\[\d+\]/g, (cell) => given.get(cell) ?? cell)
    .replace(/\bU\[(\d+)\]/g, "u$1")
    .replace(/\bW\[(\d+)\]/g, "w$1")
    .replace(/\bmeta\[(\d+)\]/g, "m$1")
    .replace(/\brequests\.(\w+)/g, "q_$1");
}
