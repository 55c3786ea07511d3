/** `flashmesh bench`, measured for real but briefly: what it writes and how it exits. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { InputFault } from "../base/fault.ts";
import { benchPage } from "../report/html/bench.ts";
import { breach } from "../wire/schema.ts";
import { benchCommand } from "./bench.ts";
import { openLink } from "./bench-link.ts";
import { machineHere } from "./bench-files.ts";
import type { World } from "./world.ts";

/** It ends what hangs, and judges no speed. */
const HANGING = 300_000;
const BRIEF = ["--table", "codec", "--rounds", "2", "--milliseconds", "10", "--processes", "1"];

const folder = mkdtempSync(join(tmpdir(), "flashmesh-bench-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function world(out: string[], err: string[] = []): World {
  return {
    out: (line) => void out.push(line),
    err: (text) => void err.push(text),
    watched: false,
    width: 100,
    environment: {},
    folder,
    signal: new AbortController().signal,
    now: () => 0,
    moment: () => "2026-01-01T00:00:00.000Z",
    machine: { node: process.version, platform: process.platform, cpus: 1 },
    busy: () => 0,
    memoryPeak: () => 0,
  };
}

/** The rows of the codec that are gated, all with this ratio. */
function baselineAt(ratio: number, cpu?: string): string {
  const ids = ["order", "certificate"].flatMap((name) =>
    ["encode", "decode"].map((what) => ({
      id: `codec/${what}-${name}`,
      yardstick: `codec/json-${name}`,
      ratio,
    })),
  );
  const here = machineHere(world([]));
  const file = join(folder, "baseline.json");
  const machine = { ...here, cpu: cpu ?? here.cpu };
  const format = "flashmesh-benchmark-baseline/1";
  writeFileSync(file, JSON.stringify({ format, machine, moment: "2026-01-01", rows: ids }));
  return file;
}

test(
  "the report keeps its schema, and its page asks for nothing",
  { timeout: HANGING },
  async () => {
    const out: string[] = [];
    const files = ["--markdown", "bench.md", "--html", "bench.html"];
    expect(await benchCommand.run([...BRIEF, "--json", ...files], world(out))).toBe(0);
    const report: unknown = JSON.parse(out.join(""));
    expect(breach("benchmark", report)).toBeUndefined();
    expect(readFileSync(join(folder, "bench.md"), "utf8")).toContain("| `codec/decode-order` |");
    const page = readFileSync(join(folder, "bench.html"), "utf8");
    expect(page).toContain("decode-order");
    expect(page).not.toMatch(/(?:src|href)="(?!#)/);
  },
);

test("slower than a baseline fails twice and exits 1", { timeout: HANGING }, async () => {
  const [out, err]: [string[], string[]] = [[], []];
  // Nothing decodes strictly a thousand times as fast as JSON alone.
  const code = await benchCommand.run([...BRIEF, "--check", baselineAt(1000)], world(out, err));
  expect(code).toBe(1);
  expect(err.join("")).toMatch(/measured again: .*codec\/decode-order/);
  // Once in one process, then in two.
  expect(err.filter((text) => text.startsWith("bench: codec"))).toHaveLength(2);
  const failed = out.filter((line) => line.startsWith("FAIL"));
  expect(failed).toHaveLength(4);
  expect(failed.join(" ")).toMatch(/FAIL codec\/decode-order is slower by at least \d+%/);
});

test(
  "faster than a baseline passes, and another machine is told",
  { timeout: HANGING },
  async () => {
    const out: string[] = [];
    const args = [...BRIEF, "--check", baselineAt(1e-6, "another processor")];
    expect(await benchCommand.run(args, world(out))).toBe(0);
    expect(out.at(-1)).toContain("4 rows judged, band 50%: passed; the baseline is of another");
  },
);

test.for<[args: readonly string[], why: string]>([
  [["--table", "coded"], "there is no table coded"],
  [["--gate", "--table", "memory"], "the gate judges nothing of the table memory"],
  [["--table", "codec", "--update", "b.json"], "--update needs the whole run"],
  [["--check", "absent.json"], "absent.json"],
])("%s is refused before anything is measured", async ([args, why]) => {
  const begun = benchCommand.run(args, world([]));
  await expect(begun).rejects.toThrow(InputFault);
  await expect(begun).rejects.toThrow(why);
  expect(existsSync(join(folder, "b.json"))).toBe(false);
});

test("a link counts what does not come back, and mixes up no two calls", async () => {
  const link = await openLink();
  const packets = Array.from({ length: 50 }, (_, at) => new Uint8Array([at]));
  const seen: number[] = [];
  const echo = (packet: Uint8Array, reply: (bytes: Uint8Array, length: number) => void): void => {
    seen.push(packet[0] ?? -1);
    reply(packet, packet.length);
  };
  // Both at once: each waits for its own.
  expect(await Promise.all([1, 2].map(() => link.exchange(packets, echo)))).toEqual([0, 0]);
  expect(seen).toEqual([...packets, ...packets].map(([at]) => at));
  expect(await link.exchange(packets, () => {})).toBe(0);
  link.close();
});

test("what the system's network throws away is counted, and only that", async () => {
  const link = await openLink();
  // One burst is 1.9 MB at once: many times what a socket of Linux holds by default.
  const packets = Array.from({ length: 32 }, () => new Uint8Array(60_000));
  let arrived = 0;
  const lost = await link.exchange(packets, () => void (arrived += 1));
  expect(lost).toBeGreaterThan(0);
  expect(lost + arrived).toBe(packets.length);
  // It is no worse for it afterwards.
  expect(await link.exchange([new Uint8Array(1)], (one, reply) => reply(one, 1))).toBe(0);
  link.close();
});

test("a plot is drawn of every growth, with its exponent", () => {
  const growth = {
    id: "scaling/thing",
    about: "a thing",
    kind: "time",
    of: "things",
    unit: "µs",
    points: [1, 10, 100].map((x) => ({ x, y: 5 * x })),
    law: { exponent: 1, low: 1, high: 1, fit: 1 },
    skipped: [1000],
  } as const;
  const head = { name: "scaling", title: "How it grows", about: "" };
  const table = { ...head, kind: "growths", budget: 7, rows: [growth] } as const;
  const page = benchPage([table], machineHere(world([])), "", undefined);
  expect(page.match(/<circle/g)).toHaveLength(3);
  expect(page).toContain("exponent 1.00 [1.00, 1.00]");
  expect(page).toContain("1,000 things would take more than the 7 s of its budget: skipped");
});
