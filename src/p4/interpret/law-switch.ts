/**
 * v1model around the blocks: drop, clone, resubmit, recirculate, multicast, truncate, queues.
 * @module
 */
import type { Law } from "./law.ts";
import { law } from "./law.ts";
import type { Parts, Rig } from "./rig.ts";

const GO = "sm.egress_spec = 2;";
/** Egress writes what kind of packet it is, and what it kept. */
const TELL = `hdr.h.a = (bit<8>)sm.instance_type; hdr.h.b = meta.kept;
  hdr.h.c = meta.lost ++ (bit<8>)sm.priority;`;
const META = "@field_list(1) bit<8> kept; @field_list(2) bit<8> lost;";

function clone(call: string, egress = TELL): Parts {
  return {
    meta: META,
    ingress: `meta.kept = 0x4b; meta.lost = 0x4c; sm.priority = 3; hdr.h.a = 0x99;
      ${GO} ${call}`,
    egress,
  };
}

/** Session 5 to port 7. */
function session(rig: Rig, truncate = 0): void {
  const replicas = [{ port: 7, rid: 0 }];
  rig.switch.control.replication.sessions.set(5, { replicas, group: null, truncate });
}

function withSession(title: string, parts: Parts, want: readonly string[], truncate = 0): Law {
  return {
    title,
    parts,
    got: (rig) => {
      session(rig, truncate);
      return rig.packet("0a0b1234");
    },
    want,
  };
}

const PRIORITY: Parts = { ingress: `sm.priority = hdr.h.a[2:0]; ${GO}` };

function burst(rig: Rig, packets: readonly string[]): readonly string[] {
  rig.switch.pacing.pace(2, 10, 0);
  for (const packet of packets) rig.packet(packet, { atUs: 1 });
  rig.switch.drain();
  return rig.sent;
}

