/**
 * Packets for the nonce filter. In: what stands in the BCB header, how long the packet is. Out:
 * bytes (spec/dataplane.md): Ethernet, IPv4, UDP, BCB, then zeros.
 * @module
 */
export type Kind = "order" | "vote" | "receipt";

export type Packet = {
  readonly kind: Kind;
  readonly epoch: number;
  readonly nonce: bigint;
  /** Tags: 64 bits. */
  readonly account: bigint;
  readonly core: bigint;
};

export const AUTHORITY = 0xaan;
export const AUTHORITY_PORT = 1;
export const OUTSIDE_PORT = 2;
/** The smallest packet that can be a BCB packet, in bytes. */
export const SHORTEST = 82;

const KINDS: Readonly<Record<Kind, number>> = { order: 1, vote: 2, receipt: 4 };
const BCB = 42;
/** 10.0.0.1 is behind the authority's port, 10.0.0.2 behind the other. */
const NET = 0x0a000000;

export function bytesOf(packet: Packet, length: number): Uint8Array {
  const toAuthority = packet.kind === "order";
  const bytes = ipv4(length, toAuthority ? AUTHORITY_PORT : OUTSIDE_PORT, 17);
  const view = new DataView(bytes.buffer);
  view.setUint16(34, 4848);
  view.setUint16(36, 4848);
  view.setUint16(38, length - 34);
  view.setUint16(BCB, 0xfa57);
  view.setUint8(BCB + 2, 1);
  view.setUint8(BCB + 3, KINDS[packet.kind]);
  view.setUint32(BCB + 4, packet.epoch);
  view.setBigUint64(BCB + 8, packet.nonce);
  view.setBigUint64(BCB + 16, packet.account);
  view.setBigUint64(BCB + 24, packet.core);
  view.setBigUint64(BCB + 32, AUTHORITY);
  return bytes;
}

/** Other people's traffic: TCP, with a DSCP that asks for what it does not get. */
export function otherTraffic(length: number): Uint8Array {
  const bytes = ipv4(length, AUTHORITY_PORT, 6);
  bytes[15] = 46 << 2;
  return bytes;
}

function ipv4(length: number, host: number, protocol: number): Uint8Array {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint16(12, 0x0800);
  view.setUint8(14, 0x45);
  view.setUint16(16, length - 14);
  view.setUint8(22, 64);
  view.setUint8(23, protocol);
  view.setUint32(26, NET + 9);
  view.setUint32(30, NET + host);
  return bytes;
}
