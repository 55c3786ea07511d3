/**
 * What a run is judged by, and what follows from it before anybody is asked: the profiles, the
 * cases, the header of the result stream. In: the corpus, options, who is judged. Out: those.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import type { Shard } from "../base/shard.ts";
import { shardText, WHOLE } from "../base/shard.ts";
import type { Case } from "../replay/case.ts";
import { casesOf, select } from "../replay/case.ts";
import type { Corpus } from "../replay/corpus.ts";
import { casesOfRun, freshNetwork } from "../replay/fresh.ts";
import type { ResultHeader, RunOptions, SubjectFacts } from "../replay/result.ts";
import { RESULT_FORMAT } from "../replay/result.ts";
import type { Profile } from "../vector/lines.ts";
import { SUITE_VERSION } from "../vector/lines.ts";
import type { Arguments } from "./args.ts";
import { axesOf } from "./axes.ts";
import type { Candidate } from "./candidate.ts";
import { jobsOf } from "./candidate.ts";
import { shardEmpty } from "./shard.ts";
import type { World } from "./world.ts";

/** What is judged by, and how; the same for every candidate. */
export type Court = {
  readonly corpora: readonly Corpus[];
  readonly corpusSha256: string;
  readonly sentences: ReadonlyMap<string, string>;
  readonly filter: string;
  readonly shard: Shard;
  /** The only case that is asked for, if one is. */
  readonly single: Case | undefined;
  readonly seed: number;
  readonly given: Arguments;
  readonly world: World;
};

/** The profiles to be judged: what is declared, or the one that is asked for. */
export function profilesOf(
  declared: readonly string[],
  { given, corpora }: Court,
): readonly Profile[] {
  const asked = given.text("profile");
  if (asked !== undefined && !declared.includes(asked)) {
    throw new InputFault("ProfileNotDeclared", { profile: asked, declared });
  }
  const known = new Set(corpora.map(({ file }) => file.header.profile));
  const names: readonly string[] = asked === undefined ? declared : [asked];
  return [...known].filter((profile) => names.includes(profile));
}

/** The cases of a run, and all there are of these profiles. */
export function plan(court: Court, profiles: readonly Profile[]) {
  const all = casesOf(court.corpora, profiles);
  const { filter, shard, single } = court;
  if (single !== undefined) {
    const { profile } = single.corpus.file.header;
    if (profiles.includes(profile)) return { all, cases: [single] };
    throw new InputFault("ProfileNotDeclared", { profile, declared: profiles });
  }
  const wanted = select(all, { filter, shard: WHOLE });
  if (wanted.length === 0) throw new InputFault("NothingToReplay", { filter });
  const cases = select(all, { filter, shard });
  if (cases.length === 0) throw shardEmpty(`${wanted.length} cases`, shard);
  return { all, cases };
}

/** What is run, and the network name that all of it or its sample is bound to. */
export function withFreshKeys(all: readonly Case[], court: Court) {
  const { filter, shard, single, seed, given } = court;
  const asked = given.text("network");
  if (single !== undefined) return { cases: [single], network: asked };
  const network = asked ?? (filter === "" ? freshNetwork(seed) : undefined);
  return { cases: casesOfRun(all, { filter, shard, seed, network }), network };
}

export function headerOf(
  { facts, limits }: Candidate,
  profiles: readonly Profile[],
  network: string | undefined,
  { given, world, ...court }: Court,
): ResultHeader {
  const options: RunOptions = {
    ...(court.filter === "" ? {} : { filter: court.filter }),
    ...(court.shard.of === 1 ? {} : { shard: shardText(court.shard) }),
    jobs: jobsOf(given),
    ...limits,
    axes: axesOf(given).map(({ name }) => name),
    ...(network === undefined ? {} : { fresh_network: network }),
  };
  return {
    kind: "header",
    format: RESULT_FORMAT,
    suite_version: SUITE_VERSION,
    corpus_sha256: court.corpusSha256,
    profiles,
    subject: wellFormed(facts),
    seed: court.seed,
    options,
    environment: world.machine,
    started: world.moment(),
  };
}

/** A subject may say of itself what is no text. */
function wellFormed(facts: SubjectFacts): SubjectFacts {
  const { name, version, language, issues, artifact_sha256: artifact, capabilities } = facts;
  return {
    ...facts,
    name: name.toWellFormed(),
    version: version.toWellFormed(),
    language: language.toWellFormed(),
    issues: issues.toWellFormed(),
    artifact_sha256: artifact.toWellFormed(),
    capabilities: capabilities.map((each) => each.toWellFormed()),
  };
}
