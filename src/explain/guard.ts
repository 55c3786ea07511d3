/**
 * What a guard of the model is to a reader: where it stands, its formula, and what it was asked.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import { fieldsOf, listOf, scalar, textOf } from "./fields.ts";
import type { Names } from "./names.ts";

export type Guard = {
  readonly clause: string;
  readonly operator: string;
  /** A module of `tla/`. */
  readonly module: string;
  readonly formula: string;
  /** Only for these inputs. */
  readonly inputs?: readonly string[];
};

/** What a guard is asked about: the input, and the parts of the state that its clause reads. */
export type Question = {
  readonly names: Names;
  readonly input: string;
  readonly body: Json;
  readonly before: Json;
  readonly genesis: Json;
};

/** Guards of one kind, and the values that make them true or false. */
export type GuardTable = {
  readonly guards: readonly Guard[];
  readonly values: (clause: string, question: Question) => readonly string[];
};

export function where(clause: string, module: string, operator: string) {
  return { clause, module, operator };
}

/** `home = a1:2 a2:1`. */
export function committeeInWords(committee: Json): string {
  const { name, members } = fieldsOf(committee);
  const told = listOf(members).map((member) => {
    const { name: who, weight } = fieldsOf(member);
    return `${scalar(who)}:${scalar(weight)}`;
  });
  return `${scalar(name)} = ${told.join(" ")}`;
}

/** The committee of that digest, if the genesis lists it. */
export function committeeNamed(
  { names, genesis }: Question,
  digest: Json | undefined,
): readonly string[] {
  const name = names.name(textOf(digest));
  return listOf(fieldsOf(genesis)["committees"])
    .filter((each) => fieldsOf(each)["name"] === name)
    .map(committeeInWords);
}
