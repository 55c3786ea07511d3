/** `certify --sign` and `verify` as commands, in a world whose clock the test sets. */
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Fault } from "../base/fault.ts";
import { freshNetwork } from "../replay/fresh.ts";
import { CATALOGUE, catalogueText, entryOf } from "../vector/catalogue.ts";
import { read } from "../vector/read.ts";
import { certifyCommand } from "./certify.ts";
import { verifyCommand } from "./verify.ts";
import type { Command, World } from "./world.ts";

const ISSUED = "2026-03-01T12:00:00.000Z";
const PAYEE = new URL("../../conformance/traces/wallet/GenPayee.ndjson", import.meta.url);
const STORED = new URL("../../conformance/traces", import.meta.url).pathname;
let folder = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "flashmesh-verify-"));
  for (const name of ["own", "other"]) {
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    writeFileSync(join(folder, `${name}.pem`), privateKey.export({ format: "pem", type: "pkcs8" }));
    writeFileSync(join(folder, `${name}.pub`), publicKey.export({ format: "pem", type: "spki" }));
  }
  // One suite is corpus enough: what is judged here is the certificate.
  const payee = readFileSync(PAYEE, "utf8");
  mkdirSync(join(folder, "traces/wallet"), { recursive: true });
  writeFileSync(join(folder, "traces/wallet/GenPayee.ndjson"), payee);
  const entry = entryOf(read(payee, "GenPayee.ndjson").header, payee);
  writeFileSync(join(folder, "traces", CATALOGUE), catalogueText([entry]));
  const options = "--seed 7 --sign own.pem --out c.json --expires 10".split(" ");
  const made = await run(certifyCommand, [...options, "reference"]);
  expect([made.exit, made.err]).toEqual([
    0,
    "certificate in c.json, its transcript beside it in c.transcript.ndjson\n",
  ]);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function run(command: Command, args: readonly string[], moment = ISSUED) {
  const [out, err]: [string[], string[]] = [[], []];
  const world: World = {
    out: (line) => void out.push(line),
    err: (text) => void err.push(text),
    watched: false,
    width: 100,
    environment: {},
    folder,
    signal: new AbortController().signal,
    now: () => 0,
    moment: () => moment,
    machine: { node: "v24", platform: "test", cpus: 2 },
    busy: () => 0,
    memoryPeak: () => 0,
  };
  try {
    return {
      exit: await command.run(["--corpus", "traces", ...args], world),
      out: out.join("\n"),
      err: err.join(""),
    };
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    return { exit: cause.name === "InputFault" ? 3 : 2, out: out.join("\n"), err: cause.code };
  }
}

test("a whole profile is verified; whose certificate it is depends on the key named", async () => {
  const trusted = await run(verifyCommand, ["c.json", "--key", "own.pub"]);
  expect(trusted.exit).toBe(0);
  expect(trusted.out).toMatch(/^VERIFIED {2}/);
  expect(trusted.out).toContain("the key you named");
  expect(trusted.out).toContain("It does not prove that this binary spoke");
  const alone = await run(verifyCommand, ["c.json"]);
  expect(alone.exit).toBe(0);
  expect(alone.out).toContain("self-asserted");
  const other = await run(verifyCommand, ["c.json", "--key", "other.pub"]);
  expect([other.exit, other.err, other.out]).toEqual([3, "SignerOther", ""]);
});

test("it counts from the day it was issued until it expires", async () => {
  const words: unknown[] = [];
  for (const moment of [
    "2026-03-01T11:59:59.999Z",
    "2026-03-11T11:59:59.999Z",
    "2026-03-11T12:00:00.000Z",
  ]) {
    const { exit, out } = await run(verifyCommand, ["c.json", "--json"], moment);
    const { verdict, trusted }: { verdict: string; trusted: boolean } = JSON.parse(out);
    words.push([exit, verdict, trusted]);
  }
  expect(words).toEqual([
    [1, "not-yet", false],
    [0, "verified", false],
    [1, "expired", false],
  ]);
});

test("a file that was changed, or is another, is bad input", async () => {
  const text = readFileSync(join(folder, "c.json"), "utf8");
  writeFileSync(join(folder, "changed.json"), text.replace('"sig":"', '"sig":"A'));
  const changed = await run(verifyCommand, ["changed.json", "--transcript", "c.transcript.ndjson"]);
  expect([changed.exit, changed.err]).toEqual([3, "CertificateBroken"]);
  const other = await run(verifyCommand, ["c.json", "--transcript", "own.pub"]);
  expect([other.exit, other.err]).toEqual([3, "TranscriptOther"]);
  const corpus = await run(verifyCommand, ["c.json", "--corpus", STORED]);
  expect([corpus.exit, corpus.err]).toEqual([2, "CorpusOther"]);
  const none = await run(verifyCommand, ["none.json"]);
  expect([none.exit, none.err]).toEqual([3, "FileUnreadable"]);
  const usage = await run(verifyCommand, ["c.json", "--keyid", "12"]);
  expect([usage.exit, usage.err]).toEqual([3, "Usage"]);
});

test("a faulty subject gets a certificate that says so, and its exit stays", async () => {
  const about = ["--faulty", "WindowClosesLate", "--no-shrink"];
  const args = ["reference", ...about, "--sign", "own.pem", "--out", "bad.json"];
  const made = await run(certifyCommand, args);
  expect(made.exit).toBe(1);
  const { exit, out } = await run(verifyCommand, ["bad.json"]);
  expect(exit).toBe(1);
  expect(out).toMatch(/^NOT-CONFORMANT {2}/);
  expect(out).toMatch(/wallet: diverges/);
});

test("what cannot be signed is said before the run", async () => {
  const codes: unknown[] = [];
  for (const args of [
    ["--sign", "own.pem"],
    ["--out", "x.json"],
    ["--sign", "own.pub", "--out", "x.json"],
    ["--sign", "own.pem", "--out", "x.json", "--expires", "0"],
  ]) {
    const { exit, err } = await run(certifyCommand, ["reference", ...args]);
    codes.push([exit, err]);
  }
  expect(codes).toEqual([
    [3, "Usage"],
    [3, "Usage"],
    [3, "KeyUnusable"],
    [3, "Usage"],
  ]);
});

test("the command that shows a fresh failure again can be signed as well", async () => {
  const again = `--filter T- --network ${freshNetwork(7)} --seed 7`.split(" ");
  const made = await run(certifyCommand, [
    ...again,
    "--sign",
    "own.pem",
    "--out",
    "again.json",
    "reference",
  ]);
  expect(made.exit).toBe(0);
  const { exit, out } = await run(verifyCommand, ["again.json", "--key", "own.pub"]);
  expect(exit).toBe(1);
  expect(out).toContain("NOT conformant");
});
