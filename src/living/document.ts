/**
 * A stored state, as far as it is JSON. In: the bytes. Out: the JSON, or undefined for bytes that
 * are none; whether they say a state, and this party's, its own reader decides.
 * @module
 */
import type { Json } from "../base/canonical.ts";

export function parsedDocument(bytes: Uint8Array): Json | undefined {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
