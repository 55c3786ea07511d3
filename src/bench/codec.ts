/**
 * Messages as bytes. In: an order and a certificate of four votes. Out: rows that encode and decode
 * them, strictly, beside what JSON alone costs.
 * @module
 */
import { canonical } from "../base/canonical.ts";
import { utf8 } from "../base/bytes.ts";
import { assert } from "../base/assert.ts";
import { nodeSignatures } from "../protocol/ed25519.ts";
import { decode, encode, type MessageName, type Messages } from "../wire/message.ts";
import { breach } from "../wire/schema.ts";
import type { Row, Table } from "./row.ts";
import { town } from "./town.ts";

export const codecTable: Table = {
  name: "codec",
  title: "Codec",
  about:
    "Bytes to facts and back, with every check of the wire (canonical form, ranges, keys on the " +
    "curve, seen before). The yardstick is JSON.parse and JSON.stringify of the same message.",
  rows,
};

function rows(): readonly Row[] {
  const place = town(2, 4, nodeSignatures());
  const [order] = place.orders;
  assert(order !== undefined, "a town has orders");
  return [...rowsOf("order", order), ...rowsOf("certificate", place.certificate(order))];
}

function rowsOf<Name extends MessageName>(name: Name, message: Messages[Name]): readonly Row[] {
  const text = canonical(message);
  const bytes = utf8(text);
  const yardstick = `codec/json-${name}`;
  const shape = { unit: "messages", operations: 1, yardstick, gated: true };
  return [
    {
      id: yardstick,
      about: `${name}: JSON.parse and JSON.stringify`,
      unit: "messages",
      operations: 1,
      yardstick: null,
      gated: false,
      run: () => void JSON.stringify(JSON.parse(text)),
    },
    {
      id: `codec/encode-${name}`,
      about: `${name}: encode`,
      ...shape,
      run: () => void encode(message),
    },
    {
      id: `codec/decode-${name}`,
      about: `${name}: decode, strictly`,
      ...shape,
      run: () => assert(decode(name, bytes).ok, "the message is whole"),
    },
    {
      id: `codec/schema-${name}`,
      about: `${name}: against its JSON Schema`,
      ...shape,
      // The validator is not ours.
      gated: false,
      run: () => assert(breach(name, message) === undefined, "the message keeps its schema"),
    },
  ];
}
