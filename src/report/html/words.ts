/**
 * Words of cases and runs as the page shows them: always the word, with a colour beside it.
 * @module
 */
import type { CaseWord } from "../../replay/result.ts";
import type { Standing } from "../tally.ts";
import { standingInWords, withoutGuard } from "../tally.ts";
import type { Markup } from "./markup.ts";
import { markup } from "./markup.ts";

const CASE_TONES: Readonly<Record<CaseWord, string>> = {
  pass: "good",
  "not-applicable": "none",
  "known-fail": "warn",
  fail: "bad",
  stale: "bad",
  flaky: "warn",
  crashed: "warn",
  hung: "warn",
  untestable: "warn",
  inconclusive: "warn",
  "kit-error": "warn",
};

const STANDING_TONES: Readonly<Record<Standing, string>> = {
  conforms: "good",
  partial: "warn",
  inconclusive: "none",
  "known-fail": "warn",
  diverges: "bad",
};

export function toneOf(word: CaseWord): string {
  return CASE_TONES[word];
}

export function caseWord(word: CaseWord): Markup {
  return markup`<span class="word ${toneOf(word)}">${word}</span>`;
}

export function standingWord(standing: Standing): Markup {
  return markup`<span class="word ${STANDING_TONES[standing]}">${standingInWords(standing)}</span>`;
}

/** A sentence of the norm: without the name of its guard, and with what it quotes as code. */
export function prose(sentence: string): Markup {
  const parts = withoutGuard(sentence).split("`");
  // Between two backticks stand the parts with an odd number; an unpaired one is text.
  const paired = parts.length % 2 === 1;
  return markup`${parts.map((part, at) =>
    at % 2 === 1 && paired ? markup`<code>${part}</code>` : part,
  )}`;
}
