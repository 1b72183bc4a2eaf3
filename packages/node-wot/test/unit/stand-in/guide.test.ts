import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";

const packageFolder = fileURLToPath(new URL("../../../", import.meta.url));
const guide = readFileSync(join(packageFolder, "../../docs/migrating-from-node-wot.md"), "utf8");
const block = (language: string): string =>
  new RegExp(`^\`\`\`${language}\\n([\\s\\S]+?)^\`\`\``, "m").exec(guide)?.[1] ?? "";

interface Exports {
  readonly exports: Record<string, { readonly default: string }>;
}

const { exports } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as Exports;
const { paths } = (JSON.parse(block("json")) as { compilerOptions: { paths: Record<string, [string]> } })
  .compilerOptions;

describe("the guide to migrating from node-wot", () => {
  it("names modules that the package exports", () => {
    const exported = Object.values(exports).map((entry) => entry.default.replace("./", "").replace(".js", ""));
    const inPackage = Object.values(paths).map(([path]) => path.replace("./node_modules/@thingwright/node-wot/", ""));
    expect(inPackage).toHaveLength(4);
    expect(exported).toEqual(expect.arrayContaining(inPackage));
  });

  it("has a program that runs by its aliases as it says", async () => {
    const sourceOf = (path: string) =>
      path.replace("./node_modules/@thingwright/node-wot/dist/", join(packageFolder, "src/"));
    const program = Object.entries(paths).reduce(
      (text, [name, [path]]) => text.replaceAll(`"${name}"`, JSON.stringify(`${sourceOf(path)}.ts`)),
      block("js"),
    );
    const folder = mkdtempSync(join(packageFolder, "test/unit/stand-in/.guide-"));
    try {
      const file = join(folder, "program.ts");
      writeFileSync(file, program);
      const log = vi.spyOn(console, "log").mockImplementation(() => {});
      await import(/* @vite-ignore */ file);
      expect(log.mock.calls).toEqual([[1]]);
    } finally {
      vi.restoreAllMocks();
      rmSync(folder, { recursive: true });
    }
  });
});
