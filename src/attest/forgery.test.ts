/**
 * Forgeries: transcripts and certificates changed by somebody who chains and signs anew.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fromUtf8, sha256Hex, utf8 } from "../base/bytes.ts";
import type { Json } from "../base/canonical.ts";
import { readCertificate, sign, verify } from "./certificate.ts";
import { ChainWriter, readChain, type JsonObject } from "./chain.ts";
import { codeOf, forged, isRead, rehearsal, SEED, Wrong } from "./rehearsal.ts";
import { readTranscript } from "./transcript.ts";

const PAYEE = new URL("../../conformance/traces/wallet/GenPayee.ndjson", import.meta.url);
const { short, ground, made, signed, finding } = rehearsal(readFileSync(PAYEE, "utf8"));
const small = await made(short.id);
const smallCertificate = await signed(small);

test("every flipped bit of a transcript is noticed, by chain and certificate", async () => {
  const certificate = readCertificate(smallCertificate, "c.json");
  const passed: string[] = [];
  for (const [index, byte] of small.bytes.entries()) {
    const flipped = small.bytes.slice();
    flipped[index] = byte ^ (1 << (index % 8));
    if (isRead(() => readTranscript(flipped, "t"))) passed.push(`chain ${index}`);
    const refused = verify(certificate, flipped, "t", ground).catch(codeOf);
    if ((await refused) !== "TranscriptOther") passed.push(`certificate ${index}`);
  }
  expect(small.bytes.length).toBeGreaterThan(2000);
  expect(passed).toEqual([]);
});

test("lines of a transcript that are lost, doubled, swapped or cut off are noticed", () => {
  const lines = small.run.transcript.trimEnd().split("\n");
  const texts: string[][] = [lines.slice(0, -1), [...lines, lines.at(-1) ?? ""]];
  for (const [index, line] of lines.entries()) {
    texts.push(lines.toSpliced(index, 1), lines.toSpliced(index, 0, line));
    const next = lines[index + 1];
    if (next !== undefined) texts.push(lines.toSpliced(index, 2, next, line));
  }
  const passed = texts.filter((each) =>
    isRead(() => readTranscript(utf8(`${each.join("\n")}\n`), "t")),
  );
  expect(texts.length).toBeGreaterThan(10);
  expect(passed).toEqual([]);
});

test("a transcript has one spelling and one numbering", () => {
  const { transcript } = small.run;
  expect(isRead(() => readTranscript(utf8(transcript.replace(",", ", ")), "t"))).toBe(false);
  // The first two answers of the case change their numbers: the same said, told otherwise.
  const turned = chained(transcript, (line) => {
    const [first = []] = asList(line["attempts"]).map(asList);
    return line["kind"] === "case" ? { ...line, attempts: [[2, 1, ...first.slice(2)]] } : line;
  });
  expect(() => readTranscript(turned, "t")).toThrow("answers are numbered as they first occur");
});

function asList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** The same lines, changed and chained anew: what a forger would do. */
function chained(text: string, change: (line: JsonObject) => JsonObject | undefined): Uint8Array {
  const read = readChain(text);
  if (!read.ok) throw new Error(read.reason.why);
  const writer = new ChainWriter();
  for (const line of read.value.lines) {
    const other = change(line);
    if (other !== undefined) writer.add(other);
  }
  return utf8(writer.text);
}

test("a verdict that was edited, and signed by somebody else, does not follow", async () => {
  const broken = await made(short.id, [new Wrong()]);
  expect(broken.words).toEqual(["diverges"]);
  const honest = readCertificate(await signed(broken), "c.json");
  expect(honest.predicate.judged).toMatchObject({ exit: 1, words: { fail: 1 } });
  const lie = forged(honest, (predicate) => ({
    ...predicate,
    conformant: true,
    result: "PASSED",
  }));
  expect(readCertificate(lie, "c.json").predicate.conformant).toBe(true);
  expect((await finding(lie, broken.bytes)).differs).toMatchObject({
    path: "statement.predicate.conformant",
    expected: false,
    actual: true,
  });
});

