/**
 * For tests: a v1model program from the parts of it that matter, made runnable, and what comes
 * out. In: P4 text, packets as hex. Out: a line a packet, "port hex", in order.
 * @module
 */
import { assert } from "../../base/assert.ts";
import { fromHex, toHex } from "../../base/bytes.ts";
import { compile } from "../compile.ts";
import type { BackEnd } from "../engine.ts";
import type { Instance, Program, Table } from "../program.ts";
import { makeSwitch, type Switch, type SwitchOptions } from "../switch/switch.ts";
import type { Target } from "../switch/table.ts";

export type Parts = {
  /** Before everything else. */
  readonly top?: string;
  /** Header types and `struct Headers`; else one header `h` of bytes a, b and 16 bits c. */
  readonly headers?: string;
  /** Fields of `struct Meta`. */
  readonly meta?: string;
  /** States, with whatever stands before them. */
  readonly parser?: string;
  readonly verify?: string;
  /** Declarations of the control, and the statements of its apply. */
  readonly ingressLocals?: string;
  readonly ingress?: string;
  readonly egressLocals?: string;
  readonly egress?: string;
  readonly compute?: string;
  readonly deparser?: string;
};

const HEADERS = "header h_t { bit<8> a; bit<8> b; bit<16> c; } struct Headers { h_t h; }";
const PARSER = "state start { pkt.extract(hdr.h); transition accept; }";

/** The parameters are pkt, hdr, meta, sm. */
export function programText(parts: Parts): string {
  const standard = "inout standard_metadata_t sm";
  return `#define V1MODEL_VERSION 20200408
#include <v1model.p4>
${parts.top ?? ""}
${parts.headers ?? HEADERS}
struct Meta { ${parts.meta ?? "bit<8> unused;"} }
parser P(packet_in pkt, out Headers hdr, inout Meta meta, ${standard}) { ${parts.parser ?? PARSER} }
control V(inout Headers hdr, inout Meta meta) { apply { ${parts.verify ?? ""} } }
control I(inout Headers hdr, inout Meta meta, ${standard}) {
  ${parts.ingressLocals ?? ""}
  apply { ${parts.ingress ?? ""} }
}
control E(inout Headers hdr, inout Meta meta, ${standard}) {
  ${parts.egressLocals ?? ""}
  apply { ${parts.egress ?? ""} }
}
control C(inout Headers hdr, inout Meta meta) { apply { ${parts.compute ?? ""} } }
control D(packet_out pkt, in Headers hdr) { apply { ${parts.deparser ?? "pkt.emit(hdr);"} } }
V1Switch(P(), V(), I(), E(), C(), D()) main;
`;
}

export class Rig {
  readonly program: Program;
  readonly switch: Switch;
  /** "port hex" of each packet that left, oldest first. */
  readonly sent: string[] = [];
  /** "name v v" of each digest. */
  readonly digests: string[] = [];
  readonly lines: string[] = [];

  constructor(backEnd: BackEnd, parts: Parts | string, options: Partial<SwitchOptions> = {}) {
    const text = typeof parts === "string" ? parts : programText(parts);
    const compiled = compile({ file: "rig.p4", text }, () => undefined);
    const told = compiled.ok
      ? ""
      : compiled.reason.map((fault) => JSON.stringify(fault)).join("; ");
    assert(compiled.ok, `the program compiles: ${told}`);
    this.program = compiled.value;
    let words = 0;
    this.switch = makeSwitch(
      this.program,
      backEnd,
      {
        send: (port, bytes, length) => {
          this.sent.push(`${port} ${toHex(bytes.slice(0, length))}`);
        },
        digest: (name, values) => {
          this.digests.push([name, ...values].join(" "));
        },
        log: (line) => this.lines.push(line),
        // Chance that repeats: odd multiples of a big odd number.
        random: () => Math.imul((words += 2) + 1, 0x9e3779b1) >>> 0,
      },
      options,
    );
  }

  /** What leaves because of this packet. */
  packet(hex: string, { port = 0, atUs = this.switch.nowUs } = {}): readonly string[] {
    const before = this.sent.length;
    const bytes = fromHex(hex.replaceAll(" ", ""));
    assert(bytes !== undefined, `${hex} is hex`);
    this.switch.inject(port, bytes, atUs);
    return this.sent.slice(before);
  }

  get parserError(): string {
    return this.program.errors[this.switch.parserError] ?? "?";
  }

  table(name: string): Table {
    return named(this.program.tables, name);
  }

  instance(name: string): Instance {
    return named(this.program.instances, name);
  }

  /** An action of a table with its data. */
  action(table: string, name: string, ...data: readonly bigint[]): Target & { kind: "action" } {
    const action = this.table(table).actions.find((one) => ends(one.action.name, name));
    assert(action !== undefined, `${table} has the action ${name}`);
    return { kind: "action", action, data };
  }
}

function named<Thing extends { readonly name: string }>(
  all: readonly Thing[],
  name: string,
): Thing {
  const found = all.find((one) => ends(one.name, name));
  assert(found !== undefined, `the program has ${name}`);
  return found;
}

function ends(whole: string, name: string): boolean {
  return whole === name || whole.endsWith(`.${name}`);
}
