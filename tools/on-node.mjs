// node tools/on-node.mjs MAJOR SCRIPT [ARGUMENT…]: runs a script, after making sure of the version that runs it.
import { pathToFileURL } from "node:url";

const [major, script, ...args] = process.argv.slice(2);
if (!process.version.startsWith(`v${major}.`)) {
  process.stderr.write(`this is Node.js ${process.version}, not ${major}\n`);
  process.exit(1);
}
process.stdout.write(`Node.js ${process.version}\n`);
process.argv = [process.argv[0], script, ...args];
await import(pathToFileURL(script).href);
