/** `flashmesh p4` as people start it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Heard } from "./heard.ts";
import { heard } from "./heard.ts";

const program = (ingress: string, locals = ""): string => `#include <v1model.p4>
header h_t { bit<8> a; bit<8> b; }
struct headers { h_t h; }
struct meta {}
parser P(packet_in p, out headers hdr, inout meta m, inout standard_metadata_t sm) {
  state start { p.extract(hdr.h); transition accept; }
}
control V(inout headers hdr, inout meta m) { apply {} }
control I(inout headers hdr, inout meta m, inout standard_metadata_t sm) {
${locals}
apply {
${ingress}
} }
control E(inout headers hdr, inout meta m, inout standard_metadata_t sm) { apply {} }
control C(inout headers hdr, inout meta m) { apply {} }
control D(packet_out p, in headers hdr) { apply { p.emit(hdr.h); } }
V1Switch(P(), V(), I(), E(), C(), D()) main;
`;

const TABLE = `register<bit<8>>(4) seen;
counter(2, CounterType.packets) hits;
action go(bit<9> port) { sm.egress_spec = port; }
action drop() { mark_to_drop(sm); }
table t { key = { hdr.h.a: exact; } actions = { go; drop; } default_action = drop(); }`;
const ADD = "add t hdr.h.a:0x01 go(port:3)\n";
// Each loop is bounded, and all of them together are not.
const LOOPS = "for (bit<32> i in 0 .. 65000) ".repeat(5) + "hdr.h.b = hdr.h.b + 1;";

const FILES: Readonly<Record<string, string>> = {
  "exam/right.p4": program("t.apply(); seen.write(1, hdr.h.a); hits.count(1);", TABLE),
  "exam/right.stf": `${ADD}packet 0 01 02 ff\nexpect 3 01 02 ff $\npacket 0 02 02\n`,
  "exam/other.p4": program("sm.egress_spec = 2;"),
  "exam/other.stf": "packet 0 01 02\nexpect 2 01 03 $\npacket 0 01 02\n",
  "exam/endless.p4": program(LOOPS),
  "exam/endless.stf": "packet 0 01 02\nexpect 0\n",
  "exam/foreign.p4": program("this.f();"),
  "exam/foreign.stf": "packet 0 01 02\n",
  "exam/odd.p4": program(""),
  "exam/odd.stf": "packet zero 01\n",
  "exam/twice.p4": program("t.apply(); t.apply();", TABLE),
  "wrong.p4": program('#include "part.p4"'),
  "part.p4": "\thdr.h.a = speed;\n",
  "entries.stf": ADD,
};

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "flashmesh-p4-"));
  mkdirSync(join(folder, "exam"));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function p4(args: string, env: Record<string, string> = {}): Promise<Heard> {
  return await heard(folder, ["p4", ...args.split(" ")], env);
}

test("check marks the columns in the file where they stand, and names the cure", async () => {
  const ended = await p4("check wrong.p4 exam/foreign.p4 exam/right.p4");
  expect(ended.exit).toBe(1);
  expect(ended.err).toContain("part.p4:1:12: type: ");
  expect(ended.err).toContain("| \thdr.h.a = speed;\n      | \t          ^^^^^\n      = ");
  expect(ended.err).toMatch(/exam\/foreign\.p4:12:1: unsupported \(this\)/);
  expect(ended.out).toMatch(/^exam\/right\.p4: 1 tables/);
  expect((await p4("check exam/foreign.p4")).exit).toBe(2);
  expect((await p4("check none.p4")).exit).toBe(3);
});

test("check tells what BMv2 could not run, and is content", async () => {
  const lines = FILES["exam/twice.p4"]?.split("\n") ?? [];
  const line = lines.indexOf("t.apply(); t.apply();") + 1;
  const said = await p4("check exam/twice.p4");
  expect(said.exit).toBe(0);
  expect(said.out).toMatch(/^exam\/twice\.p4: 1 tables/);
  expect(said.err).toContain(`exam/twice.p4:${line}:12: target: I.t is applied at a second place`);
  const data = await p4("check --json exam/twice.p4");
  expect(data.exit).toBe(0);
  expect(JSON.parse(data.out)).toMatchObject({ kind: "target", line, column: 12 });
});

test("an exam tells four kinds apart, and goes on behind a program without end", async () => {
  const ended = await p4("stf --deadline 3 --jobs 1 --json", { FLASHMESH_STF_EXAM: "exam" });
  expect(ended.exit).toBe(1);
  const rows: unknown[] = ended.out.split("\n").map((line): unknown => JSON.parse(line));
  expect(rows).toMatchObject([
    { name: "exam/endless.stf", outcome: "failed", why: "no verdict within 3 s" },
    { name: "exam/foreign.stf", outcome: "unsupported", diagnostics: [{ construct: "this" }] },
    { name: "exam/odd.stf", outcome: "malformed", line: 1 },
    { name: "exam/other.stf", outcome: "failed", failures: [{ line: 2 }, { line: null }] },
    { name: "exam/right.stf", outcome: "passed", checks: 1 },
    { passed: 1, failed: 2, unsupported: 1, malformed: 1 },
  ]);
});

function captured(name: string): Buffer {
  return readFileSync(join(folder, name, "port-3.pcap"));
}

test("both back ends give the packets of a capture the same way, and write another", async () => {
  const first = await p4("run exam/right.p4 --entries entries.stf --packet 0:0102ff --out one");
  expect(first).toMatchObject({ exit: 0, out: "3 0102ff" });
  const capture = "--pcap 0:one/port-3.pcap --packet 0:02";
  const again = await p4(`run exam/right.p4 --against --entries entries.stf ${capture} --out two`);
  expect(again).toMatchObject({ exit: 0, out: "3 0102ff", err: "" });
  // But for the time, which begins at 0.
  expect(captured("two").subarray(32)).toEqual(captured("one").subarray(32));
});

test("explain names states, keys, the row that decided, and what became of registers", async () => {
  const ended = await p4("explain exam/right.p4 --entries entries.stf --packet 5:0102");
  expect(ended.exit).toBe(0);
  for (const said of [
    "into port 5 at 1000 us: 2 bytes 0102",
    "state P.start, at bit 0",
    "hdr.h.a = 0x1 (exact)",
    "row 0 matches: hdr.h.a 0x1",
    "I.go(port = 0x3)",
    "register I.seen[1]: 0x0 becomes 0x1",
    "counter I.hits[1]: 2 bytes",
    "out of port 3: 2 bytes 0102",
  ]) {
    expect(ended.out).toContain(said);
  }
});

test("p4info names the table, and wrong usage is exit 3", async () => {
  expect((await p4("p4info exam/right.p4")).out).toMatch(/tables \{\n {2}preamble \{/);
  expect((await p4("p4info exam/right.p4 wrong.p4")).exit).toBe(3);
  expect((await p4("run exam/right.p4 --packet 0:0")).err).toContain("no hex of whole bytes");
  expect((await p4("run exam/right.p4 --engine third --packet 0:00")).exit).toBe(3);
  expect((await p4("frob")).err).toContain("p4 has no subcommand frob");
});
