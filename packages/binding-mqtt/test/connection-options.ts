import { FakeClock } from "@thingwright/contract-tests";
import { silent } from "@thingwright/contracts";
import type { ConnectionOptions } from "../src/connection/broker-connection.js";
import { VersionMemory } from "../src/connection/open-best-session.js";
import { parseBrokerUrl } from "../src/form/broker-address.js";

/** A connection with MQTT 5 to the broker at `url`, made again a fake millisecond after it is lost. */
export const connectionOptions = (url: string, more: Partial<ConnectionOptions> = {}): ConnectionOptions => ({
  address: parseBrokerUrl(url)!,
  clientId: "test",
  keepAliveSeconds: 30,
  connectTimeoutMs: 2000,
  maxBodyBytes: 1000,
  maxWebSocketMessageBytes: 16 * 1024 * 1024,
  sessionExpirySeconds: 300,
  receiveMaximum: 100,
  topicAliasMaximum: 10,
  protocolVersion: 5,
  versions: new VersionMemory(),
  maxQueuedMessages: 1000,
  maxQueuedBytes: 1_000_000,
  whenQueueFull: "reject",
  maxSendAttempts: 3,
  whileDisconnected: "wait",
  persistent: false,
  minReconnectDelayMs: 1,
  maxReconnectDelayMs: 1,
  clock: new FakeClock(),
  random: () => 0,
  logger: silent,
  ...more,
});
