// Installs the other implementations under interop/ when they are not there yet or their lockfile has changed.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Each has a lockfile of its own: two versions of node-wot do not fit into one. */
const folders = ["../interop/", "../interop/node-wot-0.9/"].map((each) =>
  fileURLToPath(new URL(each, import.meta.url)),
);

/** Resolves to nothing; ends the process when an installation fails. */
export function ensureInterop() {
  for (const folder of folders) ensure(folder);
}

function ensure(folder) {
  const installed = `${folder}node_modules/.package-lock.json`;
  const isFresh =
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(`${folder}package-lock.json`).mtimeMs;
  if (isFresh) return;
  process.stderr.write(`installing the implementations to compare with (${folder}, once) …\n`);
  const { status } = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], {
    cwd: folder,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
  // The one that is compiled. Where there is no compiler, what needs it says that it is skipped.
  spawnSync("npm", ["rebuild", "node-mbus", "--silent"], { cwd: folder, stdio: "ignore" });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensureInterop();
