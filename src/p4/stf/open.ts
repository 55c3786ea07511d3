/**
 * A switch as a test sees it: everything that leaves is kept. In: a program and a back end. Out:
 * the device. Chance is told, so that a test is the same each time.
 * @module
 */
import type { BackEnd, EngineWorld } from "../engine.ts";
import type { Program } from "../program.ts";
import { makeSwitch } from "../switch/switch.ts";
import type { Sent } from "./compare.ts";
import type { Device, Digest } from "./run.ts";

export function openDevice(program: Program, backEnd: BackEnd, world: EngineWorld): Device {
  const sent: Sent[] = [];
  const digests: Digest[] = [];
  const device = makeSwitch(program, backEnd, {
    ...world,
    send: (port, bytes, length, atUs) => {
      sent.push({ port, bytes: bytes.slice(0, length), atUs });
    },
    digest: (name, values) => void digests.push({ name, values }),
  });
  return {
    program,
    control: device.control,
    inject: (port, packet, atUs) => {
      device.inject(port, packet, atUs);
      device.drain();
    },
    sent,
    digests,
    parserError: () => program.errors[device.parserError] ?? "NoError",
  };
}
