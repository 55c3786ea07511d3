/**
 * A BCB packet. In: what stands in its header, and how it is wrapped. Out: an Ethernet frame with
 * IPv4, UDP and the header of DP-1 (spec/dataplane.md); the message that follows is zeros.
 * @module
 */

/** DP-1: what a packet is about. */
export const KIND = { order: 1, vote: 2, certificate: 3, receipt: 4, handoff: 5, data: 6 } as const;
export type Kind = keyof typeof KIND;

/** Tags and nonces have 64 bits. */
export type Bcb = {
  readonly kind: Kind;
  readonly epoch: number;
  readonly nonce: bigint;
  readonly account: bigint;
  readonly core: bigint;
  readonly authority: bigint;
};

export type Wrapping = {
  /** IPv4 addresses as numbers. */
  readonly src: number;
  readonly dst: number;
  /** Of the whole frame; no BCB packet is shorter than `SHORTEST`. */
  readonly length?: number;
  readonly dscp?: number;
};

const BCB_PORT = 4848;
const IP = 14;
const UDP = IP + 20;
const BCB = UDP + 8;
/** Bytes of the smallest frame that can be a BCB packet. */
const SHORTEST = BCB + 40;
const UDP_PROTOCOL = 17;

export function frameOf(header: Bcb, wrapping: Wrapping): Uint8Array {
  const { length = SHORTEST } = wrapping;
  const frame = ipv4({ ...wrapping, length, protocol: UDP_PROTOCOL });
  const view = new DataView(frame.buffer);
  view.setUint16(UDP, BCB_PORT);
  view.setUint16(UDP + 2, BCB_PORT);
  view.setUint16(UDP + 4, length - UDP);
  view.setUint16(BCB, 0xfa57);
  view.setUint8(BCB + 2, 1);
  view.setUint8(BCB + 3, KIND[header.kind]);
  view.setUint32(BCB + 4, header.epoch);
  view.setBigUint64(BCB + 8, header.nonce);
  view.setBigUint64(BCB + 16, header.account);
  view.setBigUint64(BCB + 24, header.core);
  view.setBigUint64(BCB + 32, header.authority);
  return frame;
}

/** An IPv4 packet of any protocol, without options; all zeros behind its header. */
export function ipv4(packet: Wrapping & { length: number; protocol: number }): Uint8Array {
  const { src, dst, length, protocol, dscp = 0 } = packet;
  const frame = new Uint8Array(length);
  const view = new DataView(frame.buffer);
  view.setUint16(12, 0x0800);
  view.setUint8(IP, 0x45);
  view.setUint8(IP + 1, dscp << 2);
  view.setUint16(IP + 2, length - IP);
  view.setUint8(IP + 8, 64);
  view.setUint8(IP + 9, protocol);
  view.setUint32(IP + 12, src);
  view.setUint32(IP + 16, dst);
  view.setUint16(IP + 10, checksum(view));
  return frame;
}

/** RFC 1071, over the header while its own field is 0. */
function checksum(view: DataView): number {
  let sum = 0;
  for (let at = IP; at < UDP; at += 2) sum += view.getUint16(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
