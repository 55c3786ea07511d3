/**
 * Types as P4Info tells them: of registers and digests. (p4/config/v1/p4types.proto.)
 * @module
 */
import type { Type } from "../program.ts";
import type { Message } from "./message.ts";

export function typeSpec(type: Type | undefined): Message | undefined {
  if (type === undefined) return undefined;
  switch (type.kind) {
    case "bool":
      return { bool: {} };
    case "struct":
      return isTuple(type.name)
        ? { tuple: { members: type.fields.map((field) => typeSpec(field.type)) } }
        : { struct: { name: type.name } };
    case "header":
      return { header: { name: type.name } };
    case "bit":
    case "int":
    case "varbit":
    case "serial":
      return { bitstring: bits(type) };
    case "void":
    case "error":
    case "string":
    case "extern":
    case "enum":
    case "union":
    case "stack":
      return undefined;
  }
}

/** A tuple's fields have numbers for names, and it has none. */
function isTuple(name: string): boolean {
  return !/^[A-Za-z_]\w*$/.test(name);
}

function bits(type: Type): Message {
  if (type.kind === "serial") return bits(type.under);
  if (type.kind === "int") return { int: { bitwidth: type.width } };
  if (type.kind === "varbit") return { varbit: { max_bitwidth: type.width } };
  return { bit: { bitwidth: type.kind === "bit" ? type.width : 1 } };
}

/** The structs and headers that these types name, and those that they name in turn. */
export function typeInfo(types: readonly Type[]): Message | undefined {
  const structs: { [name: string]: Message } = {};
  const headers: { [name: string]: Message } = {};
  const visit = (type: Type): void => {
    if (type.kind === "stack") visit(type.element);
    if (type.kind !== "struct" && type.kind !== "header") return;
    if (type.kind === "header") {
      headers[type.name] = {
        members: type.fields.map(({ name, type: of }) => ({ name, type_spec: bits(of) })),
      };
      return;
    }
    if (!isTuple(type.name)) {
      structs[type.name] = {
        members: type.fields.map(({ name, type: of }) => ({ name, type_spec: typeSpec(of) })),
      };
    }
    for (const field of type.fields) visit(field.type);
  };
  for (const type of types) visit(type);
  const found = Object.keys(structs).length + Object.keys(headers).length > 0;
  return found ? { structs, headers } : undefined;
}
