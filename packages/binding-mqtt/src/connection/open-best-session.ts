import { isWotError, NetworkError } from "@thingwright/errors";
import { isVersionRefusal, reasonOf } from "./mqtt-failure.js";
import { openSession, type SessionListener } from "./open-session.js";
import type { Session } from "./session.js";
import type { MqttVersion, SessionOptions } from "./session-options.js";

/** Which version to speak; `auto` tries MQTT 5 first. */
export type MqttVersionChoice = "auto" | MqttVersion;

/** What brokers turned out to speak, by URL. Forgets the oldest beyond 1000. */
export class VersionMemory {
  readonly #versions = new Map<string, MqttVersion>();

  get(url: string): MqttVersion | undefined {
    return this.#versions.get(url);
  }

  set(url: string, version: MqttVersion): void {
    this.#versions.delete(url);
    this.#versions.set(url, version);
    if (this.#versions.size > 1000) this.#versions.delete(this.#versions.keys().next().value!);
  }
}

/**
 * Connects with MQTT 5, and with 3.1.1 when the broker refuses that version or closes without a word, as old brokers do.
 * What worked is remembered: the next connection to this broker begins with it. From one that has spoken MQTT 5 only a
 * refusal of that version counts: it may close without a word because it is about to end.
 */
export async function openBestSession(
  options: SessionOptions,
  choice: MqttVersionChoice,
  memory: VersionMemory,
  listener: SessionListener,
): Promise<Session> {
  if (choice !== "auto") return openSession(options, choice, listener);
  const { url } = options.address;
  const known = memory.get(url);
  if (known === 4) return openSession(options, 4, listener);
  try {
    const session = await openSession(options, 5, listener);
    memory.set(url, 5);
    return session;
  } catch (error) {
    if (!speaksAgainstVersion(error, known === 5)) throw error;
    const session = await openSession(options, 4, listener);
    memory.set(url, 4);
    return session;
  }
}

function speaksAgainstVersion(error: unknown, isKnown: boolean): boolean {
  if (!isWotError(error)) return false;
  const reason = reasonOf(error.cause);
  if (reason !== undefined) return isVersionRefusal(reason);
  if (isKnown || !(error instanceof NetworkError)) return false;
  // Closed or reset before CONNACK with nothing said; a socket that was refused or timed out has another cause.
  const cause = error.cause;
  return cause === undefined || (cause instanceof Error && "code" in cause && cause.code === "ECONNRESET");
}
