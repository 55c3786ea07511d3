import { describe, expect, test } from "vitest";
import { assert } from "../../base/assert.ts";
import { compile } from "../compile.ts";
import type { Result } from "../../base/result.ts";
import type { Program } from "../program.ts";
import { ControlPlane } from "./control-plane.ts";
import type { Match } from "./match.ts";
import type { Target } from "./table.ts";
import { Register } from "./register.ts";
import { Replication } from "./replication.ts";
import { ValueSet } from "./value-set.ts";

const SOURCE = `#include <v1model.p4>
header h_t { bit<8> a; bit<16> c; } struct H { h_t h; } struct M { bit<8> m; }
parser P(packet_in p, out H h, inout M m, inout standard_metadata_t s) {
  state start { p.extract(h.h); transition accept; } }
control N(inout H h, inout M m) { apply {} }
control I(inout H h, inout M m, inout standard_metadata_t s) {
  action set(bit<4> v) { h.h.a[3:0] = v; } action other() {}
  action_selector(HashAlgorithm.crc16, 2, 16) sel;
  table exact_t { key = { h.h.a : exact; } actions = { set; @defaultonly other; } size = 2;
    default_action = other(); }
  table lpm_t { key = { h.h.c : lpm; } actions = { set; } }
  table any_t { key = { h.h.c : ternary; h.h.a : range; } actions = { set; other; }
    entries = { const (1, 2..3) : set(1); (5, _) : set(2); } const default_action = other(); }
  table fixed_t { key = { h.h.a : exact; } actions = { set; } const entries = { 1 : set(1); } }
  table sel_t { key = { h.h.a : exact; h.h.c : selector; } actions = { set; }
    implementation = sel; }
  apply { exact_t.apply(); lpm_t.apply(); any_t.apply(); fixed_t.apply(); sel_t.apply(); }
}
control E(inout H h, inout M m, inout standard_metadata_t s) { apply {} }
control D(packet_out p, in H h) { apply {} }
V1Switch(P(), N(), I(), E(), N(), D()) main;
`;

function program(): Program {
  const compiled = compile({ file: "control.p4", text: SOURCE }, () => undefined);
  assert(compiled.ok, "the program compiles");
  return compiled.value;
}

/** A fresh control plane, and its tables by their last name. */
function plane() {
  const made = program();
  const control = new ControlPlane(made);
  const state = (name: string) => {
    const table = made.tables.find((one) => one.name.endsWith(`.${name}`));
    assert(table !== undefined, `there is ${name}`);
    return control.table(table);
  };
  const target = (name: string, action: string, ...data: bigint[]): Target & { kind: "action" } => {
    const found = state(name).table.actions.find((one) => one.action.name.endsWith(`.${action}`));
    assert(found !== undefined, `there is ${action}`);
    return { kind: "action", action: found, data };
  };
  return { control, made, state, target };
}

function told(result: Result<unknown, string>): string {
  return result.ok ? "ok" : result.reason;
}
const exact = (value: bigint): Match => ({ kind: "exact", value });
const ANY: Match = { kind: "any" };

describe("rows", () => {
  test("insert, modify and delete refuse what they cannot do, and change nothing", () => {
    const { state, target } = plane();
    const table = state("exact_t");
    const row = (value: bigint, to = target("exact_t", "set", 1n)) => {
      return { matches: [exact(value)], priority: 0, target: to };
    };
    let changes = 0;
    table.watch(() => void (changes += 1));
    const refused = [
      table.insert(row(256n)),
      table.insert(row(-1n)),
      table.insert({ ...row(1n), matches: [ANY] }),
      table.insert({ ...row(1n), matches: [] }),
      table.insert({ ...row(1n), priority: -1 }),
      table.insert({ ...row(1n), priority: 1.5 }),
      table.insert(row(1n, target("exact_t", "set", 16n))),
      table.insert(row(1n, target("exact_t", "set"))),
      table.insert(row(1n, target("exact_t", "other"))),
      table.insert(row(1n, target("any_t", "set", 1n))),
      table.insert({ ...row(1n), target: { kind: "member", member: 1 } }),
      table.modify(row(1n)),
      table.delete(row(1n)),
    ].map(told);
    expect(refused.join(" ")).toBe(
      "BadMatch BadMatch BadMatch BadMatch BadPriority BadPriority BadData BadData " +
        "BadAction BadAction BadAction NotThere NotThere",
    );
    expect([changes, table.rows.length]).toEqual([0, 0]);
    const written = [row(1n), row(1n), row(2n), row(3n)].map((one) => table.insert(one));
    expect(written.map(told).join(" ")).toBe("ok AlreadyThere ok Full");
    expect(changes).toBe(2);
  });

  test("the same condition is one row, whatever its don't-care bits", () => {
    const { state, target } = plane();
    const lpm = state("lpm_t");
    const row = (value: bigint, prefix: number) => ({
      matches: [{ kind: "lpm", value, prefix } as const],
      priority: 7,
      target: target("lpm_t", "set", 1n),
    });
    expect(lpm.insert(row(0x1234n, 8)).ok).toBe(true);
    expect(lpm.insert(row(0x12ffn, 8))).toMatchObject({ reason: "AlreadyThere" });
    expect(lpm.insert({ ...row(0x1234n, 8), priority: 8 })).toMatchObject({
      reason: "AlreadyThere",
    });
    expect(lpm.insert(row(0x1234n, 17))).toMatchObject({ reason: "BadMatch" });
    expect(lpm.insert(row(0x1234n, 16)).ok).toBe(true);
    expect(lpm.insert(row(0n, 0)).ok).toBe(true);
    const found = [0x1234n, 0x1235n, 0x2234n].map((key) => lpm.lookup([key])?.matches[0]);
    expect(found.map((match) => match?.kind === "lpm" && match.prefix)).toEqual([16, 8, 0]);
  });

  test("priorities tell rows apart where they rank, and only there", () => {
    const { state, target } = plane();
    const table = state("any_t");
    const row = { matches: [ANY, ANY], priority: 1, target: target("any_t", "set", 3n) };
    expect(table.insert(row).ok).toBe(true);
    expect(table.insert({ ...row, priority: 2 }).ok).toBe(true);
    expect(table.insert(row)).toMatchObject({ reason: "AlreadyThere" });
    expect(table.lookup([9n, 9n])?.priority).toBe(2);
  });

  test("what the program made constant stays", () => {
    const { state, target } = plane();
    const table = state("any_t");
    const [constant, free] = table.rows;
    assert(constant !== undefined && free !== undefined, "the program gives two rows");
    const to = target("any_t", "other");
    expect(table.delete(constant)).toMatchObject({ reason: "Constant" });
    expect(table.modify({ ...constant, target: to })).toMatchObject({ reason: "Constant" });
    expect(table.setDefault(to)).toMatchObject({ reason: "Constant" });
    expect(table.modify({ ...free, target: to }).ok).toBe(true);
    table.clear();
    expect(table.rows).toEqual([constant]);
    const fixed = state("fixed_t");
    const row = { matches: [exact(2n)], priority: 0, target: target("fixed_t", "set", 1n) };
    expect(fixed.insert(row)).toMatchObject({ reason: "Constant" });
  });

  test("the default action: only one that may be, and null gives the program's back", () => {
    const { state, target } = plane();
    const table = state("exact_t");
    const first = table.defaultTarget;
    expect(table.setDefault(target("exact_t", "set", 5n)).ok).toBe(true);
    expect(table.defaultTarget.data).toEqual([5n]);
    expect(table.setDefault(target("exact_t", "set", 99n))).toMatchObject({ reason: "BadData" });
    table.setDefault(null);
    expect(table.defaultTarget).toBe(first);
  });
});

