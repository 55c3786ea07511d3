/**
 * What goes into a switch and what leaves it, in words: a frame by what stands in its headers. In:
 * JSON. Out: text that is not yet fit to print.
 * @module
 */
import type { Fields } from "./fields.ts";
import { scalar, textOf } from "./fields.ts";
import type { Names } from "./names.ts";

/** Type of a message -> what it says. */
export const DATAPLANE_WORDS: { readonly [type: string]: (names: Names, of: Fields) => string } = {
  Forward: (_names, of) =>
    `class ${scalar(of["class"])} at port ${scalar(of["port"])}: ${frameInWords(of)}`,
  Evidence: (_names, of) => `evidence at port ${scalar(of["port"])}: ${frameInWords(of)}`,
  Conflict: (_names, of) => {
    const cores = `voted ${scalar(of["voted"])}, offered ${scalar(of["offered"])}`;
    const about = `account ${scalar(of["account"])} epoch ${scalar(of["epoch"])}`;
    return `conflict told: ${about} nonce ${number(of)}: ${cores}`;
  },
  Counted: (_names, of) => {
    const { bytes } = of;
    const what = bytes === undefined ? "a packet" : `${scalar(bytes)} bytes`;
    return `${scalar(of["counter"])}[${scalar(of["index"])}] counts ${what}`;
  },
};

/** A packet that comes in. */
export function packetInWords(of: Fields): string {
  const chance = of["chance"] === 0 ? "" : `, chance ${scalar(of["chance"])} of 65536`;
  return `${frameInWords(of)} at port ${scalar(of["port"])}${chance}`;
}

function number(of: Fields): string {
  const nonce = textOf(of["nonce"]);
  return /^[0-9a-f]{16}$/.test(nonce) ? String(BigInt(`0x${nonce}`)) : nonce;
}

const KINDS = ["kind 0", "order", "vote", "certificate", "receipt", "handoff", "data"];

/** As far as it can be read; whether it is well-formed is what the switch is asked. */
function frameInWords({ frame }: Fields): string {
  const bytes = Buffer.from(textOf(frame), "hex");
  const size = `${bytes.length} bytes`;
  if (bytes.length < 34 || bytes.readUInt16BE(12) !== 0x0800) return `${size} without IPv4`;
  const to = [...bytes.subarray(30, 34)].join(".");
  const head = `${size} to ${to}, DSCP ${bytes.readUInt8(15) >> 2}`;
  const udp = 14 + (bytes.readUInt8(14) & 15) * 4;
  const bcb = udp + 8;
  if (bytes.length < bcb + 40) return head;
  const at = (from: number): string => bytes.toString("hex", bcb + from, bcb + from + 8);
  const kind = bytes.readUInt8(bcb + 3);
  const about = [
    `${KINDS[kind] ?? `kind ${kind}`} of account ${at(16)}`,
    `epoch ${bytes.readUInt32BE(bcb + 4)} nonce ${bytes.readBigUInt64BE(bcb + 8)}`,
    `core ${at(24)} authority ${at(32)}`,
  ];
  return `${about.join(" ")}, ${head}`;
}
