/**
 * Certificates of small runs: what is signed follows from the transcript, and whatever is changed
 * afterwards is noticed, down to the last bit.
 */
import { spawnSync } from "node:child_process";
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { fromHex, fromUtf8, utf8 } from "../base/bytes.ts";
import { canonical, type Json } from "../base/canonical.ts";
import { Fault } from "../base/fault.ts";
import { nodeSignatures } from "../protocol/ed25519.ts";
import { UNEXPLAINED } from "../replay/baseline.ts";
import { Reference } from "../subject/reference.ts";
import type { Reply, Setup, Subject } from "../subject/subject.ts";
import { readCertificate, sign } from "./certificate.ts";
import { open, seal } from "./envelope.ts";
import { keyidOf } from "./key.ts";
import {
  codeOf,
  forged,
  isRead,
  OTHER_SEED,
  rehearsal,
  SEED,
  signatures,
  Wrong,
} from "./rehearsal.ts";

const PAYEE = new URL("../../conformance/traces/wallet/GenPayee.ndjson", import.meta.url);
const { all, short, ground, made, signed, finding } = rehearsal(readFileSync(PAYEE, "utf8"));
const small = await made(short.id);
const smallCertificate = await signed(small);

test("a whole run of the reference is conformant, and leads there again", async () => {
  const whole = await made("");
  const certificate = await signed(whole);
  expect(await finding(certificate, whole.bytes)).toEqual({ differs: undefined, unchecked: [] });
  const { predicate } = readCertificate(certificate, "c.json");
  expect(predicate.conformant).toBe(true);
  expect(predicate.judged.words).toEqual({ pass: whole.words.length });
  expect(predicate.judged.cases).toBeGreaterThan(all.length);
  expect(predicate.mutants).toMatchObject({ caught: ["Seen"], missed: ["Unseen"] });
  expect(predicate.clauses.profiles).toEqual({ wallet: ["GD-1", "GD-4"] });
  expect(predicate.proves_not[0]).toContain("does not prove that this binary spoke");
});

test("a part of a run is signed, and says that it is not conformant", async () => {
  const { statement } = readCertificate(smallCertificate, "c.json");
  expect(statement).toMatchObject({
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "tested", digest: { sha256: "8".repeat(64) } }],
    predicate: { conformant: false, result: "WARNED", warnedTests: ["wallet"] },
  });
  expect((await finding(smallCertificate, small.bytes)).differs).toBe(undefined);
});

test("the transcript is the same whoever took which case", async () => {
  const two = [new Reference(signatures), new Slow(), new Slow()];
  expect((await made("", two)).run.transcript).toBe((await made("")).run.transcript);
});

test("every flipped bit of a certificate is noticed", () => {
  const passed: string[] = [];
  for (const [index, byte] of smallCertificate.entries()) {
    for (const bit of new Set([5, index % 8])) {
      const flipped = smallCertificate.slice();
      flipped[index] = byte ^ (1 << bit);
      if (isRead(() => readCertificate(flipped, "c.json"))) passed.push(`${index}.${bit}`);
    }
  }
  expect(smallCertificate.length).toBeGreaterThan(2000);
  expect(passed).toEqual([]);
});

test("the bits that base64 leaves over, white space and trailing bytes are noticed", () => {
  const text = fromUtf8(smallCertificate) ?? "";
  const padded = text.replace(/([A-Za-z0-9+/])(==?")/, (_, last: string, end: string) => {
    return `${ALPHABET[ALPHABET.indexOf(last) + 1] ?? ""}${end}`;
  });
  const odd = [
    padded,
    text.replace('","', '", "'),
    text.trimEnd(),
    `${text}\n`,
    ` ${text}`,
    `${text}x`,
    `\uFEFF${text}`,
    text.replace('{"payload"', '{"payload":"","payload"'),
    text.replaceAll("=", ""),
    text.replace("+", "-").replace("/", "_").replace("application_", "application/"),
  ];
  expect(odd.filter((each) => each !== text).length).toBe(odd.length);
  expect(odd.filter((each) => isRead(() => readCertificate(utf8(each), "c")))).toEqual([]);
});

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

test("one key that signs twice, two keys, and no signature are no certificate", () => {
  const envelope: { signatures: Json[] } = JSON.parse(fromUtf8(smallCertificate) ?? "");
  const [own = null] = envelope.signatures;
  const foreign = { keyid: "0".repeat(64), sig: "AA==" };
  const why = [[own, own], [own, foreign], []].map((list) => {
    const file = utf8(`${canonical({ ...envelope, signatures: list })}\n`);
    const read = open(file);
    return read.ok ? "" : read.reason;
  });
  expect(why).toEqual(["one key signs it twice", "more than one key signs it", "nobody signed it"]);
});

test("who dies or is silent is certified as such, and judged so again", async () => {
  for (const [window, deaths, word] of [
    [1, 2, "crashed"],
    [8, 2, "crashed"],
    [8, 1, "flaky"],
  ] as const) {
    const once = deaths === 1;
    const dead = await made(short.id, [new Dying(window, deaths)]);
    expect(dead.words).toEqual([word]);
    const run = { ...dead.run, exit: once ? 2 : 1 };
    const certificate = utf8(await sign(run, ground, SEED));
    expect((await finding(certificate, dead.bytes)).differs).toBe(undefined);
    const { judged } = readCertificate(certificate, "c.json").predicate;
    expect(judged.words).toEqual(once ? { flaky: 1 } : { fail: 1 });
  }
});

