/**
 * The components by name.
 * @module
 */
import { componentNamed } from "../../base/profiles.ts";
import { Fault } from "../../base/fault.ts";
import type { Component } from "../component.ts";
import { AUTHORITY } from "./authority.ts";
import { CONTROLLER } from "./controller.ts";
import { DATAPLANE } from "./dataplane.ts";
import { HANDOFF } from "./handoff.ts";
import { MOVER } from "./mover.ts";
import { PENDING } from "./pending.ts";
import { STANDBY } from "./standby.ts";
import { WALLET } from "./wallet.ts";
import { WITNESS } from "./witness.ts";

const COMPONENTS: { readonly [name: string]: Component } = {
  authority: AUTHORITY,
  controller: CONTROLLER,
  dataplane: DATAPLANE,
  handoff: HANDOFF,
  mover: MOVER,
  pending: PENDING,
  standby: STANDBY,
  wallet: WALLET,
  witness: WITNESS,
};

/** The component that a profile asks for. */
export function componentOf(profile: string): Component {
  const name = componentNamed(profile) ?? "";
  const component = Object.hasOwn(COMPONENTS, name) ? COMPONENTS[name] : undefined;
  if (component === undefined) throw new Fault("ComponentUnbound", { profile, component: name });
  return component;
}
