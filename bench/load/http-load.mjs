import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Pool } from "undici";
import { keepInFlight } from "../lib/keep-in-flight.mjs";

const hasWrk = spawnSync("wrk", ["--version"]).error === undefined;

/** The generator that `httpLoad` uses on this machine. */
export const httpGenerator = hasWrk ? "wrk -t1 -c32" : "undici Pool, 32 in flight, in the measuring process";

/** Requests a second that `url` answers with 2xx, over 32 connections. */
export async function httpLoad(url, ms, { method = "GET", body } = {}) {
  return hasWrk ? wrk(url, ms, method, body) : pool(url, ms, method, body);
}

async function wrk(url, ms, method, body) {
  const script = join(mkdtempSync(join(tmpdir(), "bench-")), "request.lua");
  const lines = [`wrk.method = "${method}"`, 'wrk.headers["Content-Type"] = "application/json"'];
  if (body !== undefined) lines.push(`wrk.body = '${body}'`);
  writeFileSync(script, lines.join("\n"));
  const seconds = Math.max(1, Math.round(ms / 1000));
  const { stdout } = await promisify(execFile)("wrk", ["-t1", "-c32", `-d${seconds}s`, "-s", script, url]);
  if (/Non-2xx/.test(stdout)) throw new Error(`${url} refused requests:\n${stdout}`);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]);
}

async function pool(url, ms, method, body) {
  const { origin, pathname } = new URL(url);
  const connections = new Pool(origin, { connections: 32 });
  const headers = { "content-type": "application/json" };
  const rate = await keepInFlight(
    async () => {
      const response = await connections.request({ method, path: pathname, headers, body });
      await response.body.dump();
      if (response.statusCode >= 300) throw new Error(`${url} answered ${response.statusCode}`);
    },
    32,
    ms,
  );
  await connections.close();
  return rate;
}
