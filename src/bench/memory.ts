/**
 * What memory one account, one lock, one payment takes. In: a clock and what the heap holds. Out:
 * bytes each, as what the heap holds more once many of them are there and all garbage is collected.
 * Buffers outside the heap are not in it.
 * @module
 */
import { initialState, type State } from "../authority/state.ts";
import { step, type Input } from "../authority/step.ts";
import { assert } from "../base/assert.ts";
import { readCertificate } from "../protocol/certificate.ts";
import { nodeSignatures } from "../protocol/ed25519.ts";
import { readOrder } from "../protocol/order.ts";
import { initialState as initialWallet } from "../wallet/state.ts";
import { bareAuthority, crowded, type Party } from "./party.ts";
import type { Probe, Size, SizesTable } from "./measured.ts";
import { median } from "./statistics.ts";
import { NOW, town, takenForGood, type Town } from "./town.ts";

const ACCOUNTS = 20_000;
const PAYERS = 500;
const TRIALS = 5;
const MEMBERS = 4;

export function memory(probe: Probe, told: (part: number) => void): SizesTable {
  const signatures = takenForGood(nodeSignatures());
  const place = town(PAYERS, MEMBERS, signatures);
  const party = bareAuthority(place, signatures);
  const parts = [
    () => account(probe, place, party),
    () => lock(probe, place, party),
    () => payment(probe, place, party),
    () => wallet(probe, place),
  ];
  return {
    kind: "sizes",
    name: "memory",
    title: "Memory",
    about:
      "What the heap holds more once so many of them are there, divided by how many: the median " +
      `of ${TRIALS} trials after a first that does not count, the least and the most of them.`,
    rows: parts.map((part, at) => {
      told(at);
      return part();
    }),
  };
}

function account(probe: Probe, place: Town, { config }: Party): Size {
  const world = crowded(place, ACCOUNTS);
  const label = {
    id: "memory/account",
    about: "an account in the state of its authority, without history",
    things: ACCOUNTS,
  };
  return sizeOf(probe, label, () => initialState(world, config.authority));
}

/** Each order is read from its text, as it comes from the wire, so it is counted, too. */
function lock(probe: Probe, place: Town, party: Party): Size {
  const texts = place.orders.map((order) => JSON.stringify(order));
  const label = {
    id: "memory/lock",
    about: "a lock: a first order that was voted for, at its authority",
    things: PAYERS,
  };
  return sizeOf(probe, label, () =>
    after(party, texts, (text) => {
      return { input: "SignVote", order: readOrder(JSON.parse(text), ""), now: NOW };
    }),
  );
}

function payment(probe: Probe, place: Town, party: Party): Size {
  const texts = place.orders.map((order) => JSON.stringify(place.certificate(order)));
  const label = {
    id: "memory/payment",
    about: `a payment, debited and credited at one authority, with its ${MEMBERS} votes`,
    things: PAYERS,
  };
  return sizeOf(probe, label, () =>
    after(party, texts, (text) => {
      return { input: "ApplyCertificate", certificate: readCertificate(JSON.parse(text), "") };
    }),
  );
}

function wallet(probe: Probe, { world }: Town): Size {
  const label = { id: "memory/wallet", about: "a wallet at its beginning", things: PAYERS };
  return sizeOf(probe, label, () =>
    world.openings.map((opening) => initialWallet(world, opening.account)),
  );
}

function after(
  { config, begun }: Party,
  texts: readonly string[],
  input: (text: string) => Input,
): State {
  let state = begun;
  for (const text of texts) {
    const { kind, state: next } = step(config, state, input(text));
    assert(kind !== "refused", "a first message is taken");
    state = next;
  }
  return state;
}

function sizeOf(
  { held }: Probe,
  label: Pick<Size, "id" | "about" | "things">,
  make: () => unknown,
): Size {
  const sizes = Array.from({ length: TRIALS + 1 }, () => {
    const before = held();
    const kept = [make()];
    const each = (held() - before) / label.things;
    // Kept until it has been counted.
    assert(kept.length === 1, "there is one");
    return each;
  }).slice(1);
  const [low, high] = [Math.min(...sizes), Math.max(...sizes)];
  return { ...label, bytes: median(sizes), low, high };
}
