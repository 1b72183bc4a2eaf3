import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { counterparts } from "../../interop/counterparts/all.js";
import { features, type Lacks } from "../../interop/counterparts/features.js";

const root = new URL("../../../../../", import.meta.url);
const readme = readFileSync(new URL("packages/coap/README.md", root), "utf8");
const interop = new URL("packages/coap/test/interop/", root);

/** The cells of the README's table whose first column is called `heading`. */
function table(heading: string): string[][] {
  const lines = readme.split("\n");
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} `));
  const end = lines.findIndex((line, i) => i > start && !line.startsWith("|"));
  const cells = lines.slice(start, end).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return cells.filter(([first]) => !/^-+$/.test(first!));
}

describe("The table of counterparts in the README", () => {
  const reasons = counterparts.flatMap(({ counterpart: { name, lacks } }) =>
    Object.entries({ client: lacks.client, server: lacks.server }).flatMap(([role, missing]) =>
      Object.entries(missing).map(([feature, reason]) => `- ${name} as ${role}, ${feature}: ${reason}.`),
    ),
  );
  const cell = (lacks: Lacks, feature: (typeof features)[number]) => (lacks[feature] === undefined ? "yes" : "no");

  it("says yes for every feature that the tests ask of a counterpart in a role, and no for the others", () => {
    const heads = counterparts.flatMap(({ counterpart: { name } }) => [`${name}'s client`, `${name}'s server`]);
    const rows = features.map((feature) => [
      feature,
      ...counterparts.flatMap(({ counterpart: { lacks } }) => [
        cell(lacks.client, feature),
        cell(lacks.server, feature),
      ]),
    ]);
    expect(table("over UDP")).toEqual([["over UDP", ...heads], ...rows]);
  });

  it("says why a feature is missing", () => {
    expect(readme.split("\n").filter((line) => /^- .* as (client|server), .*: /.test(line))).toEqual(reasons);
  });

  it("is of tests that are there, and ask both roles", () => {
    for (const { counterpart, test } of counterparts) {
      const text = readFileSync(new URL(test, interop), "utf8");
      const name = counterpart.name.replace(/^C/, "c").replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
      expect(text, test).toContain(`theirClient(${name}, `);
      expect(text, test).toContain(`theirServer(${name}, `);
    }
  });
});

describe("The table of further interop tests in the README", () => {
  const folders = ["packages/coap/test/interop/", "packages/dtls/test/interop/", "packages/binding-coap/test/interop/"];
  const files = new Map(
    folders.flatMap((folder): [string, string][] =>
      readdirSync(new URL(folder, root))
        .filter((name) => name.endsWith(".interop.ts"))
        .map(
          (name) => [`${folder.split("/")[1]}/${name}`, readFileSync(new URL(folder + name, root), "utf8")] as const,
        ),
    ),
  );
  const rows = table("with").slice(1);

  it.each(rows)("shows %s: %s by a test of that title", (_with, _what, file, titles) => {
    const text = files.get(file!.replaceAll("`", ""));
    expect(text, `${file} is there`).toBeDefined();
    const shown = titles!.split("; ").map((title) => title.replaceAll('"', ""));
    expect(shown.filter((title) => !text!.includes(title))).toEqual([]);
  });

  it("has rows", () => {
    expect(rows.length).toBeGreaterThan(5);
  });
});
