import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { UnofferedDevice } from "@thingwright/adapter-core";
import type { Clock, Logger } from "@thingwright/contracts";
import { asWotError } from "@thingwright/errors";
import { pause } from "@thingwright/mapping";
import type { Matter } from "./matter.js";

/** What commissions devices by a list needs. */
export interface CommissioningOptions {
  readonly matter: Pick<Matter, "commission">;
  /** Names of the devices that are wanted. */
  readonly names: readonly string[];
  /** The pairing code of a name; `undefined` when it is not known. */
  codeOf(name: string): Promise<string | undefined>;
  /** Folder in which is kept which of them have been commissioned: a code is good once. */
  readonly folder: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Between two attempts to commission what does not answer: doubles from the first to the second. */
const [firstDelayMs, longestDelayMs] = [10_000, 600_000];

/**
 * Commissions the devices of a list, one after the other, and tries again those that do not answer. One that has been
 * commissioned is not taken again after it has left.
 */
export class Commissioning implements AsyncDisposable {
  readonly #options: CommissioningOptions;
  readonly #ending = new AbortController();
  readonly #missing = new Map<string, string>();
  #running: Promise<void> | undefined;

  constructor(options: CommissioningOptions) {
    this.#options = options;
    for (const name of options.names) this.#missing.set(name, "it has not been commissioned yet");
  }

  /** Those that are not commissioned, and why. */
  get missing(): readonly UnofferedDevice[] {
    return [...this.#missing].map(([key, why]) => ({ key, why }));
  }

  start(): void {
    this.#running ??= this.#run().catch((error: unknown) => {
      this.#options.logger.error("devices cannot be commissioned", { message: asWotError(error).message });
    });
  }

  /** Idempotent. */
  async stop(): Promise<void> {
    this.#ending.abort();
    await this.#running;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #run(): Promise<void> {
    const { clock } = this.#options;
    const { signal } = this.#ending;
    const done = await this.#readDone();
    for (const name of done.keys()) this.#missing.delete(name);
    for (let delayMs = firstDelayMs; this.#missing.size > 0; delayMs = Math.min(longestDelayMs, delayMs * 2)) {
      for (const name of [...this.#missing.keys()]) {
        if (signal.aborted) return;
        const node = await this.#attempt(name);
        if (node !== undefined) await this.#keep(done.set(name, node));
      }
      if (this.#missing.size > 0) await pause(delayMs, clock, signal);
    }
  }

  /** @returns the id of the node that the device is now; `undefined` when it is none yet */
  async #attempt(name: string): Promise<string | undefined> {
    const { matter, codeOf, logger } = this.#options;
    try {
      const code = await codeOf(name);
      if (code === undefined) {
        this.#missing.set(name, "its pairing code is not among the credentials");
        return undefined;
      }
      const node = await matter.commission(code, { signal: this.#ending.signal });
      this.#missing.delete(name);
      return node;
    } catch (error) {
      const { message } = asWotError(error);
      this.#missing.set(name, message);
      logger.warn("a device cannot be commissioned", { device: name, message });
      return undefined;
    }
  }

  /** Node ids by name. */
  async #readDone(): Promise<Map<string, string>> {
    try {
      const entries = Object.entries(JSON.parse(await readFile(this.#file, "utf8")) as Record<string, unknown>);
      return new Map(entries.map(([name, node]) => [name, String(node)]));
    } catch {
      return new Map();
    }
  }

  async #keep(done: ReadonlyMap<string, string>): Promise<void> {
    await mkdir(this.#options.folder, { recursive: true });
    await writeFile(`${this.#file}.new`, JSON.stringify(Object.fromEntries(done)), { mode: 0o600 });
    await rename(`${this.#file}.new`, this.#file);
  }

  get #file(): string {
    return join(this.#options.folder, "commissioned.json");
  }
}
