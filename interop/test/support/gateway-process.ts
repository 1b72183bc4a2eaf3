import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The building of `npm start`, in a process of its own. */
export interface GatewayProcess {
  readonly things: string;
  readonly http: string;
  readonly coap: string;
  readonly mqtt: string;
  readonly child: ChildProcess;
  /** Resident memory in bytes. */
  residentBytes(): number;
  /** Milliseconds that it took to end after SIGINT, and its exit code. */
  interrupt(): Promise<{ ms: number; code: number | null }>;
}

const bin = fileURLToPath(new URL("../../../packages/thingwright/dist/bin.js", import.meta.url));

/** Starts it on free ports. Needs the packages built. */
export function startGatewayProcess(): Promise<GatewayProcess> {
  const args = ["start", "--json", "--http-port", "0", "--coap-port", "0", "--mqtt-port", "0"];
  const child = spawn(process.execPath, [bin, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    let line = "";
    child.once("exit", (code) => reject(new Error(`the gateway ended with ${code} before it was ready`)));
    child.stdout.on("data", (chunk: Buffer) => {
      line += chunk.toString();
      if (!line.includes("\n")) return;
      child.removeAllListeners("exit");
      resolve({
        ...JSON.parse(line),
        child,
        residentBytes: () => residentBytes(child),
        interrupt: () => interrupt(child),
      });
    });
  });
}

function residentBytes({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024;
}

function interrupt(child: ChildProcess): Promise<{ ms: number; code: number | null }> {
  const start = performance.now();
  return new Promise((resolve) => {
    child.once("exit", (code) => resolve({ ms: performance.now() - start, code }));
    child.kill("SIGINT");
  });
}

/** Whether a program is installed. */
export function has(program: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
}
