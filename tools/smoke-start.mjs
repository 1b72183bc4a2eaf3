// Starts the simulated building as its user does, looks at its Things, and interrupts it. Needs nothing but the build.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { Tally } from "./tally.mjs";

const readyMs = 60_000;
const endMs = 2_000;
const leastThings = 8;

const tally = new Tally();
const ports = ["--http-port", "0", "--coap-port", "0", "--mqtt-port", "0"];
// A process group of its own: an interrupt at a terminal reaches all of it, npm and the building.
const building = spawn("npm", ["start", "--silent", "--", "--json", ...ports], {
  detached: true,
  stdio: ["ignore", "pipe", "inherit"],
});
const ended = new Promise((resolve) => building.once("exit", () => resolve("ended")));
try {
  const ready = await Promise.race([readyLine(building.stdout), ended, after(readyMs, "late")]);
  if (tally.add("npm start says that it is ready", typeof ready === "object" ? "" : `${ready} before a ready line`)) {
    tally.add(`${ready.things} lists the Things`, await lookAtThings(ready.things));
    interrupt("SIGINT");
    const outcome = await Promise.race([ended, after(endMs, "still running")]);
    tally.add(`SIGINT ends it within ${endMs / 1000} s`, outcome === "ended" ? "" : outcome);
    tally.add("nobody answers any more", await answers(ready.things));
  }
} finally {
  interrupt("SIGKILL");
}
tally.finish();

/** The first line that is a JSON object and says that it is ready. Never, when there is none. */
async function readyLine(stdout) {
  for await (const line of createInterface({ input: stdout })) {
    if (!line.startsWith("{")) continue;
    const said = JSON.parse(line);
    if (said.ready === true) return said;
  }
  return new Promise(() => {});
}

async function lookAtThings(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  if (response.status !== 200) return `answered ${response.status}`;
  const things = await response.json();
  if (!Array.isArray(things)) return "the answer is not an array";
  if (things.length < leastThings) return `there are ${things.length} and not at least ${leastThings}`;
  const bare = things.filter(({ title, security, securityDefinitions }) => !(title && security && securityDefinitions));
  return bare.map(({ title, id }) => `${title ?? id} is no Thing Description`).join("; ");
}

async function answers(url) {
  try {
    await fetch(url, { signal: AbortSignal.timeout(1_000) });
    return `${url} still answers`;
  } catch {
    return "";
  }
}

function interrupt(signal) {
  try {
    process.kill(-building.pid, signal);
  } catch {
    // Gone already.
  }
}

function after(ms, outcome) {
  return new Promise((resolve) => setTimeout(resolve, ms, outcome).unref());
}
