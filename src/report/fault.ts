/**
 * Faults in words: what happened, and what cures it. A code that is not in the table is told by
 * its facts alone.
 * @module
 */
import type { Fact, Fault } from "../base/fault.ts";

type Words = { readonly says: string; readonly cure?: string };

const REGENERATE = "flashmesh traces writes the corpus afresh";

/** `{name}` stands for the fact of that name. */
const WORDS: { readonly [code: string]: Words } = {
  Usage: { says: "{why}", cure: "flashmesh {command} --help lists what there is" },
  CommandUnknown: { says: "there is no command {name}", cure: "flashmesh --help" },
  Interrupted: { says: "interrupted during {during}; nothing was left half-written" },
  JavaMissing: {
    says: "no Java: {java} cannot be started",
    cure: "install a Java 11 or newer, or set JAVA_HOME",
  },
  JavaUnusable: {
    says: "{java} -version fails: {said}",
    cure: "set JAVA_HOME to a Java 11 or newer",
  },
  JavaTooOld: {
    says: "{java} is Java {found}; the checker needs {needed} or newer",
    cure: "set JAVA_HOME to a newer one",
  },
  MavenMissing: {
    says: "no Maven: mvn cannot be started to fetch {artifact}",
    cure: "install Maven, or set FLASHMESH_TLA_JAR to a copy of the jar",
  },
  JarFetchFailed: {
    says: "mvn could not fetch {artifact} (exit {exit}): {said}",
    cure: "check the network, or set FLASHMESH_TLA_JAR to a copy of the jar",
  },
  JarMissing: {
    says: "FLASHMESH_TLA_JAR names {jar}, which cannot be read",
    cure: "correct the path, or unset it to fetch the jar with Maven",
  },
  JarUnreadable: { says: "the jar {jar} cannot be read" },
  JarCorrupt: {
    says: "the jar {jar} is not the pinned one: sha256 {actual}, expected {expected}",
    cure: "remove the file (or unset FLASHMESH_TLA_JAR), and it is fetched afresh",
  },
  JarPinBad: { says: "the manifest's artifact {artifact} is not group:name:version" },
  DiskFull: { says: "no space left for {directory}", cure: "free some space and run again" },
  DirectoryNotWritable: { says: "{directory} cannot be written", cure: "change its permissions" },
  DirectoryUnusable: { says: "{directory} cannot be used: {why}" },
  FileUnreadable: { says: "{file} cannot be read: {why}" },
  FileUnwritable: { says: "{file} cannot be written: {why}" },
  TlcDeadline: {
    says: "{model} was stopped after {seconds} s",
    cure: "give it more with --deadline",
  },
  TlcNotStarted: { says: "the checker could not be started on {model}: {why}" },
  TlcKilled: { says: "the checker was killed ({signal}) while it ran {model}" },
  TlcOutOfMemory: {
    says: "the checker ran out of memory ({heapMb} MiB of heap) on {model}",
    cure: "give it more with --heap, or run fewer at a time with --jobs",
  },
  TlcOutputTruncated: { says: "the checker's output ends inside message {code}" },
  TlcOutputUnreadable: { says: "line {line} of the checker's output is garbled: {found}" },
  TlcMessageUnreadable: { says: "message {code} of the checker is not understood: {found}" },
  TlcTraceUnreadable: { says: "the checker's counterexample is incomplete: {why}" },
  PrintedTruncated: { says: "what {model} printed ends in the middle of a line: {end}" },
  PrintedUnreadable: { says: "{model} printed a line that is no TLA+ string: {line}" },
  ValueUnreadable: { says: "wanted {wanted} at {at}, found {found}" },
  ManifestNotJson: { says: "{file} is no JSON: {why}" },
  ManifestWrong: { says: "{place}: wanted {wanted}; found {found}" },
  ManifestNotEditable: { says: "{file}: the entry of {name} has no place for its counts" },
  ManifestTwice: { says: "{file} has two models named {name}" },
  ManifestNameMissing: {
    says: "{place} checks {keyword} {name}, which the manifest does not name",
    cure: "name it in the manifest, so that it cannot be lost unseen",
  },
  ManifestPropertyUnknown: {
    says: "{place} expects a violation of {property}, which is not checked",
  },
  ManifestPropertyAmbiguous: {
    says: "{place} expects a temporal violation among {found} properties",
    cure: "the checker does not say which one failed: leave one",
  },
  ProfileUnknown: {
    says: "no profile is called {name}",
    cure: "flashmesh certify --help names them",
  },
  NothingToReplay: {
    says: "no trace and no model begins with {filter}",
    cure: "flashmesh traces --list names the models; a trace begins with T-",
  },
  FaultyUnknown: {
    says: "no faulty reference is called {name}",
    cure: "conformance/mutants.md names them",
  },
  VectorFileUnknown: {
    says: "{file} is not in the index of the corpus",
    cure: "remove it, or run flashmesh traces",
  },
  VectorFileChanged: {
    says: "{file} is not the file that the index names: {why}",
    cure: "restore it, or run flashmesh traces",
  },
  TraceTwice: { says: "{file}: the trace {trace} is in another file, too" },
  CorpusEmpty: { says: "there is no vector file in {folder}", cure: "flashmesh traces makes them" },
  ModelUnknown: { says: "no model or suite is called {name}", cure: "flashmesh check --list" },
  ConfigConstant: {
    says: "{place}: the constant {constant} is set on {found} lines of the cfg, wanted one",
  },
  ConfigConstantUnknown: {
    says: "{place} sets {constant}, which no module declares: the checker would ignore it",
  },
  ConfigUnreadable: { says: "the cfg begins with {found}; wanted {wanted}" },
  ConfigNameMissing: {
    says: "{place} does not check {keyword} {name}, which the manifest names",
    cure: "put it back, or take it out of the manifest",
  },
  ConfigEmptySection: { says: "{place} has {keyword} without a name, which checks nothing" },
  ConfigNoProperty: { says: "{place} is a liveness model without a PROPERTY" },
  ConfigUnsoundLiveness: {
    says: "{place} checks liveness beside {found}, which makes it worthless",
  },
  ConfigChecksNothing: { says: "{place} checks nothing" },
  GenerationNotAsPinned: {
    says: "the generation model {model} is not as pinned: {mismatches} {said}",
    cure: "flashmesh check {model}",
  },
  GraphWrong: { says: "the model printed {found}; wanted {wanted}" },
  GraphEmpty: { says: "the model printed no {what}" },
  GraphStateTwice: { says: "the model printed one state twice: {state}" },
  GraphStateUnknown: { says: "{why}, but the model never printed the state {state}" },
  GraphInputTwice: { says: "the model printed two inputs named {input}" },
  GraphInputUnknown: { says: "state {state} answers {input}, which is no input" },
  GraphAnswerTwice: { says: "state {state} answers {input} twice" },
  GraphAnswerMissing: { says: "state {state} does not answer {input}" },
  GraphWorldTwice: { says: "the model printed two worlds" },
  GraphIncomplete: {
    says: "the model printed {printed} {what} states, but the checker counted {counted}",
  },
  TlcWithoutEnd: { says: "the checker's run of {model} never ended" },
  ModelUnbindable: { says: "the model says {found}; wanted {wanted}" },
  ClauseWithoutReason: {
    says: "{input} is refused by {clauses}, for which there is no reason code",
  },
  AnswerWithoutClause: { says: "no clause is known for the answer {kind} to {input}" },
  KeyUnderivable: { says: "no key for {name} in {attempts} attempts" },
  AuthorityWithoutFirstByte: { says: "the order of the authority {name} is not known" },
  VectorMalformed: { says: "{file}:{line}: {why}", cure: REGENERATE },
  VectorInconsistent: { says: "{file}: {why}", cure: REGENERATE },
  VectorTruncated: { says: "{file} is cut short: {why}", cure: REGENERATE },
  IndexMalformed: { says: "{file}: {why}", cure: REGENERATE },
  ReasonsMalformed: { says: "{file} is no table of reasons" },
  GenesisMalformed: { says: "the genesis is malformed at {place}" },
  InputUnknown: { says: "there is no input {input}" },
  InputMalformed: { says: "the body of {input} is malformed at {place}" },
  SeedUnusable: { says: "the seed is no Ed25519 seed: {place}" },
  AccountNotOpened: { says: "the genesis opens no account {account}" },
  StateUnreadable: { says: "{bytes} stored bytes are no state" },
  LogMalformed: { says: "{file}:{line}: {why}" },
  LogEmpty: { says: "{file} is no log to judge: {why}" },
  LogDoesNotFit: { says: "the log does not fit the model: {what}: {why}" },
  LogNotJudged: { says: "the checker gave no verdict on the log (exit {exit}): {said}" },
  SecondEngine: { says: "the second engine cannot be read: {why}" },
  CountsMissing: { says: "the checker told no complete counts for {model}" },
};

/** One sentence that names file, place and facts, and a cure where one is known. */
export function faultLines(fault: Fault): readonly string[] {
  const words = WORDS[fault.code];
  if (words === undefined) return [fault.message];
  const fill = (text: string): string =>
    text.replaceAll(/\{(\w+)\}/g, (_, name: string) => factInWords(fault.data[name]));
  return [fill(words.says), ...(words.cure === undefined ? [] : [`cure: ${fill(words.cure)}`])];
}

function factInWords(fact: Fact | undefined): string {
  if (fact === undefined) return "?";
  return typeof fact === "string" ? fact : JSON.stringify(fact);
}
