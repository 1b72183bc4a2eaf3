import { coapClient, coapServer } from "@thingwright/binding-coap";
import { httpClient, httpServer } from "@thingwright/binding-http";
import { modbusClient } from "@thingwright/binding-modbus";
import { type EmbeddedBroker, embeddedBroker, mqttClient, mqttServer } from "@thingwright/binding-mqtt";
import { type Clock, type Logger, type ServerBinding, silent, systemClock } from "@thingwright/contracts";
import { Servient, type ServientOptions } from "@thingwright/core";
import { UsageError } from "@thingwright/errors";
import type { GatewayConfiguration } from "./gateway-configuration.js";
import { GatewayParts, type PartState } from "./gateway-parts.js";
import type { ReadDocument } from "./planned-device.js";
import { plannedParts } from "./planned-parts.js";

/** Options of {@link startGateway}. */
export interface GatewayOptions {
  /** Reads the documents that the configuration names. */
  readonly readDocument: ReadDocument;
  /** Secrets for devices, by their ids with `#southbound` behind them. */
  readonly credentials?: ServientOptions["credentials"];
  readonly logger?: Logger;
  readonly clock?: Clock;
}

/** Devices of a configuration that are offered as Things. */
export interface Gateway extends AsyncDisposable {
  /** Base URIs of its servers. */
  readonly addresses: readonly string[];
  /** Each part of the configuration, and what became of it. */
  readonly parts: readonly PartState[];
  /**
   * Makes the parts those of `configuration`. Those that are the same go on undisturbed; what cannot be offered is told in
   * {@link parts}.
   *
   * @throws {UsageError} WOT_ARGUMENT when the servers are others: they stay as they are while it runs
   */
  reload(configuration: GatewayConfiguration): Promise<void>;
  /** Ends the servers and lets go of the devices. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Offers the devices of a configuration on HTTP, CoAP and MQTT, as far as it names these; on HTTP where it names none. A device that
 * cannot be offered keeps no other from it.
 *
 * @throws {UsageError} WOT_ADDRESS_IN_USE when a port is taken
 */
export async function startGateway(configuration: GatewayConfiguration, options: GatewayOptions): Promise<Gateway> {
  const gateway = new ConfiguredGateway(configuration, options);
  try {
    await gateway.start();
    return gateway;
  } catch (error) {
    await gateway.stop();
    throw error;
  }
}

class ConfiguredGateway implements Gateway {
  readonly #configuration: GatewayConfiguration;
  readonly #readDocument: ReadDocument;
  readonly #credentials: GatewayOptions["credentials"];
  readonly #environment: { readonly logger: Logger; readonly clock: Clock };
  #broker: EmbeddedBroker | undefined;
  #servers: readonly ServerBinding[] = [];
  #servient: Servient | undefined;
  #parts: GatewayParts | undefined;
  #stopping: Promise<void> | undefined;

  constructor(configuration: GatewayConfiguration, options: GatewayOptions) {
    const { logger = silent, clock = systemClock, credentials, readDocument } = options;
    this.#configuration = configuration;
    this.#readDocument = readDocument;
    this.#credentials = credentials;
    this.#environment = { logger, clock };
  }

  get addresses(): readonly string[] {
    return this.#servers.flatMap((server) => server.addresses());
  }

  get parts(): readonly PartState[] {
    return this.#parts?.states ?? [];
  }

  async start(): Promise<void> {
    const { logger } = this.#environment;
    const { mqtt } = this.#configuration;
    if (mqtt !== undefined && mqtt.broker === undefined) {
      this.#broker = await embeddedBroker({ port: mqtt.port ?? 1883, logger });
    }
    this.#servers = serversOf(this.#configuration, this.#broker);
    this.#servient = new Servient({
      clients: [httpClient(), coapClient(), mqttClient(), modbusClient()],
      servers: this.#servers,
      logger,
      ...(this.#credentials !== undefined && { credentials: this.#credentials }),
    });
    await this.#servient.start();
    this.#parts = new GatewayParts(this.#servient, this.#environment);
    await this.#become(this.#configuration);
  }

  async reload(configuration: GatewayConfiguration): Promise<void> {
    if (serversText(configuration) !== serversText(this.#configuration)) {
      throw new UsageError("WOT_ARGUMENT", "http, coap and mqtt stay as they are while the gateway runs");
    }
    await this.#become(configuration);
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #become(configuration: GatewayConfiguration): Promise<void> {
    await this.#parts?.become(await plannedParts(configuration, this.#readDocument, this.#environment.logger));
  }

  async #stop(): Promise<void> {
    await this.#parts?.become([]);
    await this.#servient?.stop();
    await this.#broker?.close();
  }
}

const serversText = ({ http, coap, mqtt }: GatewayConfiguration): string => JSON.stringify([http, coap, mqtt]);

function serversOf(
  { http, coap, mqtt }: GatewayConfiguration,
  broker: EmbeddedBroker | undefined,
): readonly ServerBinding[] {
  const servers: ServerBinding[] = [];
  if (http !== undefined || (coap === undefined && mqtt === undefined)) servers.push(httpServer(http ?? {}));
  if (coap !== undefined) servers.push(coapServer(coap));
  if (broker !== undefined) servers.push(mqttServer({ broker }));
  else if (mqtt?.broker !== undefined) servers.push(mqttServer({ broker: mqtt.broker }));
  return servers;
}
