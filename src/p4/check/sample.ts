/**
 * For tests: a whole v1model program around the few lines that a test is about.
 * @module
 */
import { compile } from "../compile.ts";
import type { Program } from "../program.ts";
import type { Diagnostic } from "../source/diagnostic.ts";

export type Parts = {
  readonly top?: string;
  readonly locals?: string;
  readonly body?: string;
  /** Locals of the parser. */
  readonly instances?: string;
  readonly state?: string;
  readonly transition?: string;
  /** Further states. */
  readonly states?: string;
  readonly deparse?: string;
};

const HEAD = `#include <core.p4>
#include <v1model.p4>
type bit<8> N8;
enum E { A, B }
enum bit<8> S { A = 1, B = 2 }
header H { bit<8> a; bit<8> b; }
header V { bit<8> l; varbit<64> d; }
header_union U { H h; V v; }
struct Heads { H h; H[2] s; U u; V v; }
struct Meta {
  bit<8> x; bit<16> y; bit<32> z; int<8> i; bool f; E e; S q; N8 n; tuple<bit<8>, bool> t;
}
`;

export function source(parts: Parts): string {
  const { top = "", locals = "", body = "", state = "", deparse = "" } = parts;
  return `${HEAD}${top}
parser P(packet_in p, out Heads h, inout Meta m, inout standard_metadata_t sm) {
  ${parts.instances ?? ""}
  state start { ${state} transition ${parts.transition ?? "accept"}; }
  state other { transition accept; }
  ${parts.states ?? ""}
}
control Sums(inout Heads h, inout Meta m) { apply {} }
control I(inout Heads h, inout Meta m, inout standard_metadata_t sm) {
  action act(bit<8> d) { m.x = d; }
  action nop() {}
  ${locals}
  apply { ${body} }
}
control Eg(inout Heads h, inout Meta m, inout standard_metadata_t sm) { apply {} }
control D(packet_out p, in Heads h) { apply { ${deparse} } }
V1Switch(P(), Sums(), I(), Eg(), Sums(), D()) main;
`;
}

/** Empty if the program is right. */
export function refusals(text: string): readonly Diagnostic[] {
  const result = compile({ file: "t.p4", text }, () => undefined);
  return result.ok ? [] : result.reason;
}

export function compiled(parts: Parts): Program {
  const result = compile({ file: "t.p4", text: source(parts) }, () => undefined);
  if (!result.ok) throw new Error(JSON.stringify(result.reason));
  return result.value;
}
