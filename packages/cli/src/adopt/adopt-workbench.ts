import type { AdapterEnvironment, AdapterPlugin, FindOptions } from "@thingwright/adapter-core";
import { coapClient } from "@thingwright/binding-coap";
import { httpClient, httpServer } from "@thingwright/binding-http";
import { modbusClient } from "@thingwright/binding-modbus";
import { mqttClient } from "@thingwright/binding-mqtt";
import { silent, systemClock } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import { pause } from "@thingwright/mapping";
import { memoryCredentials } from "@thingwright/security";
import { readCredentials } from "../credentials-file.js";
import { besideFile, credentialsFileOf, credentialsOf, stateFolderOf } from "../gateway-file.js";
import { ReplaceableCredentials } from "../replaceable-credentials.js";
import type { Candidate } from "./candidate.js";
import { identify } from "./identify.js";
import { type Preview, type PreviewedThing, Previews } from "./preview.js";
import { keepSecret } from "./secrets-file.js";

/** Where candidates are looked at: nobody but this program can reach their Things there. */
export class AdoptWorkbench implements AsyncDisposable {
  readonly #servient: Servient;
  readonly #credentials: ReplaceableCredentials;
  readonly #previews: Previews;
  readonly #secretsFile: string;
  readonly #signal: AbortSignal;

  private constructor(
    path: string,
    secretsFile: string,
    servient: Servient,
    credentials: ReplaceableCredentials,
    signal: AbortSignal,
  ) {
    this.#secretsFile = secretsFile;
    this.#servient = servient;
    this.#credentials = credentials;
    this.#signal = signal;
    const stateFolder = stateFolderOf(path);
    const environment = ({ name }: AdapterPlugin): AdapterEnvironment => ({
      ...{
        clock: systemClock,
        logger: silent,
        credentials,
        readFile: besideFile(path),
        stateFolder: stateFolder(name),
      },
    });
    this.#previews = new Previews(servient, environment);
  }

  /**
   * @param path - of the configuration
   * @param given - the file with secrets, when it is not the usual one
   */
  static async open(path: string, given: string | undefined, signal: AbortSignal): Promise<AdoptWorkbench> {
    const from = credentialsOf(path, given);
    const store = from === undefined ? memoryCredentials() : (await readCredentials(from)).credentials;
    const credentials = new ReplaceableCredentials(store);
    const servient = new Servient({
      clients: [httpClient(), coapClient(), mqttClient(), modbusClient()],
      servers: [httpServer({ port: 0 })],
      credentials,
    });
    await servient.start();
    return new AdoptWorkbench(path, given ?? credentialsFileOf(path), servient, credentials, signal);
  }

  /** What plugins need to look for so many milliseconds. */
  finding(timeoutMs: number, brokers: readonly string[], hosts: readonly string[]): FindOptions {
    const signal = AbortSignal.any([this.#signal, AbortSignal.timeout(timeoutMs)]);
    const credentials = this.#credentials;
    return { servient: this.#servient, signal, clock: systemClock, logger: silent, brokers, hosts, credentials };
  }

  /** @param codes - of devices that are taken in first */
  preview(candidate: Candidate, codes: readonly string[] = []): Promise<Preview> {
    return this.#previews.of(candidate, codes, this.#signal);
  }

  /** Gets the secret that a candidate needs with its owner's help, and keeps it. @throws {WotError} */
  async pair({ plugin, entry }: Candidate, tell: (message: string) => void): Promise<void> {
    const options = { servient: this.#servient, signal: this.#signal, clock: systemClock, tell };
    const secret = await plugin.pair?.(entry, options);
    if (secret === undefined) return;
    await keepSecret(this.#secretsFile, secret);
    this.#credentials.become((await readCredentials(this.#secretsFile)).credentials);
  }

  identify({ description }: PreviewedThing): ReturnType<typeof identify> {
    return identify(this.#servient, description, (delayMs) => pause(delayMs, systemClock, this.#signal));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#previews[Symbol.asyncDispose]();
    await this.#servient.stop();
  }
}
