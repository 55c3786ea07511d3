import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SAMPLE = join(ROOT, "src/report/golden/every-word.ndjson");
const folder = mkdtempSync(join(tmpdir(), "flashmesh-report-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(...args: readonly string[]) {
  const command = [join(ROOT, "src/cli/main.ts"), "report", ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

test("a run is told in words, and every rendering is written where it is asked for", () => {
  expect(report(SAMPLE)).toMatchObject({ status: 0, stderr: "" });
  expect(report(SAMPLE).stdout).toMatch(/^subject 1 \(C\), seed 7\nNOT CONFORMANT\n/);
  const files = ["--html", "a.html", "--junit", "a.xml", "--markdown", "a.md", "--badge", "-"];
  const { status, stdout } = report(SAMPLE, ...files);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, message: "not conformant" });
  const begins = ["a.html", "a.xml", "a.md"].map((name) =>
    readFileSync(join(folder, name), "utf8").slice(0, 5),
  );
  expect(begins).toEqual(["<!doc", "<?xml", "## su"]);
});

test("a stream without its end, or changed by one character, is refused by every rendering", () => {
  const text = readFileSync(SAMPLE, "utf8");
  writeFileSync(join(folder, "cut"), text.slice(0, text.lastIndexOf('{"exit"')));
  writeFileSync(join(folder, "changed"), text.replace("voted", "Voted"));
  const all = ["--html", "b.html", "--junit", "b.xml", "--badge", "b.json", "--markdown", "-"];
  for (const name of ["cut", "changed"]) {
    expect(report(name, ...all)).toMatchObject({ status: 3, stdout: "" });
    expect(report(name)).toMatchObject({ status: 3, stdout: "" });
    expect(report("--diff", SAMPLE, name)).toMatchObject({ status: 3, stdout: "" });
  }
  expect(readdirSync(folder).filter((name) => name.startsWith("b."))).toEqual([]);
  expect(report("not-there").stderr).toContain("not-there cannot be read");
});

test("two equal runs have no difference", () => {
  expect(report("--diff", SAMPLE, SAMPLE)).toEqual({
    status: 0,
    stdout: "0 of the cases changed; nothing got worse\n",
    stderr: "",
  });
});

test("what cannot be meant is refused", () => {
  const wrong = [
    [],
    ["--diff", SAMPLE],
    [SAMPLE, SAMPLE, "--html", "-"],
    [SAMPLE, "--html", "-", "--junit", "-"],
    ["--diff", SAMPLE, SAMPLE, "--html", "-"],
  ];
  expect(wrong.map((args) => report(...args).status)).toEqual([3, 3, 3, 3, 3]);
});
