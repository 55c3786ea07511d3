/**
 * The independent implementations are certified where their languages are, and their adapters stay
 * small. Here only one model of each profile, so that it is quick: `npm run implementations` runs
 * everything. Where a language is missing, that is no test that passed but a line: `not run`.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = new URL("../..", import.meta.url).pathname;
const HOME = join(ROOT, "conformance/implementations");
const MAIN = join(ROOT, "src/cli/main.ts");
const ADAPTER_LINES_MAX = 50;
const PATIENCE_MS = 120_000;

function run(folder: string, program: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: "utf8" });
  return { exit: status, out: stdout, err: stderr };
}

/** A part of the corpus in which something is voted for, paid and refused. */
function certify(command: readonly string[]) {
  const part = firstTraces();
  return part.map((id) =>
    run(ROOT, process.execPath, MAIN, "certify", "--filter", id, "--", ...command),
  );
}

/** One trace of the profile `authority`, one of `committee`: the last ones are the longest. */
function firstTraces(): readonly string[] {
  return ["authority/GenEscrow", "committee/GenCommittee2111"].map((name) => {
    const file = join(ROOT, "conformance/traces", `${name}.ndjson`);
    const ids = [...readFileSync(file, "utf8").matchAll(/"id":"(T-[0-9a-f]{16})"/g)];
    return ids.at(-1)?.[1] ?? "";
  });
}

for (const adapter of ["go/adapter.go", "python/adapter.py"]) {
  test(`${adapter} has at most ${ADAPTER_LINES_MAX} lines`, () => {
    const lines = readFileSync(join(HOME, adapter), "utf8").trimEnd().split("\n");
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.length).toBeLessThanOrEqual(ADAPTER_LINES_MAX);
  });
}

if (run(ROOT, "python3", "--version").exit === 0) {
  test(
    "the authority in Python conforms",
    () => {
      for (const { exit, out, err } of certify([
        "python3",
        "-B",
        join(HOME, "python/adapter.py"),
      ])) {
        expect(`${out}${err}`).toMatch(/^flashmesh-python .*\n\w+ +1 traces .* conforms /);
        expect(exit).toBe(0);
      }
    },
    PATIENCE_MS,
  );
  test("Python gives the answers of the packs", () => {
    const args = ["-B", "-m", "unittest", "tests.test_packs"];
    const { exit, err } = run(join(HOME, "python"), "python3", ...args);
    expect(err).toMatch(/^Ran 1 test /m);
    expect(exit, err).toBe(0);
  });
} else {
  console.log("not run: the authority in Python (needs `python3`)");
}

if (run(ROOT, "go", "version").exit === 0) {
  test(
    "the authority in Go conforms",
    () => {
      const folder = mkdtempSync(join(tmpdir(), "flashmesh-go-"));
      try {
        const built = run(join(HOME, "go"), "go", "build", "-o", join(folder, "subject"), ".");
        expect(built).toMatchObject({ exit: 0, err: "" });
        for (const { exit, out, err } of certify([join(folder, "subject")])) {
          expect(`${out}${err}`).toMatch(/^flashmesh-go .*\n\w+ +1 traces .* conforms /);
          expect(exit).toBe(0);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    PATIENCE_MS,
  );
  test("Go gives the answers of the packs, but for digests, which the corpus has", () => {
    const args = ["test", "-count=1", "-v", "-run", "TestPacks", "./authority"];
    const { exit, out, err } = run(join(HOME, "go"), "go", ...args);
    expect(out).toContain("--- PASS: TestPacks");
    expect(exit, err).toBe(0);
  }, 60_000);
} else {
  console.log("not run: the authority in Go (needs `go`)");
}

test("the reference behind stdio conforms as it does in this process", () => {
  const command = [process.execPath, MAIN, "subject", "reference"];
  for (const { exit, out } of certify(command)) {
    expect(out).toMatch(/^flashmesh-reference .*\n\w+ +1 traces .* conforms /);
    expect(exit).toBe(0);
  }
});
