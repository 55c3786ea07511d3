/**
 * The corpus of switches as STF files, for whoever runs `p4/flashmesh.p4` on a switch of their own.
 * In: a folder. Out: a file for each opening of each model, and how it is run here.
 * @module
 */
import { join, resolve } from "node:path";
import { stfOf } from "../replay/stf.ts";
import { readCorpora } from "./corpora.ts";
import { writeWhole } from "./files.ts";
import { CONFORMANCE } from "./places.ts";
import { SWITCHES } from "./switch.ts";
import type { Exit, World } from "./world.ts";

export async function exportStf(to: string, world: World): Promise<Exit> {
  const corpora = await readCorpora(join(CONFORMANCE, "traces"));
  const files = corpora
    .filter(({ file }) => file.header.profile === SWITCHES)
    .flatMap((corpus) => stfOf(corpus));
  for (const { name, text, sizes } of files) {
    const path = join(to, name);
    await writeWhole(resolve(world.folder, path), text);
    const macros = `-D SLOT_BITS=${sizes.slot_bits} -D BLOOM_BITS=${sizes.bloom_bits}`;
    world.out(`flashmesh p4 stf ${macros} p4/flashmesh.p4 ${path}`);
  }
  return 0;
}
