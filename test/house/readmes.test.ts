import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectFiles, textOf } from "./project-files.js";
import { root, workspacePackages } from "./workspace.js";

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly license?: string;
  readonly repository?: { readonly directory?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Packages that are excused as long as they have no README. Only ever gets shorter. */
const unwritten: readonly string[] = ["@thingwright/core"];

const packages = [...workspacePackages().values()];
const written = packages.filter(
  ({ name, folder }) => !unwritten.includes(name) || existsSync(join(root, folder, "README.md")),
);
const manifestOf = (folder: string) => JSON.parse(textOf(join(folder, "package.json"))) as Manifest;
const version = manifestOf("").version;

describe("the README of a package", () => {
  it.each(written)("$name starts with its name and one sentence", ({ name, folder }) => {
    const [heading, empty, sentence] = textOf(join(folder, "README.md")).split("\n");
    expect(heading).toBe(`# ${name}`);
    expect(empty).toBe("");
    expect(sentence).toMatch(/^[A-Z@`]/);
    expect(firstParagraph(textOf(join(folder, "README.md")))).toMatch(/\.$/);
  });

  it.each(written)("$name has an example and a table of standards", ({ folder }) => {
    const readme = textOf(join(folder, "README.md"));
    expect(readme).toMatch(/^```(ts|js|sh|json)\n[\s\S]+?\n```$/m);
    expect(readme).toMatch(/^## Standards\b[^#]*^\|.*\b(full|partial)\b|^\| *standard/im);
  });
});

describe("the manifest of a package", () => {
  it.each(packages)("$name says what it is, where it lives and under which licence", ({ name, folder }) => {
    const { description = "", license, repository } = manifestOf(folder);
    expect(description).toMatch(/^[A-Z].{10,}\.$/);
    expect(license).toBe("Apache-2.0");
    expect(repository?.directory, name).toBe(folder);
    expect(textOf(join(folder, "LICENSE"))).toBe(textOf("LICENSE"));
  });

  it.each(packages)("$name has the version of all, and wants exactly that of its siblings", ({ folder }) => {
    const { dependencies, devDependencies, peerDependencies, ...manifest } = manifestOf(folder);
    expect(manifest.version).toBe(version);
    const wanted = Object.entries({ ...dependencies, ...devDependencies, ...peerDependencies });
    const siblings = wanted.filter(([name]) => packages.some((each) => each.name === name));
    expect(siblings.filter(([, range]) => range !== version)).toEqual([]);
  });

  it.each(packages)("$name pins what it depends on", ({ folder }) => {
    const { dependencies, devDependencies } = manifestOf(folder);
    const ranges = Object.entries({ ...dependencies, ...devDependencies });
    expect(ranges.filter(([, range]) => !/^\d+\.\d+\.\d+/.test(range))).toEqual([]);
  });
});

describe("the project's files", () => {
  const files = projectFiles();
  const readable = files.filter((file) => /\.(m?[tj]s|json|jsonld|md|ya?ml|sh)$|^[^.]+$|^\.ci\//.test(file));

  it.each([
    ["the place where it was written", /(^|[\s"'`(=:])\/work\//],
    ["the host of a registry", new RegExp(["registry", "npmjs"].join("\\."))],
    ["the sitting in which it was written", /\b(this|last|previous|earlier|next|coding|agent)[ -]session\b/i],
  ])("do not speak of %s", (_, pattern) => {
    const mentions = readable
      .filter((file) => file !== "test/house/readmes.test.ts")
      .flatMap((file) => {
        const line = textOf(file)
          .split("\n")
          .findIndex((text) => pattern.test(text));
        return line === -1 ? [] : `${file}:${line + 1}`;
      });
    expect(mentions).toEqual([]);
  });

  const pages = files.filter((file) => file.endsWith(".md"));

  it.each(pages)("%s links to files that are there", (page) => {
    const targets = [...textOf(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) => target as string);
    const local = targets.filter((target) => !/^[a-z]+:/i.test(target));
    expect(local.filter((target) => !existsSync(join(root, page, "..", target)))).toEqual([]);
  });

  const guides = pages.filter((page) => !page.includes("/") || page.startsWith("docs/"));

  it.each(guides)("%s names files that are there", (page) => {
    const named = [...textOf(page).matchAll(/`((?:packages|thing-descriptions|test|tools|docs|\.ci)\/[^`\s*<>{}]+)`/g)];
    const paths = named.map(([, path]) => path as string).filter((path) => !/NAME|MAKER|SCHEME|MODEL/.test(path));
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

/** The lines after the heading up to the next empty one. */
function firstParagraph(markdown: string): string {
  return (markdown.split("\n\n")[1] ?? "").trim();
}
