/**
 * Captured packets in the classic format of libpcap (pcap-savefile(5)): a header of 24 bytes, then
 * each packet behind 16 bytes of its own. Either byte order and microseconds or nanoseconds are
 * read; little-endian microseconds are written.
 * @module
 */
import { no, ok, type Result } from "../../base/result.ts";

export type Captured = {
  /** Microseconds since the epoch of the capture's clock. */
  readonly atUs: number;
  readonly bytes: Uint8Array;
};

const MICROSECONDS = 0xa1b2c3d4;
const NANOSECONDS = 0xa1b23c4d;
const HEADER = 24;
const PACKET_HEADER = 16;
const SNAP_LENGTH = 262_144;
const ETHERNET = 1;
const SECOND_US = 1_000_000;

/** The packets, or why the bytes are no capture. A packet cut short by the capture is refused. */
export function readPcap(bytes: Uint8Array): Result<readonly Captured[], string> {
  if (bytes.length < HEADER) return no("it is shorter than a header");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = [MICROSECONDS, NANOSECONDS].includes(view.getUint32(0, true));
  const magic = view.getUint32(0, little);
  if (magic !== MICROSECONDS && magic !== NANOSECONDS) return no("it does not begin as a capture");
  const fractionUs = magic === NANOSECONDS ? 1 / 1000 : 1;
  const packets: Captured[] = [];
  for (let at = HEADER; at < bytes.length;) {
    if (at + PACKET_HEADER > bytes.length) return no(`packet ${packets.length + 1} is cut off`);
    const fraction = Math.floor(view.getUint32(at + 4, little) * fractionUs);
    const atUs = view.getUint32(at, little) * SECOND_US + fraction;
    const length = view.getUint32(at + 8, little);
    const original = view.getUint32(at + 12, little);
    if (length !== original) {
      return no(`packet ${packets.length + 1} has ${original} bytes, of which ${length} are here`);
    }
    at += PACKET_HEADER;
    if (at + length > bytes.length) return no(`packet ${packets.length + 1} is cut off`);
    packets.push({ atUs, bytes: bytes.slice(at, at + length) });
    at += length;
  }
  return ok(packets);
}

export function writePcap(packets: readonly Captured[]): Uint8Array {
  const total = packets.reduce((sum, { bytes }) => sum + PACKET_HEADER + bytes.length, HEADER);
  const out = new Uint8Array(total);
  const view = new DataView(out.buffer);
  view.setUint32(0, MICROSECONDS, true);
  view.setUint16(4, 2, true); // Version 2.4.
  view.setUint16(6, 4, true);
  view.setUint32(16, SNAP_LENGTH, true);
  view.setUint32(20, ETHERNET, true);
  let at = HEADER;
  for (const { atUs, bytes } of packets) {
    view.setUint32(at, Math.floor(atUs / SECOND_US), true);
    view.setUint32(at + 4, atUs % SECOND_US, true);
    view.setUint32(at + 8, bytes.length, true);
    view.setUint32(at + 12, bytes.length, true);
    out.set(bytes, at + PACKET_HEADER);
    at += PACKET_HEADER + bytes.length;
  }
  return out;
}
