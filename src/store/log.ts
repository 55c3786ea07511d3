/**
 * The bytes of a log of commits. In: changes, or the bytes of a file that a crash may have cut.
 * Out: the bytes of a frame, or the records that whole frames make, and where the last one ends.
 *
 *     log     HEAD frame*
 *     frame   length  4 bytes: how long the entries are
 *             pledge  4 bytes: CRC-32 of the length, begun with the check of the frame before
 *             check   4 bytes: CRC-32 of all that follows, begun with the pledge
 *             entry* and zeros, so that the next frame begins at a multiple of 16
 *     entry   place   4 bytes: its length, and with it GONE if nothing is there from now on
 *             text    4 bytes: its length
 *             place and text in UTF-8
 *
 * Numbers are big-endian. Each check covers all frames before it, so none is lost or moved unseen.
 * A frame that was being written when the power went is torn: the file ends before it does, or one
 * of its sectors was never written and holds zeros. It was promised to nobody and is passed over.
 * Anything else that does not fit was changed afterwards, and is a fault.
 * @module
 */
import { crc32 } from "node:zlib";
import { compareBytes, utf8 } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";
import { change, type Changes, type Records } from "./store.ts";

/** Where the next frame begins, and the check of the one before it. */
export type End = { readonly at: number; readonly check: number };

export type Log = { readonly records: Records; readonly end: End };

const HEAD = utf8("flashmesh/1/log\n");
const START: End = { at: HEAD.length, check: 0 };
const WORD = 4;
const FRAME_HEAD = 3 * WORD;
/** So a frame's head is in one sector, and no sector of a frame is zeros that were written. */
const ALIGNMENT = 16;
/** A place is shorter: its highest bit says that there is nothing. */
const GONE = 0x8000_0000;
/** What a disk writes as a whole, in bytes. */
const SECTOR = 512;

/** A log that says these records and nothing else. */
export function newLog(records: Records): { readonly bytes: Uint8Array; readonly end: End } {
  const { bytes, end } = frameOf(records, START);
  return { bytes: new Uint8Array(Buffer.concat([HEAD, bytes])), end };
}

/** The frame that a commit puts at the end of a log, and where the log ends then. */
export function frameOf(
  changes: Changes,
  { at, check }: End,
): { readonly bytes: Uint8Array; readonly end: End } {
  const parts = [...changes].flatMap(([place, text]) => {
    const [name, body] = [Buffer.from(place), Buffer.from(text ?? "")];
    const lengths = Buffer.alloc(2 * WORD);
    lengths.writeUInt32BE((text === undefined ? GONE : 0) + name.length);
    lengths.writeUInt32BE(body.length, WORD);
    return [lengths, name, body];
  });
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = Buffer.concat([Buffer.alloc(FRAME_HEAD), ...parts], wholeLength(length));
  bytes.writeUInt32BE(length);
  const pledge = crc32(bytes.subarray(0, WORD), check);
  bytes.writeUInt32BE(pledge, WORD);
  const own = crc32(bytes.subarray(FRAME_HEAD), pledge);
  bytes.writeUInt32BE(own, 2 * WORD);
  return { bytes: new Uint8Array(bytes), end: { at: at + bytes.length, check: own } };
}

/** Throws a Fault for bytes that no crash makes of a log. */
export function readLog(file: Uint8Array): Log {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const damaged = new Fault("StateDamaged", { bytes: bytes.length });
  if (compareBytes(bytes.subarray(0, HEAD.length), HEAD) !== 0) throw damaged;
  const records = new Map<string, string>();
  let end = START;
  while (end.at < bytes.length) {
    const frame = bytes.subarray(end.at);
    if (frame.length < FRAME_HEAD) break;
    const length = frame.readUInt32BE();
    const pledge = crc32(frame.subarray(0, WORD), end.check);
    const whole = wholeLength(length);
    const isPledged = frame.readUInt32BE(WORD) === pledge;
    if (isPledged && frame.length < whole) break;
    const check = crc32(frame.subarray(FRAME_HEAD, whole), pledge);
    if (!isPledged || frame.readUInt32BE(2 * WORD) !== check) {
      if (hasHole(bytes, end.at)) break;
      throw damaged;
    }
    change(records, changesIn(frame.subarray(FRAME_HEAD, FRAME_HEAD + length)));
    end = { at: end.at + whole, check };
  }
  return { records, end };
}

function wholeLength(length: number): number {
  return Math.ceil((FRAME_HEAD + length) / ALIGNMENT) * ALIGNMENT;
}

function changesIn(entries: Buffer): Changes {
  const changes = new Map<string, string | undefined>();
  for (let at = 0; at < entries.length;) {
    const [mark, length] = [entries.readUInt32BE(at), entries.readUInt32BE(at + WORD)];
    const isGone = mark >= GONE;
    const from = at + 2 * WORD;
    const middle = from + (isGone ? mark - GONE : mark);
    const text = isGone ? undefined : entries.toString("utf8", middle, middle + length);
    changes.set(entries.toString("utf8", from, middle), text);
    at = middle + length;
  }
  return changes;
}

/** Whether a sector from here on was never written: a file may grow before it is filled. */
function hasHole(bytes: Buffer, from: number): boolean {
  for (let at = from; at < bytes.length; at += SECTOR - (at % SECTOR)) {
    const sector = bytes.subarray(at, at - (at % SECTOR) + SECTOR);
    if (sector.every((byte) => byte === 0)) return true;
  }
  return false;
}
