/**
 * The door for inputs of a policy agent. In: the name of an input and its body as raw JSON. Out:
 * the input with its bundle read, well formed or not: a malformed one is an input like any other,
 * and refused. A name, a deed or a time that is none is a mistake of whoever drives us.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import { bodyFields, toldTime, type Fields } from "../protocol/body.ts";
import { readBundle } from "../protocol/bundle.ts";
import { accountId, authorityKey, committeeDigest } from "../protocol/ids.ts";
import type { Read } from "../protocol/shape.ts";
import type { Deed } from "./consult.ts";
import type { Input } from "./step.ts";

const FIELDS: { readonly [Name in Input["input"]]: readonly string[] } = {
  ApplyBundle: ["bundle"],
  SignBundle: ["bundle"],
  Consult: ["deed", "subject", "now"],
};

export function readInput(name: string, body: unknown): Input {
  if (!isInput(name)) throw new InputFault("InputUnknown", { input: name });
  const fields = bodyFields(name, body, FIELDS[name]);
  return name === "Consult"
    ? { input: name, deed: deedOf(name, fields), now: toldTime(name, fields) }
    : { input: name, bundle: readBundle(fields["bundle"], "/bundle") };
}

function deedOf(input: string, { deed, subject }: Fields): Deed {
  const told = <Fact>(read: Read<Fact>): Fact => {
    if (!read.ok) throw new InputFault("InputMalformed", { input, ...read.reason });
    return read.value;
  };
  switch (deed) {
    case "payment":
    case "credit":
      return { deed, subject: told(committeeDigest(subject, "/subject")) };
    case "control":
      return { deed, subject: told(authorityKey(subject, "/subject")) };
    case "policy":
      return { deed, subject: told(accountId(subject, "/subject")) };
    default:
      throw new InputFault("InputMalformed", { input, place: "/deed" });
  }
}

function isInput(name: string): name is Input["input"] {
  return Object.hasOwn(FIELDS, name);
}
