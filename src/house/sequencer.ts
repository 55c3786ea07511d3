/**
 * In which order the files of tests are begun: the ones that take long before all others, so that
 * none of them is left alone at the end, with a processor that looks on.
 * @module
 */
import type { TestSpecification } from "vitest/node";
import { BaseSequencer } from "vitest/node";

/** By how long they took, the longest first. A file that is none costs nothing but its place. */
export const LONG: readonly string[] = [
  "src/house/guide.test.ts",
  "src/cli/validate.test.ts",
  "src/cli/axes.test.ts",
  "src/vector/rebind.test.ts",
  "src/replay/axes/heat.test.ts",
  "src/house/proto-roundtrip.test.ts",
  "src/explain/shrink.test.ts",
  "src/cli/zoo.test.ts",
  "src/cli/init.test.ts",
  "src/cli/certify.test.ts",
  "src/cli/p4-export.test.ts",
  "src/house/implementations.test.ts",
  "src/house/caches.test.ts",
  "src/cli/switch.test.ts",
  "src/cli/explain.test.ts",
  "src/cli/verify.test.ts",
  "src/explain/claims.test.ts",
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((left, right) => placeOf(left) - placeOf(right));
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const at = LONG.findIndex((name) => moduleId.endsWith(`/${name}`));
  return at === -1 ? LONG.length : at;
}
