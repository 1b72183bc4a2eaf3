import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Pool } from "undici";
import { keepInFlight } from "../lib/keep-in-flight.mjs";

const hasWrk = spawnSync("wrk", ["--version"]).error === undefined;

/** The generator that `httpLoad` uses on this machine. */
export const httpGenerator = hasWrk ? "wrk -t1 -c32" : "undici Pool, 32 in flight, in the measuring process";

/**
 * Requests a second that `urls`, of one server, answer with 2xx in turn, over 32 connections; and the milliseconds that 99
 * of 100 stay below, where the generator knows.
 *
 * @returns {Promise<{ value: number, p99Ms?: number }>}
 */
export async function httpLoad(urls, ms, { method = "GET", body } = {}) {
  return hasWrk ? wrk(urls, ms, method, body) : { value: await pool(urls, ms, method, body) };
}

async function wrk(urls, ms, method, body) {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const script = join(folder, "requests.lua");
  writeFileSync(script, requests(urls, method, body));
  const seconds = Math.max(1, Math.round(ms / 1000));
  const args = ["-t1", "-c32", `-d${seconds}s`, "--latency", "-s", script, urls[0]];
  const { stdout } = await promisify(execFile)("wrk", args);
  rmSync(folder, { recursive: true });
  if (/Non-2xx/.test(stdout)) throw new Error(`${urls[0]} refused requests:\n${stdout}`);
  return { value: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]), p99Ms: percentile99(stdout) };
}

/** A script with the bytes of every request, made before the first is sent. */
function requests(urls, method, body) {
  const { host } = new URL(urls[0]);
  const head = `Host: ${host}\r\nContent-Type: application/json\r\n`;
  const rest = body === undefined ? "\r\n" : `Content-Length: ${body.length}\r\n\r\n${body}`;
  const all = urls.map((url) => JSON.stringify(`${method} ${new URL(url).pathname} HTTP/1.1\r\n${head}${rest}`));
  return `local all = {${all.join(",\n")}}
local turn = 0
request = function() turn = turn % #all + 1; return all[turn] end
`;
}

const units = { us: 0.001, ms: 1, s: 1000 };

function percentile99(stdout) {
  const [, value, unit] = /99%\s+([\d.]+)(us|ms|s)/.exec(stdout);
  return Number(value) * units[unit];
}

async function pool(urls, ms, method, body) {
  const paths = urls.map((url) => new URL(url).pathname);
  const connections = new Pool(new URL(urls[0]).origin, { connections: 32 });
  const headers = { "content-type": "application/json" };
  let turn = 0;
  const rate = await keepInFlight(
    async () => {
      const path = paths[turn++ % paths.length];
      const response = await connections.request({ method, path, headers, body });
      await response.body.dump();
      if (response.statusCode >= 300) throw new Error(`${path} answered ${response.statusCode}`);
    },
    32,
    ms,
  );
  await connections.close();
  return rate;
}
