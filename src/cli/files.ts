/**
 * Files as commands read and write them: errors become faults that name the file, and a file is
 * either the old one or the new one, never half of it.
 * @module
 */
import { lstat, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { Fault, InputFault } from "../base/fault.ts";

/** The text of a file that the user or the package named. */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new InputFault("FileUnreadable", { file, why: reason(cause) }, { cause });
  }
}

/** The bytes of such a file, where each of them counts. */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new InputFault("FileUnreadable", { file, why: reason(cause) }, { cause });
  }
}

/** The text, or undefined where there is no such file. */
export async function readTextIfAny(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    if (reason(cause) === "ENOENT") return undefined;
    throw new InputFault("FileUnreadable", { file, why: reason(cause) }, { cause });
  }
}

/** Whether anything has that name, a link to nowhere included. */
export async function isThere(file: string): Promise<boolean> {
  try {
    await lstat(file);
    return true;
  } catch (cause) {
    if (reason(cause) === "ENOENT") return false;
    throw new InputFault("FileUnreadable", { file, why: reason(cause) }, { cause });
  }
}

/** All files below a folder, by their path from there with slashes, sorted; none if it is not. */
export async function filesBelow(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
      .toSorted();
  } catch (cause) {
    if (reason(cause) === "ENOENT") return [];
    throw new InputFault("FileUnreadable", { file: folder, why: reason(cause) }, { cause });
  }
}

export async function removeFile(file: string): Promise<void> {
  await rm(file, { force: true });
}

/** Writes beside the target and moves it there in one step; makes the folder if need be. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const fresh = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(fresh, text);
    await rename(fresh, file);
  } catch (cause) {
    await rm(fresh, { force: true });
    if (reason(cause) === "ENOSPC")
      throw new Fault("DiskFull", { directory: dirname(file) }, { cause });
    throw new Fault("FileUnwritable", { file, why: reason(cause) }, { cause });
  }
}

function reason(cause: unknown): string {
  if (cause instanceof Error && "code" in cause) return String(cause.code);
  return String(cause);
}
