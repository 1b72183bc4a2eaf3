// Runs every example on the built packages: each must end by itself, with exit code 0.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Tally } from "./tally.mjs";

const folder = fileURLToPath(new URL("../examples/", import.meta.url));
const timeoutMs = 60_000;

const tally = new Tally();
const files = existsSync(folder)
  ? readdirSync(folder)
      .filter((name) => name.endsWith(".mjs"))
      .sort()
  : [];
tally.add("there are examples", files.length > 0 ? "" : "examples/ has no .mjs file");
for (const file of files) tally.add(file, run(file));
tally.finish();

function run(file) {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [file], {
    cwd: folder,
    encoding: "utf8",
    timeout: timeoutMs,
  });
  if (status === 0) return "";
  const how = status === null ? `ended by ${signal} (${timeoutMs / 1000} s at most)` : `exit code ${status}`;
  return `${how}\n${stdout}${stderr}`.trimEnd();
}
