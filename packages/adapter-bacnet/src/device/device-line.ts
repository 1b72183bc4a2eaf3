import type { Clock, Patience } from "@thingwright/contracts";
import { asWotError } from "@thingwright/errors";
import type { Station } from "../protocol/station.js";
import type { DeviceDirectory, KnownDevice } from "./device-directory.js";

export interface DeviceLineOptions {
  readonly instance: number;
  readonly station: Pick<Station, "request">;
  readonly directory: Pick<DeviceDirectory, "find" | "doubt">;
  readonly clock: Clock;
  /** The device has been found, and takes messages of such a length. */
  readonly onFound: (device: KnownDevice) => void;
  /** It has not answered, and has not been heard in the meantime either. */
  readonly onMissed: () => void;
}

/** Requests to one device, wherever it is now, and when it was last heard. */
export class DeviceLine {
  readonly #options: DeviceLineOptions;
  /** How often the device has been heard: clocks are too coarse to tell what came first. */
  #heard = 0;
  #pending = 0;

  constructor(options: DeviceLineOptions) {
    this.#options = options;
  }

  get isIdle(): boolean {
    return this.#pending === 0;
  }

  /**
   * The answer to a confirmed request; the time includes that for finding the device.
   *
   * @throws {WotError} like {@link Station.request}; NetworkError, not sent, when the device is nowhere
   */
  async request(service: number, data: Uint8Array, patience: Patience): Promise<Uint8Array> {
    const { directory, station, clock, instance, onFound } = this.#options;
    const endsAt = clock.now() + patience.timeoutMs;
    const before = this.#heard;
    this.#pending += 1;
    try {
      const device = await directory.find(instance, patience);
      onFound(device);
      const timeoutMs = Math.max(1, endsAt - clock.now());
      const answer = station.request(device.peer, service, data, { ...patience, timeoutMs });
      return await this.#answered(answer, device, before);
    } finally {
      this.#pending -= 1;
    }
  }

  /** The device has said something by itself. */
  heard(): void {
    this.#heard += 1;
  }

  /** Grows whenever the device is heard. */
  get signsOfLife(): number {
    return this.#heard;
  }

  async #answered(answer: Promise<Uint8Array>, { peer }: KnownDevice, before: number): Promise<Uint8Array> {
    try {
      const data = await answer;
      this.heard();
      return data;
    } catch (error) {
      const { family } = asWotError(error);
      if (family === "RemoteError" || family === "DataSchemaError" || family === "ProtocolError") this.heard();
      if (family === "TimeoutError" && this.#heard === before) this.#missed(peer);
      throw error;
    }
  }

  #missed(peer: KnownDevice["peer"]): void {
    const { directory, instance, onMissed } = this.#options;
    directory.doubt(instance, peer);
    onMissed();
  }
}
