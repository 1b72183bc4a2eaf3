// The module that a web page loads as it is, with its source map and the licences of what is in it. Part of npm run build.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { bundleForBrowser, root } from "./browser-bundle.mjs";

const outfile = "packages/thingwright/dist/browser.min.js";

const { metafile } = await bundleForBrowser(["thingwright/browser"], { outfile, sourcemap: true });
writeFileSync(join(root, `${outfile}.LICENSES.txt`), licences(bundledPackages(metafile)));
const module = readFileSync(join(root, outfile));
const kilobytes = (bytes) => `${Math.round(bytes / 1_000)} kB`;
process.stdout.write(`${outfile}: ${kilobytes(module.length)}, ${kilobytes(gzipSync(module).length)} compressed\n`);

/** Folders of the packages of others that have a part in the bundle. */
function bundledPackages({ outputs }) {
  const files = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const folders = files.map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].sort();
}

/** Each package's name, version and licence, as their licences ask for. */
function licences(folders) {
  return folders
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
      const file = readdirSync(join(root, folder)).find((each) => /^licen[cs]e/i.test(each));
      const text = file === undefined ? "" : readFileSync(join(root, folder, file), "utf8");
      return `${name} ${version} (${license})\n\n${text.trim()}\n`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}
