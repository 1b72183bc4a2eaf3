// One self-contained ES module for browsers, made from the sources of the workspace: nothing has to be built before.
import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** The oldest engines that have what the module calls (`URL.canParse`, `AbortSignal.any`); syntax is made to fit. */
const target = ["chrome120", "firefox124", "safari17.4"];

/** Symbols that not all of them have, and that members of classes are named by. */
const banner = {
  js: ["dispose", "asyncDispose"].map((name) => `Symbol.${name}??=Symbol.for("Symbol.${name}");`).join(""),
};

/**
 * Bundles everything that `specifiers` export, as a browser gets it by the "browser" conditions of the manifests.
 *
 * Modules of Node.js are left as imports, so that whoever calls can say which file wants them.
 *
 * @param options - further options of esbuild, such as `outfile`; by default the result is kept in memory
 */
export function bundleForBrowser(specifiers, options = {}) {
  return build({
    stdin: {
      contents: specifiers.map((specifier) => `export * from ${JSON.stringify(specifier)};\n`).join(""),
      resolveDir: root,
      sourcefile: "browser-bundle-entry.js",
    },
    absWorkingDir: root,
    bundle: true,
    format: "esm",
    platform: "browser",
    target,
    banner,
    minify: true,
    metafile: true,
    write: options.outfile !== undefined,
    logLevel: "silent",
    plugins: [workspaceSources, nodeModules],
    ...options,
  });
}

/** Leads an import of one of our packages to the source of what its manifest exports to browsers. */
const workspaceSources = {
  name: "workspace-sources",
  setup({ onResolve }) {
    onResolve({ filter: /^(?:@thingwright\/|thingwright(?:\/|$))/ }, ({ path }) => {
      const [, scope, name, subpath = ""] = /^(@thingwright\/)?([^/]+)(\/.*)?$/.exec(path);
      const folder = join(root, "packages", scope === undefined ? "thingwright" : name);
      const { exports, sideEffects } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      const file = browserFileOf(exports[`.${subpath}`]);
      if (file === undefined) return { errors: [{ text: `${path} is not exported` }] };
      return { path: join(folder, file.replace("./dist/", "src/").replace(/\.js$/, ".ts")), sideEffects };
    });
  },
};

/** What a bundler for browsers takes of an entry of `exports`. */
function browserFileOf(entry) {
  if (entry === undefined || typeof entry === "string") return entry;
  return browserFileOf(entry.browser ?? entry.default);
}

const nodeModules = {
  name: "node-modules",
  setup({ onResolve }) {
    const names = new Set(builtinModules);
    onResolve({ filter: /^(?:node:)?[a-z_/]+$/ }, ({ path }) =>
      path.startsWith("node:") || names.has(path) ? { path, external: true } : undefined,
    );
  },
};
