import {
  type AdaptedDevice,
  type Adapter,
  type DeviceChange,
  DeviceRoster,
  RosterAdapter,
  type SettingsOf,
  type UnofferedDevice,
} from "@thingwright/adapter-core";
import { type Clock, type CredentialStore, type Logger, silent, systemClock, type Timer } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import { asWotError, UsageError } from "@thingwright/errors";
import { type BridgeOptions, textOf } from "@thingwright/mapping";
import type { ThingDescription } from "@thingwright/td";
import { opcuaSecuritySchemes } from "./binding/channel-security.js";
import type { OpcuaClientLimits } from "./binding/client-limits.js";
import { parseOpcuaAddress } from "./binding/opcua-address.js";
import { type OpcuaClient, type OpcuaClientOptions, opcuaClient } from "./binding/opcua-client.js";
import type { ServerLink } from "./binding/server-link.js";
import { type DescribedServer, describeServer, type ServerQuestion } from "./describe-server.js";
import { type OpcuaLimits, opcuaLimitsFrom } from "./limits.js";
import { requireTemplates, type ThingTemplate } from "./recognition/template.js";
import { type ServerAddress, userDefinition } from "./southbound.js";
import type { SecurityMode, UaIdentity } from "./stack/ua-session.js";

/** Options of {@link opcua}. */
export interface OpcuaOptions extends Omit<OpcuaClientOptions, "limits"> {
  /** `opc.tcp://` URL of the server. */
  readonly url: string;
  /** By this id the credentials for the server are found; default `urn:opcua:` and its URL. */
  readonly id?: string;
  /** How messages are protected; `SignAndEncrypt` or else `Sign`, whatever is best, by default. `None` has to be named. */
  readonly security?: SecurityMode;
  /** Name of the security policy, such as `Basic256Sha256`; the best that both have by default. */
  readonly policy?: string;
  /** As whom: by default anonymous. The others need `credentials`, under the definition `user`. */
  readonly user?: ServerAddress["user"];
  /** `{ username, password }`, or `{ cert, key }`, by the id of the server. */
  readonly credentials?: CredentialStore;
  /** Browse paths below `Objects`, or node ids, to begin at. */
  readonly roots?: readonly string[];
  /** What is known of its objects that their names do not say. */
  readonly things?: readonly ThingTemplate[];
  /** Adds a property `valueTimes` to each Thing: when its values were measured, as the server says. Default false. */
  readonly valueTimes?: boolean;
  readonly settingsOf?: SettingsOf;
  /** Hears what changes. Must not throw. */
  readonly onChange?: (change: DeviceChange<AdaptedDevice>) => void;
  readonly limits?: Partial<OpcuaLimits & OpcuaClientLimits> & BridgeOptions["limits"];
}

/** The objects of an OPC UA server as Things of the common API. */
export interface Opcua extends Adapter {
  readonly devices: ReadonlyMap<string, AdaptedDevice>;
}

/**
 * Offers what an OPC UA server has on the servers of `servient`, and follows it: its values, and objects that come and go. Resolves
 * when all that there is now is offered.
 *
 * @throws {UsageError} WOT_ARGUMENT for what is no address or no template; WOT_RANGE for a limit out of range
 * @throws {WotError} of other families when the server cannot be reached, or refuses
 */
export async function opcua(servient: Servient, options: OpcuaOptions): Promise<Opcua> {
  const adapter = new OpcuaAdapter(servient, options);
  try {
    await adapter.start();
    return adapter;
  } catch (error) {
    await adapter.stop();
    throw error;
  }
}

class OpcuaAdapter extends RosterAdapter implements Opcua {
  readonly #options: OpcuaOptions;
  readonly #address: ServerAddress;
  readonly #limits: OpcuaLimits;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #client: OpcuaClient;
  readonly #southbound: Servient;
  protected readonly roster: DeviceRoster;
  readonly #ending = new AbortController();
  #unoffered: readonly UnofferedDevice[] = [];
  #timer: Timer | undefined;
  #looking: Promise<void> | undefined;
  #leave: (() => Promise<void>) | undefined;

