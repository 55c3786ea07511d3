/**
 * A store that is one file. A put writes beside it, makes that durable, renames it over, and makes
 * the name durable too: so a crash at any moment leaves the old blob or the new one, whole.
 * @module
 */
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { Fault } from "../base/fault.ts";
import type { Store } from "./store.ts";

/** What a disk is asked for; a test replaces it by one that fails. */
export interface Disk {
  readonly read: (path: string) => Uint8Array | undefined;
  /** Writes the whole file and waits until it is durable. */
  readonly write: (path: string, blob: Uint8Array) => void;
  readonly rename: (from: string, to: string) => void;
  /** Waits until the names in a directory are durable. */
  readonly settle: (directory: string) => void;
  readonly remove: (path: string) => void;
}

/** The file's directory must exist and belong to one process: two writers would race. */
export function fileStore(path: string, disk: Disk = realDisk): Store {
  const beside = `${path}.next`;
  return {
    get: () => attempt("StoreUnreadable", path, () => disk.read(path)),
    put: (blob) =>
      attempt("StoreUnwritable", path, () => {
        try {
          disk.write(beside, blob);
          disk.rename(beside, path);
        } catch (cause) {
          // A full disk must not stay fuller than it was. The first error is the one to tell.
          attemptToRemove(disk, beside);
          throw cause;
        }
        disk.settle(dirname(path));
      }),
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
  write: (path, blob) =>
    withOpen(path, "w", (file) => {
      // One call may write less than it was given.
      for (let done = 0; done < blob.length;) done += writeSync(file, blob, done);
      fsyncSync(file);
    }),
  rename: renameSync,
  settle: (directory) => withOpen(directory, "r", fsyncSync),
  remove: (path) => rmSync(path, { force: true }),
};

function withOpen(path: string, flags: string, use: (file: number) => void): void {
  const file = openSync(path, flags, 0o600);
  try {
    use(file);
  } finally {
    closeSync(file);
  }
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
    // What could not be removed is overwritten by the next put.
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ENOENT";
}
