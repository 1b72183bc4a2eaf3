import type { MqttVersion } from "../../src/index.js";
import { embeddedBroker } from "../../src/index.js";

/** A broker that the suite is run at. */
export interface SuiteBroker extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** Ends it as a crash does, and starts it again at the same address; it may have forgotten everything. */
  crash(): Promise<void>;
}

/** What the suite has to know of a broker. */
export interface MqttSuiteSetup {
  /** For the titles. */
  readonly name: string;
  readonly start: () => Promise<SuiteBroker>;
  /** Version of MQTT that client, server and devices speak. */
  readonly version: MqttVersion;
  /** What a client says in CONNECT, in order, that is to find out by itself. */
  readonly tries: readonly MqttVersion[];
  /** False for a broker that closes the connection on a PUBLISH of QoS 2, and grants QoS 1 instead. */
  readonly takesQos2: boolean;
  /** False for a broker that closes the connection on a PUBLISH to a topic with a full stop or a space. */
  readonly takesFullStops: boolean;
}

/** The broker of this package, in this process; a crash empties it. */
export async function embeddedSuiteBroker(): Promise<SuiteBroker> {
  let broker = await embeddedBroker({ port: 0 });
  const { port, url } = broker;
  return {
    port,
    url,
    async crash() {
      await broker.close();
      broker = await embeddedBroker({ port });
    },
    [Symbol.asyncDispose]: () => broker.close(),
  };
}
