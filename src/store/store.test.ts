import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Fault } from "../base/fault.ts";
import { durable, type Codec } from "./durable.ts";
import { fileStore, realDisk, type Disk } from "./file.ts";
import { memoryStore } from "./memory.ts";

let directory = "";
let path = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "flashmesh-store-"));
  path = join(directory, "state");
});
afterEach(() => rmSync(directory, { recursive: true }));

const old = new Uint8Array([1, 2, 3]);
const next = new Uint8Array([4, 5]);

const stores = [
  ["memory", () => memoryStore()],
  ["file", () => fileStore(path)],
] as const;

test.for(stores)("a %s store gives back what was put last, whole", ([, make]) => {
  const store = make();
  expect(store.get()).toBeUndefined();
  store.put(old);
  expect(store.get()).toEqual(old);
  store.put(next);
  expect(store.get()).toEqual(next);
});

test.for(stores)(
  "a %s store keeps a copy: a later change of the bytes does not reach it",
  ([, make]) => {
    const store = make();
    const mine = old.slice();
    store.put(mine);
    mine[0] = 9;
    const got = store.get();
    expect(got).toEqual(old);
    if (got !== undefined) got[0] = 9;
    expect(store.get()).toEqual(old);
  },
);

test("a put writes beside, makes that durable, renames it over, and makes the name durable", () => {
  const calls: string[] = [];
  const watched: Disk = {
    read: realDisk.read,
    write: (to, blob) => {
      calls.push(`write ${to === path ? "over" : "beside"}`);
      realDisk.write(to, blob);
    },
    rename: (from, to) => {
      calls.push(`rename ${from === path ? "away" : "over"}`);
      realDisk.rename(from, to);
    },
    settle: (at) => {
      calls.push(`settle ${at === directory ? "directory" : "elsewhere"}`);
      realDisk.settle(at);
    },
    remove: realDisk.remove,
  };
  fileStore(path, watched).put(old);
  expect(calls).toEqual(["write beside", "rename over", "settle directory"]);
  expect(readdirSync(directory)).toEqual(["state"]);
});

test.for(["write", "rename", "settle"] as const)(
  "where %s fails, the store throws a fault and holds one of the two blobs, whole",
  (step) => {
    fileStore(path).put(old);
    const failing: Disk = {
      ...realDisk,
      [step]: () => {
        throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
      },
    };
    const put = () => fileStore(path, failing).put(next);
    expect(put).toThrow(Fault);
    expect(put).toThrow("StoreUnwritable");
    const held = new Uint8Array(readFileSync(path));
    expect(step === "settle" ? [next] : [old]).toContainEqual(held);
    expect(readdirSync(directory)).toEqual(["state"]);
  },
);

test("a torn file beside, as a crash leaves it, is never read and is overwritten", () => {
  const store = fileStore(path);
  store.put(old);
  writeFileSync(`${path}.next`, "torn");
  expect(fileStore(path).get()).toEqual(old);
  fileStore(path).put(next);
  expect(readdirSync(directory)).toEqual(["state"]);
  expect(store.get()).toEqual(next);
});

test("what cannot be read is a fault, not an empty store", () => {
  expect(() => fileStore(directory).get()).toThrow("StoreUnreadable");
  expect(() => fileStore(join(directory, "absent", "state")).put(old)).toThrow("StoreUnwritable");
});

const codec: Codec<string> = {
  encode: (text) => new TextEncoder().encode(`state ${text}`),
  decode: (bytes) => /^state (.*)$/.exec(new TextDecoder().decode(bytes))?.[1],
};

test("a beginning is durable before it is used, and taken up ever after", () => {
  const store = fileStore(path);
  const held = durable(store, codec, () => "one");
  expect(store.get()).toEqual(codec.encode("one"));
  held.keep("two");
  expect(durable(fileStore(path), codec, () => "three").state).toBe("two");
});

test("a restart forgets everything but the store's bytes", () => {
  const store = memoryStore();
  const held = durable(store, codec, () => "one");
  store.put(codec.encode("other"));
  held.restart();
  expect(held.state).toBe("other");
  expect(held.bytes()).toEqual(codec.encode("other"));
});

test("bytes that are no state are a fault: to begin anew would break what was promised", () => {
  const store = memoryStore();
  store.put(new Uint8Array([1]));
  expect(() => durable(store, codec, () => "one")).toThrow("StateUnreadable");
});
