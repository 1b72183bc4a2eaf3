import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Longest wait for the ready line: it includes a build. */
const readyMs = 120_000;

/**
 * `npm start` at free ports, as its user has it. A process group of its own: an interrupt at a terminal reaches all of
 * it, npm and the building.
 */
export class RunningBuilding {
  /** Resolves once the process has ended. */
  ended;
  #child;

  constructor() {
    const ports = ["--http-port", "0", "--coap-port", "0", "--mqtt-port", "0"];
    this.#child = spawn("npm", ["start", "--silent", "--", "--json", ...ports], {
      detached: true,
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.ended = new Promise((resolve) => {
      this.#child.once("exit", () => resolve("it has ended"));
    });
  }

  /** What the ready line says; a text that says why there is none. */
  ready() {
    return Promise.race([readyLine(this.#child.stdout), this.ended, after(readyMs, "it is late")]);
  }

  signal(name) {
    try {
      process.kill(-this.#child.pid, name);
    } catch {
      // Gone already.
    }
  }
}

/** Resolves to `outcome` after `ms`, without keeping the process alive. */
export function after(ms, outcome) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms, outcome).unref();
  });
}

/** The first line that is a JSON object and says that it is ready. Never, when there is none. */
async function readyLine(stdout) {
  for await (const line of createInterface({ input: stdout })) {
    if (!line.startsWith("{")) {
      process.stdout.write(`${line}\n`);
      continue;
    }
    const said = JSON.parse(line);
    if (said.ready === true) return said;
  }
  return new Promise(() => {});
}
