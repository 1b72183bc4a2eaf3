import { randomBytes, timingSafeEqual } from "node:crypto";
import type { CallbackClient } from "../callbacks/callback-client.js";

/** What a subscriber is asked to confirm. */
export interface Intent {
  readonly mode: "subscribe" | "unsubscribe";
  readonly topic: string;
  /** Of a subscription. */
  readonly leaseSeconds?: number;
}

/**
 * Asks `callback` whether it wants what somebody asked for in its name: it must repeat a challenge. Never rejects.
 *
 * @see WebSub §5.3
 */
export async function verifyIntent(client: CallbackClient, callback: URL, intent: Intent): Promise<boolean> {
  const challenge = randomBytes(24).toString("base64url");
  const url = new URL(callback);
  url.searchParams.append("hub.mode", intent.mode);
  url.searchParams.append("hub.topic", intent.topic);
  url.searchParams.append("hub.challenge", challenge);
  if (intent.leaseSeconds !== undefined) url.searchParams.append("hub.lease_seconds", String(intent.leaseSeconds));
  try {
    const { status, text } = await client.send(url, { method: "GET", headers: {} });
    return status >= 200 && status < 300 && isSame(text, challenge);
  } catch {
    return false;
  }
}

const isSame = (text: string, challenge: string): boolean =>
  text.length === challenge.length && timingSafeEqual(Buffer.from(text, "latin1"), Buffer.from(challenge));

/** Where `callback` is told that it gets nothing of `topic` any more (WebSub §5.2). */
export function denialOf(callback: URL, topic: string): URL {
  const url = new URL(callback);
  url.searchParams.append("hub.mode", "denied");
  url.searchParams.append("hub.topic", topic);
  return url;
}
