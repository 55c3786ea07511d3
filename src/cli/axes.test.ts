/** `flashmesh certify --axes`, as people use it. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readResult } from "../replay/stream.ts";
import { corpusOf, heard } from "./heard.ts";

const MAIN = new URL("main.ts", import.meta.url).pathname;
const PAYEE = ["--filter", "GenPayee", "--seed", "7"];

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "flashmesh-axes-"));
  corpusOf(["GenPayee"], join(folder, "traces"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function certify(...args: readonly string[]) {
  return await heard(folder, ["certify", "--corpus", "traces", ...args]);
}

test("what the corpus lets pass is red under an axis, and that is a failure", async () => {
  const faulty = ["reference", ...PAYEE, "--faulty", "WritesBehindInWallet"];
  const options = ["--axes", "cut,crash", "--results", "run.ndjson"];
  const { exit, out } = await certify(...faulty, ...options);
  expect(exit).toBe(1);
  const stream = readResult(readFileSync(join(folder, "run.ndjson"), "utf8"), "run.ndjson");
  expect(stream.header.options.axes).toEqual(["cut", "crash"]);
  expect(stream.heat.length).toBe(2 * 102);
  const crashes = stream.heat.filter(({ axis }) => axis === "crash");
  // Whatever came before the crash is lost: 470 steps, one after another.
  expect(crashes.map(({ map }) => map).join("")).toBe("x".repeat(470));
  const cuts = stream.heat.filter(({ axis }) => axis === "cut");
  expect(cuts.map(({ map }) => map).join("")).toBe(".".repeat(470));
  expect(stream.footer.words).toEqual({ pass: 102, fail: 102 });
  const failures = stream.cases.filter(({ axis }) => axis !== undefined);
  expect(failures.map(({ id, axis, word }) => [id, axis, word])).toEqual(
    crashes.map(({ id }) => [id, "crash", "fail"]),
  );
  expect(failures[0]?.failure?.why).toMatch(/^step 1 is followed by a crash: .*, Restart/);
  expect(out).toMatch(/^GenPayee +crash +0 +470 +0 +0$/m);
  expect(out).toMatch(/^GenPayee +cut +470 +0 +0 +0$/m);
});

test("a process is given a tenth of the faults, the same in any shard", async () => {
  const subject = ["--", process.execPath, MAIN, "subject", "reference"];
  const heat = async (...options: readonly string[]): Promise<readonly string[]> => {
    const named = [...PAYEE, "--axes", "cut", ...options, "--results", "run.ndjson"];
    expect((await certify(...named, ...subject)).exit).toBe(0);
    const { heat: lines } = readResult(readFileSync(join(folder, "run.ndjson"), "utf8"), "");
    return lines.map(({ axis, id, map }) => `${id} ${axis} ${map}`);
  };
  const whole = await heat("--jobs", "2");
  const parts = [...(await heat("--shard", "1/2")), ...(await heat("--shard", "2/2"))];
  expect(parts.toSorted()).toEqual(whole.toSorted());
  const put = whole.join("").split(".").length - 1;
  // Of 470 cuts 47, and four deviations are 26.
  expect(Math.abs(put - 47)).toBeLessThan(27);
}, 120_000);

test("an axis that is none is a usage error that names those there are", async () => {
  const { exit, err } = await certify("reference", ...PAYEE, "--axes", "crash,meteor");
  expect(exit).toBe(3);
  expect(err).toContain("meteor");
  expect(err).toContain("duplicate, echo, swap");
});

test("an axis that the profile has and that was not put is told", async () => {
  const { exit, out } = await certify("reference", ...PAYEE, "--axes", "swap,delay,late,early,cut");
  expect(exit).toBe(0);
  expect(out).toMatch(/^wallet +without faults on top: --axes duplicate,echo,crash,retry$/m);
});
