/**
 * A `LapseNotice`: an order waits no more at an authority, has no vote, and why. In: JSON. Out: the
 * facts, and the text that the authority signs. Clause PD-14.
 * @module
 */
import { authorityKey, coreDigest, signature } from "./ids.ts";
import type { AuthorityKey, CoreDigest, Signature } from "./ids.ts";
import { placeOfReason } from "./guards.ts";
import { REASONS, type ReasonCode } from "./reasons.ts";
import { ascendingList, checked, record, spelled, text } from "./shape.ts";
import { signingText } from "./signing.ts";

export type UnsignedLapseNotice = {
  readonly core_digest: CoreDigest;
  /** At least one, in the order of the table. */
  readonly reasons: readonly ReasonCode[];
  readonly authority: AuthorityKey;
};

export type LapseNotice = UnsignedLapseNotice & { readonly authority_sig: Signature };

const CODES: ReadonlySet<string> = new Set(REASONS.map(({ code }) => code));
const reason = text(
  "PD-14",
  spelled<ReasonCode>(/^[A-Za-z]+$/, (code) => CODES.has(code)),
  "Unknown",
);
// PD-14: one reason code or more, each once and in the order of `reasons.json`.
const reasons = checked(ascendingList("PD-14", reason, placeOfReason), (codes, place) =>
  codes.length > 0 ? undefined : { place, clause: "PD-14", problem: "OutOfRange" },
);

export const readLapseNotice = record<LapseNotice>("PD-14", {
  core_digest: coreDigest,
  reasons,
  authority: authorityKey,
  authority_sig: signature,
});

export function lapseNoticeText(network: string, told: UnsignedLapseNotice): string {
  const { core_digest, reasons: codes, authority } = told;
  return signingText("lapse-notice", network, { core_digest, reasons: codes, authority });
}
