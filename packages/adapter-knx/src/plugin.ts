import type { AdapterEnvironment, AdapterPlugin, FindOptions, FoundEntry } from "@thingwright/adapter-core";
import type { Servient } from "@thingwright/core";
import { CredentialsError, UsageError } from "@thingwright/errors";
import type { ThingDescription } from "@thingwright/td";
import { type AssignedDevice, assignedDeviceSchema } from "./assignment/assigned-device.js";
import { searchInterfaces } from "./ip/search.js";
import { readKeyring } from "./ip/secure/keyring.js";
import type { TunnelUser } from "./ip/secure/secure-handshake.js";
import { type Knx, knx } from "./knx.js";
import type { KnxProject } from "./project/knx-project.js";
import { readKnxProject } from "./project/read-project.js";

/**
 * An entry of a configuration: one installation. Among the credentials are, by its `id`, the passwords of its project (`project`) and
 * of its keyring (`keyring`), or the user of a secure tunnel (`interface`).
 */
export interface KnxEntry {
  /** `knx://host`, `knx+tcp://host`, `knx+secure://host` or `knx+multicast://224.0.23.12`. */
  readonly bus: string;
  /** File that ETS has exported: a project, or group addresses. */
  readonly project?: string;
  /** Devices as their owner says them, or the file that has them. */
  readonly devices?: string | readonly AssignedDevice[];
  /** Keyring that ETS has exported, of which a secure tunnel is taken. */
  readonly keyring?: string;
  /** Individual address of that tunnel; the first one by default. */
  readonly tunnel?: string;
  /** IRI that the ids of all Things begin with. */
  readonly id?: string;
}

const text = { type: "string", minLength: 1 } as const;
const defaultId = "urn:knx:installation";

/** KNX installations, for programs that run adapters by a configuration. */
export const knxPlugin: AdapterPlugin<KnxEntry> = {
  name: "knx",
  title: "KNX",
  entrySchema: {
    type: "object",
    properties: {
      bus: { type: "string", pattern: "^knx(\\+tcp|\\+secure|\\+multicast)?://[^/]+$" },
      project: text,
      devices: { oneOf: [text, { type: "array", items: assignedDeviceSchema }] },
      keyring: text,
      tunnel: { type: "string", pattern: "^\\d{1,2}\\.\\d{1,2}\\.\\d{1,3}$" },
      id: { type: "string", format: "uri" },
    },
    required: ["bus"],
    additionalProperties: false,
  },
  keyOf: ({ id = defaultId }) => id,
  start,
  find,
};

async function start(servient: Servient, entry: KnxEntry, environment: AdapterEnvironment): Promise<Knx> {
  const { clock, logger, settingsOf } = environment;
  const { bus, id = defaultId } = entry;
  if (entry.project === undefined && entry.devices === undefined) {
    throw new UsageError("WOT_ARGUMENT", `${bus} needs the project that ETS has exported, or a list of devices`);
  }
  const project = await projectOf(entry.project, id, environment);
  const devices = await devicesOf(entry.devices, environment);
  const ofKeyring = await keyringUser(entry, id, environment);
  const tunnelUser = () => ofKeyring ?? userOf(id, environment);
  return knx(servient, { bus, id, project, devices, clock, logger, tunnelUser, ...(settingsOf && { settingsOf }) });
}

const secretsOf = async (id: string, name: string, { credentials }: AdapterEnvironment) =>
  (await credentials?.get({ id } as ThingDescription, name)) ?? {};

/** @throws {UsageError} WOT_ARGUMENT for a keyring without the tunnel; {CredentialsError} for its password */
async function keyringUser({ keyring, tunnel }: KnxEntry, id: string, environment: AdapterEnvironment) {
  if (keyring === undefined) return undefined;
  const { password } = await secretsOf(id, "keyring", environment);
  if (typeof password !== "string") throw new CredentialsError("WOT_CREDENTIALS_MISSING", `${keyring} has a password`);
  const tunnels = await readKeyring(await environment.readFile(keyring), password);
  const found = tunnels.find(({ individualAddress }) => tunnel === undefined || individualAddress === tunnel);
  if (found === undefined)
    throw new UsageError("WOT_ARGUMENT", `${keyring} has no secure tunnel ${tunnel ?? ""}`.trimEnd());
  return found.user;
}

/** `username` is the number of the user, which is 2 for the first tunnel. */
async function userOf(id: string, environment: AdapterEnvironment): Promise<TunnelUser | undefined> {
  const { username = "2", password, deviceAuthentication } = await secretsOf(id, "interface", environment);
  if (typeof password !== "string") return undefined;
  return { id: Number(username), password, ...(typeof deviceAuthentication === "string" && { deviceAuthentication }) };
}

async function projectOf(file: string | undefined, id: string, environment: AdapterEnvironment): Promise<KnxProject> {
  if (file === undefined) return { name: "KNX", addresses: [], functions: [], problems: [] };
  const { password } = await secretsOf(id, "project", environment);
  return readKnxProject(await environment.readFile(file), typeof password === "string" ? { password } : {});
}

async function devicesOf(devices: KnxEntry["devices"], { readFile }: AdapterEnvironment) {
  if (typeof devices !== "string") return devices ?? [];
  const list: unknown = parsed(new TextDecoder().decode(await readFile(devices)), devices);
  if (!Array.isArray(list)) throw new UsageError("WOT_ARGUMENT", `${devices} has no list of devices`);
  return list as readonly AssignedDevice[];
}

function parsed(json: string, name: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", `${name} is no JSON`, { cause });
  }
}

/** Interfaces that give tunnels. What is behind them, their projects know. */
async function* find({ signal, clock, logger, hosts = [] }: FindOptions): AsyncIterable<FoundEntry<KnxEntry>> {
  for await (const each of searchInterfaces({ signal, clock, logger, hosts })) {
    const { name, individualAddress, endpoint } = each;
    if (!each.tunnels) continue;
    yield {
      entry: { bus: `knx://${endpoint.address}:${endpoint.port}` },
      title: `${name === "" ? "KNX interface" : name} (${individualAddress}) at ${endpoint.address}`,
    };
  }
}
