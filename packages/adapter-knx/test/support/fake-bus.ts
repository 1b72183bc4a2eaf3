import { NetworkError, TimeoutError } from "@thingwright/errors";
import {
  type BusLink,
  datapointType,
  type GroupTelegram,
  type GroupValue,
  groupAddress,
  groupAddressText,
  type LinkListener,
  type OpenLink,
} from "../../src/index.js";

/** A bus in memory: hears what is sent, answers for some addresses, and can be cut. */
export class FakeBus {
  /** What was sent, as `write 1/2/3 01`. */
  readonly sent: string[] = [];
  /** Values that devices answer with. */
  readonly values = new Map<number, GroupValue>();
  /** What devices do on a write. */
  onWrite: (address: string, value: GroupValue) => void = () => {};
  isCut = false;
  /** Nobody acknowledges telegrams. */
  isDeaf = false;
  opened = 0;
  closed = 0;
  readonly #listeners = new Set<LinkListener>();

  readonly open: OpenLink = async (listener) => {
    if (this.isCut) throw new NetworkError("WOT_NETWORK", "the cable is cut", { sent: false });
    this.opened += 1;
    this.#listeners.add(listener);
    return this.#link(listener);
  };

  /** A device answers for an address with `value` of the type. */
  answers(address: string, type: string, value: unknown): void {
    this.values.set(groupAddress(address)!, telegramValue(type, value));
  }

  /** A device sends a value by itself. */
  says(address: string, type: string, value: unknown, service: "write" | "response" = "write"): void {
    this.saysRaw(address, telegramValue(type, value), service);
  }

  saysRaw(address: string, value: GroupValue, service: "write" | "response" = "write"): void {
    const telegram: GroupTelegram = { source: 0x1105, address: groupAddress(address)!, service, value };
    for (const listener of this.#listeners) listener.heard(telegram);
  }

  cut(): void {
    this.isCut = true;
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener.lost(new NetworkError("WOT_NETWORK", "the cable is cut"));
  }

  #link(listener: LinkListener): BusLink {
    return {
      send: async (telegram) => {
        if (!this.#listeners.has(listener)) throw new NetworkError("WOT_NETWORK", "the cable is cut", { sent: false });
        this.sent.push(textOf(telegram));
        if (this.isDeaf) throw new TimeoutError("WOT_TIMEOUT", "nobody confirms");
        this.#carryOut(telegram);
      },
      close: async () => {
        this.closed += 1;
        this.#listeners.delete(listener);
      },
    };
  }

  #carryOut(telegram: GroupTelegram): void {
    const { address, service, value } = telegram;
    if (service === "write") this.onWrite(groupAddressText(address), value);
    const answer = this.values.get(address);
    if (service === "read" && answer !== undefined) this.saysRaw(groupAddressText(address), answer, "response");
  }
}

export function telegramValue(type: string, value: unknown): GroupValue {
  const { encode, isShort } = datapointType(type)!;
  return { bytes: encode(value), isShort };
}

function textOf({ service, address, value }: GroupTelegram): string {
  const bytes = value === undefined ? "" : ` ${Buffer.from(value.bytes).toString("hex")}`;
  return `${service} ${groupAddressText(address)}${bytes}`;
}
