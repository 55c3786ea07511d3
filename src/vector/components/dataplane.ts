/**
 * A switch with its controller as its model and the wire have it: DataPlane.tla, and
 * spec/schemas/dataplane-observation.schema.json.
 * @module
 */
import type { Value } from "../../value/value.ts";
import { record, string } from "../../value/value.ts";
import type { Binding } from "../bind.ts";
import type { Clauses } from "../clauses.ts";
import type { Component } from "../component.ts";
import { unopenable } from "../genesis.ts";
import type { Inputs } from "../input.ts";
import type { Json, JsonObject } from "../json.ts";
import type { Bodies } from "../message.ts";
import { elements, entries, get, items, text, truth, unbindable, whole } from "../names.ts";
import type { World } from "../world.ts";
import { frameOf, HOSTS, lengthOf } from "./dataplane-frame.ts";
import { secretsOf } from "./dataplane-secrets.ts";
import type { Secrets } from "./dataplane-tags.ts";
import {
  ascending,
  BLOOM_BITS,
  cellsOf,
  coreOf,
  epochOf,
  floorOf,
  hexOf,
  keyIn,
  nonceOf,
  SLOT_BITS,
  slotOf,
  tagOf,
} from "./dataplane-tags.ts";

/** The retry interval, in microseconds. */
const RETRY = 100_000;
/** What the model's clock goes on by: just less than an interval, and one. */
const ELAPSED: ReadonlyMap<number, number> = new Map([
  [1, RETRY - 1],
  [2, RETRY],
]);
const CHANCE_ALWAYS = 65_536;

/** A bucket that holds so much is never empty: bytes, and bytes a second. */
const PLENTY = 1_000_000_000_000;
const METERS: { readonly [colour: string]: JsonObject | null } = {
  green: null,
  yellow: meter(0, PLENTY),
  red: meter(0, 0),
};

const INPUTS: Inputs = {
  Packet: {
    plain: {
      port: (_binding, port) => whole(port),
      chance: (_binding, lucky) => (truth(lucky) ? CHANCE_ALWAYS : 0),
      frame: frameOf,
    },
    told: (input) =>
      record([
        ["port", get(input, "port")],
        ["chance", get(input, "lucky")],
        ["frame", get(input, "frame")],
      ]),
  },
  Elapse: {
    plain: { microseconds: (_binding, by) => elapsed(by) },
    told: (input) => record([["microseconds", get(input, "by")]]),
  },
  Rotate: {},
  Reboot: {},
};

const SENT: Bodies = {
  Forward: (binding, body) => ({
    port: whole(get(body, "port")),
    class: whole(get(body, "class")),
    frame: frameOf(binding, get(body, "frame")),
  }),
  Evidence: (binding, body) => ({
    port: whole(get(body, "port")),
    frame: frameOf(binding, get(body, "frame")),
  }),
  Conflict: (binding, body) => ({
    account: hexOf(tagOf(binding, get(body, "account"))),
    epoch: Number(epochOf(get(body, "epoch"))),
    nonce: hexOf(nonceOf(get(body, "nonce"))),
    voted: hexOf(coreOf(binding, get(body, "voted"))),
    offered: hexOf(coreOf(binding, get(body, "offered"))),
    port: whole(get(body, "port")),
  }),
  Counted: (_binding, body) => ({
    counter: text(get(body, "counter")),
    index: whole(get(body, "index")),
    ...bytesOf(get(body, "of")),
  }),
};

const CLAUSES: Clauses = {
  rules: {
    "Packet passed": ["DP-11", "DP-7", "DP-8"],
    "Packet retransmitted": ["DP-11", "DP-6"],
    "Packet conflict": ["DP-11", "DP-14", "DP-5"],
    "Packet stale": ["DP-12"],
    "Packet stale_passed": ["DP-12"],
    "Packet stale_other": ["DP-13", "DP-12"],
    "Packet slow_lane": ["DP-11", "DP-7", "DP-8"],
    "Packet lapsed": ["DP-11", "DP-9"],
    "Packet learned": ["DP-6", "DP-7", "DP-8", "DP-9"],
    "Packet not_judged": ["DP-5", "DP-2", "DP-1", "DP-6"],
    "Elapse elapsed": ["DP-12", "DP-11"],
    "Rotate rotated": ["DP-9", "DP-10"],
    "Reboot rebooted": ["DP-10"],
  },
  sent: {
    Forward: { Packet: ["DP-3", "DP-4"] },
    Conflict: { Packet: ["DP-11"] },
    Evidence: { Packet: ["DP-11"] },
    Counted: { Packet: ["DP-15"] },
  },
};

