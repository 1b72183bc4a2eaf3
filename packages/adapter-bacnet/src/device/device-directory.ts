import { type Clock, type Patience, type Timer, within } from "@thingwright/contracts";
import { NetworkError, TimeoutError } from "@thingwright/errors";
import { type Peer, peerText } from "../protocol/peer.js";
import { unconfirmedService } from "../protocol/service.js";
import type { Station } from "../protocol/station.js";
import { type Introduction, whoIsRequest } from "../protocol/who-is.js";

/** A device that has said who it is, and where. */
export interface KnownDevice extends Introduction {
  readonly peer: Peer;
}

export interface DirectoryOptions {
  readonly station: Pick<Station, "send">;
  /** Stations that are asked one by one, beside all that a broadcast reaches. */
  readonly addresses: readonly Peer[];
  readonly limits: { readonly maxDevices: number; readonly whoIsIntervalMs: number };
  readonly clock: Clock;
}

/** Hears of every I-Am of a known device; `moved` and `doubled` tell of addresses. Must not throw. */
export type DirectoryListener = (device: KnownDevice, news: "new" | "again" | "moved" | "doubled") => void;

/** Where devices are, by their instance number: learns from I-Am, asks by Who-Is (ASHRAE 135 §16.10). */
export class DeviceDirectory {
  readonly #options: DirectoryOptions;
  readonly #devices = new Map<number, KnownDevice>();
  /** Devices that have not answered where they were. */
  readonly #doubted = new Set<number>();
  readonly #waiting = new Map<number, Set<(device: KnownDevice) => void>>();
  readonly #listeners = new Set<DirectoryListener>();

  constructor(options: DirectoryOptions) {
    this.#options = options;
  }

  /** Every device heard of, those that do not answer now included. */
  get devices(): Iterable<KnownDevice> {
    return this.#devices.values();
  }

  /** @returns what ends it */
  listen(listener: DirectoryListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Asks all devices to say who they are. */
  async search(): Promise<void> {
    await this.#ask(undefined, false);
  }

  /**
   * Where device number `instance` is: at once when that is known, else as soon as it has said so.
   *
   * @throws {NetworkError} WOT_NETWORK, not sent, when it has not by the end of the time
   * @throws {AbortError} WOT_ABORTED
   */
  async find(instance: number, patience: Patience): Promise<KnownDevice> {
    const known = this.#devices.get(instance);
    if (known !== undefined && !this.#doubted.has(instance)) return known;
    const search = this.#seek(instance);
    try {
      return await within(search.found, patience, this.#options.clock);
    } catch (error) {
      if (!(error instanceof TimeoutError)) throw error;
      const message = `no device ${instance} has answered within ${patience.timeoutMs} ms`;
      throw new NetworkError("WOT_NETWORK", message, { cause: error, sent: false });
    } finally {
      search.end();
    }
  }

  /** Whether what comes from `peer` may be from device number `instance`, whichever port it sends from. */
  isAt(instance: number, { host, station }: Peer): boolean {
    const known = this.#devices.get(instance)?.peer;
    return known !== undefined && peerText({ ...known, port: 0 }) === peerText({ host, station, port: 0 });
  }

  /** The device has not answered at `peer`: before it is asked again, it is searched for. */
  doubt(instance: number, peer: Peer): void {
    const known = this.#devices.get(instance);
    if (known !== undefined && peerText(known.peer) === peerText(peer)) this.#doubted.add(instance);
  }

  /** Takes an I-Am. While a device answers, another one with its number is not believed. */
  introduced(introduction: Introduction, peer: Peer): void {
    const { instance } = introduction;
    const known = this.#devices.get(instance);
    const device = { ...introduction, peer };
    const waiting = this.#waiting.get(instance);
    if (known === undefined && waiting === undefined && this.#devices.size >= this.#options.limits.maxDevices) return;
    const isMoved = known !== undefined && peerText(known.peer) !== peerText(peer);
    if (isMoved && !this.#doubted.has(instance)) {
      this.#tell(device, "doubled");
      return;
    }
    this.#devices.set(instance, device);
    this.#doubted.delete(instance);
    for (const resolve of waiting ?? []) resolve(device);
    this.#tell(device, known === undefined ? "new" : isMoved ? "moved" : "again");
  }

  #tell(device: KnownDevice, news: Parameters<DirectoryListener>[1]): void {
    for (const listener of this.#listeners) listener(device, news);
  }

  #seek(instance: number): { readonly found: Promise<KnownDevice>; end(): void } {
    const { clock, limits } = this.#options;
    const waiting = this.#waiting.get(instance) ?? new Set();
    this.#waiting.set(instance, waiting);
    let timer: Timer | undefined;
    let round = 0;
    let take: (device: KnownDevice) => void = () => {};
    const found = new Promise<KnownDevice>((resolve, reject) => {
      take = resolve;
      waiting.add(take);
      const ask = (): void => {
        // One search at a time is enough for all who wait for the same device.
        if ([...waiting][0] === take) this.#ask(instance, round === 0).catch(reject);
        timer = clock.after(limits.whoIsIntervalMs * 2 ** Math.min(round++, 10), ask);
      };
      ask();
    });
    found.catch(() => {});
    const end = (): void => {
      timer?.cancel();
      waiting.delete(take);
      if (waiting.size === 0) this.#waiting.delete(instance);
    };
    return { found, end };
  }

  /** @param isFirst - a device that has been somewhere is looked for there before all addresses are asked */
  async #ask(instance: number | undefined, isFirst: boolean): Promise<void> {
    const { station, addresses } = this.#options;
    const former = instance === undefined ? undefined : this.#devices.get(instance)?.peer;
    const request = whoIsRequest(instance);
    await station.send(unconfirmedService.whoIs, request, "everybody");
    for (const peer of isFirst && former !== undefined ? [former] : addresses)
      await station.send(unconfirmedService.whoIs, request, peer);
  }
}
