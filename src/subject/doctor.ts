/**
 * Why an adapter does not talk, apart from whether it is right. In: how to start it, and a case to
 * ask it. Out: findings, each a code and its facts; none if it talks as spec/formats/subject.md
 * says. Questions are asked one at a time, so that what comes is the answer to what was asked.
 * @module
 */
import { canonical, type Json } from "../base/canonical.ts";
import { Fault } from "../base/fault.ts";
import { profileNamed, PROFILES } from "../base/profiles.ts";
import { isObject, SUBJECT_PROTOCOL } from "../wire/adapter.ts";
import type { Command } from "./process.ts";
import { Process, waited } from "./process.ts";
import type { Terms } from "./remote.ts";
import { Remote } from "./remote.ts";
import type { Setup } from "./subject.ts";

/** Inputs to ask, in order, of a network to begin with. */
export type Case = {
  readonly setup: Setup;
  readonly inputs: readonly { readonly input: string; readonly body: Json }[];
};

/**
 * A start is slow from this part of its deadline on. It is paid again at every crash, and on a
 * busier machine than this one it will miss the deadline.
 */
const SLOW_PART = 0.5;
/** So far apart the same case is asked once more: a clock that is read shows by then. */
const APART_MS = 2_500;

export async function examine(
  terms: Terms,
  caseOf: (profile: string) => Case | undefined,
  now: () => number,
  apartMs = APART_MS,
): Promise<readonly Fault[]> {
  const findings: Fault[] = [];
  const remote = new Remote(terms);
  try {
    const begun = now();
    const hello = await remote.hello();
    const ms = Math.round(now() - begun);
    if (ms > terms.limits.helloMs * SLOW_PART) findings.push(new Fault("StartSlow", { ms }));
    const cases = hello.profiles.flatMap((profile) => caseOf(profile) ?? []);
    const steady: Told[] = [];
    for (const asked of cases) {
      const found = await sameAgain(remote, asked);
      if (found.findings.length === 0) steady.push(found.told);
      findings.push(...found.findings);
    }
    if (steady.length > 0) await waited(apartMs);
    for (const before of steady) findings.push(...(await later(remote, before)));
    const left = await remote.bye();
    if (left?.exits === false) findings.push(new Fault("ExitMissing"));
    else if (left !== undefined && left.exit !== 0) {
      findings.push(new Fault("ExitNotZero", { exit: left.exit }));
    }
    if (left?.left === true) findings.push(new Fault("ChildLeft"));
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    const silent = cause.code === "SubjectHung" && cause.data["verb"] === "hello";
    findings.push((silent ? await unflushed(terms) : undefined) ?? cause);
  } finally {
    await remote.stop();
  }
  return findings;
}

type Told = {
  readonly of: Case;
  readonly opening: string;
  readonly answers: readonly string[];
};

/** The same case twice, over a reset and, where a state lasts, over a crash. */
async function sameAgain(
  remote: Remote,
  of: Case,
): Promise<{ readonly findings: readonly Fault[]; readonly told: Told }> {
  const { profile } = of.setup;
  const told = await tell(remote, of);
  const shown = await remote.observe();
  const last = canonical(shown);
  const findings: Fault[] = [...strangeKeys(remote, profile, shown)];
  if (remote.capabilities.includes("advance")) await remote.advance(1);
  if (remote.resumes && outlives(profile)) {
    await remote.crash();
    if (canonical(await remote.observe()) !== last)
      findings.push(new Fault("StateLost", { profile }));
  }
  const second = await tell(remote, of);
  if (second.opening === last && last !== told.opening) {
    findings.push(new Fault("StateSurvives", { profile }));
  } else findings.push(...otherwise("NotDeterministic", told, second));
  return { findings, told };
}

/** The registers of a switch do not outlive it, and nobody promised that they would. */
function outlives(profile: string): boolean {
  return profileNamed(PROFILES, profile)?.axes?.includes("crash") === true;
}

/** Virtual time is the same and real time is not: who answers otherwise has looked at a clock. */
async function later(remote: Remote, before: Told): Promise<readonly Fault[]> {
  const code = remote.capabilities.includes("advance") ? "ClockRead" : "NotDeterministic";
  return otherwise(code, before, await tell(remote, before.of));
}

/** The first input that was answered otherwise, if any. */
function otherwise(code: string, first: Told, second: Told): readonly Fault[] {
  const odd = first.answers.findIndex((each, index) => each !== second.answers[index]);
  if (first.opening === second.opening && odd === -1) return [];
  const input = first.of.inputs[Math.floor(odd / 2)]?.input ?? "nothing";
  return [new Fault(code, { profile: first.of.setup.profile, input })];
}

/** Keys that were asked for and are not shown, or the other way round. */
function strangeKeys(remote: Remote, profile: string, shown: Json): readonly Fault[] {
  const keys = isObject(shown) ? Object.keys(shown) : [];
  const asked = remote.observed;
  const missing = asked.filter((key) => !keys.includes(key));
  const unknown = keys.filter((key) => !asked.includes(key));
  if (missing.length === 0 && unknown.length === 0) return [];
  return [new Fault("KeysWrong", { profile, missing, unknown })];
}

async function tell(remote: Remote, of: Case): Promise<Told> {
  const { setup, inputs } = of;
  await remote.reset(setup);
  const opening = canonical(await remote.observe());
  const answers: string[] = [];
  for (const { input, body } of inputs) {
    const { outcome, reason = "", emitted } = await remote.apply(input, body);
    const sent = emitted.map((each) => canonical({ ...each })).toSorted();
    answers.push([outcome, reason, ...sent].join(" "), canonical(await remote.observe()));
  }
  return { of, opening, answers };
}

/** Whether it speaks once nobody will ask it anything any more. */
async function unflushed({
  command,
  folder,
  limits,
  suiteVersion,
}: Terms): Promise<Fault | undefined> {
  if (!("program" in command)) return undefined;
  const heard = await heardAtTheEnd(
    command,
    folder,
    {
      seq: "a",
      verb: "hello",
      body: {
        protocol: SUBJECT_PROTOCOL,
        suite_version: suiteVersion,
        hello_deadline_ms: limits.helloMs,
        step_deadline_ms: limits.stepMs,
      },
    },
    limits.stepMs,
  );
  return heard ? new Fault("OutputUnflushed") : undefined;
}

async function heardAtTheEnd(
  command: Command,
  folder: string,
  request: { readonly [key: string]: Json },
  ms: number,
): Promise<boolean> {
  let heard = 0;
  const child = new Process(command, folder, {
    bytes: (chunk) => {
      heard += chunk.length;
    },
    ended: () => undefined,
  });
  child.write(`${canonical(request)}\n`);
  child.close();
  await child.exits(ms);
  // What it wrote last may still be in the pipe.
  await waited(50);
  await child.kill();
  return heard > 0;
}
