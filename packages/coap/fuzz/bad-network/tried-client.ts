import { isWotError } from "@thingwright/errors";
import {
  type Clock,
  type CoapClient,
  type CoapClientResponse,
  type CoapObservation,
  Code,
  codeText,
  type Random,
} from "../../src/index.js";
import { bodyOf, type TriedServer } from "./tried-server.js";

/** How a call ended; `failed` for one that the network left no other end to. */
export type Outcome = "answered" | "failed" | "open";

/** One call of the client, and how it went. */
export interface Call {
  readonly number: number;
  readonly kind: "once" | "upload" | "download";
  readonly startedAtMs: number;
  outcome: Outcome;
  endedAtMs: number;
}

/** An observation, and the last state that it has shown. */
export interface Watch {
  readonly isBig: boolean;
  lastVersion: number;
  outcome: Outcome;
}

const SERVER_PORT = 5683;

/** Calls a server again and again, and holds what comes back to what was asked. */
export class TriedClient {
  readonly calls: Call[] = [];
  readonly watches: Watch[] = [];
  readonly complaints: string[] = [];

  readonly #client: CoapClient;
  readonly #host: string;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #server: TriedServer;

  constructor(client: CoapClient, host: string, clock: Clock, random: Random, server: TriedServer) {
    this.#client = client;
    this.#host = host;
    this.#clock = clock;
    this.#random = random;
    this.#server = server;
  }

  /** Whether a call has not ended. */
  get isBusy(): boolean {
    return this.calls.some(({ outcome }) => outcome === "open");
  }

  /** Makes a call of any kind; its end is seen in `calls`. */
  call(): void {
    const chance = this.#random();
    const kind = chance < 0.6 ? "once" : chance < 0.8 ? "upload" : "download";
    const number = this.calls.length;
    const call: Call = { number, kind, startedAtMs: this.#clock.now(), outcome: "open", endedAtMs: 0 };
    this.calls.push(call);
    const doing = kind === "once" ? this.#once(number) : kind === "upload" ? this.#upload(number) : this.#download();
    void this.#follow(call, doing);
  }

  /** Observes; every state that comes must be one that was, and none older than one before. */
  watch(isBig: boolean): void {
    const watch: Watch = { isBig, lastVersion: -1, outcome: "open" };
    this.watches.push(watch);
    const onNotification = ({ payload }: { readonly payload: Uint8Array }) => this.#seen(watch, payload);
    const onEnd = () => {
      watch.outcome = "failed";
    };
    const path = isBig ? "/big" : "/state";
    const target = { host: this.#host, port: SERVER_PORT, path, onNotification, onEnd };
    this.#client.observe({ ...target, confirmable: this.#random() < 0.7 }).then(
      (observation: CoapObservation) => {
        if (!observation.established) this.complaints.push("an observation was not established");
      },
      (error: unknown) => this.#assertExcusable("an observation", error),
    );
  }

  async #once(number: number): Promise<void> {
    const response = await this.#client.request({
      ...{ host: this.#host, port: SERVER_PORT, path: "/once", method: Code.POST, payload: String(number) },
      confirmable: this.#random() < 0.7,
    });
    this.#assertOwn(number, response);
  }

  async #upload(number: number): Promise<void> {
    const response = await this.#client.request({
      ...{ host: this.#host, port: SERVER_PORT, path: "/upload", query: [String(number)], method: Code.PUT },
      payload: bodyOf(number),
    });
    this.#assertOwn(number, response);
  }

  async #download(): Promise<void> {
    const from = this.#server.version;
    const { payload } = await this.#client.request({ host: this.#host, port: SERVER_PORT, path: "/big" });
    const version = this.#versionOf(payload, true);
    if (version < from) this.complaints.push(`a download that began at version ${from} gave version ${version}`);
  }

  async #follow(call: Call, doing: Promise<void>): Promise<void> {
    try {
      await doing;
      call.outcome = "answered";
    } catch (error) {
      call.outcome = "failed";
      const hasChanged = call.kind === "download" && isWotError(error) && error.code === "WOT_PROTOCOL";
      if (!hasChanged) this.#assertExcusable(`request ${call.number} (${call.kind})`, error);
    }
    call.endedAtMs = this.#clock.now();
  }

  #assertOwn(number: number, { code, payload }: CoapClientResponse): void {
    const answer = `${codeText(code)} ${Buffer.from(payload).toString()}`;
    if (answer !== `2.04 ${number}`) this.complaints.push(`request ${number} got ${answer.slice(0, 80)}`);
  }

  #seen(watch: Watch, payload: Uint8Array): void {
    const version = this.#versionOf(payload, watch.isBig);
    if (version < watch.lastVersion) this.complaints.push(`version ${version} was shown after ${watch.lastVersion}`);
    watch.lastVersion = version;
  }

  #versionOf(payload: Uint8Array, isBig: boolean): number {
    const version = Number.parseInt(Buffer.from(payload).toString(), 10);
    const isWhole = !isBig || bodyOf(version).equals(payload);
    if (!isWhole) this.complaints.push(`a body of ${payload.length} bytes is a mix of versions`);
    if (!(version <= this.#server.version)) this.complaints.push(`version ${version} never was`);
    return version;
  }

  /** Silence is the only thing that a network may cause. */
  #assertExcusable(what: string, error: unknown): void {
    if (isWotError(error) && error.code === "WOT_TIMEOUT") return;
    this.complaints.push(`${what} ended with ${String(error)}`);
  }
}
