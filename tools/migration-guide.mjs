// The commands of docs/migrating-from-node-wot.md, as its readers run them.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const guide = readFileSync(join(root, "docs/migrating-from-node-wot.md"), "utf8");

const blocksOf = (language) =>
  [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]+?)^\`\`\``, "gm"))].map(([, text]) => text);

/**
 * Carries out what the guide says in a folder in which the packages are installed.
 *
 * @returns what was done, each with the problem that it met; the empty text for none
 */
export function followGuide(folder) {
  const [program] = blocksOf("js");
  const [paths] = blocksOf("json");
  writeFileSync(join(folder, "program.mjs"), program);
  writeFileSync(join(folder, "tsconfig.json"), paths);
  writeFileSync(join(folder, "program.cjs"), required(program));
  const commands = blocksOf("sh").filter((block) => !block.startsWith("npm install"));
  const done = [...commands, "node --import @thingwright/node-wot/register program.cjs\n"].map((command) => [
    command.trim().split("\n").at(-1),
    problemOf(command, folder),
  ]);
  const declared = JSON.parse(paths.replaceAll(/(dist\/stand-in\/[a-z-]+)/g, "$1.d.ts"));
  return [
    ...done,
    ["types by its paths, for a bundler", typeProblem(program, folder, JSON.parse(paths), "esnext", "bundler")],
    ["types by its paths, for nodenext", typeProblem(program, folder, declared, "nodenext", "nodenext")],
  ];
}

/** The program as a script that requires its modules. */
function required(program) {
  const body = program.replace(/^import (\{.*\}) from (".*");$/gm, "const $1 = require($2);");
  return `(async () => {\n${body}})();\n`;
}

/** A block of commands ends by running the program, which says 1. */
function problemOf(block, folder) {
  const { status, stdout, stderr } = run("sh", ["-ec", block.replaceAll("npx ", "")], folder);
  if (status === 0 && stdout.trim().endsWith("1")) return "";
  return `${stdout}${stderr}`.trim() || `exit code ${status}`;
}

function typeProblem(program, folder, paths, module, moduleResolution) {
  writeFileSync(join(folder, "program.mts"), program);
  const compilerOptions = {
    ...paths.compilerOptions,
    noEmit: true,
    strict: true,
    module,
    moduleResolution,
    target: "es2023",
    lib: ["es2023", "esnext.disposable", "dom"],
    typeRoots: [join(root, "node_modules/@types")],
    types: ["node"],
  };
  const config = { compilerOptions, files: ["program.mts"] };
  writeFileSync(join(folder, "tsconfig.types.json"), JSON.stringify(config));
  const { status, stdout } = run("tsc", ["-p", "tsconfig.types.json"], folder);
  return status === 0 ? "" : stdout.trim();
}

function run(command, args, cwd) {
  const path = `${join(root, "node_modules/.bin")}${delimiter}${process.env.PATH}`;
  return spawnSync(command, args, { cwd, encoding: "utf8", timeout: 60_000, env: { ...process.env, PATH: path } });
}
