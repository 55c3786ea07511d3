/**
 * Faults in words: what happened, and what cures it. A code that is not in the table is told by
 * its facts alone.
 * @module
 */
import type { Fact, Fault } from "../base/fault.ts";
import type { Words } from "./reply-words.ts";
import { REPLY_WORDS } from "./reply-words.ts";

const REGENERATE = "flashmesh traces writes the corpus afresh";

/** `{name}` stands for the fact of that name. */
const WORDS: { readonly [code: string]: Words } = {
  FileThere: { says: "{file} is there, and would be overwritten", cure: "name another --dir" },
  Usage: { says: "{why}", cure: "flashmesh {command} --help lists what there is" },
  BenchBaselineMalformed: {
    says: "{file} is no baseline of the benchmarks: {why}",
    cure: "flashmesh bench --update FILE writes one",
  },
  BenchFailed: { says: "the table {table} could not be measured (exit {exit}): {said}" },
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
    says: "no trace and no model begins with {filter}, and no trace goes through such a clause",
    cure: "flashmesh certify --list says what there is; a trace begins with T-",
  },
  CaseUnknown: {
    says: "there is no case {case}: {why}",
    cure: "flashmesh certify --list names the cases of the corpus",
  },
  CaseMalformed: {
    says: "{file} is no case: {why}",
    cure: "it is written by certify --keep, and not edited (spec/formats/case.md)",
  },
  ConsequencesMalformed: {
    says: "{file} does not say what guards are for: {why}",
    cure: "write it again: flashmesh mutate --write",
  },
  PcapMalformed: { says: "{file} is no capture: {why}", cure: "the classic pcap format is read" },
  StfMalformed: { says: "line {line} of {file}: {why}" },
  EntryRefused: { says: "line {line} of the entries: {why}" },
  P4InfoClash: { says: "{file}: {why}", cure: "give each its own @id" },
  ShardEmpty: {
    says: "there are {items}, and none is left for shard {shard}",
    cure: "take fewer shards",
  },
  MergeNothing: { says: "there is nothing to merge", cure: "name the files of all shards" },
  MergeMissing: { says: "shard {shard} is missing", cure: "name the files of all shards" },
  MergeTwice: { says: "{file} is shard {shard}, and so is {other}" },
  MergeDiffers: {
    says: "{file} is of another run than {other}: {what} differs",
    cure: "give each shard the same options, and the same --seed",
  },
  MergeUnfit: { says: "{file} does not fit: {why}" },
  MergeOther: {
    says: "{file} is about the {what} {wanted}; here is {found}",
    cure: "merge with the version of flashmesh, and the data, that the shards ran with",
  },
  MergeUnknown: {
    says: "{file} is nothing to merge: {why}",
    cure: "certify --results, check --summary and mutate --summary write what is (merge.md)",
  },
  BaselineMalformed: {
    says: "{file} is no baseline: {why} at {place}",
    cure: "spec/formats/baseline.md says what it may hold",
  },
  BaselineWrong: {
    says: "the baseline does not hold: {why}",
    cure: "run without it and with --write-baseline, merge the old reasons, then mend one by one",
  },
  RequestBreaksSchema: { says: "our own {verb} breaks its schema at {place}: it was not sent" },
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
  MutantNotApplied: { says: "{model} drops {guard}, which none of its modules has" },
  NothingToMutate: {
    says: "no mutated clause, model or faulty reference is called {name}",
    cure: "names are those of conformance/mutation.md",
  },
  GuardNotInModel: { says: "no module of the model has a guard for {clause}" },
  ModelUnknown: { says: "no model or suite is called {name}", cure: "flashmesh check --list" },
  StoryUnknown: {
    says: "no story or model is called {name}; what looks most like it: {nearest}",
    cure: "flashmesh explain names the stories, flashmesh explain --all every model",
  },
  NothingToTell: {
    says: "{name} has no states, so there is no run to tell",
    cure: "flashmesh explain --all names what can be told",
  },
  StoryNotHad: { says: "the run of {model} ended without a behaviour to tell: {said}" },
  NotRetold: {
    says: "what makes the claim of {model} false could not be read: {said}",
  },
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
  ComponentUnbound: { says: "nothing binds the component {component} of the profile {profile}" },
  AnswerWithoutClause: { says: "no clause is known for the answer {kind} to {input}" },
  SecretsUnfound: { says: "no secrets of a switch in {attempts} attempts each, for {network}" },
  KeyUnderivable: { says: "no key for {name} in {attempts} attempts" },
  AuthorityWithoutFirstByte: { says: "the order of the authority {name} is not known" },
  SubjectNotStarted: {
    says: "the subject cannot be started: {why}",
    cure: "give its command after --, with a path if it is not on the PATH",
  },
  SubjectDied: { says: "the subject ended before it answered {verb} (exit {exit}, {signal})" },
  SubjectTooBig: {
    says: "the subject was ended before it answered {verb}: it held {mib} MiB, more than {mib_max}",
    cure: "hold less, or give it more with --memory",
  },
  SubjectUnreachable: {
    says: "nobody answers there: {why}",
    cure: "start the server first, and give --grpc its HOST:PORT",
  },
  StreamEnded: { says: "the stream ended before {verb} was answered ({status}: {why})" },
  RequestTooLong: {
    says: "a {verb} of {bytes} bytes is longer than the {bytes_max} that the subject takes",
    cure: "take longer lines, and say so in hello",
  },
  LimitTooSmall: {
    says: "it takes {limit} up to {declared}; the profile {profile} needs {minimum}",
    cure: "raise the limit, or do not declare the profile",
  },
  ProfileStrange: {
    says: "it declares the profile {profile}, which spec/profiles.json does not have",
    cure: "declare only profiles of this edition",
  },
  ProtoUnreadable: { says: "spec/flashmesh.proto cannot be read: {why}" },
  PortUnusable: { says: "port {port} cannot be served: {why}", cure: "name another one" },
  SubjectHung: {
    says: "the subject did not answer {verb} within {ms} ms",
    cure: "flush standard output after each reply, or give it more with --deadline",
  },
  SubjectEnded: { says: "the subject was ended" },
  SubjectChanged: { says: "the subject answers hello otherwise than before" },
  RestartsExhausted: { says: "the subject was started again too often; before: {after}" },
  NotServed: {
    says: "{verb} is answered with unsupported {capability}, which was declared",
    cure: "serve it, or do not declare it",
  },
  ProfileNotDeclared: {
    says: "the subject declares {declared}, not {profile}",
    cure: "name a profile that it declares, or none",
  },
  StartSlow: {
    says: "it takes {ms} ms to answer hello",
    cure: "start faster: every planned crash pays this again",
  },
  OutputUnflushed: {
    says: "nothing comes before it ends: standard output is not flushed",
    cure: "flush standard output after each line",
  },
  ExitMissing: {
    says: "it does not exit after bye",
    cure: "answer bye, then exit with code 0; end at the end of standard input, too",
  },
  ExitNotZero: { says: "it exits with code {exit} after bye", cure: "exit with code 0" },
  ChildLeft: {
    says: "it leaves a process behind when it exits",
    cure: "end what you started before you exit",
  },
  StateLost: {
    says: "its state is lost over a crash ({profile}), although it declares resume",
    cure: "keep it in state_dir before you answer, and read it when reset says resume",
  },
  StateSurvives: {
    says: "its state survives reset ({profile})",
    cure: "forget everything at a reset without resume",
  },
  NotDeterministic: {
    says: "the same case is answered differently the second time ({profile}, {input})",
    cure: "no clock, no chance: the time is in the inputs, and Ed25519 is deterministic",
  },
  ClockRead: {
    says: "the same case is answered differently later ({profile}, {input}): it reads a clock",
    cure: "take the time from the inputs and from advance, as it declares",
  },
  KeysWrong: {
    says: "observe does not show the keys asked for ({profile}): lacks {missing}, adds {unknown}",
    cure: "answer every key of the profile in spec/profiles.json, and no other",
  },
  RequestWrong: { says: "this is no request: {line}" },
  ...REPLY_WORDS,
  VectorMalformed: { says: "{file}:{line}: {why}", cure: REGENERATE },
  VectorInconsistent: { says: "{file}: {why}", cure: REGENERATE },
  NetworkUnusable: {
    says: "{network} cannot be the name of a network to bind the corpus to",
    cure: "1 to 32 lower-case letters, digits and hyphens, not beginning with - or with other-",
  },
  VectorTruncated: { says: "{file} is cut short: {why}", cure: REGENERATE },
  IndexMalformed: { says: "{file}: {why}", cure: REGENERATE },
  ReasonsMalformed: { says: "{file} is no table of reasons" },
  ProfilesMalformed: { says: "{file} is no table of profiles" },
  ProgramRefused: {
    says: "{file}:{line}:{column}: {message}",
    cure: "{cure}",
  },
  ProgramLacks: {
    says: "the program has nothing for: {what}",
    cure: "p4/README.md lists the names that a switch is set up and read by",
  },
  GenesisMalformed: { says: "the genesis is malformed at {place}" },
  InputUnknown: { says: "there is no input {input}" },
  InputMalformed: { says: "the body of {input} is malformed at {place}" },
  SeedUnusable: { says: "the seed is no Ed25519 seed: {place}" },
  ControllersUnnamed: { says: "the genesis has no committee, so nobody signs the first bundle" },
  AccountNotOpened: { says: "the genesis opens no account {account}" },
  StateUnreadable: { says: "{records} stored records are no state" },
  StateMissing: { says: "there is no state to resume from in {path}" },
  StateOfAnother: { says: "the stored state is of another genesis or another key" },
  StateDamaged: { says: "the stored state is not whole: {bytes} bytes do not fit their checks" },
  ResultMalformed: { says: "{file}:{line}: {why}", cure: "flashmesh certify --results writes it" },
  ResultTruncated: {
    says: "{file} is cut short: {why}",
    cure: "flashmesh certify --results writes it afresh",
  },
  TranscriptTooLong: { says: "the answers take more than {max} characters; they are not kept" },
  TranscriptDoesNotFit: { says: "the transcript does not answer what is asked: {why}" },
  TranscriptBroken: { says: "{file}:{line}: this is no transcript: {why}" },
  TranscriptUnfit: { says: "{file} does not answer what was asked: {why}" },
  TranscriptOther: {
    says: "{file} is not the transcript that the certificate names",
    cure: "name the right one with --transcript",
  },
  CertificateBroken: { says: "{file} is no certificate: {why}" },
  CorpusOther: {
    says: "the certificate is about the corpus {wanted}; here is {found}",
    cure: "name its corpus with --corpus, or use its version of flashmesh",
  },
  SignerOther: {
    says: "{file} is signed by {found}, not by {wanted}",
    cure: "somebody else signed it: do not trust it",
  },
  KeyUnusable: {
    says: "{file} is no key to use here: {why}",
    cure: "openssl genpkey -algorithm ed25519 makes one",
  },
  TableMalformed: { says: "{file} is not the table it should be" },
  NoCertificate: { says: "no certificate is made: {why}" },
  LogMalformed: { says: "{file}:{line}: {why}" },
  LogEmpty: { says: "{file} is no log to judge: {why}" },
  LogDoesNotFit: { says: "the log does not fit the model: {what}: {why}" },
  LogOfNobody: { says: "{file}: {self}, who wrote it, is nobody of its genesis" },
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
