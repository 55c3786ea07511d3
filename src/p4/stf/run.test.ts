/** What stands behind `#!` is checked: a test that says something false fails. */
import { expect, test } from "vitest";
import { compile } from "../compile.ts";
import { interpret } from "../interpret/interpret.ts";
import { programText } from "../interpret/rig.ts";
import { judgeStf } from "./judge.ts";

const WORLD = () => ({ random: () => 0, log: () => undefined });
/** The first byte is the packet's priority; all leave by port 2. */
const PRIORITIES = programText({ ingress: "sm.priority = hdr.h.a[2:0]; sm.egress_spec = 2;" });

function verdict(text: string, stf: string): string {
  const program = compile({ file: "t.p4", text }, () => undefined);
  return judgeStf(program, stf, [interpret], WORLD).kind;
}

const BACKLOG = `#! pace 2 10us
#! at 100us
packet 1 00000001
#! at 100us
packet 1 00000002
#! at 100us
packet 1 02000003
`;
const EXPECTED = "expect 2 00000001$\nexpect 2 02000003$\nexpect 2 00000002$\n";

test.for([
  ["#! queue 2: 0 2 0", "passed"],
  ["#! queue 2: 0 0 2", "failed"],
  ["#! queue 2: 0 2", "failed"],
  ["#! queue 3:", "passed"],
  ["#! queue 2: 0 2 0\n#! queue 2:", "passed"],
  ["#! queue 2: 0 2 0\n#! queue 2: 0", "failed"],
  ["#! queue 2", "malformed"],
])("packets that wait for a paced port leave by priority: %s is %s", ([line, kind]) => {
  expect(verdict(PRIORITIES, `${BACKLOG}${line}\n${EXPECTED}`)).toBe(kind);
});

const DIGESTS = programText({
  top: "struct d_t { bit<8> a; }",
  ingress: "digest<d_t>(1, { hdr.h.a }); mark_to_drop(sm);",
});

test.for([
  // A list of two leaves when it is full.
  ["packet 1 01000000\n#! no digest\npacket 1 02000000\n#! digest d_t {a:1}\n#! digest d_t {a:2}"],
  // What an unacknowledged list says is not said again; acknowledged, it is.
  ["packet 1 01000000\npacket 1 01000000\n#! no digest\npacket 1 02000000\n#! digest d_t {a:1}"],
  [
    `packet 1 01000000\npacket 1 02000000\n#! digest d_t {a:1}\n#! digest d_t {a:2}
      #! digest_ack d_t\npacket 1 02000000\npacket 1 01000000\n#! digest d_t {a:2}`,
  ],
  // A list that is old enough leaves, full or not.
  ["packet 1 01000000\n#! at 5999us\n#! no digest\n#! at 6000us\n#! digest d_t {a:1}"],
])("digests leave in lists of two, or after 5 ms: %s", ([lines]) => {
  const head = "#! digest_list d_t 2 5000us 60000us\n#! at 1000us\n";
  expect(verdict(DIGESTS, head + lines)).toBe("passed");
});

test("what no list says is not acknowledged", () => {
  expect(verdict(DIGESTS, "#! digest_ack d_t")).toBe("failed");
  expect(verdict(DIGESTS, "#! digest_list d_t 2 5000us 0us\n#! digest_ack d_t")).toBe("failed");
});

test("what waits when the file ends still leaves, and is compared", () => {
  expect(verdict(PRIORITIES, BACKLOG + EXPECTED)).toBe("passed");
  expect(verdict(PRIORITIES, BACKLOG)).toBe("failed");
});
