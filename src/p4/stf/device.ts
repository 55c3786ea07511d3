/**
 * What is said to the device itself: sessions, groups, registers, counters, meters. A command that
 * reads prints nothing here: an expectation is written with `#! register` or `check_counter`.
 * @module
 */
import type { Instance, Program } from "../program.ts";
import type { ControlPlane } from "../switch/control-plane.ts";
import type { MeterConfig } from "../switch/meter.ts";
import { countOf, writtenOf } from "./number.ts";
import { unique } from "./resolve.ts";

type Parts = { readonly program: Program; readonly control: ControlPlane };

const SECOND_US = 1_000_000;

/** Why the command cannot be done; undefined once it is. */
export function command(
  parts: Parts,
  word: string,
  words: readonly string[],
  nowUs: number,
): string | undefined {
  const { replication } = parts.control;
  const [first = "", second = "", third = ""] = words;
  const [one, two] = [countOf(first) ?? -1, countOf(second) ?? -1];
  switch (word) {
    case "mirroring_add":
      if (one < 0 || two < 0) return "it needs a session and a port";
      replication.sessions.set(one, {
        replicas: [{ port: two, rid: 0 }],
        group: null,
        truncate: 0,
      });
      return undefined;
    case "mirroring_add_mc":
      if (one < 0 || two < 0) return "it needs a session and a group";
      replication.sessions.set(one, { replicas: [], group: two, truncate: 0 });
      return undefined;
    case "mirroring_delete":
      return replication.sessions.delete(one) ? undefined : `there is no session ${first}`;
    case "mirroring_get":
      return replication.sessions.has(one) ? undefined : `there is no session ${first}`;
    case "mc_mgrp_create":
      if (one < 0) return "it needs a group";
      replication.groups.set(one, replication.groups.get(one) ?? []);
      return undefined;
    case "mc_node_create":
      replication.createNode(one, ports(words.slice(1)));
      return undefined;
    case "mc_node_update":
      return told(replication.updateNode(one, ports(words.slice(1))));
    case "mc_node_associate":
      return told(replication.associate(one, two));
    default:
      return onExtern(parts, word, first, [second, third, ...words.slice(3)], nowUs);
  }
}

function ports(words: readonly string[]): readonly number[] {
  return words.flatMap((word) => countOf(word) ?? []);
}

function told(result: { readonly ok: boolean }): string | undefined {
  return result.ok ? undefined : "there is no such node or group";
}

function onExtern(
  { program, control }: Parts,
  word: string,
  name: string,
  words: readonly string[],
  nowUs: number,
): string | undefined {
  const [extern = ""] = word.split("_");
  const kind = extern === "meter" ? "meter" : extern;
  const found = unique(
    program.instances.filter((instance) => instance.extern === kind),
    name,
    kind,
  );
  if (!found.ok) return found.reason;
  const index = countOf(words[0] ?? "") ?? 0;
  switch (word) {
    case "register_read":
      return index < control.register(found.value).size
        ? undefined
        : `${name} has no cell ${index}`;
    case "register_write": {
      const value = writtenOf(words[1] ?? "")?.value;
      if (value === undefined) return "it needs a value";
      return control.register(found.value).write(index, value)
        ? undefined
        : `${name} has no cell ${index}`;
    }
    case "register_reset":
      control.register(found.value).reset();
      return undefined;
    case "counter_read":
      return index < control.counter(found.value).size ? undefined : `${name} has no cell ${index}`;
    case "counter_write":
      return writeCounter(control, found.value, index, words.slice(1));
    case "meter_get_rates":
      return index < control.meter(found.value).size ? undefined : `${name} has no cell ${index}`;
    case "meter_set_rates":
      return setRates(control, found.value, [index], words.slice(1), nowUs);
    default: {
      const all = Array.from({ length: control.meter(found.value).size }, (_, at) => at);
      return setRates(control, found.value, all, words, nowUs);
    }
  }
}

function writeCounter(
  control: ControlPlane,
  instance: Instance,
  index: number,
  words: readonly string[],
): string | undefined {
  const cells = control.counter(instance);
  if (index >= cells.size) return `${instance.name} has no cell ${index}`;
  cells.packets[index] = countOf(words[0] ?? "") ?? 0;
  cells.bytes[index] = countOf(words[1] ?? "") ?? 0;
  return undefined;
}

/** `R:B R:B`: rates a microsecond, committed first. */
function setRates(
  control: ControlPlane,
  instance: Instance,
  cells: readonly number[],
  words: readonly string[],
  nowUs: number,
): string | undefined {
  const numbers = words.filter((word) => word !== ":" && word !== "").map(Number);
  const [committedRate, committedBurst, peakRate, peakBurst] = numbers;
  if (numbers.length !== 4 || numbers.some((number) => !(number >= 0))) {
    return "it needs two rates, each R:B";
  }
  const config: MeterConfig = {
    committedRate: (committedRate ?? 0) * SECOND_US,
    committedBurst: committedBurst ?? 0,
    peakRate: (peakRate ?? 0) * SECOND_US,
    peakBurst: peakBurst ?? 0,
  };
  const placed = cells.every((cell) => control.meter(instance).configure(cell, config, nowUs));
  return placed ? undefined : `${instance.name} has no such cell`;
}
