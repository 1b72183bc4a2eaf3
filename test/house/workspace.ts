import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** One workspace package as its files say. */
export interface WorkspacePackage {
  readonly name: string;
  /** Relative to the root. */
  readonly folder: string;
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
  /** Names of the packages that its tsconfig refers to. */
  readonly references: readonly string[];
  readonly sources: readonly string[];
  readonly tests: readonly string[];
}

/** Every workspace package, by name. */
export function workspacePackages(): ReadonlyMap<string, WorkspacePackage> {
  const { workspaces } = json("package.json") as { workspaces: string[] };
  const folders = workspaces.flatMap((pattern) =>
    pattern.endsWith("/*")
      ? readdirSync(join(root, pattern.slice(0, -2))).map((name) => pattern.slice(0, -1) + name)
      : pattern,
  );
  const present = folders.filter((folder) => existsSync(join(root, folder, "package.json")));
  return new Map(present.map((folder) => readPackage(folder)).map((each) => [each.name, each]));
}

function readPackage(folder: string): WorkspacePackage {
  const manifest = json(join(folder, "package.json")) as Record<string, Record<string, string>> & { name: string };
  const { references = [] } = json(join(folder, "tsconfig.json")) as { references?: { path: string }[] };
  return {
    name: manifest.name,
    folder,
    dependencies: Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }),
    devDependencies: Object.keys(manifest.devDependencies ?? {}),
    references: references.map(({ path }) => (json(join(folder, path, "package.json")) as { name: string }).name),
    sources: typescriptFiles(join(folder, "src")),
    tests: ["test", "bench", "fuzz", "selftest"].flatMap((kind) => typescriptFiles(join(folder, kind))),
  };
}

/** TypeScript files below `folder`, relative to the root. */
function typescriptFiles(folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((name) => /\.m?ts$/.test(name) && statSync(join(root, name)).isFile());
}

/** Everything that a file imports or re-exports, types too, as written. */
export function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  const statement =
    /(?:^|\n)\s*(?:import|export)\b[^;"'`]*?\bfrom\s*["']([^"']+)["']|\bimport\s*\(\s*["']([^"']+)["']|(?:^|\n)\s*import\s*["']([^"']+)["']/g;
  return [...text.matchAll(statement)].map((match) => (match[1] ?? match[2] ?? match[3]) as string);
}

/** The file of the same package that a relative import means, relative to the root. */
export function fileOf(importer: string, specifier: string): string {
  const path = resolve(root, dirname(importer), specifier).replace(/\.js$/, ".ts");
  return relative(root, path);
}

/** `@scope/name/deep` → `@scope/name`. */
export function packageOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

function json(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), "utf8"));
}
