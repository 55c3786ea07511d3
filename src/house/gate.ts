/**
 * `npm test`: every stage, whatever the ones before found, one after another but for two that each
 * leave a processor idle. In: nothing. Out: the stages' own output, and as last line `N passed, N
 * failed`, which adds up tests, models and stages. A stage that is skipped, or a test that is,
 * counts as failed.
 * @module
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

type Tally = { passed: number; failed: number };

type Stage = {
  readonly name: string;
  readonly command: readonly string[];
  /** What the stage counted beside its exit code; undefined where it left no count. */
  readonly counted?: () => Tally | undefined;
  /** Each thing that it counted as failed, in a line or two. */
  readonly named?: () => readonly string[];
};

const root = new URL("../..", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "flashmesh-gate-"));
const testReport = join(folder, "vitest.json");
const checkReport = join(folder, "check.json");

/** One after another; those of a row at the same time, each told once it is over. */
const STAGES: readonly (readonly Stage[])[] = [
  [{ name: "types", command: ["tsc"] }],
  [{ name: "lint", command: ["oxlint", "--type-aware", "src", "bench"] }],
  [{ name: "format", command: ["oxfmt", "--check", "."] }],
  [{ name: "dead code", command: ["knip"] }],
  [
    {
      name: "tests",
      command: [
        "vitest",
        "run",
        "--config",
        "src/house/vitest.config.ts",
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${testReport}`,
      ],
      counted: countedTests,
      named: failedTests,
    },
  ],
  [
    {
      name: "models",
      command: ["node", "src/cli/main.ts", "check", "--summary", checkReport],
      counted: countedModels,
    },
  ],
  [
    { name: "corpus", command: ["node", "src/cli/main.ts", "traces", "--check", "--second"] },
    { name: "reference", command: ["node", "src/cli/main.ts", "certify", "reference"] },
  ],
  // Last and alone, since it measures.
  [
    {
      name: "speed",
      command: ["node", "src/cli/main.ts", "bench", "--check", "bench/baseline.json"],
    },
  ],
];

try {
  const total: Tally = { passed: 0, failed: 0 };
  const red: string[] = [];
  for (const row of STAGES) {
    const ended = row.map(async (stage) => ({ stage, tally: await runStage(stage, row) }));
    for (const { stage, tally } of await Promise.all(ended)) {
      total.passed += tally.passed;
      total.failed += tally.failed;
      if (tally.failed > 0) red.push(`FAILED: ${stage.name}`, ...(stage.named?.() ?? []));
    }
  }
  // Again at the end: of a long log often only the end is kept.
  for (const line of red) console.log(line);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function runStage(stage: Stage, row: readonly Stage[]): Promise<Tally> {
  console.log(`\n== ${stage.name}: ${stage.command.join(" ")}`);
  const begun = Date.now();
  const green = await succeeds(stage.command, row.length === 1);
  console.log(`== ${stage.name}: ${Math.round((Date.now() - begun) / 1000)} s`);
  const own: Tally = green ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  if (!green) console.log(`== ${stage.name}: FAILED`);
  if (stage.counted === undefined) return own;
  const counted = stage.counted();
  // No count, or a count of nothing, is no success, whatever the exit code says.
  if (counted === undefined || counted.passed + counted.failed === 0) {
    console.log(`== ${stage.name}: FAILED: it counted nothing`);
    return { passed: 0, failed: 1 };
  }
  // The stage itself counts only where it failed without a test or model to blame.
  return green || counted.failed > 0 ? counted : { ...counted, failed: 1 };
}

function succeeds([program = "", ...args]: readonly string[], alone: boolean): Promise<boolean> {
  // The tools of this package come first on the path, so that its own Node runs everything.
  const path = `${join(root, "node_modules/.bin")}:${process.env["PATH"] ?? ""}`;
  const stream = alone ? "inherit" : "pipe";
  const child = spawn(program, args, {
    cwd: root,
    stdio: ["ignore", stream, stream],
    env: { ...process.env, PATH: path },
  });
  const said: Buffer[] = [];
  for (const each of [child.stdout, child.stderr]) {
    each?.on("data", (chunk: Buffer) => void said.push(chunk));
  }
  return new Promise((resolve) => {
    child.on("error", (error) => {
      console.log(String(error));
      resolve(false);
    });
    child.on("close", (code) => {
      process.stdout.write(Buffer.concat(said));
      resolve(code === 0);
    });
  });
}

function countedTests(): Tally | undefined {
  const report = readReport(testReport);
  const passed = numberAt(report, "numPassedTests");
  const total = numberAt(report, "numTotalTests");
  // A file that does not even load has no tests of its own to fail.
  const suites = numberAt(report, "numFailedTestSuites");
  if (passed === undefined || total === undefined || suites === undefined) return undefined;
  const failed = total - passed;
  return { passed, failed: failed === 0 && suites > 0 ? suites : failed };
}

/** The names of the failed tests, each with the first lines of what it said. */
function failedTests(): readonly string[] {
  const files = listAt(readReport(testReport), "testResults");
  return files.flatMap((file) => {
    const tests = listAt(file, "assertionResults").filter(
      (test) => textAt(test, "status") !== "passed",
    );
    const said = tests.map((test) => {
      const lines = listAt(test, "failureMessages").map(String).join("\n").split("\n");
      return [textAt(test, "fullName"), ...lines.slice(0, 12)]
        .map((line) => `  ${line}`)
        .join("\n");
    });
    const where = textAt(file, "name").replace(root, "");
    const message = textAt(file, "status") === "failed" ? textAt(file, "message") : "";
    return said.length > 0 || message !== ""
      ? [where, ...said, ...(message === "" ? [] : [message])]
      : [];
  });
}

function countedModels(): Tally | undefined {
  const report = readReport(checkReport);
  const passed = numberAt(report, "passed");
  const failed = numberAt(report, "failed");
  const undecided = numberAt(report, "undecided");
  if (passed === undefined || failed === undefined || undecided === undefined) return undefined;
  return { passed, failed: failed + undecided };
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function numberAt(report: unknown, key: string): number | undefined {
  const found = at(report, key);
  return typeof found === "number" ? found : undefined;
}

function textAt(report: unknown, key: string): string {
  const found = at(report, key);
  return typeof found === "string" ? found : "";
}

function listAt(report: unknown, key: string): readonly unknown[] {
  const found = at(report, key);
  return Array.isArray(found) ? found : [];
}

function at(report: unknown, key: string): unknown {
  if (typeof report !== "object" || report === null) return undefined;
  return Object.entries(report).find(([name]) => name === key)?.[1];
}
