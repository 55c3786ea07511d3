/**
 * What a profile demands that a subject takes is enough for every case of its corpus: nobody who
 * keeps to the minimum is ever sent more.
 */
import { expect, test } from "vitest";
import { LIMIT_NAMES, PROFILES } from "../base/profiles.ts";
import { filesUnder, list, object, parse, readText, string } from "./norm.ts";

/** Names, `seq`, `verb` and `state_dir` around the body; more than there ever is. */
const AROUND = 512;
/** So much longer a network name may be that a run is bound to afresh. */
const NETWORK_GROWTH = 64;

for (const [name, { minimum }] of Object.entries(PROFILES)) {
  test(`the corpus of ${name} stays within its minimum`, () => {
    let longest = 0;
    for (const path of filesUnder(`conformance/traces/${name}`, ".ndjson")) {
      for (const line of readText(path).trimEnd().split("\n")) {
        const told = object(parse(line));
        if (told["kind"] === "setup") {
          const genesis = object(told["genesis"]);
          expect(list(genesis["openings"]).length).toBeLessThanOrEqual(minimum.accounts);
          for (const committee of list(genesis["committees"])) {
            const members = list(object(committee)["members"]).length;
            expect(members).toBeLessThanOrEqual(minimum.members);
          }
        }
        if (!["setup", "input", "message"].includes(string(told["kind"]))) continue;
        const names = line.split('"network"').length - 1;
        longest = Math.max(longest, line.length + names * NETWORK_GROWTH);
        for (const [, amount = ""] of line.matchAll(/"(?:amount|balance)":"(\d+)"/g)) {
          expect(BigInt(amount).toString(2).length).toBeLessThanOrEqual(minimum.amount_bits);
        }
      }
    }
    expect(longest).toBeGreaterThan(500);
    // An input is its body with messages put in: at most two, as evidence has.
    expect(3 * longest + AROUND).toBeLessThanOrEqual(minimum.line_bytes);
  });
}

test("each minimum is a whole number, and none is missing", () => {
  for (const { minimum } of Object.values(PROFILES)) {
    expect(Object.keys(minimum)).toEqual([...LIMIT_NAMES]);
    for (const name of LIMIT_NAMES) expect(minimum[name]).toBeGreaterThan(0);
  }
});
