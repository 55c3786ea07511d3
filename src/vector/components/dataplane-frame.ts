/**
 * Packets of the switch's model -> Ethernet frames, with this room's own encoder (DP-1, DP-2; RFC
 * 791, RFC 768). In: a frame of DataPlane.tla. Out: bytes in hex, without the check sequence. All
 * have "don't fragment" and ECN 1 set, which no switch may change; the UDP checksum is none (0).
 * @module
 */
import type { Value } from "../../value/value.ts";
import type { Binding } from "../bind.ts";
import { get, text, unbindable, whole } from "../names.ts";
import { coreOf, epochOf, nonceOf, tagOf } from "./dataplane-tags.ts";

/** Whither -> the address, and the length of the prefix that leads there, if one does. */
export const HOSTS: ReadonlyMap<string, { readonly address: number; readonly prefix: number }> =
  new Map([
    ["authority", { address: 0x0a_00_00_09, prefix: 32 }],
    // The shorter prefix would take the authority's packets as well.
    ["wallet", { address: 0x0a_00_00_01, prefix: 8 }],
    ["nowhere", { address: 0xc0_00_02_01, prefix: 32 }],
  ]);

const KINDS: ReadonlyMap<string, number> = new Map([
  ["Nothing", 0],
  ["Order", 1],
  ["Vote", 2],
  ["Certificate", 3],
  ["Receipt", 4],
  ["Handoff", 5],
  ["Data", 6],
  ["Unknown", 7],
]);

const MESSAGE = "{}";
const ETHERNET = 14;
const IPV4 = 20;
const UDP = 8;
const BCB = 40;
const PORT = 4848;

/** What a form changes in a good packet; the fields of the headers are as they are sent. */
type Form = {
  readonly ethertype: number;
  /** IPv4 options, whole words of 4 bytes. */
  readonly options: Uint8Array;
  readonly fragment: number;
  readonly protocol: number;
  readonly udpPort: number;
  readonly magic: number;
  readonly version: number;
  readonly message: string;
  /** What is added to a length in a header. */
  readonly ipv4Length: number;
  readonly udpLength: number;
  /** What is added to the checksum of IPv4. */
  readonly sum: number;
  /** After so many bytes the frame is cut off. */
  readonly bytes: number;
};

const DONT_FRAGMENT = 0x4000;
const GOOD: Form = {
  ethertype: 0x0800,
  options: new Uint8Array(),
  fragment: DONT_FRAGMENT,
  protocol: 17,
  udpPort: PORT,
  magic: 0xfa57,
  version: 1,
  message: MESSAGE,
  ipv4Length: 0,
  udpLength: 0,
  sum: 0,
  bytes: Infinity,
};
/** A header with so many bytes behind it has room for all of BCB but one byte. */
const ONE_SHORT = -MESSAGE.length - 1;

/** The most options there can be: who reads past them takes them for UDP, and for a BCB order. */
const LIKE_BCB = Buffer.concat([Buffer.from("12f012f000320000fa570101", "hex"), Buffer.alloc(28)]);

const FORMS: ReadonlyMap<string, Partial<Form>> = new Map<string, Partial<Form>>([
  ["good", {}],
  ["bare", { message: "" }],
  ["sum", { sum: 1 }],
  ["magic", { magic: 0xfa56 }],
  ["version", { version: 2 }],
  ["udp_port", { udpPort: PORT + 1 }],
  ["udp_short", { udpLength: ONE_SHORT }],
  ["ipv4_short", { ipv4Length: ONE_SHORT }],
  ["cut", { bytes: ETHERNET + IPV4 + UDP + BCB - 1 }],
  ["tcp", { protocol: 6 }],
  ["options", { options: LIKE_BCB }],
  ["fragment", { fragment: 0x2000 }],
  ["offset", { fragment: 1 }],
  ["arp", { ethertype: 0x0806 }],
  ["runt", { bytes: 10 }],
  ["ipv4_cut", { bytes: ETHERNET + IPV4 - 8 }],
]);

function formOf(name: Value): Form {
  const found = FORMS.get(text(name));
  if (found === undefined) throw unbindable("a form of a packet", name);
  return { ...GOOD, ...found };
}

/** Lower-case hex. */
export function frameOf(binding: Binding, frame: Value): string {
  const form = formOf(get(frame, "form"));
  const payload = Buffer.concat([bcb(binding, form, frame), Buffer.from(form.message)]);
  const datagram = Buffer.concat([udp(form, payload.length), payload]);
  const bytes = Buffer.concat([ethernet(form), ipv4(form, frame, datagram.length), datagram]);
  return bytes.subarray(0, Math.min(bytes.length, form.bytes)).toString("hex");
}

/** How long a frame of this form is, in bytes. */
export function lengthOf(name: Value): number {
  const form = formOf(name);
  const full = ETHERNET + IPV4 + form.options.length + UDP + BCB + form.message.length;
  return Math.min(full, form.bytes);
}

function ethernet({ ethertype }: Form): Buffer {
  const bytes = Buffer.from("020000000002020000000001", "hex");
  return Buffer.concat([bytes, word16(ethertype)]);
}

function ipv4(form: Form, frame: Value, behind: number): Buffer {
  const host = HOSTS.get(text(get(frame, "to")));
  if (host === undefined) throw unbindable("a host", get(frame, "to"));
  const length = IPV4 + form.options.length;
  const bytes = Buffer.alloc(length);
  bytes[0] = 0x40 + length / 4;
  bytes[1] = (whole(get(frame, "dscp")) << 2) | 1;
  bytes.writeUInt16BE(length + behind + form.ipv4Length, 2);
  bytes.writeUInt16BE(0x1234, 4);
  bytes.writeUInt16BE(form.fragment, 6);
  bytes[8] = 64;
  bytes[9] = form.protocol;
  bytes.writeUInt32BE(0x0a_00_00_02, 12);
  bytes.writeUInt32BE(host.address, 16);
  bytes.set(form.options, IPV4);
  bytes.writeUInt16BE(checksum(bytes, form.sum), 10);
  return bytes;
}

/** RFC 1071, with a mistake of `wrong`: what brings a right one up to date keeps the mistake. */
function checksum(header: Buffer, wrong: number): number {
  let sum = wrong;
  for (let at = 0; at < header.length; at += 2) sum += header.readUInt16BE(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return sum ^ 0xffff;
}

function udp(form: Form, behind: number): Buffer {
  const length = UDP + behind + form.udpLength;
  return Buffer.concat([PORT, form.udpPort, length, 0].map(word16));
}

function bcb(binding: Binding, form: Form, frame: Value): Buffer {
  const kind = KINDS.get(text(get(frame, "kind")));
  if (kind === undefined) throw unbindable("a kind of a packet", frame);
  const bytes = Buffer.alloc(BCB);
  bytes.writeUInt16BE(form.magic, 0);
  bytes[2] = form.version;
  bytes[3] = kind;
  bytes.writeUInt32BE(Number(epochOf(get(frame, "epoch"))), 4);
  bytes.writeBigUInt64BE(nonceOf(get(frame, "nonce")), 8);
  bytes.writeBigUInt64BE(tagOf(binding, get(frame, "account")), 16);
  bytes.writeBigUInt64BE(coreOf(binding, get(frame, "core")), 24);
  bytes.writeBigUInt64BE(tagOf(binding, get(frame, "authority")), 32);
  return bytes;
}

function word16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
