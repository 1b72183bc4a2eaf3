// Runs every example on the built packages: those that serve are asked, those that consume get a running building.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { after, RunningBuilding } from "./running-building.mjs";
import { Tally } from "./tally.mjs";

const folder = fileURLToPath(new URL("../examples/", import.meta.url));
const timeoutMs = 60_000;
const endMs = 2_000;

/** A port that no browser and no `fetch` goes to. */
const nowhere = "http://127.0.0.1:9/things";

/** How each example is run, by file name. */
const runs = {
  "vendor-lamp.mjs": (file) => serve(file, noDescription),
  "secured-lamp.mjs": (file) => finish(file, []),
  "foreign-mqtt-devices.mjs": (file) => finish(file, []),
  "sparkplug-device.mjs": (file) => finish(file, []),
  "browser/serve.mjs": (file) => serve(file, noPage),
  "one-api.ts": (file, { things }) => finish("../tools/run-on-sources.mjs", [file, things]),
  "consume-building.mjs": (file, { things }) => finish(file, [things]),
  "scale-out/expose.mjs": (file) => complain(file, ["mqtt://127.0.0.1:9"]),
  "scale-out/consume.mjs": (file) => complain(file, ["no.td.json"]),
  "judged-client.mjs": (file) => judge(file),
  "judge-thing.mjs": (file, { http }) => finish(file, [`${http}/corridor-lamp`]),
};

const tally = new Tally();
const building = new RunningBuilding();
try {
  const ready = await building.ready();
  if (tally.add("the building is ready", typeof ready === "object" ? "" : ready)) await runAll(ready);
} finally {
  building.signal("SIGKILL");
}
tally.finish();

async function runAll(ready) {
  const files = existsSync(folder)
    ? readdirSync(folder, { recursive: true }).filter((name) => /\.m?[jt]s$/.test(name))
    : [];
  tally.add("examples/consume-building.mjs without a building", await complain("consume-building.mjs", [nowhere]));
  tally.add("README.md", await finish("--input-type=module", ["-e", exampleIn("README.md")]));
  for (const file of new Set([...Object.keys(runs), ...files])) {
    const run = runs[file];
    const known = files.includes(file) && run !== undefined;
    tally.add(
      `examples/${file}`,
      known ? await run(file, ready) : "the file and its run in tools/run-examples.mjs must both be there",
    );
  }
}

/** The first JavaScript of a page of the project. */
function exampleIn(page) {
  const text = readFileSync(new URL(`../${page}`, import.meta.url), "utf8");
  return /^```js\n([\s\S]+?)^```$/m.exec(text)?.[1] ?? "throw new Error('there is no example')";
}

/** An example that ends by itself, with exit code 0. */
async function finish(file, args) {
  const child = start(file, args);
  const said = everything(child);
  const code = await Promise.race([exitOf(child), after(timeoutMs, "too late")]);
  child.kill("SIGKILL");
  return code === 0 ? "" : `ended with ${code}\n${await said}`;
}

/** A driver of a client: the suite finds nothing wrong with what it drives. */
function judge(file) {
  return finish("../conformance/dist/bin.js", ["consumer", "--quiet", "--", process.execPath, file]);
}

/** An example that cannot do its work, and says so in one line, with exit code 1. */
async function complain(file, args) {
  const child = start(file, args);
  const said = everything(child);
  const code = await Promise.race([exitOf(child), after(timeoutMs, "too late")]);
  child.kill("SIGKILL");
  const text = await said;
  return code === 1 && /^[^\n]+\n$/.test(text) ? "" : `ended with ${code}\n${text}`;
}

/**
 * An example that serves something, says where, and ends when it is interrupted.
 *
 * @param complaint - what is wrong with what is at its address; the empty text for nothing
 */
async function serve(file, complaint) {
  const child = start(file, []);
  const exit = exitOf(child);
  try {
    const url = await Promise.race([urlIn(child.stdout), exit, after(timeoutMs, "nothing in time")]);
    if (typeof url !== "string" || !url.startsWith("http")) return `said ${url} and no address`;
    const wrong = await complaint(url);
    if (wrong !== "") return wrong;
    child.kill("SIGINT");
    return await Promise.race([exit.then(() => ""), after(endMs, "an interrupt does not end it")]);
  } finally {
    child.kill("SIGKILL");
  }
}

async function noDescription(url) {
  const { title, forms, properties } = await (await get(url)).json();
  return title === undefined || (forms ?? properties) === undefined ? `${url} is no Thing Description` : "";
}

/** A page, and beside it the module that `npm run build` makes. */
async function noPage(url) {
  const page = await (await get(url)).text();
  const module = await (await get(new URL("thingwright.js", url))).text();
  if (!page.includes("./thingwright.js")) return `${url} is not the page`;
  return /export\s*\{/.test(module) ? "" : `the page has no module: ${module.slice(0, 200)}`;
}

function get(url) {
  return fetch(url, { signal: AbortSignal.timeout(5_000) });
}

function start(file, args) {
  return spawn(process.execPath, [file, ...args], {
    cwd: folder,
    env: { ...process.env, PORT: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function exitOf(child) {
  return new Promise((resolve) => {
    child.once("close", (code, signal) => resolve(code ?? signal));
  });
}

async function everything({ stdout, stderr }) {
  const texts = await Promise.all([stdout, stderr].map((stream) => stream.setEncoding("utf8").toArray()));
  return texts.flat().join("");
}

/** The first address in what a program says. */
async function urlIn(stdout) {
  for await (const line of createInterface({ input: stdout })) {
    const url = /https?:\/\/\S+/.exec(line)?.[0];
    if (url !== undefined) return url;
  }
  return "nothing";
}
