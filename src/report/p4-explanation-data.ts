/**
 * The same as data: `flashmesh p4 explain --json`. Numbers of any width are hex text.
 * @module
 */
import { toHex } from "../base/bytes.ts";
import type { Json } from "../base/canonical.ts";
import type { TraceEvent } from "../p4/interpret/context.ts";
import type { Explained } from "./p4-explanation.ts";

export function explanationAsData(explained: Explained): Json {
  const { port, bytes, atUs, events, sent, digests, ticks } = explained;
  return {
    in: { port, hex: toHex(bytes), at_us: atUs },
    events: events.map(eventAsData),
    counters: ticks.map((tick) => ({ ...tick })),
    digests: digests.map(({ name, values }) => ({ name, values: values.map(hexText) })),
    out: sent.map((packet) => ({ port: packet.port, hex: toHex(packet.bytes) })),
  };
}

function hexText(value: bigint): string {
  return `0x${value.toString(16)}`;
}

function eventAsData(event: TraceEvent): Json {
  switch (event.kind) {
    case "state":
    case "parserError":
      return { ...event };
    case "register": {
      const { kind, instance, index, before, after } = event;
      return { kind, name: instance.name, index, before: hexText(before), after: hexText(after) };
    }
    case "table": {
      const { kind, table, keys, row, action, data } = event;
      return {
        kind,
        name: table.name,
        keys: keys.map((value, at) => ({
          name: table.keys[at]?.name ?? "",
          value: hexText(value),
        })),
        row: row?.id ?? null,
        action: action?.name ?? null,
        data: data.map(hexText),
      };
    }
  }
}
