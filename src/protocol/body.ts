/**
 * The body of an input: named fields around a message. In: raw JSON from whoever drives an
 * authority or a wallet. Out: its fields. What is wrong here is the driver's mistake, a fault; what
 * is wrong in a message is somebody else's, and refused. Clause TH-7 for the time.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import { time } from "./ids.ts";

export type Fields = { readonly [field: string]: unknown };

/** The fields, if they are exactly the wanted ones. */
export function bodyFields(input: string, body: unknown, wanted: readonly string[]): Fields {
  if (typeof body !== "object" || body === null) {
    throw new InputFault("InputMalformed", { input, place: "" });
  }
  const fields: Fields = { ...body };
  for (const field of wanted) if (!Object.hasOwn(fields, field)) throw wrongAt(input, field);
  for (const field in fields) if (!wanted.includes(field)) throw wrongAt(input, field);
  return fields;
}

function wrongAt(input: string, field: string): InputFault {
  return new InputFault("InputMalformed", { input, place: `/${field}` });
}

/** The time that the driver tells, in milliseconds. */
export function toldTime(input: string, fields: Fields): number {
  const now = time(fields["now"], "/now");
  if (!now.ok) throw new InputFault("InputMalformed", { input, ...now.reason });
  return now.value;
}
