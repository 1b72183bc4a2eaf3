import type { CallbackRequest } from "../callbacks/callback-client.js";
import { oneEmission } from "../callbacks/one-emission.js";
import type { EmissionSource } from "../subscriptions/emission-source.js";
import type { RecordedEmission } from "../subscriptions/recorded-emission.js";

/**
 * The notification that brings `recorded`: its data, if any, dated when it happened, with a link to its affordance.
 *
 * @param base - base URI of the server
 * @see WoT Profile `http-webhook-profile-protocol-binding-observeproperty-6`, `…-subscribeevent-6.5`
 */
export function webhookNotification(recorded: RecordedEmission, source: EmissionSource, base: string): CallbackRequest {
  const { path, contentType, body } = oneEmission(recorded, source);
  const headers = { link: `<${base}${path}>; rel="self"`, date: new Date(recorded.emission.time).toUTCString() };
  if (body.byteLength === 0) return { method: "POST", headers };
  return { method: "POST", headers: { ...headers, "content-type": contentType }, body };
}