  constructor(servient: Servient, options: OpcuaOptions) {
    super();
    const { limits = {}, clock = systemClock, logger = silent, credentials, settingsOf, onChange } = options;
    requireTemplates(options.things ?? []);
    this.#options = options;
    this.#address = serverAddress(options);
    this.#limits = opcuaLimitsFrom(limits);
    this.#clock = clock;
    this.#logger = logger;
    this.#client = opcuaClient({ ...options, limits });
    this.#southbound = new Servient({
      clients: [this.#client],
      securitySchemes: opcuaSecuritySchemes(),
      clock,
      ...(credentials !== undefined && { credentials }),
    });
    this.roster = new DeviceRoster({
      servient,
      consume: (td) => this.#southbound.consume(td),
      bridging: { clock, logger, limits, valueTimes: options.valueTimes === true },
      maxDevices: this.#limits.maxDevices,
      onChange,
      ...(settingsOf !== undefined && { settingsOf }),
    });
  }

  async start(): Promise<void> {
    await this.#southbound.start();
    await this.#look();
    await this.#follow().catch((error: unknown) => {
      this.#logger.debug("an OPC UA server does not tell when it is different", { message: asWotError(error).message });
    });
    this.#lookLater(this.#limits.rebrowseMs);
  }

  protected override unlisted(): readonly UnofferedDevice[] {
    return this.#unoffered;
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    this.#timer?.cancel();
    await this.#looking?.catch(() => {});
    await this.roster.stop();
    await this.#leave?.().catch(() => {});
    await this.#southbound.stop();
    await this.#client.stop();
  }

  /** Looks at the server, and offers what there is. */
  async #look(): Promise<void> {
    const question: ServerQuestion = {
      address: this.#address,
      roots: this.#options.roots ?? [],
      templates: this.#options.things ?? [],
      limits: this.#limits,
    };
    const { signal } = this.#ending;
    const link = await this.#link();
    const { devices, unoffered }: DescribedServer = await link.use(
      (session) => describeServer(session, question, signal),
      { timeoutMs: this.#limits.browseTimeoutMs, signal },
    );
    this.#unoffered = unoffered;
    await this.roster.become(devices);
  }

  /** Hears of changes from the server's own object; what has been away is looked at anew. */
  async #follow(): Promise<void> {
    const soon = (): void => this.#lookLater(this.#limits.settleMs);
    const format = { kind: "value", edition: "1.05", contentType: "application/json" } as const;
    const link = await this.#link();
    this.#leave = await link.watch(
      { nodeId: serverObject, kind: "events", format },
      {
        next: ({ body }) => {
          if (modelChanges.some((type) => Buffer.from(body).includes(`"type":"${type}"`))) soon();
        },
        interrupted: () => {},
        resumed: soon,
        error: () => {},
        complete: () => {},
      },
      { timeoutMs: this.#limits.browseTimeoutMs, signal: this.#ending.signal },
    );
  }

  async #link(): Promise<ServerLink> {
    const { url, mode, policy } = this.#address;
    return this.#client.link(url, { mode, ...(policy !== undefined && { policy }) }, await this.#identity());
  }

  async #identity(): Promise<UaIdentity> {
    const { id, user } = this.#address;
    if (user === "Anonymous") return {};
    const thing = { id, title: id } as unknown as ThingDescription;
    const { username, password, cert, key } = (await this.#options.credentials?.get(thing, userDefinition)) ?? {};
    const [name, secret] = [textOf(username), textOf(password)];
    if (user === "UserName" && name !== undefined && secret !== undefined) return { user: { name, password: secret } };
    const [own, ownKey] = [textOf(cert), textOf(key)];
    if (user === "Certificate" && own !== undefined && ownKey !== undefined) {
      return { certificate: { cert: own, key: ownKey } };
    }
    throw new UsageError("WOT_ARGUMENT", `there are no credentials for ${id} under "${userDefinition}"`);
  }

  #lookLater(delayMs: number): void {
    if (this.#ending.signal.aborted) return;
    this.#timer?.cancel();
    this.#timer = this.#clock.after(delayMs, () => {
      this.#looking = this.#lookAgain();
    });
  }

  async #lookAgain(): Promise<void> {
    try {
      await this.#look();
    } catch (error) {
      this.#logger.debug("an OPC UA server could not be looked at", { message: asWotError(error).message });
    }
    this.#lookLater(this.#limits.rebrowseMs);
  }
}

/** The object that stands for a server (OPC 10000-5 §8.3.2). */
const serverObject = "i=2253";

/** Types of events that tell that nodes came, went or mean something else (OPC 10000-5 §6.4.30–33). */
const modelChanges = ["i=2132", "i=2133", "i=2738"] as const;

/** @throws {UsageError} WOT_ARGUMENT for what is no address of a server */
function serverAddress({ url, id, security, policy, user = "Anonymous", valueTimes }: OpcuaOptions): ServerAddress {
  const address = parseOpcuaAddress(url);
  if (address === undefined || address.nodeId !== undefined) {
    throw new UsageError(
      "WOT_ARGUMENT",
      `${JSON.stringify(url)} is no address of an OPC UA server, such as "opc.tcp://192.0.2.7:4840"`,
    );
  }
  return {
    url: address.url,
    id: id ?? `urn:opcua:${encodeURIComponent(address.url)}`,
    mode: security ?? "secure",
    ...(policy !== undefined && { policy }),
    user,
    hasTimes: valueTimes === true,
  };
}
