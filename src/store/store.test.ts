import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Fault } from "../base/fault.ts";
import { fileStore, realDisk, type Disk } from "./file.ts";
import { memoryStore } from "./memory.ts";
import { change, type Changes, type Records, type Store } from "./store.ts";

let directory = "";
let path = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "flashmesh-store-"));
  path = join(directory, "state");
});
afterEach(() => rmSync(directory, { recursive: true }));

const changes: fc.Arbitrary<Changes> = fc
  .array(
    fc.tuple(
      fc.constantFrom("owner", "shards/a", "shards/a/applied/0", "ü"),
      fc.option(fc.string({ unit: "binary", maxLength: 40 }), { nil: undefined }),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((entries) => new Map(entries));

function model(commits: readonly Changes[]): Records {
  const records = new Map<string, string>();
  for (const one of commits) change(records, one);
  return records;
}

function committed(store: Store, commits: readonly Changes[]): Store {
  for (const one of commits) store.commit(one);
  return store;
}

const stores = [
  ["memory", () => memoryStore()],
  ["file", () => fileStore(path)],
  ["constantly renewed file", () => fileStore(path, realDisk, 0)],
] as const;

test.for(stores)("a %s store says what a map says after the same changes", ([name, make]) => {
  fc.assert(
    fc.property(fc.array(fc.tuple(changes, fc.boolean()), { maxLength: 12 }), (told) => {
      realDisk.remove(path);
      let store = make();
      expect(store.read().size).toBe(0);
      for (const [index, [one, isRead]] of told.entries()) {
        store.commit(one);
        const expected = model(told.slice(0, index + 1).map(([each]) => each));
        if (!isRead) continue;
        // A file may be another process's the next time.
        if (name !== "memory") store = make();
        expect(store.read()).toEqual(expected);
      }
    }),
    { numRuns: 25 },
  );
});

test.for(stores)("a %s store keeps a copy, and gives one", ([, make]) => {
  const store = make();
  const mine = new Map<string, string | undefined>([["place", "text"]]);
  store.commit(mine);
  mine.set("place", "other");
  const got = store.read();
  expect(got).toEqual(new Map([["place", "text"]]));
  if (got instanceof Map) got.clear();
  expect(store.read()).toEqual(new Map([["place", "text"]]));
});

test("a file that is cut anywhere says what the commits before the cut say, and goes on", () => {
  fc.assert(
    fc.property(fc.array(changes, { minLength: 1, maxLength: 6 }), changes, (commits, next) => {
      realDisk.remove(path);
      const store = fileStore(path);
      const ends = commits.map((one) => {
        store.commit(one);
        return readFileSync(path).length;
      });
      const whole = readFileSync(path);
      for (let length = ends[0] ?? 0; length <= whole.length; length += 1) {
        writeFileSync(path, whole.subarray(0, length));
        const before = commits.slice(0, ends.filter((end) => end <= length).length);
        expect(fileStore(path).read()).toEqual(model(before));
        committed(fileStore(path), [next]);
        expect(fileStore(path).read()).toEqual(model([...before, next]));
      }
    }),
    { numRuns: 5 },
  );
});

test("a sector that was never written, in a file that had grown, is a torn commit", () => {
  const store = committed(fileStore(path), [new Map([["a", "1"]])]);
  // What is durable already is not written again.
  const { length: before } = readFileSync(path);
  store.commit(new Map([["b", "x".repeat(5_000)]]));
  const whole = readFileSync(path);
  for (let sector = 0; sector < whole.length; sector += 512) {
    const torn = Buffer.from(whole).fill(
      0,
      Math.max(sector, before),
      Math.min(sector + 512, whole.length),
    );
    writeFileSync(path, torn);
    expect(fileStore(path).read(), String(sector)).toEqual(new Map([["a", "1"]]));
  }
});

test("every changed bit is noticed", () => {
  const commits = [new Map([["a", '{"x":1}']]), new Map([["b", "2"]]), new Map([["a", undefined]])];
  committed(fileStore(path), commits);
  const whole = readFileSync(path);
  for (let bit = 0; bit < 8 * whole.length; bit += 1) {
    const changed = Buffer.from(whole);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    writeFileSync(path, changed);
    expect(() => fileStore(path).read(), String(bit)).toThrow("StateDamaged");
    expect(() => fileStore(path).commit(new Map([["c", "3"]]))).toThrow("StateDamaged");
  }
});

test("commits that change places, or of which one is missing, are noticed", () => {
  const store = fileStore(path);
  const ends = ["1", "2", "3"].map((text) => {
    store.commit(new Map([["a", text]]));
    return readFileSync(path).length;
  });
  const whole = readFileSync(path);
  const [head, second, third] = [0, 1, 2].map((at) => whole.subarray(ends[at - 1] ?? 0, ends[at]));
  for (const parts of [
    [head, third],
    [head, third, second],
    [head, second, second],
  ]) {
    writeFileSync(path, Buffer.concat(parts.flatMap((part) => part ?? [])));
    expect(() => fileStore(path).read()).toThrow("StateDamaged");
  }
});

/** A disk that counts what it is asked, and fails at the n-th write with part of it done. */
class FailingDisk {
  calls = 0;
  readonly disk: Disk;

  constructor(failsAt: number, share: number) {
    const failing =
      <Rest extends readonly unknown[]>(
        act: (...rest: Rest) => void,
        partly: (...rest: Rest) => void = () => {},
      ) =>
      (...rest: Rest): void => {
        this.calls += 1;
        if (this.calls !== failsAt) return act(...rest);
        partly(...rest);
        throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
      };
    const some = (bytes: Uint8Array) => bytes.subarray(0, Math.floor(share * bytes.length));
    this.disk = {
      ...realDisk,
      write: failing(realDisk.write, (to, bytes) => realDisk.write(to, some(bytes))),
      append: failing(realDisk.append, (to, end, bytes) => realDisk.append(to, end, some(bytes))),
      cut: failing(realDisk.cut),
      rename: failing(realDisk.rename),
      settle: failing(realDisk.settle),
    };
  }
}

test("where the disk fails, a commit is there or it is not, and the next one holds", () => {
  let failed = 0;
  fc.assert(
    fc.property(
      fc.array(changes, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 14 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom("killed", "read again", "written again"),
      (commits, failsAt, share, then) => {
        realDisk.remove(path);
        const { disk } = new FailingDisk(failsAt, share);
        let store = fileStore(path, disk, 0);
        let done: readonly Changes[] = [];
        for (const one of commits) {
          try {
            store.commit(one);
            done = [...done, one];
          } catch (error) {
            expect(error).toBeInstanceOf(Fault);
            failed += 1;
            expect(readdirSync(directory).filter((name) => name.endsWith(".next"))).toEqual([]);
            if (then === "killed") store = fileStore(path, disk, 0);
            // Shorter than what may stand there torn.
            const short: readonly Changes[] =
              then === "written again" ? [new Map([["a", "b"]])] : [];
            committed(store, short);
            // Nobody was told, so both are right; but from here on it is one of them for good.
            const held = then === "written again" ? fileStore(path).read() : store.read();
            const either = [done, [...done, one]].map((each) => model([...each, ...short]));
            expect(either).toContainEqual(held);
            done = [held];
          }
          expect(fileStore(path).read()).toEqual(model(done));
        }
      },
    ),
    { numRuns: 100 },
  );
  expect(failed).toBeGreaterThan(0);
});

test("a commit writes what it changes, however much there is", () => {
  const written: number[] = [];
  const disk: Disk = {
    ...realDisk,
    append: (to, end, bytes) => {
      written.push(bytes.length);
      realDisk.append(to, end, bytes);
    },
  };
  const store = fileStore(path, disk);
  for (const size of [1, 1_000, 100_000]) {
    store.commit(new Map(Array.from({ length: size }, (_, at) => [`shards/${at}`, "{}"] as const)));
    store.commit(new Map([["shards/0", '{"balance":"1"}']]));
  }
  expect(written[2]).toBe(written[0]);
  expect(written[4]).toBe(written[0]);
});

test("big values come back as they were, and what is superseded does not stay for ever", () => {
  const store = fileStore(path, realDisk, 0);
  const texts = Array.from({ length: 12 }, (_, at) =>
    String.fromCodePoint(97 + at).repeat(1 << 18),
  );
  for (const text of texts) store.commit(new Map([["a", text]]));
  const grown = readFileSync(path).length;
  expect(fileStore(path, realDisk, 0).read()).toEqual(new Map([["a", texts.at(-1)]]));
  expect(readFileSync(path).length).toBeLessThan(grown / 6);
  expect(fileStore(path).read()).toEqual(new Map([["a", texts.at(-1)]]));
});

test("a log that is opened is durable before it is relied upon; a new one, with its name", () => {
  const calls: string[] = [];
  const told =
    <Rest extends readonly unknown[]>(name: string, act: (...rest: Rest) => void) =>
    (...rest: Rest): void => {
      calls.push(name);
      act(...rest);
    };
  const disk: Disk = {
    ...realDisk,
    write: told("write", realDisk.write),
    append: told("append", realDisk.append),
    cut: told("cut", realDisk.cut),
    rename: told("rename", realDisk.rename),
    settle: told("settle", realDisk.settle),
  };
  committed(fileStore(path, disk), [new Map([["a", "1"]]), new Map([["a", "2"]])]);
  expect(calls.splice(0)).toEqual(["write", "rename", "settle", "append"]);
  const again = fileStore(path, disk);
  again.read();
  expect(calls.splice(0)).toEqual(["cut"]);
  again.commit(new Map([["a", "3"]]));
  expect(calls.splice(0)).toEqual(["append"]);
  fileStore(path, disk, 0).read();
  expect(calls.splice(0)).toEqual(["write", "rename", "settle"]);

  // What the disk has of a file to which it failed to write is not asked of the disk.
  let fails = true;
  const failing: Disk = {
    ...disk,
    append: (...rest) => {
      if (fails) throw new Error("EIO: i/o error");
      disk.append(...rest);
    },
  };
  const doubtful = fileStore(path, failing);
  expect(() => doubtful.commit(new Map([["a", "4"]]))).toThrow("StoreUnwritable");
  fails = false;
  calls.splice(0);
  expect(doubtful.read()).toEqual(new Map([["a", "3"]]));
  expect(calls).toEqual(["write", "rename", "settle"]);
});

test("a torn file beside, as a crash leaves it, is never read and is overwritten", () => {
  const store = committed(fileStore(path), [new Map([["a", "1"]])]);
  writeFileSync(`${path}.next`, "torn");
  expect(fileStore(path, realDisk, 0).read()).toEqual(store.read());
  committed(fileStore(path, realDisk, 0), [new Map([["a", "2"]]), new Map([["a", "3"]])]);
  fileStore(path, realDisk, 0).read();
  expect(readdirSync(directory)).toEqual(["state"]);
});

test("what cannot be read is a fault, not an empty store", () => {
  expect(() => fileStore(directory).read()).toThrow("StoreUnreadable");
  const absent = fileStore(join(directory, "absent", "state"));
  expect(() => absent.commit(new Map([["a", "1"]]))).toThrow("StoreUnwritable");
  writeFileSync(path, "");
  expect(() => fileStore(path).read()).toThrow("StateDamaged");
});
