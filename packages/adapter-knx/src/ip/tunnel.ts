import type { Clock, Patience } from "@thingwright/contracts";
import { NetworkError, RemoteError, type WotError } from "@thingwright/errors";
import type { BusLink, LinkListener, OpenLink } from "../bus/bus-link.js";
import { decodeCemi, encodeCemi } from "../bus/cemi.js";
import type { GroupTelegram } from "../bus/group-telegram.js";
import { Awaited } from "./awaited.js";
import type { Carrier, OpenCarrier } from "./carrier.js";
import { type ConnectAnswer, decodeConnectAnswer, encodeConnect, statusText } from "./connection.js";
import { isWherever } from "./endpoint.js";
import { encodeMessage, type Message, service } from "./message.js";
import { TunnelChannel } from "./tunnel-channel.js";
import type { TunnelLimits } from "./tunnel-limits.js";

/** A tunnel through an interface: one of the few that it has. */
export const tunnel =
  (open: OpenCarrier, limits: TunnelLimits, clock: Clock): OpenLink =>
  async (listener, signal) => {
    const opening = new Opening(clock);
    const carrier = await open(opening, signal);
    try {
      const answer = opening.answer.next({ timeoutMs: limits.connectTimeoutMs, signal });
      carrier.send(encodeMessage(service.connectRequest, encodeConnect(carrier.local, carrier.isReliable)));
      return opening.begin(accepted(await answer), carrier, listener, limits);
    } catch (error) {
      carrier.close();
      throw error;
    }
  };

/** Hears what the carrier brings, for the answer first and for the tunnel then. */
class Opening {
  readonly answer: Awaited<ConnectAnswer>;
  readonly #clock: Clock;
  #tunnel: Tunnel | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.answer = new Awaited(clock);
  }

  message(message: Message): void {
    this.#tunnel?.message(message);
    const answer = message.service === service.connectResponse ? decodeConnectAnswer(message.body) : undefined;
    if (answer !== undefined) this.answer.came(answer);
  }

  lost(error: WotError): void {
    this.answer.failed(error);
    this.#tunnel?.lost(error);
  }

  begin(answer: Accepted, carrier: Carrier, listener: LinkListener, limits: TunnelLimits): BusLink {
    this.#tunnel = new Tunnel(answer, carrier, listener, limits, this.#clock);
    return this.#tunnel;
  }
}

type Accepted = ConnectAnswer & { readonly status: 0; readonly channel: number };

/** @throws {RemoteError} WOT_REMOTE */
function accepted(answer: ConnectAnswer): Accepted {
  if (answer.channel !== undefined) return answer;
  const status = statusText(answer.status);
  throw new RemoteError("WOT_REMOTE", `the interface gives no tunnel: ${status}`, {
    status,
    problem: { title: status },
  });
}

/** Telegrams through one channel. @see KNX Standard 03_08_04 "Tunnelling" */
class Tunnel implements BusLink {
  readonly #channel: TunnelChannel;
  readonly #listener: LinkListener;
  readonly #limits: TunnelLimits;
  readonly #confirmation: Awaited<boolean>;
  #awaited: GroupTelegram | undefined;
  #isOver = false;

  constructor(answer: Accepted, carrier: Carrier, listener: LinkListener, limits: TunnelLimits, clock: Clock) {
    this.#listener = listener;
    this.#limits = limits;
    this.#confirmation = new Awaited(clock);
    this.#channel = new TunnelChannel({
      id: answer.channel,
      data: carrier.isReliable || isWherever(answer.data) ? undefined : answer.data,
      carrier,
      limits,
      clock,
      onFrame: (frame) => this.#take(frame),
      onLost: (error) => this.lost(error),
    });
  }

  async send(telegram: GroupTelegram, patience: Patience): Promise<void> {
    if (this.#isOver) throw new NetworkError("WOT_NETWORK", "the tunnel is closed", { sent: false });
    this.#awaited = telegram;
    const timeoutMs = Math.min(patience.timeoutMs, this.#limits.confirmTimeoutMs);
    const confirmed = this.#confirmation.next({ timeoutMs, signal: patience.signal });
    confirmed.catch(ignore);
    try {
      await this.#channel.send(encodeCemi(telegram));
      if (await confirmed) return;
    } finally {
      this.#awaited = undefined;
    }
    throw new NetworkError("WOT_NETWORK", "no device on the bus has acknowledged the telegram");
  }

  message(message: Message): void {
    this.#channel.message(message);
  }

  lost(error: WotError): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#channel.drop();
    this.#confirmation.failed(error);
    this.#listener.lost(error);
  }

  async close(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#confirmation.failed(new NetworkError("WOT_NETWORK", "the tunnel is closed"));
    await this.#channel.leave();
  }

  #take(frame: Uint8Array): void {
    const cemi = decodeCemi(frame);
    if (cemi?.code === "indication") this.#listener.heard(cemi.telegram);
    if (cemi?.code !== "confirmation" || this.#awaited === undefined) return;
    const { address, service: what } = cemi.telegram;
    if (address === this.#awaited.address && what === this.#awaited.service) this.#confirmation.came(!cemi.isRefused);
  }
}

const ignore = (): void => {};
