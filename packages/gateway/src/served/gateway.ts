import type { AdapterEnvironment, AdapterPlugin, PartSettings } from "@thingwright/adapter-core";
import { coapClient } from "@thingwright/binding-coap";
import { httpClient } from "@thingwright/binding-http";
import { modbusClient } from "@thingwright/binding-modbus";
import { mqttClient } from "@thingwright/binding-mqtt";
import { type ClientBinding, type Clock, type Logger, silent, systemClock } from "@thingwright/contracts";
import { Servient, type ServientOptions } from "@thingwright/core";
import { UsageError } from "@thingwright/errors";
import { memorySceneStore, type SceneStore } from "@thingwright/grouping";
import { sparkplugClient } from "@thingwright/sparkplug";
import type { GatewayConfiguration } from "./gateway-configuration.js";
import { GatewayParts, type PartState } from "./gateway-parts.js";
import { type NorthboundSecurity, northboundSecurity, noSecurity } from "./northbound-security.js";
import { NorthboundServers, requirePlaces, serversText } from "./northbound-servers.js";
import { plannedParts } from "./planned-parts.js";
import type { ReadFile } from "./read-file.js";
import { SceneFile } from "./scene-file.js";
import { type HouseTerms, partSettings } from "./thing-settings.js";

/** Options of {@link startGateway}. */
export interface GatewayOptions {
  /** Reads the files that the configuration names. */
  readonly readFile: ReadFile;
  /** Adapters whose entries the configuration may have. */
  readonly adapters?: readonly AdapterPlugin[];
  /** Clients for devices with a description, beside those for HTTP, CoAP, MQTT with Sparkplug, and Modbus. */
  readonly clients?: readonly ClientBinding[];
  /** Secrets for devices: of those in `devices` by their ids with `#southbound` behind them, of others as adapters say. */
  readonly credentials?: ServientOptions["credentials"];
  /** Folder for what an adapter, or `scenes`, must keep. Without it, nothing is kept. */
  readonly stateFolder?: (adapter: string) => string;
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
   * Makes the parts those of `configuration`. Those that are the same go on undisturbed, and Things of which something else is
   * said are offered anew, each by itself; what cannot be offered is told in {@link parts}. A certificate is read again.
   *
   * @throws {UsageError} WOT_ARGUMENT when the servers or the security are others: they stay as they are while it runs
   */
  reload(configuration: GatewayConfiguration): Promise<void>;
  /** Ends the servers and lets go of the devices. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Offers the devices of a configuration on HTTP, CoAP and MQTT, as far as it names these; on HTTP where it names none. A device that
 * cannot be offered keeps no other from it.
 *
 * @throws {UsageError} WOT_ADDRESS_IN_USE when a port is taken; WOT_INSECURE_EXPOSE when other machines can reach it, it has no
 *   security, and `insecure` does not say that this is meant; WOT_ARGUMENT for a file that cannot be used
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
  #configuration: GatewayConfiguration;
  readonly #options: GatewayOptions;
  readonly #environment: { readonly logger: Logger; readonly clock: Clock };
  readonly #scenes: SceneStore;
  #security: NorthboundSecurity = noSecurity;
  #servers: NorthboundServers | undefined;
  #servient: Servient | undefined;
  #parts: GatewayParts | undefined;
  #stopping: Promise<void> | undefined;

  constructor(configuration: GatewayConfiguration, options: GatewayOptions) {
    const { logger = silent, clock = systemClock, stateFolder } = options;
    this.#configuration = configuration;
    this.#options = options;
    this.#environment = { logger, clock };
    this.#scenes = stateFolder === undefined ? memorySceneStore() : new SceneFile(stateFolder("scenes"));
  }

  get addresses(): readonly string[] {
    return this.#servient?.addresses() ?? [];
  }

  get parts(): readonly PartState[] {
    return this.#parts?.states ?? [];
  }

  async start(): Promise<void> {
    const { readFile, clients = [], credentials } = this.#options;
    const { logger } = this.#environment;
    const { security, insecure = false } = this.#configuration;
    requirePlaces(this.#configuration, security);
    if (security !== undefined) this.#security = await northboundSecurity(security, readFile);
    this.#servers = await NorthboundServers.of(this.#configuration, { read: readFile, logger, credentials });
    if (this.#servers.isPublic && security === undefined && !insecure) throw unprotected();
    const { verifier } = this.#security;
    this.#servient = new Servient({
      clients: [
        httpClient(),
        coapClient(),
        sparkplugClient({ mqtt: mqttClient({ limits: mqttLimits }) }),
        modbusClient(),
        ...clients,
      ],
      servers: this.#servers.bindings,
      allowInsecure: insecure,
      logger,
      // Which devices there are, and in which rooms, is for those alone who may use them.
      ...(verifier !== undefined && { verifier, descriptionAccess: "secured" as const }),
      ...(credentials !== undefined && { credentials }),
    });
    await this.#servient.start();
    this.#parts = new GatewayParts(this.#servient, this.#environment);
    await this.#become(this.#configuration);
  }

  async reload(configuration: GatewayConfiguration): Promise<void> {
    if (serversText(configuration) !== serversText(this.#configuration)) {
      throw new UsageError("WOT_ARGUMENT", "http, coap, mqtt and security stay as they are while the gateway runs");
    }
    await this.#servers?.renew(configuration, this.#options.readFile);
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
    this.#configuration = configuration;
    const { adapters = [], readFile } = this.#options;
    const planning = { adapters, house: this.#house, environmentOf: this.#environmentOf };
    const environment = { ...this.#environment, readFile, scenes: this.#scenes };
    await this.#parts?.become(await plannedParts(configuration, planning, environment));
  }

  get #house(): HouseTerms {
    const { rooms } = this.#configuration;
    return { security: this.#security.terms, ...(rooms !== undefined && { rooms }) };
  }

  readonly #environmentOf = ({ name }: AdapterPlugin): AdapterEnvironment => {
    const { readFile, credentials, stateFolder } = this.#options;
    return {
      ...this.#environment,
      readFile,
      settingsOf: this.#settingsOf,
      ...(credentials !== undefined && { credentials }),
      ...(stateFolder !== undefined && { stateFolder: stateFolder(name) }),
    };
  };

  readonly #settingsOf = (id: string): PartSettings => {
    const { things = {} } = this.#configuration;
    return partSettings(Object.hasOwn(things, id) ? things[id]! : {}, this.#house);
  };

  async #stop(): Promise<void> {
    await this.#parts?.become([]);
    await this.#servient?.stop();
    await this.#servers?.[Symbol.asyncDispose]();
  }
}

/** Hubs list all of their devices in one message: a hundred of Zigbee are more than the megabyte that a client takes otherwise. */
const mqttLimits = { maxBodyBytes: 32 * 1024 * 1024 };

const unprotected = (): UsageError =>
  new UsageError(
    "WOT_INSECURE_EXPOSE",
    "other machines can reach the gateway, and nobody has to say who they are: give the configuration security, listen on " +
      "127.0.0.1, or say insecure: true",
  );
