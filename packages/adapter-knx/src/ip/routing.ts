import { createSocket, type Socket } from "node:dgram";
import type { Clock } from "@thingwright/contracts";
import { NetworkError, type WotError } from "@thingwright/errors";
import type { BusLink, LinkListener, OpenLink } from "../bus/bus-link.js";
import { decodeCemi, encodeCemi } from "../bus/cemi.js";
import type { Endpoint } from "./endpoint.js";
import { decodeMessage, encodeMessage, service } from "./message.js";

/** How this takes part in routing. */
export interface RoutingOptions {
  /** Individual address of what is sent: no device of the installation may have it. */
  readonly source: number;
  /** IPv4 address of the network interface to use; the system's choice by default. */
  readonly networkInterface?: string | undefined;
  readonly clock: Clock;
}

/** Where routers of all installations are, unless they are set otherwise. */
export const routingGroup: Endpoint = Object.freeze({ address: "224.0.23.12", port: 3671 });

/** Telegrams by multicast, beside all routers of the installation. Nobody confirms what is sent. @see KNX Standard 03_08_05 */
export const routing =
  (group: Endpoint, options: RoutingOptions): OpenLink =>
  async (listener) => {
    const socket = createSocket({ type: "udp4", reuseAddr: true });
    await joined(socket, group, options.networkInterface);
    return new Routing(socket, group, options, listener);
  };

/** A router that has too much to do asks for silence of 100 ms at most, and 50 ms more for each that asks (03_08_05 §2.3.5). */
const maxSilenceMs = 1_000;

class Routing implements BusLink {
  readonly #socket: Socket;
  readonly #group: Endpoint;
  readonly #options: RoutingOptions;
  readonly #listener: LinkListener;
  #silentUntil = 0;
  #isOver = false;

  constructor(socket: Socket, group: Endpoint, options: RoutingOptions, listener: LinkListener) {
    this.#socket = socket;
    this.#group = group;
    this.#options = options;
    this.#listener = listener;
    socket.on("message", (bytes) => this.#take(bytes));
    socket.on("error", (cause) => this.#lose(failed(cause)));
  }

  async send(telegram: Parameters<BusLink["send"]>[0]): Promise<void> {
    const { source, clock } = this.#options;
    const waitMs = this.#silentUntil - clock.now();
    if (waitMs > 0) await new Promise<void>((resolve) => void clock.after(waitMs, resolve));
    if (this.#isOver) throw new NetworkError("WOT_NETWORK", "the routing is closed", { sent: false });
    const message = encodeMessage(service.routingIndication, encodeCemi({ ...telegram, source }, "indication"));
    await new Promise<void>((resolve, reject) => {
      this.#socket.send(message, this.#group.port, this.#group.address, (cause) =>
        cause === null ? resolve() : reject(failed(cause)),
      );
    });
  }

  async close(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#socket.close();
  }

  #take(bytes: Uint8Array): void {
    const message = decodeMessage(bytes);
    if (message?.service === service.routingBusy) this.#busy(message.body);
    if (message?.service !== service.routingIndication) return;
    const cemi = decodeCemi(message.body);
    if (cemi?.code !== "indication" || cemi.telegram.source === this.#options.source) return;
    this.#listener.heard(cemi.telegram);
  }

  #busy(body: Uint8Array): void {
    const waitMs = Math.min(maxSilenceMs, ((body[2] ?? 0) << 8) | (body[3] ?? 0));
    this.#silentUntil = Math.max(this.#silentUntil, this.#options.clock.now() + waitMs);
  }

  #lose(error: WotError): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#socket.close();
    this.#listener.lost(error);
  }
}

const failed = (cause: Error): NetworkError =>
  new NetworkError("WOT_NETWORK", `multicast fails: ${cause.message}`, { cause, sent: false });

const joined = (socket: Socket, { address, port }: Endpoint, networkInterface: string | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const fail = (cause: unknown): void => {
      socket.close();
      reject(failed(cause as Error));
    };
    socket.once("error", fail);
    socket.bind(port, () => {
      try {
        socket.addMembership(address, networkInterface);
        if (networkInterface !== undefined) socket.setMulticastInterface(networkInterface);
        socket.setMulticastTTL(16);
        socket.off("error", fail);
        resolve();
      } catch (error) {
        socket.off("error", fail);
        fail(error);
      }
    });
  });
