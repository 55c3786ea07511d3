import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { CaseLine, Failure, Result } from "../../replay/result.ts";
import { readResult } from "../../replay/stream.ts";
import { htmlPage } from "./page.ts";

const golden = new URL("../golden/every-word.ndjson", import.meta.url);
const result = readResult(readFileSync(golden, "utf8"), "every-word");
const norm = {
  sentences: new Map([["VF-9", "No lock is held on another `core`. (guard `ConflictingOrder`)"]]),
  cores: new Map([["authority", ["VF-9", "VF-14"]]]),
};

/** The sample with this text wherever a subject can write one, and with every part explained. */
function saying(text: string): Result {
  const failure = (of: Failure): Failure => ({
    ...of,
    why: text,
    key: `k${text}`,
    // The reader of a stream lets no lone surrogate in.
    actual: text.toWellFormed(),
    fault: { code: "SubjectDied", data: { stderr: text } },
    explanation: {
      step: text,
      allowed: text,
      came: text,
      guard: { name: text, module: text, values: [text, text] },
      state: [{ key: text, before: text, now: text, demanded: text }],
      so_what: { invariant: `I${text}`, module: text, how: `h${text}`, steps: [text] },
      shrunk: { id: "T-1", from_steps: 2, to_steps: 1, inputs: [text], tried: 3 },
      transcript: [
        { n: 1, from: "kit", to: "b1", label: text, note: text },
        { n: 2, from: "b1", to: "b1", label: text },
      ],
      again: text,
      kept: text,
    },
  });
  const cases = result.cases.map((each): CaseLine => ({
    ...each,
    title: text,
    ...(each.failure === undefined ? {} : { failure: failure(each.failure) }),
    ...(each.baseline === undefined ? {} : { baseline: { reason: `r${text}`, issue: `i${text}` } }),
  }));
  const subject = { ...result.header.subject, name: text, version: text, issues: `u${text}` };
  const header = { ...result.header, subject, started: text };
  return { ...result, header, cases, notes: [{ kind: "note", code: text, text }] };
}

function tagsOf(page: string): readonly string[] {
  // A label that is cut or changed has the whole in a title, too.
  return [...page.matchAll(/<\/?(?!title)[a-z][a-z0-9]*/g)].map(([tag]) => tag);
}

const HARMLESS = tagsOf(htmlPage(saying("plain"), norm));

test("no text of a subject becomes mark-up", () => {
  const nasty = fc.constantFrom(
    "<script>alert(1)</script>",
    "</script></style></pre>",
    `"><img src=x onerror='alert(1)'>`,
    "' onclick=alert(1) x='",
    "<!--",
    "&lt;b&gt;",
  );
  const texts = fc.oneof(
    nasty,
    fc.string({ unit: "binary", minLength: 1 }),
    fc.string({ minLength: 1 }),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const page = htmlPage(saying(text), norm);
      expect(tagsOf(page)).toEqual(HARMLESS);
      // Between tags and in quoted values alone may there be text.
      expect(page.match(/<[a-z][^>]*\son[a-z]+=/)).toBeNull();
    }),
    { numRuns: 60 },
  );
});

test("nothing unseen or turning text around is on the page", () => {
  const page = htmlPage(saying("a\u0000\u0007\u001b\u202e\u2066\ufeff\ud800z"), norm);
  expect(page).toMatch(/^[\n\u0020-\u007e\u00a0-\u200a\u2010-\u2027\u2030-\ud7ff\ufffd]*$/);
  expect(page).toContain("a\\u0000\\u0007\\u001b\\u202e\\u2066\\ufeff\\ud800z");
});

test("a megabyte of text is cut, with its length", () => {
  const page = htmlPage(saying("x".repeat(1_000_000)), norm);
  expect(page.length).toBeLessThan(2_000_000);
  expect(page).toContain("(1000000 characters)");
});

test("nothing is loaded: the policy forbids it and nothing asks for it", () => {
  const page = htmlPage(result, norm);
  expect(page).not.toMatch(/\ssrc=|url\(|@import|<link|<iframe|<object|<base|style="/);
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? "";
  expect(policy.replaceAll("&#39;", "'")).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; base-uri 'none'/,
  );
  for (const tag of ["style", "script"]) {
    const body = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(page)?.[1] ?? "";
    const digest = createHash("sha256").update(body).digest("base64");
    expect(policy).toContain(`${tag}-src &#39;sha256-${digest}&#39;`);
  }
});

test("every link leads to a place that is there, or to the web", () => {
  const page = htmlPage(saying("plain"), norm) + htmlPage(result, norm);
  const ids = new Set([...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id));
  const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, to = ""]) => to);
  expect(links.length).toBeGreaterThan(5);
  const lost = links.filter((to) =>
    to.startsWith("#") ? !ids.has(to.slice(1)) : !/^https?:/.test(to),
  );
  expect(lost).toEqual([]);
});

test("an address that is none of the web is text", () => {
  const subject = { ...result.header.subject, issues: "javascript:alert(1)" };
  const page = htmlPage({ ...result, header: { ...result.header, subject } }, norm);
  expect(page).toContain("javascript:alert(1)");
  expect(page).not.toContain('href="javascript');
});

test("a clause of the profile that nothing goes through is told as one", () => {
  const page = htmlPage(result, norm);
  expect(page).toContain("No lock is held on another <code>core</code>.");
  expect(page).toMatch(/<tr class="unseen"><th scope="row" class="nowrap">VF-14<\/th>/);
});

test("the same result is the same page, byte for byte", () => {
  expect(htmlPage(result, norm)).toBe(htmlPage(structuredClone(result), norm));
});
