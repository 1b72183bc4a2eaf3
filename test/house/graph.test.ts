import { describe, expect, it } from "vitest";
import { findCycle } from "./cycles.js";
import { complaint, floors, testPackages } from "./floors.js";
import { fileOf, importsOf, packageOf, workspacePackages } from "./workspace.js";

const packages = workspacePackages();
const isOurs = (name: string): boolean => packages.has(name);
const byName = [...packages.values()];

describe("the house", () => {
  it("has a floor for every package, and a package for every floor", () => {
    expect(Object.keys(floors).sort()).toEqual([...packages.keys()].sort());
  });

  it.each(byName)("$name depends on packages below it only", ({ name, dependencies }) => {
    const complaints = dependencies.filter(isOurs).map((to) => complaint(name, to));
    expect(complaints.filter((each) => each !== undefined)).toEqual([]);
  });

  it.each(byName)("$name refers in its tsconfig to what it depends on", ({ dependencies, references }) => {
    expect([...references].sort()).toEqual(dependencies.filter(isOurs).sort());
  });

  it.each(byName)("$name imports in its sources only what it declares", ({ name, sources, dependencies }) => {
    const undeclared = sources.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => !specifier.startsWith(".") && !specifier.startsWith("node:"))
        .map(packageOf)
        .filter((imported) => !dependencies.includes(imported))
        .map((imported) => `${file} imports ${imported}`),
    );
    expect(undeclared).toEqual([]);
    expect(dependencies).not.toContain(name);
  });

  it.each(byName)("$name imports every package that it declares", ({ sources, dependencies }) => {
    const imported = new Set(sources.flatMap(importsOf).map(packageOf));
    // The contract suite is called by its user's vitest.
    expect(dependencies.filter((name) => !imported.has(name) && name !== "vitest")).toEqual([]);
  });

  it.each(byName)("$name imports no package above it, in tests neither", ({ name, sources, tests }) => {
    const complaints = [...sources, ...tests].flatMap((file) =>
      importsOf(file)
        .map(packageOf)
        .filter((imported) => isOurs(imported) && imported !== name)
        .filter((imported) => !(tests.includes(file) && testPackages.includes(imported)))
        .map((imported) => complaint(name, imported))
        .filter((each) => each !== undefined)
        .map((each) => `${file}: ${each}`),
    );
    expect(complaints).toEqual([]);
  });

  it("has no cycle of packages", () => {
    const graph = new Map(byName.map(({ name, dependencies }) => [name, dependencies.filter(isOurs)] as const));
    expect(findCycle(graph)).toBeUndefined();
  });

  it.each(byName)("$name has no cycle of files, types included", ({ sources }) => {
    const graph = new Map(
      sources.map((file) => {
        const inside = importsOf(file).filter((specifier) => specifier.startsWith("."));
        return [file, inside.map((specifier) => fileOf(file, specifier))] as const;
      }),
    );
    for (const [file, imported] of graph) {
      expect(
        imported.filter((each) => !graph.has(each)),
        `${file} imports what is not there`,
      ).toEqual([]);
    }
    expect(findCycle(graph)).toBeUndefined();
  });
});

describe("the house's own checks", () => {
  it("name an upward edge, a sibling edge, and a cycle", () => {
    expect(complaint("@thingwright/td", "@thingwright/core")).toContain("reaches up");
    expect(complaint("@thingwright/binding-http", "@thingwright/binding-coap")).toContain("sibling");
    expect(complaint("@thingwright/core", "@thingwright/td")).toBeUndefined();
    const graph = new Map([
      ["a", ["b"]],
      ["b", ["c"]],
      ["c", ["b"]],
    ]);
    expect(findCycle(graph)).toEqual(["b", "c", "b"]);
  });
});
