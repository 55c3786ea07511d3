/**
 * Ed25519 under the one strict rule, backend by backend. In: a backend. Out: rows that sign and
 * verify a vote's text. The yardstick is the verification by Node's crypto, without the rule.
 * @module
 */
import { createPublicKey, verify } from "node:crypto";
import { fromHex } from "../base/bytes.ts";
import { assert } from "../base/assert.ts";
import { nobleSignatures, nodeSignatures, type Signatures } from "../protocol/ed25519.ts";
import type { Row, Table } from "./row.ts";

const YARDSTICK = "signatures/openssl-verify";
const SEED = new Uint8Array(32).fill(7);
/** As long as the text of a vote. */
const TEXT = "v".repeat(400);

export const signatureTable: Table = {
  name: "signatures",
  title: "Signatures",
  about:
    "One key, one text of 400 bytes. The strict rule (SG) around Node's crypto, and the " +
    "reference in JavaScript with the equation written out.",
  rows,
};

function rows(): readonly Row[] {
  const node = nodeSignatures();
  const { key, signature } = signed(node);
  const raw = fromHex(signature);
  const text = Buffer.from(TEXT);
  const point = fromHex(key);
  assert(raw !== undefined && point !== undefined, "a signer speaks hex");
  const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), point]);
  const imported = createPublicKey({ key: spki, format: "der", type: "spki" });
  const yardstick: Row = {
    id: YARDSTICK,
    about: "Node's crypto verifies, no rule around it",
    unit: "signatures",
    operations: 1,
    yardstick: null,
    gated: false,
    run: () => assert(verify(null, text, imported, raw), "it is signed"),
  };
  return [yardstick, ...rowsOf("node", node), ...rowsOf("noble", nobleSignatures())];
}

function rowsOf(backend: string, signatures: Signatures): readonly Row[] {
  const { key, signature } = signed(signatures);
  const signer = signatures.signer(SEED);
  const shape = { unit: "signatures", operations: 1, yardstick: YARDSTICK, gated: true };
  return [
    {
      id: `signatures/${backend}-verify`,
      about: `verify under the strict rule, ${backend}`,
      ...shape,
      run: () => assert(signatures.verify(key, TEXT, signature), "it is signed"),
    },
    {
      id: `signatures/${backend}-sign`,
      about: `sign, ${backend}`,
      ...shape,
      gated: backend === "node",
      run: () => void signer.sign(TEXT),
    },
  ];
}

function signed(signatures: Signatures): { readonly key: string; readonly signature: string } {
  const signer = signatures.signer(SEED);
  return { key: signer.key, signature: signer.sign(TEXT) };
}
