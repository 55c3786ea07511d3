/**
 * A failure is told with the command that shows it again, and the command does: exactly that
 * failure, whoever is judged; and a kept case is the same case.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { corpusOf, heard } from "./heard.ts";

const MAIN = new URL("main.ts", import.meta.url).pathname;
/** PERF: two small files of the corpus are read in a tenth of the time. */
const SOME = ["GenPayee", "GenCommittee1111"];

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "flashmesh-explaining-"));
  corpusOf(SOME, join(folder, "corpus"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function certify(...args: readonly string[]) {
  const where = args.includes("--corpus") ? [] : ["--corpus", "corpus"];
  return await heard(folder, ["certify", ...where, ...args]);
}

/** What is told of the failure, from the requirement to the last message. */
function toldOf(out: string): string {
  return /^ {2}[A-Z]{2}-\d+ +MUST [^]*?(?=^ {2}again)/m.exec(out)?.[0] ?? "";
}

function againOf(out: string): readonly string[] {
  return /^ {2}again +flashmesh certify (.+)$/m.exec(out)?.[1]?.split(" ") ?? [];
}

test("the command shows exactly this failure of the reference again, in one case", async () => {
  const faulty = ["reference", "--faulty", "WithoutGoodsReleasedInWallet"];
  const first = await certify(...faulty, "--filter", "GenPayee");
  expect(first.exit).toBe(1);
  expect(first.out).toMatch(/^FAIL {2}wallet {2}R-[0-9a-f]{16} {2}step 3 of 3 {2}\(shrunk from/m);
  const told = toldOf(first.out);
  expect(told).toContain("so what     at once GoodsAtMostOnce breaks");
  const again = await certify(...againOf(first.out));
  expect(again.exit).toBe(1);
  expect(again.out).toMatch(/^wallet {2}1 traces /m);
  expect(toldOf(again.out)).toBe(told);
  // The reference without the fault has nothing to show there.
  const honest = againOf(first.out).filter((word) => !faulty.slice(1).includes(word));
  expect(await certify(...honest)).toMatchObject({ exit: 0 });
});

test("the same of a subject behind standard input", async () => {
  const command = [process.execPath, MAIN, "subject", "reference", "--faulty", "RefusalFreezes"];
  const options = ["--profile", "committee", "--filter", "GenCommittee1111", "--shard", "1/20"];
  const first = await certify(...options, "--", ...command);
  expect(first.exit).toBe(1);
  expect(first.out).toMatch(/^ {2}state +alice\.frozen +before false +now true +must be false$/m);
  const again = await certify(...againOf(first.out));
  expect(again.exit).toBe(1);
  expect(toldOf(again.out)).toBe(toldOf(first.out));
});

test("a kept case is the same by its file and by its id, and nobody else fails it", async () => {
  const faulty = ["reference", "--faulty", "NoDebitBelowZero"];
  const first = await certify(...faulty, "--filter", "GenCommittee1111", "--keep", "kept");
  const [id = ""] = readdirSync(join(folder, "kept"));
  expect(first.out).toContain(`kept        kept/${id}`);
  const told = toldOf(first.out);
  expect(told).toContain("BooksBalance breaks: alice: has 0; opened with 2, earned 0, paid 3: -1");
  expect(readFileSync(join(folder, "kept", id, "explanation.txt"), "utf8")).toContain("MUST");
  for (const which of [`kept/${id}/case.json`, id]) {
    const again = await certify("--case", which, "--keep", "kept", ...faulty);
    expect(again.exit).toBe(1);
    expect(toldOf(again.out)).toBe(told);
    expect((await certify("--case", which, "--keep", "kept", "reference")).exit).toBe(0);
  }
});

test("a failure under fresh keys is shown again under the same keys", async () => {
  const faulty = ["reference", "--faulty", "WithoutNoQuorum"];
  const network = ["--network", "fresh-0123456789ab"];
  const first = await certify(...faulty, "--filter", "GenCommittee1111", ...network);
  const again = againOf(first.out);
  expect(again).toContain("fresh-0123456789ab");
  expect(toldOf((await certify(...again)).out)).toBe(toldOf(first.out));
});

test("for whoever is in a hurry, failures are told as they are found", async () => {
  const faulty = ["reference", "--faulty", "WithoutGoodsReleasedInWallet"];
  const { exit, out } = await certify(...faulty, "--filter", "GenPayee", "--no-shrink");
  expect(exit).toBe(1);
  expect(out).toMatch(/^DIVERGES {2}wallet {2}GenPayee {2}T-/m);
  expect(out).not.toContain("shrunk");
});

test("a case that there is not is bad input: exit 3, one sentence", async () => {
  writeFileSync(join(folder, "bad.json"), '{"format":"flashmesh-case/1"}');
  const cases: readonly (readonly [string, string])[] = [
    ["T-0000000000000000", "there is no case T-0000000000000000"],
    ["R-0000000000000000", "there is no case R-0000000000000000"],
    ["GenNone:plain:SignVote.a0b1.3", "the corpus has no model GenNone"],
    ["GenPayee:none:Restart.restart.0", "GenPayee has no opening none"],
    ["GenPayee:plain:SignVote.zz.3", "GenPayee has no input SignVote.zz.3"],
    ["nowhere.json", "cannot be read"],
    ["bad.json", "is no case: the schema refuses"],
  ];
  for (const [which, says] of cases) {
    const { exit, err } = await certify("--case", which, "reference");
    expect(err).toContain(says);
    expect(err).not.toContain("    at ");
    expect(exit).toBe(3);
  }
}, 60_000);
