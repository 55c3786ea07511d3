/**
 * The door for inputs of a witness. In: the name of an input and its body as raw JSON. Out: the
 * input with its message read, well formed or not: a malformed one is an input like any other, and
 * refused. A name that is none is a mistake of whoever drives us.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import { bodyFields } from "../protocol/body.ts";
import { readCheckpoint } from "../protocol/checkpoint.ts";
import { readGrant } from "../protocol/grant.ts";
import { readTakeover } from "../protocol/takeover.ts";
import type { Input } from "./step.ts";

const FIELDS: { readonly [Name in Input["input"]]: readonly string[] } = {
  KeepGrant: ["grant"],
  KeepCheckpoint: ["checkpoint"],
  FenceOwner: ["order"],
};

export function readInput(name: string, body: unknown): Input {
  if (!isInput(name)) throw new InputFault("InputUnknown", { input: name });
  const fields = bodyFields(name, body, FIELDS[name]);
  switch (name) {
    case "KeepGrant":
      return { input: name, grant: readGrant(fields["grant"], "/grant") };
    case "KeepCheckpoint":
      return { input: name, checkpoint: readCheckpoint(fields["checkpoint"], "/checkpoint") };
    case "FenceOwner":
      return { input: name, order: readTakeover(fields["order"], "/order") };
  }
}

function isInput(name: string): name is Input["input"] {
  return Object.hasOwn(FIELDS, name);
}
