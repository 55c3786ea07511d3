import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { heard } from "./heard.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SAMPLE = join(ROOT, "src/report/golden/every-word.ndjson");
const folder = mkdtempSync(join(tmpdir(), "flashmesh-report-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function report(...args: readonly string[]) {
  return await heard(folder, ["report", ...args]);
}

test("a run is told in words, and every rendering is written where it is asked for", async () => {
  expect(await report(SAMPLE)).toMatchObject({ exit: 0, err: "" });
  expect((await report(SAMPLE)).out).toMatch(/^subject 1 \(C\), seed 7\nNOT CONFORMANT\n/);
  const files = ["--html", "a.html", "--junit", "a.xml", "--markdown", "a.md", "--badge", "-"];
  const { exit, out } = await report(SAMPLE, ...files);
  expect(exit).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ schemaVersion: 1, message: "not conformant" });
  const begins = ["a.html", "a.xml", "a.md"].map((name) =>
    readFileSync(join(folder, name), "utf8").slice(0, 5),
  );
  expect(begins).toEqual(["<!doc", "<?xml", "## su"]);
});

test("a stream cut short, or changed by one character, is refused by every rendering", async () => {
  const text = readFileSync(SAMPLE, "utf8");
  writeFileSync(join(folder, "cut"), text.slice(0, text.lastIndexOf('{"exit"')));
  writeFileSync(join(folder, "changed"), text.replace("voted", "Voted"));
  const all = ["--html", "b.html", "--junit", "b.xml", "--badge", "b.json", "--markdown", "-"];
  for (const name of ["cut", "changed"]) {
    expect(await report(name, ...all)).toMatchObject({ exit: 3, out: "" });
    expect(await report(name)).toMatchObject({ exit: 3, out: "" });
    expect(await report("--diff", SAMPLE, name)).toMatchObject({ exit: 3, out: "" });
  }
  expect(readdirSync(folder).filter((name) => name.startsWith("b."))).toEqual([]);
  expect((await report("not-there")).err).toContain("not-there cannot be read");
});

test("two equal runs have no difference", async () => {
  expect(await report("--diff", SAMPLE, SAMPLE)).toEqual({
    exit: 0,
    out: "0 of the cases changed; nothing got worse",
    err: "",
  });
});

test("what cannot be meant is refused", async () => {
  const wrong = [
    [],
    ["--diff", SAMPLE],
    [SAMPLE, SAMPLE, "--html", "-"],
    [SAMPLE, "--html", "-", "--junit", "-"],
    ["--diff", SAMPLE, SAMPLE, "--html", "-"],
  ];
  for (const args of wrong) expect((await report(...args)).exit, args.join(" ")).toBe(3);
});