export const SWITCH_LAWS: readonly Law[] = [
  law("mark_to_drop drops", { ingress: `${GO} mark_to_drop(sm);` }, "0a0b1234"),
  law(
    "mark_to_drop takes back a multicast too",
    { ingress: "sm.mcast_grp = 3; mark_to_drop(sm); sm.egress_spec = 2;" },
    "0a0b1234",
    "2 0a0b1234",
  ),
  law(
    "mark_to_drop is no return: a later write revives the packet",
    { ingress: `mark_to_drop(sm); ${GO}` },
    "0a0b1234",
    "2 0a0b1234",
  ),
  law(
    "a drop in egress; egress_port is set and egress_spec cleared before it",
    {
      ingress: GO,
      egress: `hdr.h.a = (bit<8>)sm.egress_port; hdr.h.b = (bit<8>)sm.egress_spec;
        if (hdr.h.c == 0) { mark_to_drop(sm); }`,
    },
    "0a0b1234",
    "2 02001234",
  ),
  law("a drop in egress drops", { ingress: GO, egress: "mark_to_drop(sm);" }, "0a0b1234"),
  law(
    "user metadata goes from ingress to egress",
    { meta: META, ingress: `meta.kept = 0x4b; ${GO}`, egress: "hdr.h.b = meta.kept;" },
    "0a0b1234",
    "2 0a4b1234",
  ),
  withSession(
    "a clone from ingress is the packet as it came, parsed again, and keeps its field list only",
    clone("clone_preserving_field_list(CloneType.I2E, 5, 1);", `${TELL} hdr.h.a = hdr.h.a;`),
    ["7 014b0000", "2 004b4c03"],
  ),
  withSession(
    "a clone without a field list keeps nothing; it is made of a packet that is dropped too",
    clone("clone(CloneType.I2E, 5); mark_to_drop(sm);"),
    ["7 01000000"],
  ),
  withSession(
    "of several clones the last counts",
    clone("clone(CloneType.I2E, 9); clone_preserving_field_list(CloneType.I2E, 5, 2);"),
    ["7 01004c00", "2 004b4c03"],
  ),
  withSession(
    "a session may cut the clone",
    { ingress: `${GO} clone(CloneType.I2E, 5);` },
    ["7 0a0b", "2 0a0b1234"],
    2,
  ),
  law(
    "a clone to a session that is not there is none",
    { ingress: `${GO} clone(CloneType.I2E, 5);` },
    "0a0b1234",
    "2 0a0b1234",
  ),
  withSession(
    "a clone from egress is the packet as egress left it, not parsed, and passes egress again",
    clone(
      "",
      `if (sm.instance_type == 0) { clone_preserving_field_list(CloneType.E2E, 5, 1);
         hdr.h.setInvalid(); } else { hdr.h = {1, meta.kept, 0}; hdr.h.c = meta.lost ++ 8w2; }`,
    ),
    ["2 ", "7 014b0002"],
  ),
  law(
    "resubmit: the packet as it came, once more through ingress, with its field list",
    {
      meta: META,
      ingress: `if (sm.instance_type == 6) { hdr.h.b = meta.kept; hdr.h.c[7:0] = meta.lost;
          hdr.h.c[15:8] = (bit<8>)sm.ingress_port; ${GO} }
        else { meta.kept = 0x4b; meta.lost = 0x4c; hdr.h.a = 1; mark_to_drop(sm);
          resubmit_preserving_field_list(1); }`,
    },
    "0a0b1234",
    "2 0a4b0000",
  ),
  law(
    "recirculate: what the deparser made comes in again; egress sees a normal packet",
    {
      meta: META,
      ingress: `${GO} meta.kept = meta.kept + 1; hdr.h.b = meta.kept;
        hdr.h.c[15:8] = (bit<8>)sm.instance_type;`,
      egress: `hdr.h.a = hdr.h.a + 1; hdr.h.c[7:0] = (bit<8>)sm.instance_type;
        if (hdr.h.a < 0x0d) { recirculate_preserving_field_list(1); }`,
    },
    "0a001234ee",
    "2 0d030400ee",
  ),
  {
    title: "who comes round for ever is lost in the end, and the switch goes on",
    parts: {
      ingressLocals: "counter<bit<8>>(1, CounterType.packets) c;",
      ingress: "c.count(0); resubmit_preserving_field_list(0); mark_to_drop(sm);",
    },
    got: (rig) => {
      const sent = rig.packet("0a0b1234");
      const rounds = rig.switch.control.counter(rig.instance("c")).packets[0];
      return [sent, rig.switch.lostRounds, rounds];
    },
    want: [[], 1, 65],
  },
  {
    title: "clones that double for ever come to an end too",
    parts: { ingress: GO, egress: "clone(CloneType.E2E, 5); mark_to_drop(sm);" },
    got: (rig) => {
      const replicas = [1, 2].map((port) => ({ port, rid: 0 }));
      rig.switch.control.replication.sessions.set(5, { replicas, group: null, truncate: 0 });
      return [rig.packet("0a0b1234"), rig.switch.lostRounds > 0];
    },
    want: [[], true],
  },
  withSession(
    "field list 0 is a list like any other; a clone without a list has none",
    {
      meta: "@field_list(0) bit<8> kept;",
      ingress:
        "meta.kept = 0x4b; mark_to_drop(sm); if (hdr.h.a == 0x0a) { clone(CloneType.I2E, 5); }",
      egress: `hdr.h.b = meta.kept; if (sm.instance_type == 1) { meta.kept = 0x4c;
        clone_preserving_field_list(CloneType.E2E, 5, 0); }`,
    },
    ["7 0a001234", "7 0a4c1234"],
  ),
  withSession(
    "a field list reaches into nested structs",
    {
      top: "struct in_t { @field_list(3) bit<8> x; bit<8> y; }",
      meta: "in_t i;",
      ingress: `meta.i = {0x78, 0x79}; mark_to_drop(sm);
        clone_preserving_field_list(CloneType.I2E, 5, 3);`,
      egress: "hdr.h.a = meta.i.x; hdr.h.b = meta.i.y;",
    },
    ["7 78001234"],
  ),
  withSession(
    "what a clone from egress is cut to is not what the original is cut to",
    {
      ingress: `${GO} truncate(3);`,
      egress: "if (sm.instance_type == 0) { clone(CloneType.E2E, 5); }",
    },
    ["2 0a0b12", "7 0a"],
    1,
  ),
  {
    title: "multicast: a copy for each replica in order, with its rid",
    parts: {
      ingress: "sm.mcast_grp = 3; sm.egress_spec = 9;",
      egress: "hdr.h.a = (bit<8>)sm.egress_rid; hdr.h.b = (bit<8>)sm.instance_type;",
    },
    got: (rig) => {
      const { replication } = rig.switch.control;
      replication.groups.set(3, []);
      replication.associate(3, replication.createNode(0x21, [4, 1]));
      replication.associate(3, replication.createNode(0x22, [1]));
      return rig.packet("0a0b1234");
    },
    want: ["4 21051234", "1 21051234", "1 22051234"],
  },
  law("a multicast group that is not there: nothing", { ingress: "sm.mcast_grp = 3;" }, "0a0b1234"),
  law("truncate cuts what leaves", { ingress: `truncate(3); ${GO}` }, "0a0b1234ff", "2 0a0b12"),
  law("truncate never lengthens", { ingress: `truncate(300); ${GO}` }, "0a0b", "2 0a0b"),
  law(
    "packet_length and ingress_port",
    {
      ingress: `hdr.h.a = (bit<8>)sm.packet_length; hdr.h.b = (bit<8>)sm.ingress_port; ${GO}`,
    },
    "0a0b1234eeff",
    "2 06001234eeff",
  ),
  {
    title: "strict priority under backlog, first in first out within one",
    parts: PRIORITY,
    got: (rig) => burst(rig, ["00000001", "00000002", "02000003", "01000004", "02000005"]),
    // The port was free for the first.
    want: ["2 00000001", "2 02000003", "2 02000005", "2 01000004", "2 00000002"],
  },
  {
    title: "tail drop in each queue by itself; a priority without a queue is lost",
    parts: PRIORITY,
    options: { priorities: 3, queueLimit: 2 },
    got: (rig) => {
      const low = ["00000001", "00000002", "00000003", "00000004"];
      return [burst(rig, [...low, "02000005", "03000006"]), rig.switch.pacing.lost];
    },
    want: [["2 00000001", "2 02000005", "2 00000002", "2 00000003"], { full: 1, priority: 1 }],
  },
  {
    title: "queueing times are virtual: deq_timedelta, and depth when it came",
    parts: {
      ...PRIORITY,
      egress: "hdr.h.b = (bit<8>)sm.deq_timedelta; hdr.h.c = (bit<16>)sm.enq_qdepth;",
    },
    got: (rig) => burst(rig, ["00000001", "00000002", "00000003"]),
    want: ["2 00000000", "2 000a0000", "2 00140001"],
  },
];
