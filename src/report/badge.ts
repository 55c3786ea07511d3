/**
 * A badge: the endpoint format of shields.io. In: a result. Out: one JSON text. It is green for a
 * run that conforms and leaves nothing out, and for no other.
 * @module
 */
import { canonical } from "../base/canonical.ts";
import type { Result } from "../replay/result.ts";
import type { Standing } from "./tally.ts";
import { profileTallies, standingInWords, standingOfRun } from "./tally.ts";

const COLORS: Readonly<Record<Standing, string>> = {
  conforms: "brightgreen",
  partial: "yellow",
  inconclusive: "lightgrey",
  "known-fail": "orange",
  diverges: "red",
};

export function badgeText(result: Result): string {
  const standing = standingOfRun(result);
  const profiles = profileTallies(result).map(({ profile }) => profile);
  return canonical({
    schemaVersion: 1,
    label: ["flash-mesh", ...profiles].join(" "),
    message: standingInWords(standing),
    color: COLORS[standing],
  });
}