describe("members and groups", () => {
  test("a group has members that are there, with whole weights; what is full is full", () => {
    const { control, made, target } = plane();
    const selector = made.instances.find((one) => one.extern === "action_selector");
    assert(selector !== undefined, "there is a selector");
    const profile = control.profile(selector);
    const member = target("sel_t", "set", 1n);
    const answers = [
      profile.insertGroup(1, [{ member: 1, weight: 1 }]),
      profile.insertMember(1, member),
      profile.insertMember(1, member),
      profile.modifyMember(2, member),
      profile.insertMember(2, { ...member, data: [16n] }),
      profile.insertMember(2, member),
      profile.insertMember(3, member),
      profile.insertGroup(1, [{ member: 1, weight: 0 }]),
      profile.insertGroup(1, [{ member: 1, weight: 2 }]),
      profile.insertGroup(1, []),
      profile.modifyGroup(2, []),
      profile.deleteMember(1),
      profile.deleteMember(1),
      profile.deleteGroup(1),
    ].map(told);
    expect(answers.join(" ")).toBe(
      "NotThere ok AlreadyThere NotThere BadData ok Full BadWeight " +
        "ok AlreadyThere NotThere ok NotThere ok",
    );
  });
});

describe("replication and value sets", () => {
  test("a node that changes changes the groups it is in", () => {
    const replication = new Replication();
    replication.groups.set(1, []);
    const node = replication.createNode(9, [1, 2]);
    expect(replication.associate(2, node)).toMatchObject({ reason: "NotThere" });
    expect(replication.associate(1, node).ok).toBe(true);
    replication.updateNode(node, [3]);
    expect(replication.groups.get(1)).toEqual([{ port: 3, rid: 9 }]);
  });

  test.each([1, 8, 32, 33, 64, 65])(
    "a register of %i bits keeps its bits, and no more",
    (width) => {
      const [place] = program().instances.map((one) => one.place);
      assert(place !== undefined, "there is an instance");
      const types = [{ kind: "bit", width } as const];
      const register = new Register({
        name: "r",
        extern: "register",
        types,
        args: [2n],
        annotations: [],
        place,
      });
      const all = (1n << BigInt(width)) - 1n;
      expect([register.write(1, (all << 1n) | 1n), register.write(2, 1n)]).toEqual([true, false]);
      expect([register.read(0), register.read(1), register.read(2)]).toEqual([0n, all, undefined]);
      register.reset();
      expect(register.read(1)).toBe(0n);
    },
  );

  test("a value set has masked members, no more than its size", () => {
    const [place] = program().instances.map((one) => one.place);
    assert(place !== undefined, "there is an instance");
    const args = [2n];
    const set = new ValueSet({
      name: "s",
      extern: "value_set",
      types: [],
      args,
      annotations: [],
      place,
    });
    set.add([{ value: 0x12n, mask: 0xffn }]);
    set.add([{ value: 0x3fn, mask: 0xf0n }]);
    expect(set.add([{ value: 0n, mask: 0n }])).toMatchObject({ reason: "Full" });
    expect([0x12n, 0x13n, 0x37n, 0x40n].map((value) => set.has([value]))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});
