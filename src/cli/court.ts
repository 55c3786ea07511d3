/**
 * What a run is judged by, and what follows from it before anybody is asked: the profiles, the
 * cases, the header of the result stream. In: the corpus, options, who is judged. Out: those.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import type { Case, Shard } from "../replay/case.ts";
import { casesOf, select, WHOLE } from "../replay/case.ts";
import type { Corpus } from "../replay/corpus.ts";
import { boundTo, freshNetwork, freshSample } from "../replay/fresh.ts";
import type { ResultHeader, RunOptions, SubjectFacts } from "../replay/result.ts";
import { RESULT_FORMAT } from "../replay/result.ts";
import type { Profile } from "../vector/lines.ts";
import { SUITE_VERSION } from "../vector/lines.ts";
import type { Arguments } from "./args.ts";
import { axesOf } from "./axes.ts";
import type { Candidate } from "./candidate.ts";
import { jobsOf } from "./candidate.ts";
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
  if (cases.length === 0) {
    throw new InputFault("ShardEmpty", {
      cases: wanted.length,
      shard: `${shard.index}/${shard.of}`,
    });
  }
  return { all, cases };
}

/**
 * What is asked for under another name; or everything as it is stored, and after it a sample under
 * a name of this run. Where only some cases are wanted, they are all that is run.
 */
export function withFreshKeys(planned: readonly Case[], { filter, single, seed, given }: Court) {
  const asked = given.text("network");
  if (single !== undefined) return { cases: planned, network: asked };
  if (asked !== undefined) return { cases: boundTo(planned, asked), network: asked };
  if (filter !== "") return { cases: planned, network: undefined };
  const network = freshNetwork(seed);
  return { cases: [...planned, ...freshSample(planned, network)], network };
}

export function headerOf(
  { facts, limits }: Candidate,
  profiles: readonly Profile[],
  network: string | undefined,
  { given, world, ...court }: Court,
): ResultHeader {
  const { index, of } = court.shard;
  const options: RunOptions = {
    ...(court.filter === "" ? {} : { filter: court.filter }),
    ...(of === 1 ? {} : { shard: `${index}/${of}` }),
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
