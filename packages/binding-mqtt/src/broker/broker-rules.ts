import type { AedesOptions, AuthenticateError } from "aedes";
import type { EmbeddedBrokerLimits } from "./broker-limits.js";
import type { EmbeddedBrokerOptions } from "./broker-options.js";
import type { ClientStream } from "./client-stream.js";

type Rules = Required<Pick<AedesOptions, "preConnect" | "authenticate" | "authorizePublish" | "authorizeSubscribe">>;

/** What clients of an embedded broker may do. */
export function brokerRules(options: EmbeddedBrokerOptions, limits: EmbeddedBrokerLimits): Rules {
  return {
    preConnect(_client, packet, callback) {
      // A session that outlives its connection has a queue without a bound.
      packet.clean = true;
      callback(null, true);
    },
    authenticate: authentication(options),
    authorizePublish: publishing,
    authorizeSubscribe: subscribing(limits.maxSubscriptionsPerClient),
  };
}

function authentication({ authenticate }: EmbeddedBrokerOptions): Rules["authenticate"] {
  return async (client, name, password, done) => {
    const { identity, isOurs } = client.conn as ClientStream;
    if (authenticate === undefined || isOurs) return done(null, true);
    const user = name === undefined ? undefined : { name, password: password?.toString() ?? "" };
    let isKnown = false;
    try {
      isKnown = await authenticate({ clientId: client.id, user, identity });
    } catch {
      // A verifier that fails has not verified.
    }
    if (isKnown) done(null, true);
    else done(Object.assign(new Error("refused"), { returnCode: badUserNameOrPassword }) as AuthenticateError, false);
  };
}

/** MQTT 3.1.1 §3.2.2.3 */
const badUserNameOrPassword = 4;

const publishing: Rules["authorizePublish"] = (client, packet, callback) => {
  // Topics that begin with $ are the broker's own (MQTT 3.1.1 §4.7.2).
  if (client !== null && packet.topic.startsWith("$")) callback(new Error("$ topics are the broker's"));
  else callback(null);
};

function subscribing(maxSubscriptionsPerClient: number): Rules["authorizeSubscribe"] {
  return (client, subscription, callback) => {
    const { subscriptions } = client as unknown as { readonly subscriptions: Readonly<Record<string, unknown>> };
    const isNew = !Object.hasOwn(subscriptions, subscription.topic);
    // `null` becomes the return code 0x80 in SUBACK.
    if (isNew && Object.keys(subscriptions).length >= maxSubscriptionsPerClient) return callback(null, null);
    callback(null, subscription);
  };
}
