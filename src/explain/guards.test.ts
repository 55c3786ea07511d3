/** The guards that an explanation names are those of the model, word by word. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { GUARDS, guardOf, sayGuard } from "./guards.ts";

const text = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

const modules = new Map(
  GUARDS.map(({ module }): [string, string] => [module, text(`tla/${module}.tla`)]),
);

/** An operator's definition, up to the next one; line breaks do not count. */
function definitionOf(module: string, operator: string): string {
  const lines = (modules.get(module) ?? "").split("\n");
  const from = lines.findIndex((line) => new RegExp(`^${operator}(\\(.*\\))? ==`).test(line));
  const rest = lines.slice(from + 1);
  const until = rest.findIndex((line) =>
    /^(?:RECURSIVE |\(\*|[A-Za-z]\w*(?:\(.*\))? ==)/.test(line),
  );
  const own = [lines[from] ?? "", ...rest.slice(0, until === -1 ? undefined : until)];
  return own.join(" ").replaceAll(/\s+/g, " ");
}

test.each(GUARDS)("$clause in $module is what $operator says", ({ module, operator, formula }) => {
  expect(definitionOf(module, operator)).toContain(formula);
});

test("every reason has a guard, for whichever input it may refuse", () => {
  const table: { readonly reasons: readonly { readonly clause: string }[] } = JSON.parse(
    text("spec/reasons.json"),
  );
  const without = table.reasons
    .map(({ clause }) => clause)
    .filter(
      (clause) =>
        guardOf(clause, "SignVote") === undefined && guardOf(clause, "Lock") === undefined,
    );
  expect(without).toEqual([]);
});

test("a wallet's own guard is named where the wallet judges", () => {
  expect(guardOf("CF-4", "CollectVote")?.module).toBe("Wallet");
  expect(guardOf("CF-4", "ApplyCertificate")?.module).toBe("Messages");
  expect(guardOf("VF-14", "RenewWindow")?.operator).toBe("WindowGuards");
});

test("a test that the model writes the other way round is told by its own truth", () => {
  const nothing = guardOf("LK-4", "CollectVote");
  const frozen = guardOf("VF-6", "SignVote");
  if (nothing === undefined || frozen === undefined) throw new Error("both have a guard");
  expect(sayGuard(nothing, false)).toBe("LK4 in VoteFailures is true: w.outstanding = {}");
  expect(sayGuard(frozen, false)).toBe("VF6 in ShardGuards is false: ~h.frozen");
});
