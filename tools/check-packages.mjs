// npm run check:packages: every package as its users will get it, packed, installed beside the others, and loaded.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { followGuide } from "./migration-guide.mjs";
import { Tally } from "./tally.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = join(root, "node_modules/typescript/bin/tsc");
const tally = new Tally();
/** Packages that are loaded at the same time, each in a process of its own. */
const atOnce = 3;
/** Longest time until a process that has loaded a package has ended. */
const loadTimeoutMs = 60_000;
const packages = workspacePackages();
const place = mkdtempSync(join(tmpdir(), "thingwright-packages-"));
try {
  await checkPackages();
} finally {
  rmSync(place, { recursive: true, force: true });
}
tally.finish();

async function checkPackages() {
  if (!tally.add("npm run build", buildAll())) return;
  const tarballs = join(place, "tarballs");
  const consumer = join(place, "consumer");
  if (!tally.add("npm pack", pack(tarballs))) return;
  for (const each of packages) {
    const file = join(tarballs, tarballOf(each));
    tally.add(`${each.name} is described by publint`, await lint(file, each));
    tally.add(`${each.name} holds what it needs and no more`, contents(file));
  }
  if (!tally.add("npm install of all tarballs in an empty folder", install(tarballs, consumer))) return;
  await loadAll(consumer);
  tally.add("thingwright bundles for browsers", await bundle(consumer));
  tally.add("all packages type-check in a project of their user", typeCheck(consumer));
  for (const [what, problem] of followGuide(consumer)) tally.add(`migrating from node-wot: ${what}`, told(problem));
}

/** Loads every package, and looks for the types of each of its entries. */
async function loadAll(consumer) {
  for (let first = 0; first < packages.length; first += atOnce) {
    const some = packages.slice(first, first + atOnce);
    const problems = await Promise.all(some.map((each) => load(consumer, each.name, specifiersOf(each))));
    for (const [index, each] of some.entries()) addLoaded(consumer, each, problems[index]);
  }
}

function addLoaded(consumer, each, { required, imported }) {
  tally.add(`${each.name} loads by require()`, required);
  for (const [index, [, entry]] of entriesOf(each).entries()) {
    const specifier = specifiersOf(each)[index];
    tally.add(`${specifier} loads by import()`, imported[index]);
    tally.add(`${specifier} has its types`, types(join(consumer, "node_modules", each.name), entry));
  }
}

/** What a package exports, but for documents, which are no modules. */
function entriesOf({ manifest }) {
  return Object.entries(manifest.exports).filter(([path]) => !path.includes("*") && !path.endsWith(".json"));
}

function specifiersOf(each) {
  return entriesOf(each).map(([path]) => each.name + path.slice(1));
}

/** Folders and manifests of all workspace packages. */
function workspacePackages() {
  const { workspaces } = readJson(join(root, "package.json"));
  const folders = workspaces.flatMap((pattern) =>
    pattern.endsWith("/*")
      ? readdirSync(join(root, pattern.slice(0, -2))).map((name) => pattern.slice(0, -1) + name)
      : [pattern],
  );
  return folders
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(join(folder, "package.json")))
    .map((folder) => ({ folder, manifest: readJson(join(folder, "package.json")) }))
    .map(({ folder, manifest }) => ({ name: manifest.name, folder, manifest }));
}

function buildAll() {
  return run("npm", ["run", "build", "--silent"], root);
}

/** What publint says of a package as it is packed. */
async function lint(file, { manifest }) {
  const { buffer, byteOffset, byteLength } = readFileSync(file);
  const tarball = buffer.slice(byteOffset, byteOffset + byteLength);
  const { messages } = await publint({ pack: { tarball }, level: "warning" });
  return messages.map((message) => formatMessage(message, manifest) ?? message.code).join("; ");
}

function pack(tarballs) {
  mkdirSync(tarballs);
  const workspaces = packages.flatMap(({ name }) => ["--workspace", name]);
  return run("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", tarballs, ...workspaces], root);
}

/** The name that npm gives to a packed package. */
function tarballOf({ name, manifest }) {
  return `${name.replace("@", "").replace("/", "-")}-${manifest.version}.tgz`;
}

