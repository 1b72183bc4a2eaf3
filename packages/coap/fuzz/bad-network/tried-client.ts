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
import { bodyOf, MAX_AGE_SECONDS, type TriedServer } from "./tried-server.js";

/** How a call ended; `failed` for one that the network left no other end to. */
export type Outcome = "answered" | "failed" | "open";

/** One call of the client, and how it went. */
export interface Call {
  readonly number: number;
  readonly kind: "once" | "upload" | "download" | "read";
  readonly startedAtMs: number;
  outcome: Outcome;
  endedAtMs: number;
}

/** What is observed: a small state, one of several blocks, or what a FETCH asks for. */
export type WatchKind = "small" | "big" | "fetched";

/** An observation, and the last state that it has shown. */
export interface Watch {
  readonly kind: WatchKind;
  lastVersion: number;
  outcome: Outcome;
}

const SERVER_PORT = 5683;
/** What is asked for by FETCH: more than a small block. */
const WISH = "a wish that takes more than one block of the smallest size of those that are tried here".repeat(2);
const READ_PATHS = ["/state", "/cached", "/tagged"] as const;

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
  readonly #travelMs: number;

  /** @param travelMs - how long a datagram is on its way at most */
  constructor(client: CoapClient, host: string, clock: Clock, random: Random, server: TriedServer, travelMs: number) {
    this.#travelMs = travelMs;
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
    const kind = chance < 0.4 ? "once" : chance < 0.55 ? "upload" : chance < 0.7 ? "download" : "read";
    const number = this.calls.length;
    const call: Call = { number, kind, startedAtMs: this.#clock.now(), outcome: "open", endedAtMs: 0 };
    this.calls.push(call);
    void this.#follow(call, this.#do(call));
  }

  #do({ kind, number }: Call): Promise<void> {
    switch (kind) {
      case "once":
        return this.#once(number);
      case "upload":
        return this.#upload(number);
      case "download":
        return this.#download();
      case "read":
        return this.#read();
    }
  }

  /** Observes; every state that comes must be one that was, and none older than one before. */
  watch(kind: WatchKind): void {
    const watch: Watch = { kind, lastVersion: -1, outcome: "open" };
    this.watches.push(watch);
    const onNotification = (state: CoapClientResponse) => {
      if (!isPutOff(state)) this.#seen(watch, state.payload);
    };
    const onEnd = () => {
      watch.outcome = "failed";
    };
    const asked = kind === "fetched" ? { method: Code.FETCH, payload: WISH } : {};
    const path = kind === "big" ? "/big" : "/state";
    const target = { host: this.#host, port: SERVER_PORT, path, onNotification, onEnd, ...asked };
    this.#client.observe({ ...target, confirmable: this.#random() < 0.7 }).then(
      (observation: CoapObservation) => {
        if (!observation.established && !isPutOff(observation.registration))
          this.complaints.push("an observation was not established");
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
    const target = { host: this.#host, port: SERVER_PORT, path: "/big", mayUseCache: false };
    const response = await this.#client.request(target);
    if (isPutOff(response)) return;
    const version = this.#versionOf(response.payload, "big");
    if (version < from) this.complaints.push(`a download that began at version ${from} gave version ${version}`);
  }

  /** Of the server or of the cache: no state that was another's place for longer than its Max-Age. */
  async #read(): Promise<void> {
    const path = READ_PATHS[Math.floor(this.#random() * READ_PATHS.length)]!;
    const askedAtMs = this.#clock.now();
    const response = await this.#client.request({ host: this.#host, port: SERVER_PORT, path });
    if (isPutOff(response)) return;
    const version = this.#versionOf(response.payload, "small");
    const supersededAtMs = this.#server.supersededAtMs[version] ?? Number.POSITIVE_INFINITY;
    const staleMs = askedAtMs - supersededAtMs - MAX_AGE_SECONDS * 1_000;
    // A notification counts from its arrival.
    const slackMs = path === "/state" ? this.#travelMs : 0;
    if (staleMs > slackMs) this.complaints.push(`a read of ${path} gave version ${version}, stale for ${staleMs} ms`);
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

  #assertOwn(number: number, response: CoapClientResponse): void {
    if (isPutOff(response)) return;
    const { code, payload } = response;
    const answer = `${codeText(code)} ${Buffer.from(payload).toString()}`;
    if (answer !== `2.04 ${number}`) this.complaints.push(`request ${number} got ${answer.slice(0, 80)}`);
  }

  #seen(watch: Watch, payload: Uint8Array): void {
    const version = this.#versionOf(payload, watch.kind);
    if (version < watch.lastVersion) this.complaints.push(`version ${version} was shown after ${watch.lastVersion}`);
    watch.lastVersion = version;
  }

  #versionOf(payload: Uint8Array, kind: WatchKind): number {
    const text = Buffer.from(payload).toString();
    const version = Number.parseInt(text, 10);
    if (kind === "big" && !bodyOf(version).equals(payload))
      this.complaints.push(`a body of ${payload.length} bytes is a mix of versions`);
    if (kind === "fetched" && text !== `${version} of ${WISH}`)
      this.complaints.push(`a FETCH gave what was not asked for: ${text.slice(0, 80)}`);
    if (!(version <= this.#server.version)) this.complaints.push(`version ${version} never was`);
    return version;
  }

  /** Silence is the only thing that a network may cause. */
  #assertExcusable(what: string, error: unknown): void {
    if (isWotError(error) && error.code === "WOT_TIMEOUT") return;
    this.complaints.push(`${what} ended with ${String(error)}`);
  }
}

/** A server that could not find out whether its client receives at its address says 5.03 in place of an answer. */
const isPutOff = ({ code }: CoapClientResponse): boolean => code === Code.ServiceUnavailable;
