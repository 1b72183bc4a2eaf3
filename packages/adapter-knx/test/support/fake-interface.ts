import { decodeCemi, encodeCemi } from "../../src/bus/cemi.js";
import type { GroupTelegram } from "../../src/index.js";
import type { Carrier, CarrierListener, OpenCarrier } from "../../src/ip/carrier.js";
import { decodeMessage, encodeMessage, type Message, service } from "../../src/ip/message.js";

/** An interface with one tunnel, in memory. What it does can be changed for each service. */
export class FakeInterface {
  readonly received: Message[] = [];
  readonly telegrams: GroupTelegram[] = [];
  isClosed = false;
  isReliable = false;
  /** Services that it does not answer. */
  readonly mute = new Set<number>();
  status = 0;
  channel = 7;
  isRefusing = false;
  #listener: CarrierListener | undefined;
  #sequence = 0;

  readonly open: OpenCarrier = async (listener): Promise<Carrier> => {
    this.#listener = listener;
    return {
      isReliable: this.isReliable,
      local: { address: "192.0.2.1", port: 50_000 },
      send: (bytes) => this.#take(decodeMessage(bytes)!),
      close: () => {
        this.isClosed = true;
      },
    };
  };

  /** Services that came, by number. */
  get services(): readonly number[] {
    return this.received.map(({ service: number }) => number);
  }

  send(number: number, ...body: readonly number[]): void {
    this.#listener?.message(decodeMessage(encodeMessage(number, Uint8Array.from(body)))!);
  }

  /** Sends a telegram into the tunnel. @param sequence - default: the next */
  indicate(telegram: GroupTelegram, sequence = this.#sequence++): void {
    this.#frame(encodeCemi(telegram, "indication"), sequence);
  }

  lose(error: Parameters<CarrierListener["lost"]>[0]): void {
    this.#listener?.lost(error);
  }

  #frame(frame: Uint8Array, sequence: number): void {
    this.send(service.tunnellingRequest, 4, this.channel, sequence & 0xff, 0, ...frame);
  }

  #take(message: Message): void {
    this.received.push(message);
    if (this.mute.has(message.service)) return;
    const { body } = message;
    switch (message.service) {
      case service.connectRequest: {
        const endpoint = [8, 1, 192, 0, 2, 7, 0x0e, 0x57];
        if (this.status !== 0) this.send(service.connectResponse, 0, this.status);
        else this.send(service.connectResponse, this.channel, 0, ...endpoint, 4, 4, 0x11, 0xfa);
        return;
      }
      case service.connectionStateRequest:
        this.send(service.connectionStateResponse, this.channel, this.status);
        return;
      case service.disconnectRequest:
        this.send(service.disconnectResponse, this.channel, 0);
        return;
      case service.tunnellingRequest:
        this.#forward(body);
    }
  }

  #forward(body: Uint8Array): void {
    const { telegram } = decodeCemi(body.subarray(4))!;
    this.telegrams.push(telegram);
    if (!this.isReliable) this.send(service.tunnellingAck, 4, this.channel, body[2]!, 0);
    const confirmation = encodeCemi(telegram, "confirmation");
    if (this.isRefusing) confirmation[2] = confirmation[2]! | 1;
    if (!this.mute.has(confirmations)) this.#frame(confirmation, this.#sequence++);
  }
}

/** In the place of a service: nothing confirms telegrams. */
export const confirmations = -1;
