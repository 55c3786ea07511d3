/**
 * Why an adapter does not talk, apart from whether it is right. In: how to start it, and a case to
 * ask it. Out: findings, each a code and its facts; none if it talks as spec/formats/subject.md
 * says. Questions are asked one at a time, so that what comes is the answer to what was asked.
 * @module
 */
import { canonical, type Json } from "../base/canonical.ts";
import { Fault } from "../base/fault.ts";
import { SUBJECT_PROTOCOL } from "../wire/adapter.ts";
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

/** From here on a start is called slow: it is paid again at every crash. */
const SLOW_MS = 2_000;

export async function examine(
  terms: Terms,
  caseOf: (profile: string) => Case | undefined,
  now: () => number,
): Promise<readonly Fault[]> {
  const findings: Fault[] = [];
  const remote = new Remote(terms);
  try {
    const begun = now();
    const hello = await remote.hello();
    const ms = Math.round(now() - begun);
    if (ms > SLOW_MS) findings.push(new Fault("StartSlow", { ms }));
    for (const profile of hello.profiles) {
      const asked = caseOf(profile);
      if (asked !== undefined) findings.push(...(await sameAgain(remote, asked)));
    }
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

/** The same case twice, over a reset and over a crash. */
async function sameAgain(remote: Remote, { setup, inputs }: Case): Promise<readonly Fault[]> {
  const { profile } = setup;
  const [opening, first] = await told(remote, setup, inputs);
  const last = canonical(await remote.observe());
  const findings: Fault[] = [];
  if (remote.resumes) {
    await remote.crash();
    if (canonical(await remote.observe()) !== last)
      findings.push(new Fault("StateLost", { profile }));
  }
  const [reopened, second] = await told(remote, setup, inputs);
  if (reopened === last && last !== opening)
    return [...findings, new Fault("StateSurvives", { profile })];
  const odd = first.findIndex((each, index) => each !== second[index]);
  if (reopened === opening && odd === -1) return findings;
  const input = inputs[Math.floor(odd / 2)]?.input ?? "nothing";
  return [...findings, new Fault("NotDeterministic", { profile, input })];
}

async function told(
  remote: Remote,
  setup: Setup,
  inputs: Case["inputs"],
): Promise<readonly [opening: string, answers: readonly string[]]> {
  await remote.reset(setup);
  const opening = canonical(await remote.observe());
  const answers: string[] = [];
  for (const { input, body } of inputs) {
    const { outcome, reason = "", emitted } = await remote.apply(input, body);
    const sent = emitted.map((each) => canonical({ ...each })).toSorted();
    answers.push([outcome, reason, ...sent].join(" "), canonical(await remote.observe()));
  }
  return [opening, answers];
}

/** Whether it speaks once nobody will ask it anything any more. */
async function unflushed({
  command,
  folder,
  limits,
  suiteVersion,
}: Terms): Promise<Fault | undefined> {
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
