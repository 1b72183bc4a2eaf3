import { createSocket, type Socket } from "node:dgram";
import type { Clock, Logger } from "@thingwright/contracts";
import { asWotError } from "@thingwright/errors";
import { decodeDescription, decodeSearchAnswer, type FoundInterface } from "./description.js";
import { type Endpoint, encodeEndpoint } from "./endpoint.js";
import { decodeMessage, encodeMessage, service } from "./message.js";
import { routingGroup } from "./routing.js";
import { ownAddress, resolved } from "./udp.js";

/** Where to look for interfaces, and how long. */
export interface SearchOptions {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Hosts to ask, beside all that multicast reaches. */
  readonly hosts?: readonly string[];
  /** Default: where all interfaces listen. */
  readonly group?: Endpoint;
}

/** Interfaces have so long to answer (03_08_02 §5.2). */
const searchTimeoutMs = 10_000;
/** One network has no more. */
const maxFound = 256;

/** Interfaces of the network, each once, until `signal` aborts or they have had their time to answer. Never throws. */
export async function* searchInterfaces(options: SearchOptions): AsyncIterable<FoundInterface> {
  const { signal, clock, logger, hosts = [], group = routingGroup } = options;
  const socket = createSocket("udp4");
  const found = new Queue(signal);
  const timer = clock.after(searchTimeoutMs, () => found.end());
  try {
    await bound(socket);
    socket.on("message", (bytes, from) => take(bytes, from, found));
    const asked = (to: string, work: Promise<void>): Promise<void> =>
      work.catch((error: unknown) => {
        logger.warn("a KNX interface cannot be searched for", { to, message: asWotError(error).message });
      });
    void asked(group.address, ask(socket, group, service.searchRequest));
    for (const host of hosts) void asked(host, askHost(socket, host, group.port));
    yield* found;
  } catch (error) {
    logger.warn("KNX interfaces cannot be searched for", { message: asWotError(error).message });
  } finally {
    timer.cancel();
    socket.close();
  }
}

const askHost = async (socket: Socket, host: string, port: number): Promise<void> =>
  ask(socket, { address: await resolved(host), port }, service.descriptionRequest);

async function ask(socket: Socket, to: Endpoint, what: number): Promise<void> {
  const own = { address: await ownAddress(to), port: socket.address().port };
  socket.send(encodeMessage(what, encodeEndpoint(own, false)), to.port, to.address, () => {});
}

function take(bytes: Uint8Array, from: Endpoint, found: Queue): void {
  const message = decodeMessage(bytes);
  if (message?.service === service.searchResponse) {
    const answer = decodeSearchAnswer(message.body);
    if (answer !== undefined) found.add(answer);
  }
  if (message?.service === service.descriptionResponse) {
    const answer = decodeDescription(message.body);
    if (answer !== undefined) found.add({ ...answer, endpoint: { address: from.address, port: from.port } });
  }
}

const bound = (socket: Socket): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(0, () => {
      socket.off("error", reject);
      socket.on("error", () => {});
      resolve();
    });
  });

/** What was found and nobody has taken yet. */
class Queue implements AsyncIterable<FoundInterface> {
  readonly #signal: AbortSignal;
  readonly #seen = new Set<string>();
  readonly #waiting: FoundInterface[] = [];
  #isOver = false;
  #wake = (): void => {};

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener("abort", () => this.end(), { once: true });
  }

  add(each: FoundInterface): void {
    const { address, port } = each.endpoint;
    if (this.#isOver || this.#seen.has(`${address}:${port}`) || this.#seen.size >= maxFound) return;
    this.#seen.add(`${address}:${port}`);
    this.#waiting.push(each);
    this.#wake();
  }

  end(): void {
    this.#isOver = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<FoundInterface> {
    for (;;) {
      const next = this.#waiting.shift();
      if (next !== undefined) yield next;
      else if (this.#isOver || this.#signal.aborted) return;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }
}
