/**
 * A certificate in words. In: what it says, what was found, and whom the reader trusts. Out: lines
 * for people; the JSON summary is made of the same facts.
 * @module
 */
import type { Certificate, Finding } from "../attest/certificate.ts";
import { canonical, type Json } from "../base/canonical.ts";

/** What `flashmesh verify` found; only `verified` is exit 0. */
export type Judgement = {
  readonly word: "verified" | "not-conformant" | "differs" | "expired" | "not-yet";
  /** Whether the reader named the key. */
  readonly trusted: boolean;
};

const SAYS: { readonly [word in Judgement["word"]]: string } = {
  verified: "the transcript leads to this verdict, and the verdict is: conformant",
  "not-conformant": "the transcript leads to this verdict, and the verdict is: NOT conformant",
  differs: "the transcript does NOT lead to what the certificate says",
  expired: "the certificate has expired",
  "not-yet": "the certificate was issued at a time that is still to come",
};

export function certificateLines(
  { predicate }: Certificate,
  { differs, unchecked }: Finding,
  { word, trusted }: Judgement,
): readonly string[] {
  const { declared, judged, mutants } = predicate;
  const { name, version, artifact_sha256: artifact } = declared.subject;
  const how = trusted
    ? "the key you named"
    : "self-asserted: anyone can sign so; name a key with --key";
  const counts = Object.entries(judged.words).map(([each, count]) => `${count} ${each}`);
  return [
    `${word.toUpperCase()}  ${SAYS[word]}`,
    ...(differs === undefined ? [] : differenceLines(differs)),
    `subject   ${visible(name)} ${visible(version)}, artifact ${artifact} as it declares`,
    `signer    ${declared.signer.keyid} (${how})`,
    `issued    ${declared.issued}, expires ${declared.expires}`,
    ...judged.profiles.map(
      ({ profile, word: own, partial }) =>
        `profile   ${profile}: ${own}${partial ? ", partial" : ""}`,
    ),
    `cases     ${judged.cases} judged anew: ${counts.join(", ")}`,
    `baseline  ${declared.baseline.length} known failures`,
    `rules out ${mutants.caught.length} faulty references; not ${listed(mutants.missed)}`,
    ...unchecked.map((table) => `unchecked ${table}: the table here is another than the signer's`),
    ...predicate.proves_not.map((sentence) => `note      ${sentence}`),
  ];
}

export function certificateSummary(
  { predicate }: Certificate,
  { differs, unchecked }: Finding,
  { word, trusted }: Judgement,
): string {
  const { conformant, declared, judged, proves_not } = predicate;
  return canonical({
    verdict: word,
    trusted,
    conformant,
    signer: declared.signer,
    issued: declared.issued,
    expires: declared.expires,
    subject: declared.subject,
    judged,
    ...(differs === undefined ? {} : { differs }),
    unchecked,
    proves_not,
  });
}

function differenceLines({ path, expected, actual }: NonNullable<Finding["differs"]>) {
  return [
    `at        ${path}`,
    `says      ${shortened(actual)}`,
    `follows   ${shortened(expected)}`,
  ];
}

const LENGTH_MAX = 200;

function shortened(value: Json): string {
  const text = canonical(value);
  return visible(text.length <= LENGTH_MAX ? text : `${text.slice(0, LENGTH_MAX)}...`);
}

const NAMES_MAX = 10;

function listed(names: readonly string[]): string {
  if (names.length === 0) return "one of them is left out";
  const more = names.length - NAMES_MAX;
  const shown = names.slice(0, NAMES_MAX).join(", ");
  return `${names.length}: ${shown}${more > 0 ? ` and ${more} more (--json has all)` : ""}`;
}

/** What others wrote may not steer the terminal. */
function visible(text: string): string {
  return text.replaceAll(/[^ -~]/g, (sign) => `\\u{${sign.codePointAt(0)?.toString(16) ?? ""}}`);
}
