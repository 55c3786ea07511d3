/**
 * For tests: all laws of a back end, by what they are about.
 * @module
 */
import type { Law } from "./law.ts";
import { ELABORATE_LAWS } from "./law-elaborate.ts";
import { EVALUATION_LAWS } from "./law-evaluation.ts";
import { EXTERN_LAWS } from "./law-extern.ts";
import { PARSER_LAWS } from "./law-parser.ts";
import { PROGRAM_LAWS } from "./law-program.ts";
import { SWITCH_LAWS } from "./law-switch.ts";
import { TABLE_LAWS } from "./law-table.ts";
import { VALUE_LAWS } from "./law-value.ts";

export const LAWS: readonly (readonly [about: string, laws: readonly Law[]])[] = [
  ["evaluation", EVALUATION_LAWS],
  ["values", VALUE_LAWS],
  ["parsers, deparsers and checksums", PARSER_LAWS],
  ["tables", TABLE_LAWS],
  ["externs", EXTERN_LAWS],
  ["the switch", SWITCH_LAWS],
  ["larger programs", PROGRAM_LAWS],
  ["what the checker settles", ELABORATE_LAWS],
];
