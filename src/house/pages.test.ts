/**
 * The pages of `spec` and `profiles.json` agree with the schemas: what a profile asks for is what
 * can be asked, and what it must show is what an observation has.
 * @module
 */
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { filesUnder, list, object, readClauses, readJson, readSchemas } from "./norm.ts";
import { readText, string } from "./norm.ts";

const schemas = readSchemas();
const profiles = object(object(readJson("spec/profiles.json"))["profiles"]);
const named = Object.entries(profiles).map(([name, profile]) => [name, object(profile)] as const);

function required(schema: string): readonly string[] {
  return list(schemas.get(schema)?.["required"]).map(string);
}

test("no schema of a message, a vector or a result has a list of the profiles", () => {
  // A later model adds its row to profiles.json and touches none of them.
  const names = named.map(([name]) => name);
  const isOfProfiles = (text: string): boolean => {
    const words: unknown = JSON.parse(text);
    const items = Array.isArray(words) ? words : [];
    return items.length > 1 && items.every((word) => names.includes(word));
  };
  const lists = [...schemas].filter(([, schema]) =>
    (JSON.stringify(schema).match(/\["[^[\]]*"\]/g) ?? []).some(isOfProfiles),
  );
  // A log is judged by a module of its own, so that what can be judged is a list.
  expect(lists.map(([name]) => name)).toEqual(["log"]);
});

/** Component -> the one that it is, and something besides: its schema tells what it adds. */
const EXTENDS: { readonly [component: string]: string } = {
  handoff: "authority",
  mover: "wallet",
  pending: "handoff",
  standby: "authority",
};

/** What it is at bottom. */
function rootOf(component: string): string {
  const base = EXTENDS[component];
  return base === undefined ? component : rootOf(base);
}

function inputsOf(component: string): readonly string[] {
  const own = Object.keys(object(schemas.get(`${component}-input`)?.["$defs"]));
  const base = EXTENDS[component];
  if (base === undefined) return own;
  // Whatever it is asked, a restart is told last.
  const all = inputsOf(base);
  return [...all.slice(0, -1), ...own, ...all.slice(-1)];
}

test.each(named)(
  "%s: inputs, observed keys and messages are those of its component",
  (_, profile) => {
    const component = string(profile["component"]);
    expect(profile["inputs"]).toEqual(inputsOf(component));
    expect(profile["observed"]).toEqual(required(`${component}-observation`));
    if (rootOf(component) === "authority")
      expect(profile["account"]).toEqual(required("account-state"));
    const types = list(schemas.get("emitted")?.["oneOf"]).map((each) => object(each)["title"]);
    expect(list(profile["emitted"]).filter((type) => !types.includes(type))).toEqual([]);
  },
);

test.each(named)("%s: its core clauses exist, each once, in order", (_, profile) => {
  const core = list(profile["core"]).map(string);
  const order = readClauses().map(({ id }) => id);
  expect(core.length).toBeGreaterThan(10);
  expect(core.filter((id) => !order.includes(id))).toEqual([]);
  expect(new Set(core).size).toBe(core.length);
});

test.each(named)("%s: the corpus goes through each of its core clauses", (name, profile) => {
  const heads = filesUnder(`conformance/traces/${name}`, ".ndjson").map((path) => {
    const [head = ""] = readText(path).split("\n", 1);
    return new Set(list(object(JSON.parse(head))["clauses"]));
  });
  const missing = list(profile["core"]).filter((id) => !heads.some((clauses) => clauses.has(id)));
  expect(missing).toEqual([]);
});

test("every clause that can be asked of a subject is in a profile's core", () => {
  const cores = new Set(named.flatMap(([, profile]) => list(profile["core"])));
  // TH and SG are the bytes in which all others speak; EX-14 says when the world may rely on one.
  const others = readClauses().filter(({ id }) => !/^(?:TH|SG)-/.test(id) && id !== "EX-14");
  expect(others.map(({ id }) => id).filter((id) => !cores.has(id))).toEqual([]);
});

test("every relative link on a page of spec leads to a file", () => {
  const links = filesUnder("spec", ".md").flatMap((page) =>
    [...readText(page).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, to = ""]) => ({
      page,
      to,
      file: new URL(`../../${page}/../${to}`, import.meta.url),
    })),
  );
  expect(links.length).toBeGreaterThan(20);
  const broken = links.filter(({ file }) => !existsSync(file));
  expect(broken.map(({ page, to }) => `${page}: ${to}`)).toEqual([]);
});

test("every schema is named on a page of formats, or is a message of protocol.md", () => {
  const pages = filesUnder("spec/formats", ".md").map(readText).join("\n");
  const unnamed = [
    "vector",
    "vector-index",
    "genesis",
    "counterexample",
    "tale",
    "verdict",
    "result",
    "baseline",
    "summary",
  ].filter((name) => !pages.includes(`schemas/${name}.schema.json`));
  expect(unnamed).toEqual([]);
});
