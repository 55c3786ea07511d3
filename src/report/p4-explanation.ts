/**
 * What a program did with one packet, for people. In: what the interpreter told on the way, and
 * what left the switch. Out: lines: parser states, tables with their keys and the row that
 * decided, registers that changed, counters, packets and digests.
 * @module
 */
import { toHex } from "../base/bytes.ts";
import type { TraceEvent } from "../p4/interpret/context.ts";
import type { Key } from "../p4/program.ts";
import type { Sent } from "../p4/stf/compare.ts";
import type { Digest } from "../p4/stf/run.ts";
import type { Match } from "../p4/switch/match.ts";
import type { Tick } from "../p4/switch/ticks.ts";

export type Explained = {
  readonly port: number;
  readonly bytes: Uint8Array;
  readonly atUs: number;
  readonly events: readonly TraceEvent[];
  readonly sent: readonly Sent[];
  readonly digests: readonly Digest[];
  /** Counters that went up. */
  readonly ticks: readonly Tick[];
};

export function explanationLines(explained: Explained): readonly string[] {
  const { port, bytes, atUs, events, sent, digests, ticks } = explained;
  const left = sent.map((packet) => `out of port ${packet.port}: ${bytesText(packet.bytes)}`);
  return [
    `into port ${port} at ${atUs} us: ${bytesText(bytes)}`,
    ...events.flatMap(eventLines).map((line) => `  ${line}`),
    ...ticks.map(
      ({ counter, index, bytes: more }) => `counter ${counter}[${index}]: ${more} bytes`,
    ),
    ...digests.map(({ name, values }) => `digest ${name}: ${values.map(hexText).join(", ")}`),
    ...(left.length === 0 ? ["nothing left the switch"] : left),
  ];
}

function bytesText(bytes: Uint8Array): string {
  return `${bytes.length} bytes ${toHex(bytes)}`;
}

function hexText(value: bigint): string {
  return `0x${value.toString(16)}`;
}

function eventLines(event: TraceEvent): readonly string[] {
  switch (event.kind) {
    case "state":
      return [`state ${event.parser}.${event.state}, at bit ${event.bit}`];
    case "parserError":
      return [`the parser ends with error.${event.error}`];
    case "register": {
      const { instance, index, before, after } = event;
      const change = before === after ? "stays" : `${hexText(before)} becomes`;
      return [`register ${instance.name}[${index}]: ${change} ${hexText(after)}`];
    }
    case "table":
      return tableLines(event);
  }
}

function tableLines({
  table,
  keys,
  row,
  action,
  data,
}: TraceEvent & { readonly kind: "table" }): readonly string[] {
  const values = table.keys.map(
    (key, at) => `  ${key.name} = ${hexText(keys[at] ?? 0n)} (${key.match})`,
  );
  const ranked = row !== null && row.priority > 0 ? `, priority ${row.priority}` : "";
  const conditions =
    row === null ? [] : row.matches.map((match, at) => conditionText(table.keys[at], match));
  const why =
    row === null
      ? "  no row matches: the default"
      : `  row ${row.id} matches: ${conditions.join(", ")}${ranked}`;
  const parameters = action?.parameters.filter(({ direction }) => direction === "none") ?? [];
  const given = parameters.map(({ name }, at) => `${name} = ${hexText(data[at] ?? 0n)}`);
  const done =
    action === null ? "  its group has no members" : `  ${action.name}(${given.join(", ")})`;
  return [`table ${table.name}`, ...values, ...(table.keys.length === 0 ? [] : [why]), done];
}

function conditionText(key: Key | undefined, match: Match): string {
  return `${key?.name ?? ""} ${matchText(match)}`;
}

function matchText(match: Match): string {
  switch (match.kind) {
    case "exact":
      return hexText(match.value);
    case "lpm":
      return `${hexText(match.value)}/${match.prefix}`;
    case "ternary":
      return `${hexText(match.value)} &&& ${hexText(match.mask)}`;
    case "range":
      return `${hexText(match.low)}..${hexText(match.high)}`;
    case "any":
      return "*";
  }
}
