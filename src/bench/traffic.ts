/**
 * Packets for the nonce filter. In: what stands in the BCB header, how long the packet is. Out:
 * bytes (spec/dataplane.md): Ethernet, IPv4, UDP, BCB, then zeros.
 * @module
 */
import { frameOf, ipv4 } from "../dataplane/packet.ts";

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

/** 10.0.0.1 is behind the authority's port, 10.0.0.2 behind the other. */
const NET = 0x0a000000;
const SENDER = NET + 9;
const TCP = 6;
const DSCP_FIRST = 46;

export function bytesOf(packet: Packet, length: number): Uint8Array {
  const host = packet.kind === "order" ? AUTHORITY_PORT : OUTSIDE_PORT;
  return frameOf({ ...packet, authority: AUTHORITY }, { src: SENDER, dst: NET + host, length });
}

/** Other people's traffic: TCP, with a DSCP that asks for what it does not get. */
export function otherTraffic(length: number): Uint8Array {
  const dst = NET + AUTHORITY_PORT;
  return ipv4({ src: SENDER, dst, length, protocol: TCP, dscp: DSCP_FIRST });
}
