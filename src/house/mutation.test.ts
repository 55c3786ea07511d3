/**
 * The tables of mutation say what the manifest, the reasons and the table of faulty references say.
 * `flashmesh mutate` measures them; here nothing is run, so that drift is seen at once.
 */
import { expect, test } from "vitest";
import type { JsonObject } from "./norm.ts";
import { list, object, readJson, readReasons, readText, string } from "./norm.ts";

const table = object(readJson("conformance/mutation.json"));
const rows = list(table["clauses"]).map(object);
const survivors = list(table["survivors"]).map(object);
const models = list(object(readJson("tla/manifest.json"))["models"]).map(object);
const guards = readReasons();

function killsOf(row: JsonObject): readonly JsonObject[] {
  return [...list(row["component"]), ...list(row["system"])].map(object);
}

test("every guard has its row under its reason, in the order of the reasons", () => {
  const named = rows.filter(({ reason }) => reason !== null);
  expect(named.map(({ clause, reason }) => `${string(clause)} ${string(reason)}`)).toEqual(
    guards.map(({ clause, code }) => `${clause} ${code}`),
  );
});

test("every model that kills or breaks a clause is in the table by its claim", () => {
  const wanted = models.flatMap((model) => {
    const clause = string(model["kills"]) || string(model["breaks"]);
    const { property } = object(model["expect"]);
    return clause === "" ? [] : [`${clause} ${string(model["name"])} ${string(property)}`];
  });
  const found = rows.flatMap((row) =>
    killsOf(row).map(({ model, invariant }) =>
      [row["clause"], model, invariant].map(string).join(" "),
    ),
  );
  expect(found.length).toBeGreaterThan(100);
  expect(found.toSorted()).toEqual(wanted.toSorted());
});

test("`kills` is a guard and `breaks` a rule, in the manifest", () => {
  const known = new Set(guards.map(({ clause }) => clause));
  const kills = models.flatMap(({ kills: clause }) => (clause === undefined ? [] : [clause]));
  const breaks = models.flatMap(({ breaks: clause }) => (clause === undefined ? [] : [clause]));
  expect(kills.map(string).filter((clause) => !known.has(clause))).toEqual([]);
  expect(breaks.map(string).filter((clause) => known.has(clause))).toEqual([]);
  expect(breaks.length).toBeGreaterThan(10);
});

test("every faulty reference is in the table with the trace of mutants.json", () => {
  const mutants = list(object(readJson("conformance/mutants.json"))["mutants"]).map(object);
  const wanted = mutants.map(({ name, clause, kill }) =>
    [clause, name, object(kill)["trace"]].map(string).join(" "),
  );
  const found = rows.flatMap((row) =>
    list(row["reference"])
      .map(object)
      .map(({ name, trace }) => [row["clause"], name, trace].map(string).join(" ")),
  );
  expect(found.toSorted()).toEqual(wanted.toSorted());
});

test("what no system model needs is explained, and nothing else is", () => {
  const alive = rows
    .filter(({ reason, system }) => reason !== null && list(system).length === 0)
    .map(({ clause }) => string(clause));
  const explained = survivors.map(({ clause }) => string(clause));
  expect(explained.toSorted()).toEqual(alive.toSorted());
  expect(survivors.filter(({ why }) => string(why).length < 30)).toEqual([]);
  const unneeded = rows.filter(({ reason, component, reference }) => {
    return reason !== null && (list(component).length === 0 || list(reference).length === 0);
  });
  expect(unneeded.map(({ clause }) => clause)).toEqual([]);
});

test("the counts are those of the rows", () => {
  const known = rows.filter(({ reason }) => reason !== null);
  const caught = rows.flatMap(({ reference }) => list(reference)).map(object);
  expect(table["kills"]).toEqual({
    guards_component: known.filter(({ component }) => list(component).length > 0).length,
    guards_system: known.filter(({ system }) => list(system).length > 0).length,
    models: rows.flatMap(killsOf).length,
    reference: caught.filter(({ trace }) => trace !== null).length,
  });
});

test("every kill of a model has its consequence in steps, and no other has", () => {
  const clauses = object(object(readJson("conformance/consequences.json"))["clauses"]);
  const told = Object.values(clauses).flatMap((row) => {
    const { clause, component, system, also } = object(row);
    const all = [component, system, ...list(also)].filter((each) => each !== null);
    return all.map(object).map(({ model, invariant, steps }) => {
      const lines = list(steps).map(string);
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.filter((line) => line === "" || line.includes("\n"))).toEqual([]);
      return [clause, model, invariant].map(string).join(" ");
    });
  });
  const wanted = rows.flatMap((row) =>
    killsOf(row).map(({ model, invariant }) =>
      [row["clause"], model, invariant].map(string).join(" "),
    ),
  );
  expect(told.toSorted()).toEqual(wanted.toSorted());
});

test("every clause of a consequence is told with the module that has its guard", () => {
  const clauses = object(object(readJson("conformance/consequences.json"))["clauses"]);
  for (const { clause } of guards) {
    const { guard, module } = object(clauses[clause]);
    const text = readText(`tla/${string(module)}.tla`);
    const written = clause.replace("-", "");
    expect([guard, text.includes(`${written} |->`) || text.includes(`{"${written}"}`)]).toEqual([
      written,
      true,
    ]);
  }
});
