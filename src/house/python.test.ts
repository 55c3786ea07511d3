/**
 * The files that Python writes are what their writers would write today. A writer needs tools that
 * are no part of this package: where they do not work, its check is not a test that passed but a
 * line on stdout that says `not run`.
 * @module
 */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

type Command = readonly [program: string, ...args: string[]];

const ROOT = new URL("../..", import.meta.url);

const PYTHON: readonly Command[] = [["python3", "--version"]];

/** Each writer, and what must work for it to be asked. */
const WRITERS: readonly (readonly [script: string, needs: readonly Command[]])[] = [
  ["spec/examples/make.py", [["python3", "-c", "import cryptography"]]],
  ["conformance/packs/signature.py", PYTHON],
  ["conformance/packs/decoder.py", PYTHON],
  ["conformance/packs/quorum.py", PYTHON],
  ["conformance/packs/digests.py", PYTHON],
];

function run([program, ...args]: Command) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: ROOT, encoding: "utf8" });
  return { status, stdout, stderr };
}

/** The first of these commands that does not work here. */
function lacking(needs: readonly Command[]): string | undefined {
  return needs.find((need) => run(need).status !== 0)?.join(" ");
}

for (const [script, needs] of WRITERS) {
  const missing = lacking(needs);
  if (missing === undefined) {
    test(`${script} would write what is there`, () => {
      const { status, stdout, stderr } = run(["python3", "-B", script, "--check"]);
      expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
    });
  } else {
    console.log(`not run: ${script} --check (needs \`${missing}\`)`);
  }
}

test("a tool that is not there, or does not work, is named", () => {
  const works: Command = [process.execPath, "--version"];
  const fails: Command = [process.execPath, "--no-such-option"];
  expect(lacking([works])).toBeUndefined();
  expect(lacking([works, fails])).toBe(fails.join(" "));
  expect(lacking([["flashmesh-no-such-program"], works])).toBe("flashmesh-no-such-program");
});
