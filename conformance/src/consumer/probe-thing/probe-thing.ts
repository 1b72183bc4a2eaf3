import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { UsageError } from "@thingwright/errors";
import type { HeaderFields } from "../../wire/http/http-exchange.js";
import type { ConsumerLimits } from "../consumer-limits.js";
import { CoapProbe } from "./coap-probe.js";
import { httpArrival } from "./http-arrival.js";
import type { ProbeAnswer, ProbeQuestion } from "./probe-answer.js";
import { type Play, Stage } from "./stage.js";

export interface ProbeThingOptions {
  /** The address to listen on, which descriptions name as well. */
  readonly host: string;
  readonly limits: ConsumerLimits;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * A Thing that is there to see what a client does: one trial after the other, each below a path of its own, on two origins. What comes
 * late for an earlier trial is told that it is over. What comes for no trial at all counts for the present one.
 */
export class ProbeThing implements AsyncDisposable {
  readonly #options: ProbeThingOptions;
  readonly #servers: readonly [main: Server, elsewhere: Server];
  readonly #coap: CoapProbe;
  readonly #over = new Set<string>();
  #stage: Stage | undefined;

  private constructor(options: ProbeThingOptions, servers: readonly [Server, Server], coap: CoapProbe) {
    this.#options = options;
    this.#coap = coap;
    this.#servers = servers;
    for (const server of servers) {
      server.on("request", (request, response) => void this.#take(request, response, server !== servers[0]));
    }
  }

  /** @throws {UsageError} WOT_ARGUMENT when nothing can listen on the host */
  static async start(options: ProbeThingOptions): Promise<ProbeThing> {
    const servers = [createServer(), createServer()] as const;
    for (const server of servers) await listening(server, options.host);
    return new ProbeThing(options, servers, await CoapProbe.start(options.host, options.now));
  }

  /** Begins a trial; the one before is over. */
  open(play: Play): Stage {
    this.close();
    this.#over.delete(play.name);
    const [main, elsewhere] = this.#servers.map((server) => `${this.#originOf(server)}/${play.name}`);
    const coapBase = `${this.#coap.origin}/${play.name}`;
    this.#stage = new Stage(play, { base: main!, coapBase, elsewhere: elsewhere! });
    this.#coap.play(this.#stage);
    return this.#stage;
  }

  /** Ends the trial. */
  close(): void {
    if (this.#stage === undefined) return;
    this.#over.add(this.#stage.play.name);
    this.#stage.drop();
    this.#stage = undefined;
    this.#coap.play(undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
    await this.#coap[Symbol.asyncDispose]();
    for (const server of this.#servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  #originOf(server: Server): string {
    const { host } = this.#options;
    return `http://${host.includes(":") ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
  }

  async #take(request: IncomingMessage, response: ServerResponse, isElsewhere: boolean): Promise<void> {
    const startedMs = this.#options.now();
    // A request that is not read to its end forgets its connection.
    const { socket } = request;
    const body = await bodyOf(request, this.#options.limits.maxArrivalBytes);
    const { url: target = "/", method = "" } = request;
    const [stage, first = ""] = [this.#stage, /^\/([^/?]*)/.exec(target)?.[1]];
    if (body === undefined || stage === undefined) return void socket.destroy();
    // Nothing: a client of event streams takes that for the end.
    if (this.#over.has(first)) return void response.writeHead(204).end();
    const { play, place } = stage;
    const path = first === play.name ? target.slice(play.name.length + 1) || "/" : `/..${target}`;
    const question: ProbeQuestion = { method, path, isElsewhere, headers: fieldsOf(request), body };
    const answer = play.answer(question, place);
    send(answer, response, stage);
    if (stage.arrivals.length >= this.#options.limits.maxArrivals) return;
    const url = `${this.#originOf(this.#servers[isElsewhere ? 1 : 0])}${target}`;
    const durationMs = this.#options.now() - startedMs;
    stage.add(httpArrival(question, answer, { url, startedMs, durationMs, secrets: play.secrets }));
  }
}

async function listening(server: Server, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => {
      reject(new UsageError("WOT_ARGUMENT", `the probe cannot listen on ${host}: ${cause.message}`, { cause }));
    });
    server.listen(0, host, resolve);
  });
}

/** The body; `undefined` when it is too long, or the client hangs up. */
async function bodyOf(request: IncomingMessage, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks);
}

function fieldsOf({ rawHeaders }: IncomingMessage): HeaderFields {
  return rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1]!] as const] : []));
}

function send(
  { status, headers = {}, body = "", ending = "end" }: ProbeAnswer,
  response: ServerResponse,
  stage: Stage,
) {
  if (ending === "end") return void response.writeHead(status, headers).end(body);
  const promised = ending === "cut" ? { ...headers, "content-length": String(2 * Buffer.byteLength(body)) } : headers;
  response.writeHead(status, promised);
  if (ending === "open") stage.keep(response);
  response.write(body, () => {
    if (ending === "cut") response.destroy();
  });
}
