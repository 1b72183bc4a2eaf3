import { type AnnouncedDevice, type Announcement, devicesOf } from "./announced-device.js";
import { discoveryLimits } from "./discovery/discovery-limits.js";
import { readDiscoveryTopic } from "./discovery/discovery-topic.js";
import { readConfig } from "./discovery/entity-config.js";

/** A message that cannot be used, and why. */
export interface UnofferedMessage {
  readonly topic: string;
  readonly why: string;
}

/** What stands retained on the discovery topics of a broker, as far as it can be read. */
export class Announcements {
  readonly #prefix: string;
  readonly #maxMessages: number;
  readonly #read = new Map<string, { readonly bytes: string; readonly announcement: Announcement }>();
  readonly #refused = new Map<string, UnofferedMessage>();

  constructor(prefix: string, maxMessages: number) {
    this.#prefix = prefix;
    this.#maxMessages = maxMessages;
  }

  get refused(): readonly UnofferedMessage[] {
    return [...this.#refused.values()];
  }

  devices(): readonly AnnouncedDevice[] {
    return devicesOf([...this.#read.values()].map(({ announcement }) => announcement));
  }

  /** Takes a message; one without content takes back what was there. @returns whether anything is different now */
  take(topic: string, payload: Uint8Array): boolean {
    if (payload.length === 0) return this.#remove(topic);
    const place = readDiscoveryTopic(topic, this.#prefix);
    if (place === undefined) return this.#refuse(topic, "it is no discovery topic");
    const { maxConfigBytes } = discoveryLimits;
    if (payload.length > maxConfigBytes) return this.#refuse(topic, `it is over maxConfigBytes (${maxConfigBytes})`);
    const bytes = new TextDecoder().decode(payload);
    if (this.#read.get(topic)?.bytes === bytes) return false;
    if (!this.#read.has(topic) && this.#read.size >= this.#maxMessages)
      return this.#refuse(topic, `more than maxMessages (${this.#maxMessages})`);
    const parsed = parse(bytes);
    if (parsed === undefined) return this.#refuse(topic, "it is no JSON");
    this.#refused.delete(topic);
    this.#read.set(topic, { bytes, announcement: { topic: place, config: readConfig(place, parsed.value) } });
    return true;
  }

  #remove(topic: string): boolean {
    const wasRefused = this.#refused.delete(topic);
    return this.#read.delete(topic) || wasRefused;
  }

  /** What was there before is not what the device says now. */
  #refuse(topic: string, why: string): boolean {
    const hadOne = this.#read.delete(topic);
    if (this.#refused.size < this.#maxMessages) this.#refused.set(topic, { topic, why });
    return hadOne;
  }
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
