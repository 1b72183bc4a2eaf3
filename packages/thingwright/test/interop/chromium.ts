import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const executables = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const startMs = 30_000;

/** The name of Chromium or Chrome; `undefined` when it is not installed. */
export const findChromium = (): string | undefined =>
  executables.find((name) => spawnSync("which", [name]).status === 0);

/** A headless Chromium with a profile of its own. */
export interface Chromium extends AsyncDisposable {
  /** Address of its tabs in the DevTools protocol over HTTP. */
  readonly tabs: string;
  /** Opens `url` in a tab; resolves with what closes it. */
  open(url: string): Promise<() => Promise<void>>;
}

export async function startChromium(executable: string): Promise<Chromium> {
  const profile = mkdtempSync(join(tmpdir(), "chromium-"));
  const browser = spawn(executable, [...flags, `--user-data-dir=${profile}`, "about:blank"], {
    // A group of its own: Chromium is many processes, and all of them have to end.
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const stop = () => end(browser, profile);
  try {
    const tabs = `http://${await devToolsHost(browser)}/json`;
    return { tabs, open: (url) => openTab(tabs, url), [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-proxy-server",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--remote-debugging-port=0",
];

/** Host and port on which the started browser takes commands: it says so on standard error. */
function devToolsHost(browser: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const fail = (why: string): void => reject(new TypeError(`Chromium ${why}: ${said.slice(-2_000)}`));
    const timer = setTimeout(() => fail(`was not ready within ${startMs} ms`), startMs);
    browser.once("error", ({ message }) => fail(message));
    browser.once("exit", (code) => fail(`ended with ${code}`));
    browser.stderr?.on("data", (chunk: Buffer) => {
      said += chunk;
      const host = /DevTools listening on ws:\/\/([^/]+)\//.exec(said)?.[1];
      if (host === undefined) return;
      clearTimeout(timer);
      resolve(host);
    });
  });
}

async function openTab(tabs: string, url: string): Promise<() => Promise<void>> {
  const response = await fetch(`${tabs}/new?${encodeURIComponent(url)}`, { method: "PUT" });
  const { id } = (await response.json()) as { id: string };
  return async () => void (await fetch(`${tabs}/close/${id}`));
}

async function end(browser: ChildProcess, profile: string): Promise<void> {
  const ended = new Promise<void>((resolve) => browser.once("exit", () => resolve()));
  if (browser.pid !== undefined && browser.exitCode === null && browser.signalCode === null) {
    process.kill(-browser.pid, "SIGKILL");
    await ended;
  }
  rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
