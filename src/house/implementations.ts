/**
 * `npm run implementations`: the whole corpus against each independent implementation, and against
 * the reference behind stdio. In: nothing. Out: what certify says, and exit code 0 only if all of
 * those that could be run conform. A language that is not here is told as `not run`.
 * @module
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";

const root = new URL("../..", import.meta.url).pathname;
const home = join(root, "conformance/implementations");
const main = join(root, "src/cli/main.ts");
const folder = mkdtempSync(join(tmpdir(), "flashmesh-implementations-"));

type Implementation = {
  readonly name: string;
  /** Must work for it to be run; the last one builds it. */
  readonly needs: readonly (readonly [folder: string, ...command: string[]])[];
  readonly command: readonly string[];
};

const IMPLEMENTATIONS: readonly Implementation[] = [
  {
    name: "Go",
    needs: [
      [home, "go", "version"],
      [join(home, "go"), "go", "build", "-o", join(folder, "subject"), "."],
    ],
    command: [join(folder, "subject")],
  },
  {
    name: "Python",
    needs: [[home, "python3", "--version"]],
    command: ["python3", "-B", join(home, "python/adapter.py")],
  },
  {
    name: "the reference behind stdio",
    needs: [],
    command: [process.execPath, main, "subject", "reference"],
  },
];

try {
  const red = IMPLEMENTATIONS.filter((each) => !conforms(each));
  process.exitCode = red.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function conforms({ name, needs, command }: Implementation): boolean {
  console.log(`\n== ${name}`);
  const [first, ...rest] = needs;
  if (first !== undefined && !succeeds(first, "ignore")) {
    console.log(`not run: ${name} (needs \`${first.slice(1).join(" ")}\`)`);
    return true;
  }
  if (!rest.every((need) => succeeds(need, "inherit"))) return false;
  const jobs = String(availableParallelism());
  const judge = [process.execPath, main, "certify", "--jobs", jobs, "--", ...command];
  return succeeds([root, ...judge], "inherit");
}

function succeeds(
  [cwd, program = "", ...args]: readonly [folder: string, ...command: string[]],
  stdio: "ignore" | "inherit",
): boolean {
  return spawnSync(program, args, { cwd, stdio }).status === 0;
}
