/**
 * From the package instance `main` to the six blocks of v1model's V1Switch.
 * @module
 */
import type { Control, Parser, Place, Program, StructType, Type } from "../program.ts";
import type { InstanceEntity, Operand } from "./entity.ts";
import { unsupported, wrong } from "./refuse.ts";

export type Blocks = Pick<
  Program,
  | "parser"
  | "verifyChecksum"
  | "ingress"
  | "egress"
  | "computeChecksum"
  | "deparser"
  | "headersType"
  | "metadataType"
  | "standardMetadataType"
>;

export function blocksOf(main: InstanceEntity): Blocks {
  const { is, place } = main;
  if (is.kind !== "package") return wrong(place, "main is no package", "write V1Switch(…) main;");
  if (is.name !== "V1Switch") {
    return unsupported(place, "architecture", is.name);
  }
  const [p, vr, ig, eg, ck, dep] = [...is.args.values()];
  const parser = parserIn(p, place);
  const [, headers, metadata, standard] = parser.parameters;
  return {
    parser,
    verifyChecksum: controlIn(vr, place),
    ingress: controlIn(ig, place),
    egress: controlIn(eg, place),
    computeChecksum: controlIn(ck, place),
    deparser: controlIn(dep, place),
    headersType: structOf(headers?.type, "the headers", parser.place),
    metadataType: structOf(metadata?.type, "the user metadata", parser.place),
    standardMetadataType: structOf(standard?.type, "the standard metadata", parser.place),
  };
}

function parserIn(operand: Operand | undefined, place: Place): Parser {
  const instance = instanceIn(operand, place);
  if (instance.is.kind === "parser") return instance.is.parser;
  return wrong(instance.place, "a parser is needed here", "give the parser first");
}

function controlIn(operand: Operand | undefined, place: Place): Control {
  const instance = instanceIn(operand, place);
  if (instance.is.kind === "control") return instance.is.control;
  return wrong(instance.place, "a control is needed here", "give a control");
}

function instanceIn(operand: Operand | undefined, place: Place): InstanceEntity {
  if (operand?.kind === "reference" && operand.entity.kind === "instance") return operand.entity;
  return wrong(operand?.place ?? place, "an instance is needed here", "write Name()");
}

function structOf(type: Type | undefined, what: string, place: Place): StructType {
  if (type?.kind === "struct") return type;
  return wrong(place, `the type of ${what} is no struct`, "make it a struct");
}
