/**
 * Witnesses that are wrong: in what they keep, in what a fence stops, in what they say again (WI).
 * @module
 */
import type { Json } from "../../base/canonical.ts";
import type { Outgoing } from "../../witness/answer.ts";
import { step as witnessStep } from "../../witness/step.ts";
import type { Faults, Faulty } from "./fault.ts";
import { afterWitness, forgetful } from "./fault.ts";

export const WITNESSES: readonly Faulty[] = [
  {
    name: "UnknownFieldToWitness",
    clause: "WI-1",
    about: "a field that nobody knows is passed over",
    part: "witness",
    faults: () => ({ hear: (_, body) => withoutMemo(body) }),
  },
  {
    name: "CheckpointsByNonce",
    clause: "WI-9",
    about: "of two checkpoints the one that is further on is later, whatever its number",
    part: "witness",
    faults: () => ({
      witness: (config, state, input) => {
        if (input.input !== "KeepCheckpoint" || !input.checkpoint.ok) {
          return witnessStep(config, state, input);
        }
        const { account, next_nonce } = input.checkpoint.value;
        const held = state.held.find((each) => each.account === account);
        const further = held !== undefined && next_nonce >= held.next_nonce;
        const off = further ? new Set([...config.off, "WI-9"] as const) : config.off;
        return witnessStep({ ...config, off }, state, input);
      },
    }),
  },
  {
    name: "CheckpointForgottenOnRestart",
    clause: "WI-20",
    about: "the checkpoint that was acknowledged is not in what the store brings back",
    part: "witness",
    faults: () => forgetful(/^held$/, () => []),
  },
  {
    name: "FenceForgottenOnRestart",
    clause: "WI-21",
    about: "after a restart the owner is fenced no more",
    part: "witness",
    faults: () => forgetful(/^fences$/, () => []),
  },
  {
    name: "GrantForgottenOnRestart",
    clause: "WI-19",
    about: "after a restart there is no grant",
    part: "witness",
    faults: () => forgetful(/^grants$/, () => []),
  },
  {
    name: "AcknowledgedOnce",
    clause: "WI-20",
    about: "whoever brings the held checkpoint again gets no acknowledgement",
    part: "witness",
    faults: () => silentAgain("KeepCheckpoint"),
  },
  {
    name: "StatedOnce",
    clause: "WI-21",
    about: "whoever orders the same takeover again gets no statement",
    part: "witness",
    faults: () => silentAgain("FenceOwner"),
  },
  {
    name: "StatesWithoutFence",
    clause: "WI-21",
    about: "the statement leaves, and the owner is not fenced",
    part: "witness",
    faults: () =>
      afterWitness((step, { before }) =>
        step.kind === "fenced" ? { ...step, state: before } : step,
      ),
  },
  {
    name: "AcknowledgesWithoutKeeping",
    clause: "WI-20",
    about: "the acknowledgement leaves, and the checkpoint of before is held",
    part: "witness",
    faults: () =>
      afterWitness((step, { before }) =>
        step.kind === "acknowledged" ? { ...step, state: before } : step,
      ),
  },
  {
    name: "HeldIsAnsweredBehindTheFence",
    clause: "WI-22",
    about: "the checkpoint that is held is acknowledged again to an owner that is fenced",
    part: "witness",
    faults: () =>
      afterWitness((step, { config, before, input }) => {
        if (input.input !== "KeepCheckpoint" || step.failed.join() !== "AccountFenced") return step;
        const open = witnessStep({ ...config, off: new Set(["WI-8"]) }, before, input);
        return open.kind === "again" ? open : step;
      }),
  },
  {
    name: "StatesNoReservedClaim",
    clause: "WI-18",
    about: "the statement leaves out what the checkpoint has reserved",
    part: "witness",
    faults: () => afterWitness((step) => ({ ...step, emitted: step.emitted.map(withoutReserved) })),
  },
];

function withoutMemo(body: Json): Json {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  const told = Object.entries(body).map(([field, message]): [string, Json] => {
    if (typeof message !== "object" || message === null || Array.isArray(message)) {
      return [field, message];
    }
    return [field, Object.fromEntries(Object.entries(message).filter(([name]) => name !== "memo"))];
  });
  return Object.fromEntries(told);
}

function silentAgain(asked: "KeepCheckpoint" | "FenceOwner"): Faults {
  return afterWitness((step, { input }) =>
    input.input === asked && step.kind === "again" ? { ...step, emitted: [] } : step,
  );
}

function withoutReserved(message: Outgoing): Outgoing {
  if (message.type !== "TakeoverStatement") return message;
  const checkpoint = { ...message.unsigned.checkpoint, reserved: null };
  return { ...message, unsigned: { ...message.unsigned, checkpoint } };
}
