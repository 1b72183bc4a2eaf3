import { RemoteError, type WotError } from "@thingwright/errors";
import type { IConnackPacket } from "mqtt";
import type { QoS } from "../form/form-terms.js";
import { hasWildcard, isSharedFilter } from "../topic/topic-name.js";

/** What a broker does, as far as it says in CONNACK (MQTT 5.0 §3.2.2.3); with MQTT 3.1.1 it cannot say. */
export interface BrokerOffer {
  readonly maximumQoS: QoS;
  readonly retain: boolean;
  readonly wildcards: boolean;
  readonly sharedSubscriptions: boolean;
  /** Whether a message says by number for which of the subscriptions it comes. */
  readonly subscriptionIdentifiers: boolean;
  /** Messages of QoS 1 and 2 that it takes before it has acknowledged them (MQTT 5.0 §3.2.2.3.3). */
  readonly receiveMaximum: number;
}

/** Where nothing else is said: each has a packet identifier, and SUBSCRIBE and UNSUBSCRIBE must find some left. */
const maxReceiveMaximum = 65_000;

/** Of a session of MQTT 3.1.1, and of one whose CONNACK has not come. */
export const plainOffer: BrokerOffer = {
  maximumQoS: 2,
  retain: true,
  wildcards: true,
  sharedSubscriptions: true,
  subscriptionIdentifiers: false,
  receiveMaximum: maxReceiveMaximum,
};

/** What CONNACK of MQTT 5 says; what it leaves out is offered. */
export function brokerOfferOf({ properties = {} }: IConnackPacket): BrokerOffer {
  const { maximumQoS } = properties;
  return {
    maximumQoS: maximumQoS === 0 || maximumQoS === 1 ? maximumQoS : 2,
    retain: properties.retainAvailable ?? true,
    wildcards: properties.wildcardSubscriptionAvailable ?? true,
    sharedSubscriptions: properties.sharedSubscriptionAvailable ?? true,
    subscriptionIdentifiers: properties.subscriptionIdentifiersAvailable ?? true,
    receiveMaximum: Math.min(properties.receiveMaximum ?? maxReceiveMaximum, maxReceiveMaximum),
  };
}

/** Why the broker would end the connection over a message; `undefined` when it would not. */
export function refusalOfMessage(offer: BrokerOffer, { qos, retain }: { qos: QoS; retain: boolean }) {
  if (qos > offer.maximumQoS)
    return refused(0x9b, `the broker takes messages up to QoS ${offer.maximumQoS}, not ${qos}`);
  if (retain && !offer.retain) return refused(0x9a, "the broker retains no messages");
  return undefined;
}

/** Why the broker would end the connection over a subscription; `undefined` when it would not. */
export function refusalOfFilter(offer: BrokerOffer, filter: string): WotError | undefined {
  if (isSharedFilter(filter)) {
    if (!offer.sharedSubscriptions) return refused(0x9e, "the broker does not share subscriptions");
  }
  if (!offer.wildcards && hasWildcard(filter)) return refused(0xa2, "the broker takes no wildcards");
  return undefined;
}

/** With the reason code that the broker would have given (MQTT 5.0 §2.4). */
const refused = (reason: number, message: string): WotError =>
  new RemoteError("WOT_REMOTE", message, { status: `0x${reason.toString(16)}` });
