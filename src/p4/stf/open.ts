/**
 * A switch as a test sees it: everything that leaves is kept. In: a program and a back end. Out:
 * the device. Chance is told, so that a test is the same each time.
 * @module
 */
import type { BackEnd, EngineWorld } from "../engine.ts";
import type { Program } from "../program.ts";
import { DigestLists, type DigestList } from "../switch/digest-list.ts";
import { makeSwitch } from "../switch/switch.ts";
import type { Sent } from "./compare.ts";
import type { Device, Digest } from "./run.ts";

/** The digests of one name, and the list of them that waits to be acknowledged. */
type Gathered = { readonly lists: DigestLists; awaited: number | null };

export function openDevice(program: Program, backEnd: BackEnd, world: EngineWorld): Device {
  const sent: Sent[] = [];
  const digests: Digest[] = [];
  const lists = new Map<string, Gathered>();
  const device = makeSwitch(program, backEnd, {
    ...world,
    send: (port, bytes, length, atUs, priority) => {
      sent.push({ port, bytes: bytes.slice(0, length), atUs, priority });
    },
    digest: (name, values) => {
      const gathered = lists.get(name);
      if (gathered === undefined) digests.push({ name, values });
      else gathered.lists.add(values, device.nowUs);
    },
  });
  return {
    program,
    control: device.control,
    inject: (port, packet, atUs) => device.inject(port, packet, atUs),
    pace: (port, intervalUs, atUs) => device.pacing.pace(port, intervalUs, atUs),
    gather: (name, config) => {
      const sendList = ({ id, entries }: DigestList): void => {
        gathered.awaited = id;
        for (const values of entries) digests.push({ name, values });
      };
      const gathered: Gathered = { lists: new DigestLists(config, sendList), awaited: null };
      lists.set(name, gathered);
    },
    acknowledge: (name) => {
      const gathered = lists.get(name);
      if (gathered === undefined || gathered.awaited === null) return false;
      gathered.lists.acknowledge(gathered.awaited);
      gathered.awaited = null;
      return true;
    },
    advance: (toUs) => {
      for (const each of lists.values()) each.lists.advance(toUs);
    },
    drain: () => device.drain(),
    sent,
    digests,
    parserError: () => program.errors[device.parserError] ?? "NoError",
  };
}