/** The small run, with an opening that shows nothing, and no other answers. */
function edited(attempts: Json): Uint8Array {
  return chained(small.run.transcript, (line) => {
    if (line["kind"] === "answer" && line["n"] === 2) return { ...line, said: { observed: {} } };
    if (line["kind"] === "answer" && Number(line["n"]) > 2) return undefined;
    if (line["kind"] === "case") return { ...line, attempts };
    return line["kind"] === "footer" ? { ...line, answers: 2 } : line;
  });
}

/** The honest certificate with this transcript instead. */
function about(bytes: Uint8Array): Uint8Array {
  const { head } = readTranscript(bytes, "t");
  const transcript = { sha256: sha256Hex(bytes), head, bytes: bytes.length };
  const honest = readCertificate(smallCertificate, "c.json");
  return forged(honest, (predicate) => ({ ...predicate, transcript }));
}

test("answers that were edited, chained and signed anew lead to another verdict", async () => {
  // A judge that sees a wrong opening asks for it once more, and then no further.
  const twice = [
    [1, 2],
    [1, 2],
  ];
  const fit = edited(twice);
  expect((await finding(about(fit), fit)).differs).toMatchObject({
    path: "statement.predicate.failedTests.0",
    expected: "wallet",
  });
  const unfit = edited([[1, 2]]);
  expect(await finding(about(unfit), unfit).catch(codeOf)).toBe("TranscriptUnfit");
});

test("a case left out, or answered too briefly or too long, does not fit", async () => {
  const whole = await made("");
  const changes: ((attempts: Json[]) => Json[] | undefined)[] = [
    () => undefined,
    (attempts) => attempts.map((each) => (Array.isArray(each) ? each.slice(0, -1) : each)),
    (attempts) => attempts.map((each) => (Array.isArray(each) ? [...each, 1] : each)),
    (attempts) => [...attempts, ...attempts],
    () => [],
  ];
  for (const change of changes) {
    const isDropped = change([]) === undefined;
    let seen = 0;
    const bytes = chained(whole.run.transcript, (line) => {
      if (line["kind"] === "footer") {
        return { ...line, cases: whole.words.length - (isDropped ? 1 : 0) };
      }
      if (line["kind"] !== "case" || (seen += 1) !== whole.words.length) return line;
      const attempts = change([...(line["attempts"] as Json[])]);
      return attempts === undefined ? undefined : { ...line, attempts };
    });
    const run = { ...whole.run, transcript: fromUtf8(bytes) ?? "" };
    expect(await sign(run, ground, SEED).catch(codeOf)).toMatch(/^Transcript(Unfit|Broken)$/);
  }
});

test("another corpus, another profile, other options are not judged or do not fit", async () => {
  const certificate = readCertificate(smallCertificate, "c.json");
  const elsewhere = { ...ground, corpusSha256: "4".repeat(64) };
  expect(await finding(smallCertificate, small.bytes, elsewhere).catch(codeOf)).toBe("CorpusOther");
  const declare = (own: JsonObject): Uint8Array =>
    forged(certificate, (predicate) => ({
      ...predicate,
      declared: { ...(predicate["declared"] as JsonObject), ...own },
    }));
  const profile = declare({ profiles: ["authority"] });
  expect(await finding(profile, small.bytes).catch(codeOf)).toBe("TranscriptUnfit");
  const options = declare({ options: { jobs: 1, axes: [] } });
  expect(await finding(options, small.bytes).catch(codeOf)).toBe("TranscriptUnfit");
});

test("a table that is another here is said to be unchecked; the rest is checked", async () => {
  const mutants = { sha256: "3".repeat(64), rows: {} };
  const later = { ...ground, tables: { ...ground.tables, mutants } };
  expect(await finding(smallCertificate, small.bytes, later)).toEqual({
    differs: undefined,
    unchecked: ["mutants"],
  });
});