export const DATAPLANE: Component = {
  bodies: SENT,
  inputs: INPUTS,
  observe,
  genesis,
  clauses: CLAUSES,
};

function elapsed(by: Value): number {
  const found = ELAPSED.get(whole(by));
  if (found === undefined) throw unbindable("a part of an interval", by);
  return found;
}

/** The decisions count packets only: they are of no form. */
function bytesOf(form: Value): JsonObject {
  return text(form) === "" ? {} : { bytes: lengthOf(form) };
}

function observe(binding: Binding, core: Value): JsonObject {
  const secrets = secretsOf(binding, get(core, "setup"));
  const current = cellsIn(binding, secrets, get(core, "current"));
  const before = cellsIn(binding, secrets, get(core, "previous"));
  const slots = entries(get(core, "slots")).flatMap(([name, held]) =>
    elements(held).map((each) => slot(binding, secrets, each, told(core, name))),
  );
  return {
    slots: slots.toSorted((left, right) => left.index - right.index),
    current,
    previous: before.filter((cell) => !current.includes(cell)),
  };
}

function cellsIn(binding: Binding, secrets: Secrets, keys: Value): readonly number[] {
  return ascending(elements(keys).flatMap((key) => cellsOf(keyIn(binding, key), secrets)));
}

function told(core: Value, slotName: string): boolean {
  const [, found] = entries(get(core, "told")).find(([name]) => name === slotName) ?? [];
  if (found === undefined) throw unbindable("a slot of which nobody or somebody was told", core);
  return elements(found).length > 0;
}

function slot(binding: Binding, secrets: Secrets, held: Value, wasTold: boolean) {
  const account = tagOf(binding, get(held, "account"));
  return {
    index: slotOf(account, secrets.slot),
    account: hexOf(account),
    epoch: Number(epochOf(get(held, "epoch"))),
    voted: offer(binding, get(held, "voted")),
    floor: hexOf(floorOf(get(held, "floor"))),
    passed: offer(binding, get(held, "passed")),
    told: wasTold,
  };
}

/** One or none. */
function offer(binding: Binding, offers: Value): Json {
  const [first, ...more] = elements(offers);
  if (more.length > 0) throw unbindable("one order at most", offers);
  if (first === undefined) return null;
  return {
    nonce: hexOf(nonceOf(get(first, "nonce"))),
    core: hexOf(coreOf(binding, get(first, "core"))),
  };
}

/** A switch begins with empty registers, and what its controller has set. */
function genesis(binding: Binding, world: World, initial: Value): JsonObject {
  const { slots, current, previous } = observe(binding, initial);
  if ([slots, current, previous].some((each) => !Array.isArray(each) || each.length > 0)) {
    throw unopenable(initial);
  }
  const setup = get(initial, "setup");
  const secrets = Object.entries(secretsOf(binding, setup));
  return {
    network: binding.network(world.terms.network),
    slot_bits: SLOT_BITS,
    bloom_bits: BLOOM_BITS,
    authority: hexOf(tagOf(binding, string(world.self))),
    secrets: Object.fromEntries(secrets.map(([name, secret]) => [name, hexOf(secret)])),
    retry: RETRY,
    evidence_port: whole(get(setup, "evidence")),
    ports: items(get(setup, "ports")).map((each, index) => portSetup(each, index + 1)),
    routes: entries(get(setup, "routes")).flatMap(([name, ways]) => routes(name, ways)),
  };
}

function portSetup(value: Value, number: number): JsonObject {
  const found = METERS[text(get(value, "colour"))];
  if (found === undefined) throw unbindable("a colour", value);
  return { port: number, from_authority: truth(get(value, "inside")), meter: found };
}

function routes(name: string, ways: Value): readonly JsonObject[] {
  const host = HOSTS.get(name);
  if (host === undefined) throw unbindable("a host", ways);
  const dst = host.address.toString(16).padStart(8, "0");
  return elements(ways).map((way) => ({ dst, prefix: host.prefix, port: whole(way) }));
}

/** Rates and bursts: with an empty bucket no packet has its colour, however few there are. */
function meter(committed: number, peak: number): JsonObject {
  return {
    committed_rate: PLENTY,
    committed_burst: committed,
    peak_rate: PLENTY,
    peak_burst: peak,
  };
}
