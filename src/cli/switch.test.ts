/**
 * Programs of others in the place of ours: what `p4/README.md` tells people to run, with one short
 * case of the corpus, and the names that it says a program must have.
 */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { COUNTERS, REGISTERS } from "../dataplane/device.ts";
import { corpusOf, heard } from "./heard.ts";

const P4 = new URL("../../p4/", import.meta.url).pathname;
const readme = readFileSync(join(P4, "README.md"), "utf8");
const source = readFileSync(join(P4, "flashmesh.p4"), "utf8");
/** A receipt, and an order of another account that hits by accident. */
const CASE = "GenDataPlane:empty:Packet.receipt_a00y.0,Packet.c00x.0";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "flashmesh-switch-"));
  copyFileSync(join(P4, "flashmesh.p4"), join(folder, "my-variant.p4"));
  corpusOf(["GenDataPlane"], join(folder, "traces"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** PERF: but for the first, by the one model that the case is of, which is soon read. */
async function run(args: string, corpus = args.includes("--corpus") ? "" : " --corpus traces") {
  return await heard(folder, `${args}${corpus}`.split(" "));
}

/** A command of the README that begins so, without `npx flashmesh`. */
function commandOf(beginning: string): string {
  const found = readme.split("\n").find((line) => line.startsWith(`npx flashmesh ${beginning}`));
  return (found ?? "").replace(/ +#.*$/, "").replace("npx flashmesh ", "");
}

const mine = commandOf("certify reference --profile dataplane --program");

test("a program of one's own that does the same conforms, on both back ends", async () => {
  const { exit, out } = await run(`${mine} --case ${CASE}`, "");
  expect(out).toMatch(/^dataplane +1 traces .* conforms in part$/m);
  expect(exit).toBe(0);
});

test("one that does something else diverges, and the command it names shows that", async () => {
  const text = source.replace("slow_lane(SLOW_LANE);", "decisions.count(SLOW_LANE);");
  writeFileSync(join(folder, "wrong.p4"), text);
  const { exit, out } = await run(`${mine.replace("my-variant", "wrong")} --case ${CASE}`);
  expect([exit, out.includes("DIVERGES")]).toEqual([1, true]);
  const again = /again +flashmesh (.+)$/m.exec(out)?.[1] ?? "";
  expect(again).toContain("--program wrong.p4");
  expect((await run(again)).exit).toBe(1);
});

test.each([
  ["bcb.magic == BCB_MAGIC", "bcb.magic == true", "wrong.p4:194:30: == needs two operands"],
  ["slot_told_at", "told_last", "the program has nothing for: register slot_told_at"],
  ["table port_role", "table roles", "the program has nothing for: add port_role port:2"],
])("one with %s as %s is refused before anything is asked: exit 3", async (find, put, why) => {
  const text = source.replaceAll(find, put).replaceAll("port_role.apply", "roles.apply");
  const whole = put === "table roles" ? text : source.replaceAll(find, put);
  writeFileSync(join(folder, "wrong.p4"), whole);
  const { exit, err } = await run(`${mine.replace("my-variant", "wrong")} --case ${CASE}`);
  expect(err).toContain(why);
  expect(exit).toBe(3);
});

test("--program is about switches, and about no faulty program of ours", async () => {
  for (const args of [
    "certify reference --program my-variant.p4",
    `${mine} --mutants`,
    `${mine} --faulty NeverLapses`,
    "certify --profile dataplane --program my-variant.p4 --corpus traces -- ./my-switch",
  ]) {
    const { exit, err } = await run(args);
    expect([args, exit, err.includes("--program") || err.includes("faulty")]).toEqual([
      args,
      3,
      true,
    ]);
  }
});

test("the README names every register and counter that a program must have", () => {
  const missing = [...REGISTERS, ...Object.keys(COUNTERS)].filter(
    (name) => !readme.includes(`\`${name}\``),
  );
  expect(missing).toEqual([]);
});