test("no signature with an unexplained failure, or where the run ended otherwise", async () => {
  const { id, digest } = short;
  const entry = {
    id,
    digest,
    step: 0,
    key: "outcome",
    input: "",
    kind: "fail",
    reason: UNEXPLAINED,
  } as const;
  const unexplained = await made(short.id, [new Wrong()], [entry]);
  expect(await sign({ ...unexplained.run, exit: 1 }, ground, SEED).catch(codeOf)).toBe(
    "NoCertificate",
  );
  expect(await sign({ ...small.run, exit: 1 }, ground, SEED).catch(codeOf)).toBe("NoCertificate");
});

test("openssl and python agree about what is signed", () => {
  const folder = mkdtempSync(join(tmpdir(), "flashmesh-attest-"));
  try {
    const signer = nodeSignatures().signer(SEED);
    const spki = Buffer.concat([
      Buffer.from("302a300506032b6570032100", "hex"),
      fromHex(signer.key) ?? new Uint8Array(),
    ]);
    const pem = createPublicKey({ key: spki, format: "der", type: "spki" });
    writeFileSync(join(folder, "pub.pem"), pem.export({ format: "pem", type: "spki" }));
    writeFileSync(join(folder, "c.json"), smallCertificate);
    const parted = spawnSync("python3", ["-c", PART], { cwd: folder, encoding: "utf8" });
    const args = "pkeyutl -verify -pubin -inkey pub.pem -rawin -in pae -sigfile sig".split(" ");
    const checked = spawnSync(OPENSSL, args, { cwd: folder, encoding: "utf8" });
    if (parted.error !== undefined || checked.error !== undefined) {
      console.log("not run: openssl or python3 is not there");
    } else {
      expect(parted.stdout.trim()).toBe(keyidOf(signer.key));
      expect(checked.stdout).toContain("Signature Verified Successfully");
    }
    expect(parted.stderr ?? "").toBe("");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Where it is not there, that is said, and is no failure. */
const OPENSSL = "openssl";

/** DSSE as its own page has it, by another hand. */
const PART = `
import base64, hashlib, json
envelope = json.load(open("c.json"))
kind = envelope["payloadType"].encode()
body = base64.b64decode(envelope["payload"], validate=True)
pae = b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(body), body)
open("pae", "wb").write(pae)
open("sig", "wb").write(base64.b64decode(envelope["signatures"][0]["sig"], validate=True))
key = json.loads(body)["predicate"]["declared"]["signer"]["key"]
spki = bytes.fromhex("302a300506032b6570032100" + key)
assert envelope["signatures"][0]["keyid"] == hashlib.sha256(spki).hexdigest()
print(hashlib.sha256(spki).hexdigest())
`;

test("a signature of another key under this keyid is none", () => {
  const { publicKey } = generateKeyPairSync("ed25519");
  const key = publicKey.export({ format: "der", type: "spki" }).toString("hex").slice(24);
  const file = forged(readCertificate(smallCertificate, "c.json"), (predicate) => predicate);
  const envelope: { payload: string } = JSON.parse(fromUtf8(file) ?? "");
  const payload = Buffer.from(envelope.payload, "base64").toString("utf8");
  const own = nodeSignatures().signer(OTHER_SEED).key;
  const swapped = payload.replaceAll(own, key).replaceAll(keyidOf(own), keyidOf(key));
  const bytes = utf8(seal(swapped, nodeSignatures().signer(OTHER_SEED)));
  expect(() => readCertificate(bytes, "c")).toThrow("signature is not that of the key");
});

/** Takes its time: whoever works beside it takes other cases. */
class Slow extends Reference {
  constructor() {
    super(signatures);
  }

  override async crash(): Promise<void> {
    await setTimeout(1);
    super.crash();
  }
}

/** Dies at its third input, so many times. */
class Dying implements Subject {
  readonly window: number;
  readonly #inner = new Reference(signatures);
  #deaths: number;
  #inputs = 0;
  #dead = false;

  constructor(window: number, deaths: number) {
    this.window = window;
    this.#deaths = deaths;
  }

  hello() {
    return this.#inner.hello();
  }

  reset(setup: Setup): void {
    this.#inputs = 0;
    this.#dead = false;
    this.#inner.reset(setup);
  }

  async apply(input: string, body: Json): Promise<Reply> {
    this.#inputs += 1;
    if (this.#inputs === 3 && this.#deaths > 0) {
      this.#deaths -= 1;
      this.#dead = true;
    }
    return await this.#alive(() => this.#inner.apply(input, body));
  }

  async observe(): Promise<Json> {
    return await this.#alive(() => this.#inner.observe());
  }

  advance() {
    return [];
  }

  async crash(): Promise<void> {
    await this.#alive(() => this.#inner.crash());
  }

  bye(): void {}

  async #alive<Value>(work: () => Value): Promise<Value> {
    await Promise.resolve();
    if (this.#dead) throw new Fault("SubjectDied", { exit: 9.5, said: "\ud800" });
    return work();
  }
}
