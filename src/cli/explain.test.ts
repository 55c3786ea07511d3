/** A story as people ask for it. The last two need Java; without it they say so. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { heard } from "./heard.ts";

const README = new URL("../../README.md", import.meta.url).pathname;
const PATIENCE_MS = 300_000;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "flashmesh-explain-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function explain(args: readonly string[], env: Record<string, string> = {}) {
  return await heard(folder, ["explain", ...args], env);
}

test("without a name it tells the stories, with --all every model that can be told", async () => {
  const stories = await explain([]);
  expect(stories.exit).toBe(0);
  expect(stories.out).toMatch(/^unlock-by-clock +\S/m);
  expect(stories.out).not.toContain("WithoutVF9-GenDebit");
  const all = await explain(["--all"]);
  expect(all.out).toMatch(/^must-fail\n {2}\S/m);
  expect(all.out).toMatch(/^handoff\n {2}\S/m);
  expect(all.out).toMatch(/^ {2}WithoutVF9-GenDebit: /m);
  const data: unknown = JSON.parse((await explain(["--json"])).out);
  expect(data).toHaveProperty("stories");
  expect(data).not.toHaveProperty("models");
});

test("a name that is none is exit 3, with the names that look like it", async () => {
  const ended = await explain(["unlock-by-clok"]);
  expect([ended.exit, ended.out]).toEqual([3, ""]);
  expect(ended.err).toContain("unlock-by-clock");
  expect((await explain(["one", "two"])).exit).toBe(3);
  expect((await explain(["--all", "unlock-by-clock"])).exit).toBe(3);
});

test("without Java it is exit 2, and nothing is told", async () => {
  const ended = await explain(["unlock-by-clock"], { JAVA_HOME: join(folder, "none") });
  expect([ended.exit, ended.out]).toEqual([2, ""]);
  expect(ended.err).toContain("cure: ");
});

if (spawnSync("sh", ["-c", "java -version"]).status === 0) {
  test(
    "a story is told in full: in lines, as data, as a page",
    async () => {
      const ended = await explain(["unlock-by-clock", "--json", "--html", "page.html"]);
      expect(ended.exit, ended.err).toBe(0);
      const data: unknown = JSON.parse(ended.out);
      // Two orders of alice's, both certified once the second lock is given up.
      expect(data).toMatchObject({
        model: "unlock-by-clock",
        people: [
          { name: "a1", lies: false },
          { name: "a2", lies: false },
          { name: "a3", lies: false },
          { name: "b1", lies: true },
        ],
        breach: {
          property: "OneClaimPerNonce",
          step: 5,
          last_true: 4,
          values: [{ name: "o" }, { name: "p" }],
          definition: { module: "Handoff.tla" },
        },
      });
      const [, drawn = "none"] =
        /diagram in it:\n\n```\n([^]*?)```/.exec(readFileSync(README, "utf8")) ?? [];
      expect((await explain(["unlock-by-clock"])).out).toContain(drawn);
      const page = readFileSync(join(folder, "page.html"), "utf8");
      expect(page).toContain("OneClaimPerNonce is false");
      expect(page).not.toContain("<script");
    },
    PATIENCE_MS,
  );

  test(
    "a model that holds is told by one of its runs, and a claim about inputs by the input",
    async () => {
      const holds = await explain(["GenPayee", "--json"]);
      expect(holds.exit, holds.err).toBe(0);
      expect(JSON.parse(holds.out)).toMatchObject({ breach: null });
      const input = await explain(["WithoutVF9-GenDebit"]);
      expect(input.out).toMatch(/ n = <<"SignVote", "a0b2", 1>>/);
    },
    PATIENCE_MS,
  );
} else {
  console.log("not run: stories from the checker (needs `java`)");
}
