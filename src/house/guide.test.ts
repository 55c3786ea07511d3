/**
 * The commands of the guide are run as they stand there, line by line, in a folder of their own,
 * and end with the exit code that the line names, or 0. `./my-authority` and the server are the
 * reference. And every command and option that the main README names is one that there is.
 */
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readText } from "./norm.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
const MAIN = join(ROOT, "src/cli/main.ts");
const PATIENCE_MS = 900_000;
const PORT = "47511";
/** Node for the skeleton and the stand-in is the one that runs this; npx may ask nobody. */
const ENVIRONMENT = {
  ...process.env,
  PATH: [dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter),
  npm_config_offline: "true",
  npm_config_update_notifier: "false",
};

let folder = "";
let server: ReturnType<typeof spawn> | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "flashmesh-guide-"));
  mkdirSync(join(folder, "node_modules/.bin"), { recursive: true });
  writeFileSync(join(folder, "package.json"), '{"private":true}\n');
  program("node_modules/.bin/flashmesh", "");
  program("my-authority", "subject reference");
  const args = [MAIN, "subject", "reference", "--grpc", PORT];
  server = spawn(process.execPath, args, { stdio: "ignore" });
});
afterAll(() => {
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** A program of that name: this flashmesh, with these arguments first. */
function program(name: string, first: string): void {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${MAIN}" ${first} "$@"\n`);
  chmodSync(file, 0o755);
}

/** The lines of all blocks of shell commands in a page. */
function commandsIn(page: string): readonly string[] {
  const blocks = [...readText(page).matchAll(/^```sh\n([^]*?)^```$/gm)];
  return blocks.flatMap(([, text = ""]) => text.trimEnd().split("\n"));
}

function run(command: string, cwd: string) {
  const { status, stdout, stderr } = spawnSync("sh", ["-c", command], {
    cwd,
    env: ENVIRONMENT,
    encoding: "utf8",
  });
  return { exit: status, told: `${stdout}${stderr}` };
}

test(
  "the guide's commands end as the guide says, one after another",
  () => {
    const commands = commandsIn("conformance/README.md");
    expect(commands.length).toBeGreaterThan(15);
    for (const command of commands) {
      const wanted = Number(/# exit (\d)/.exec(command)?.[1] ?? 0);
      const { exit, told } = run(command, folder);
      expect(exit, `${command}\n${told}`).toBe(wanted);
    }
    const made = ["known.json", "run.ndjson", "run.html", "run.xml", "run.md", "badge.json"];
    const all = [...made, "cert.json", "cert.transcript.ndjson", "adapter/adapter.ts"];
    expect(all.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
  },
  PATIENCE_MS,
);

if (run("java -version", ".").exit === 0) {
  test(
    "the counterexample of the main README is told as it says",
    () => {
      const [command = ""] = commandsIn("README.md").filter((line) => line.includes("--story"));
      expect(command).toMatch(/^npx flashmesh check /);
      const { exit, told } = run(command, folder);
      expect(told).toContain("VotePermanence");
      expect(exit, told).toBe(0);
    },
    PATIENCE_MS,
  );
} else {
  console.log("not run: the counterexample of the main README (needs `java`)");
}

/** Every `npx flashmesh ...` of a page, in its text and in its blocks. */
function mentionedIn(page: string): readonly (readonly string[])[] {
  const found = [...readText(page).matchAll(/npx flashmesh ([^`#|\n]+)/g)];
  return found.map(([, text = ""]) => text.trim().split(/\s+/));
}

/** PERF: both pages name the same commands; each says its help once. */
const pages = new Map<string, string>();

test.each(["README.md", "conformance/README.md"])("%s names commands that there are", (page) => {
  const mentioned = mentionedIn(page);
  expect(mentioned.length).toBeGreaterThan(5);
  const missing: string[] = [];
  for (const [command = "", ...words] of mentioned) {
    const help = pages.get(command) ?? run(`npx flashmesh ${command} --help`, folder).told;
    pages.set(command, help);
    if (!help.startsWith(`usage: flashmesh ${command}`)) missing.push(command);
    const own = words.includes("--") ? words.slice(0, words.indexOf("--")) : words;
    for (const option of own.filter((word) => word.startsWith("--"))) {
      if (!help.includes(` ${option}`)) missing.push(`${command} ${option}`);
    }
  }
  expect(missing).toEqual([]);
});