/** A tarball has licence, README, code and types, and neither tests nor build records. */
function contents(file) {
  const listed = spawnSync("tar", ["-tzf", file], { encoding: "utf8" });
  if (listed.status !== 0) return `${file} cannot be read`;
  const files = listed.stdout.split("\n").map((line) => line.replace(/^package\//, ""));
  const wanted = ["LICENSE", "README.md", "package.json", "dist/index.js", "dist/index.d.ts"];
  const missing = wanted.filter((each) => !files.includes(each)).map((each) => `${each} is missing`);
  const surplus = files.filter((each) => /^(test|bench|fuzz)\/|\.tsbuildinfo$|\.tgz$/.test(each));
  return [...missing, ...surplus.map((each) => `${each} does not belong there`)].join("; ");
}

function install(tarballs, consumer) {
  mkdirSync(consumer);
  writeFileSync(join(consumer, "package.json"), '{ "private": true }\n');
  const files = readdirSync(tarballs).map((file) => join(tarballs, file));
  return run("npm", ["install", "--no-audit", "--no-fund", "--loglevel", "error", ...files], consumer);
}

/**
 * Loads a package in a process of its own, which nothing that it loads may keep from ending: by require(), then each of its
 * entries by import(). Says of each what went wrong.
 */
function load(consumer, name, specifiers) {
  const script = `
    const attempts = [() => require(${JSON.stringify(name)})];
    for (const each of ${JSON.stringify(specifiers)}) attempts.push(() => import(each));
    (async () => {
      for (const attempt of attempts) {
        const problem = await Promise.resolve().then(attempt).then(() => "", (error) => String(error?.stack ?? error));
        process.send(problem);
      }
      process.disconnect();
    })();`;
  return new Promise((resolve) => {
    const problems = [];
    const child = spawn(process.execPath, ["-e", script], { cwd: consumer, stdio: ["ignore", "pipe", "pipe", "ipc"] });
    const deadline = setTimeout(() => child.kill("SIGKILL"), loadTimeoutMs);
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
    child.on("message", (problem) => problems.push(told(problem)));
    child.on("close", (code, signal) => {
      clearTimeout(deadline);
      const end = code === 0 ? "" : told(`the process ended with ${code ?? signal} ${said}`.trim());
      const [required, ...imported] = [name, ...specifiers].map((_, index) => problems[index] || end);
      resolve({ required, imported });
    });
  });
}

/** Looks for the declarations that an entry of `exports` names, those for browsers too. */
function types(folder, { types: file, browser }) {
  const files = [file, browser?.types].filter((each) => each !== undefined);
  return files
    .filter((each) => !existsSync(join(folder, each)))
    .map((each) => `${each} is missing`)
    .join("; ");
}

/** Bundles the umbrella as a bundler for browsers finds it, by the conditions of the packed manifests. */
async function bundle(consumer) {
  const stdin = { contents: 'export * from "thingwright";', resolveDir: consumer };
  const options = { bundle: true, format: "esm", platform: "browser", write: false, logLevel: "silent" };
  return build({ stdin, ...options }).then(
    () => "",
    ({ message }) => message,
  );
}

/** Compiles a file that imports every package, with the declarations as they are published. */
function typeCheck(consumer) {
  const lines = packages.map(({ name }, index) => `export * as p${index} from ${JSON.stringify(name)};`);
  writeFileSync(join(consumer, "all.mts"), `${lines.join("\n")}\n`);
  const options = [
    "--noEmit",
    "--strict",
    "--module",
    "nodenext",
    "--target",
    "es2023",
    "--lib",
    "es2023,esnext.disposable,dom",
  ];
  const roots = ["--typeRoots", join(root, "node_modules/@types"), "--types", "node"];
  return run(process.execPath, [tsc, ...options, ...roots, "all.mts"], consumer);
}

/** The empty text when the command succeeds, else what it said. */
function run(command, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8", timeout: 300_000 });
  if (status === 0) return "";
  return told(`${stdout}${stderr}`.trim() || error?.message || `exit code ${status}`);
}

function told(text) {
  return text.split("\n").slice(0, 12).join("\n    ");
}

function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}
