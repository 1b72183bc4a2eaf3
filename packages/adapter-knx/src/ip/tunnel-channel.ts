import type { Clock, Timer } from "@thingwright/contracts";
import { asWotError, NetworkError, type WotError } from "@thingwright/errors";
import { Awaited } from "./awaited.js";
import type { Carrier } from "./carrier.js";
import { encodeChannel, statusText } from "./connection.js";
import type { Endpoint } from "./endpoint.js";
import { encodeMessage, type Message, service } from "./message.js";
import type { TunnelLimits } from "./tunnel-limits.js";

/** What a channel needs. */
export interface ChannelOptions {
  readonly id: number;
  /** Where its messages go, if not where all do. */
  readonly data: Endpoint | undefined;
  readonly carrier: Carrier;
  readonly limits: TunnelLimits;
  readonly clock: Clock;
  /** A cEMI frame came. */
  readonly onFrame: (frame: Uint8Array) => void;
  /** The interface has ended it, or does not answer any more. */
  readonly onLost: (error: WotError) => void;
}

/** After so many questions without an answer the interface counts as gone (03_08_02 §5.4). */
const maxHeartbeats = 4;

/** Frames through one channel of an interface, in order and each once. */
export class TunnelChannel {
  readonly #options: ChannelOptions;
  readonly #ack: Awaited<number>;
  readonly #state: Awaited<number>;
  readonly #farewell: Awaited<void>;
  #sent = 0;
  #expected = 0;
  #heartbeat: Timer | undefined;
  #isOver = false;

  constructor(options: ChannelOptions) {
    this.#options = options;
    this.#ack = new Awaited(options.clock);
    this.#state = new Awaited(options.clock);
    this.#farewell = new Awaited(options.clock);
    this.#schedule();
  }

  /** Sends a frame; over UDP until it is acknowledged. One at a time. @throws {NetworkError} WOT_NETWORK: the channel is lost */
  async send(frame: Uint8Array): Promise<void> {
    const { id, carrier, data, limits } = this.#options;
    const sequence = this.#sent;
    this.#sent = (sequence + 1) & 0xff;
    const message = encodeMessage(service.tunnellingRequest, Uint8Array.from([4, id, sequence, 0, ...frame]));
    if (carrier.isReliable) return carrier.send(message);
    for (let attempt = 0; attempt < 2 && !this.#isOver; attempt++) {
      const answer = this.#ack.next({ timeoutMs: limits.ackTimeoutMs }).catch(ignore);
      carrier.send(message, data);
      const status = await answer;
      if (status === 0) return;
      if (status !== undefined) throw this.#lose(`the interface refuses a telegram: ${statusText(status)}`);
    }
    throw this.#lose("the interface does not acknowledge a telegram");
  }

  /** Takes what the interface sends. */
  message({ service: number, body }: Message): void {
    if (this.#isOver && number !== service.disconnectResponse) return;
    switch (number) {
      case service.tunnellingRequest:
        this.#request(body);
        return;
      case service.tunnellingAck:
        if (body[1] === this.#options.id && body[2] === ((this.#sent + 255) & 0xff)) this.#ack.came(body[3] ?? 0);
        return;
      case service.connectionStateResponse:
        if (body[0] === this.#options.id) this.#state.came(body[1] ?? 0);
        return;
      case service.disconnectRequest:
        this.#dismissed(body);
        return;
      case service.disconnectResponse:
        if (body[0] === this.#options.id) this.#farewell.came();
        return;
    }
  }

  /** Takes leave, waits a moment for the answer, and closes the carrier. Never rejects. */
  async leave(): Promise<void> {
    const { id, carrier, limits } = this.#options;
    this.#end();
    const answer = this.#farewell.next({ timeoutMs: limits.ackTimeoutMs }).catch(ignore);
    carrier.send(encodeMessage(service.disconnectRequest, encodeChannel(id, carrier.local, carrier.isReliable)));
    await answer;
    carrier.close();
  }

  /** Closes the carrier without a word. */
  drop(): void {
    this.#end();
    this.#options.carrier.close();
  }

  /** A frame that comes again is acknowledged again; one that is out of order is not there (03_08_04 §2.6). */
  #request(body: Uint8Array): void {
    const { id, carrier, data, onFrame } = this.#options;
    const [length, channel, sequence] = body;
    if (length !== 4 || channel !== id || sequence === undefined) return;
    if (carrier.isReliable) {
      onFrame(body.subarray(4));
      return;
    }
    const isRepeated = sequence === ((this.#expected + 255) & 0xff);
    if (sequence !== this.#expected && !isRepeated) return;
    carrier.send(encodeMessage(service.tunnellingAck, Uint8Array.of(4, id, sequence, 0)), data);
    if (isRepeated) return;
    this.#expected = (sequence + 1) & 0xff;
    onFrame(body.subarray(4));
  }

  #dismissed(body: Uint8Array): void {
    const { id, carrier } = this.#options;
    if (body[0] !== id) return;
    carrier.send(encodeMessage(service.disconnectResponse, Uint8Array.of(id, 0)));
    this.#lose("the interface has closed the tunnel");
  }

  #schedule(): void {
    const { clock, limits } = this.#options;
    this.#heartbeat = clock.after(limits.heartbeatMs, () => void this.#beat());
  }

  async #beat(): Promise<void> {
    const { id, carrier, limits } = this.#options;
    for (let attempt = 0; attempt < maxHeartbeats && !this.#isOver; attempt++) {
      const answer = this.#state.next({ timeoutMs: limits.controlTimeoutMs }).catch(asWotError);
      carrier.send(encodeMessage(service.connectionStateRequest, encodeChannel(id, carrier.local, carrier.isReliable)));
      const status = await answer;
      if (status === 0) return this.#isOver ? undefined : this.#schedule();
      if (typeof status === "number")
        return void this.#lose(`the interface has no tunnel any more: ${statusText(status)}`);
    }
    this.#lose("the interface does not answer any more");
  }

  #lose(message: string): NetworkError {
    const error = new NetworkError("WOT_NETWORK", message);
    if (!this.#isOver) this.#options.onLost(error);
    return error;
  }

  #end(): void {
    this.#isOver = true;
    this.#heartbeat?.cancel();
    const error = new NetworkError("WOT_NETWORK", "the tunnel is closed");
    this.#ack.failed(error);
    this.#state.failed(error);
  }
}

const ignore = (): undefined => undefined;
