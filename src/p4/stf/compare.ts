/**
 * What came out against what was expected, port by port and in order.
 * @module
 */
import { toHex } from "../../base/bytes.ts";
import type { Nibble, Statement } from "./statement.ts";

export type Sent = {
  readonly port: number;
  readonly bytes: Uint8Array;
  readonly atUs: number;
  readonly priority: number;
};
export type Expectation = Statement & { readonly kind: "expect" };

/** One line for each difference; none where everything is as expected. */
export function differences(
  expected: readonly Expectation[],
  sent: readonly Sent[],
): readonly { readonly line: number | null; readonly why: string }[] {
  const ports = new Set([...expected, ...sent].map(({ port }) => port));
  return [...ports]
    .toSorted((one, other) => one - other)
    .flatMap((port) => {
      const wanted = expected.filter((each) => each.port === port);
      const came = sent.filter((each) => each.port === port);
      const wrong = wanted.flatMap((want, at) => {
        const packet = came[at];
        const why = packet === undefined ? "no packet came" : difference(want, packet.bytes);
        return why === undefined ? [] : [{ line: want.line, why: `port ${port}: ${why}` }];
      });
      const extra = came.slice(wanted.length).map(({ bytes }) => ({
        line: null,
        why: `port ${port}: a packet that nobody expects: ${toHex(bytes)}`,
      }));
      return [...wrong, ...extra];
    });
}

function difference({ nibbles, whole }: Expectation, bytes: Uint8Array): string | undefined {
  if (nibbles === null) return undefined;
  const hex = toHex(bytes);
  const came = `${hex} came, not ${shown(nibbles)}${whole ? "$" : ""}`;
  if (hex.length < nibbles.length) return `it is too short: ${came}`;
  if (whole && hex.length > nibbles.length) return `it is too long: ${came}`;
  const at = nibbles.findIndex(
    (nibble, index) => nibble !== null && nibble !== digitAt(hex, index),
  );
  return at < 0 ? undefined : `it differs in byte ${at >> 1}: ${came}`;
}

function digitAt(hex: string, at: number): number {
  return Number.parseInt(hex[at] ?? "", 16);
}

function shown(nibbles: readonly Nibble[]): string {
  return nibbles.map((nibble) => (nibble === null ? "*" : nibble.toString(16))).join("");
}
