import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build, type Plugin } from "esbuild";
import { standInModule } from "./stand-in-modules.js";

const interop = fileURLToPath(new URL("../../../../../interop/", import.meta.url));

/** A test of theirs that ran. */
export interface Verdict {
  readonly title: string;
  /** Without one it passed. */
  readonly failure?: string;
}

/** Where `.ci/install-tools` has put the sources of a version of node-wot. */
export const theirSources = (version: string): string =>
  fileURLToPath(new URL(`../../../../../.interop/node-wot-${version}`, import.meta.url));

/** Whether they are on this machine, and what runs them. */
export const canRun = (version: string): boolean =>
  existsSync(join(theirSources(version), "packages/core/test")) && existsSync(join(interop, "node_modules/mocha"));

/** What of a package's tests is run. */
export interface Selection {
  /** Files that are not. */
  readonly withoutFiles?: RegExp;
  /** Tests that are not, by their titles. */
  readonly withoutTests?: readonly string[];
}

/** Runs the tests of one of their packages against the stand-in, in a process of its own. */
export async function verdictsOf(
  version: string,
  name: string,
  { withoutFiles, withoutTests = [] }: Selection = {},
): Promise<readonly Verdict[]> {
  const folder = join(theirSources(version), "packages", name);
  const all = (await readdir(join(folder, "test"))).filter((file) => file.endsWith(".ts"));
  const files = all.filter((file) => withoutFiles?.test(file) !== true);
  // From here its packages are found.
  const outdir = join(interop, "node_modules/.node-wot-tests", version, name);
  await mkdir(outdir, { recursive: true });
  // Default imports mean what they mean in their repository.
  await writeFile(join(theirSources(version), "package.json"), '{ "type": "commonjs" }');
  await build({
    entryPoints: files.map((file) => join(folder, "test", file)),
    outdir,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    format: "cjs",
    packages: "external",
    logLevel: "error",
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } },
    plugins: [standIn(name)],
  });
  const report = join(outdir, "report.json");
  await rm(report, { force: true });
  const mocha = createRequire(join(interop, "package.json")).resolve("mocha/bin/mocha");
  const bundles = files.map((file) => join(outdir, basename(file, ".ts").concat(".cjs")));
  const options = ["--exit", "--timeout", "4000", "--reporter", "json", "--reporter-option", `output=${report}`];
  if (withoutTests.length > 0) options.push("--invert", "--grep", withoutTests.map(literal).join("|"));
  const run = promisify(execFile)(process.execPath, [mocha, ...options, ...bundles], {
    cwd: folder,
    timeout: 120_000,
    maxBuffer: 1 << 26,
  });
  // It ends with the number of failures: what they are is in the report.
  const ended = await run.catch((error: { readonly stderr: string }) => error);
  if (!existsSync(report)) throw new Error(`mocha did not report: ${ended.stderr}`);
  return verdictsIn(await readFile(report, "utf8"));
}

const literal = (title: string): string => title.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

interface Report {
  readonly tests: readonly { readonly fullTitle: string; readonly err: { readonly message?: string } }[];
}

const verdictsIn = (report: string): readonly Verdict[] =>
  (JSON.parse(report) as Report).tests.map(({ fullTitle, err: { message } }) =>
    message === undefined ? { title: fullTitle } : { title: fullTitle, failure: message },
  );

/** Resolves their packages and their sources to the stand-in; what is beside a test is theirs. */
const standIn = (name: string): Plugin => ({
  name: "stand-in",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@node-wot\// }, ({ path }) => {
      const [, of = ""] = path.split("/");
      return { path: `${of}/${of}`, namespace: "stand-in" };
    });
    onResolve({ filter: /^(\.\/)?\.\.(\/|$)/ }, ({ path }) => {
      const module = basename(path);
      return { path: `${name}/${module === ".." ? name : module}`, namespace: "stand-in" };
    });
    onResolve({ filter: /./, namespace: "stand-in" }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /./, namespace: "stand-in" }, ({ path }) => {
      const [of = "", module = ""] = path.split("/");
      const contents = standInModule(of, module);
      return contents === undefined ? { errors: [{ text: `nothing stands in for ${of}` }] } : { contents };
    });
  },
});
