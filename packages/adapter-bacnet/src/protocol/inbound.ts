import { type Apdu, abort, reject, serviceError, simpleAck } from "./apdu.js";
import { type CovNotification, readCovNotification } from "./change-of-value.js";
import type { Peer } from "./peer.js";
import { abortReason, rejectReason, unknownSubscription } from "./refusal.js";
import { confirmedService, unconfirmedService } from "./service.js";
import { type Introduction, readIAm } from "./who-is.js";

/** What a station hears without having asked. None may throw. */
export interface InboundEvents {
  introduced(introduction: Introduction, peer: Peer): void;
  /** Whether there is such a subscription. */
  notified(notification: CovNotification, peer: Peer): boolean;
}

type Request<Kind extends Apdu["kind"]> = Extract<Apdu, { readonly kind: Kind }>;

/** Takes what asks for no answer; what is of no interest, or makes no sense, is passed over. */
export function hear({ service, data }: Request<"unconfirmed-request">, peer: Peer, events: InboundEvents): void {
  if (service === unconfirmedService.iAm) {
    const introduction = understood(() => readIAm(data));
    if (introduction !== undefined) events.introduced(introduction, peer);
  } else if (service === unconfirmedService.unconfirmedCovNotification) {
    const notification = understood(() => readCovNotification(data));
    if (notification !== undefined) events.notified(notification, peer);
  }
}

/** The answer to a request: this station takes notifications, and refuses all else in its proper way. */
export function answerTo(request: Request<"confirmed-request">, peer: Peer, events: InboundEvents): Uint8Array {
  const { service, invokeId, isSegmented, data } = request;
  if (isSegmented) return abort(invokeId, abortReason.segmentationNotSupported, true);
  if (service !== confirmedService.confirmedCovNotification) return reject(invokeId, rejectReason.unrecognizedService);
  const notification = understood(() => readCovNotification(data));
  if (notification === undefined) return reject(invokeId, rejectReason.invalidTag);
  if (events.notified(notification, peer)) return simpleAck(service, invokeId);
  return serviceError(service, invokeId, unknownSubscription);
}

/** What `read` gives; `undefined` for bytes that are not what they say. */
function understood<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
