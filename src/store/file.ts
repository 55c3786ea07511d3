/**
 * A store that is one file: a log to which each commit adds a frame. A commit writes as much as it
 * changes, however much there is. What is superseded is left out when the log is opened the next
 * time, by a new file that is made durable beside it, renamed over it, and its name made durable
 * too: so a crash at any moment leaves the old records or the new ones, whole.
 * @module
 */
import {
  closeSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { Fault } from "../base/fault.ts";
import { frameOf, newLog, readLog, type End, type Log } from "./log.ts";
import { change, type Changes, type Records, type Store } from "./store.ts";

/** What a disk is asked for; a test replaces it by one that fails. */
export interface Disk {
  readonly read: (path: string) => Uint8Array | undefined;
  /** Writes the whole file and waits until it is durable. */
  readonly write: (path: string, bytes: Uint8Array) => void;
  /** Writes at the end of a file, which is here, and waits until it is durable. */
  readonly append: (path: string, end: number, bytes: Uint8Array) => void;
  /** Ends the file here, and waits until what it holds is durable. */
  readonly cut: (path: string, end: number) => void;
  readonly rename: (from: string, to: string) => void;
  /** Waits until the names in a directory are durable. */
  readonly settle: (directory: string) => void;
  readonly remove: (path: string) => void;
}

/** A log is written anew when it is longer than twice what it says, and than this, in bytes. */
const SMALL_LOG = 1 << 20;

/**
 * The file's directory must exist and belong to one process: two writers would race. `smallLog`: up
 * to this length, in bytes, nothing is gained by writing a log anew.
 */
export function fileStore(path: string, disk: Disk = realDisk, smallLog = SMALL_LOG): Store {
  const beside = `${path}.next`;
  /** Undefined: not opened, or nobody knows how the last attempt to write ended. */
  let end: End | undefined;
  let isDoubtful = false;

  const renew = (records: Records): Log => {
    const log = newLog(records);
    try {
      disk.write(beside, log.bytes);
      disk.rename(beside, path);
    } catch (cause) {
      // A full disk must not stay fuller than it was. The first error is the one to tell.
      attemptToRemove(disk, beside);
      throw cause;
    }
    disk.settle(dirname(path));
    return { records, end: log.end };
  };

  /** Undefined for a file that is not there. */
  const open = (): Log | undefined => {
    const bytes = attempt("StoreUnreadable", path, () => disk.read(path));
    if (bytes === undefined) return undefined;
    const log = readLog(bytes);
    const isLong = bytes.length > smallLog && bytes.length > 2 * newLog(log.records).bytes.length;
    return attempt("StoreUnwritable", path, () => {
      // After a failed write nobody can say what of the file the disk has, and asking once more
      // might get the answer that all is well: it is written anew.
      if (isLong || isDoubtful) return renew(log.records);
      // What is torn goes; and what a process wrote that was killed before it had waited for the
      // disk is waited for now, since from here on it is relied upon.
      disk.cut(path, log.end.at);
      return log;
    });
  };

  const writing = (act: () => End): void => {
    end = undefined;
    isDoubtful = true;
    end = attempt("StoreUnwritable", path, act);
    isDoubtful = false;
  };

  return {
    read: () => {
      const log = open();
      end = log?.end;
      isDoubtful = false;
      return log?.records ?? new Map();
    },
    commit: (changes) => {
      const known = end ?? open()?.end;
      writing(() => {
        if (known === undefined) return renew(madeOf(changes)).end;
        const frame = frameOf(changes, known);
        disk.append(path, known.at, frame.bytes);
        return frame.end;
      });
    },
  };
}

/** With its parents; one that is there already is left as it is. */
export function makeDirectory(path: string): void {
  attempt("StoreUnwritable", path, () => mkdirSync(path, { recursive: true }));
}

export const realDisk: Disk = {
  read: (path) => {
    try {
      return new Uint8Array(readFileSync(path));
    } catch (cause) {
      if (isMissing(cause)) return undefined;
      throw cause;
    }
  },
  write: (path, bytes) =>
    withOpen(path, "w", (file) => {
      writeAll(file, 0, bytes);
      fsyncSync(file);
    }),
  append: (path, end, bytes) =>
    withOpen(path, "r+", (file) => {
      writeAll(file, end, bytes);
      fdatasyncSync(file);
    }),
  cut: (path, end) =>
    withOpen(path, "r+", (file) => {
      ftruncateSync(file, end);
      fsyncSync(file);
    }),
  rename: renameSync,
  settle: (directory) => withOpen(directory, "r", fsyncSync),
  remove: (path) => rmSync(path, { force: true }),
};

function writeAll(file: number, from: number, bytes: Uint8Array): void {
  // One call may write less than it was given.
  for (let done = 0; done < bytes.length;) {
    done += writeSync(file, bytes, done, bytes.length - done, from + done);
  }
}

// PERF: opening the file for each commit costs 10 µs, waiting for a disk at least ten times as
// much; and a store that nobody closes holds nothing.
function withOpen(path: string, flags: string, use: (file: number) => void): void {
  const file = openSync(path, flags, 0o600);
  try {
    use(file);
  } finally {
    closeSync(file);
  }
}

function madeOf(changes: Changes): Records {
  const records = new Map<string, string>();
  change(records, changes);
  return records;
}

function attempt<Value>(code: string, path: string, act: () => Value): Value {
  try {
    return act();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Fault(code, { path, why }, { cause });
  }
}

function attemptToRemove(disk: Disk, path: string): void {
  try {
    disk.remove(path);
  } catch {
    // What could not be removed is overwritten by the next one.
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ENOENT";
}
