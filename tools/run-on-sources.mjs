// node tools/run-on-sources.mjs FILE.ts [ARGUMENT …]: runs a program of this repository on the sources, not on a build.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const [file, ...args] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write("which file?\n");
  process.exit(2);
}

/** Our packages are their sources; those of others stay where they are installed. */
const sources = {
  name: "sources",
  setup({ onResolve }) {
    onResolve({ filter: /^@thingwright\// }, ({ path }) => {
      const [name, ...entry] = path.slice("@thingwright/".length).split("/");
      const folder = name === "thing-descriptions" || name === "conformance" ? name : join("packages", name);
      return { path: join(root, folder, "src", ...entry, "index.ts") };
    });
  },
};

// Inside the repository, so that what is not bundled is found.
const folder = mkdtempSync(join(root, "node_modules", ".run-"));
try {
  const outfile = join(folder, "program.mjs");
  await build({
    entryPoints: [resolve(file)],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    packages: "external",
    plugins: [sources],
    sourcemap: "inline",
    logLevel: "error",
  });
  const { status } = spawnSync(process.execPath, ["--enable-source-maps", "--expose-gc", outfile, ...args], {
    stdio: "inherit",
    cwd: root,
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
