/**
 * The reference without each of its checks, judged by the corpus. In: which faulty references. Out:
 * the trace that catches each; and what makes the hunt void: a control that surprises.
 * @module
 */
import { dirname, join } from "node:path";
import type { MutantResult } from "../replay/mutants.ts";
import { hunt } from "../replay/mutants.ts";
import { CONTROLS } from "../subject/faulty/control.ts";
import type { Faulty } from "../subject/faulty/fault.ts";
import { Reference, runSignatures } from "../subject/reference.ts";
import { readCorpora } from "./corpora.ts";
import { CONFORMANCE, P4_PROGRAM } from "./places.ts";
import { clearStatus, showStatus } from "./status.ts";
import { switchOf } from "./switch.ts";
import type { World } from "./world.ts";

export type ReferenceFindings = {
  readonly results: readonly MutantResult[];
  readonly undecided: readonly string[];
};

export async function mutateReference(
  faulty: readonly Faulty[],
  world: World,
): Promise<ReferenceFindings> {
  if (faulty.length === 0) return { results: [], undecided: [] };
  const corpora = await readCorpora(join(CONFORMANCE, "traces"));
  const signatures = runSignatures();
  const makeSwitch = switchOf(P4_PROGRAM, dirname(P4_PROGRAM));
  const judge = async ({ name, clause, about, part, faults }: Faulty): Promise<MutantResult> => {
    showStatus(world, name);
    const subject = (): Reference => new Reference(signatures, faults, makeSwitch);
    return await hunt({ name, clause, about, part, subject }, corpora);
  };
  const results: MutantResult[] = [];
  for (const each of faulty) results.push(await judge(each));
  const undecided: string[] = [];
  for (const control of CONTROLS) {
    const { kill } = await judge(control);
    if ((kill !== undefined) === (control.must === "die")) continue;
    undecided.push(`the run is void: ${control.name} must ${control.must}${seen(kill?.trace)}`);
  }
  clearStatus(world);
  return { results, undecided };
}

function seen(trace: string | undefined): string {
  return trace === undefined ? ", and no trace catches it" : `, and ${trace} catches it`;
}
