import type { AdapterPlugin, FindOptions, FoundEntry } from "@thingwright/adapter-core";
import { asWotError } from "@thingwright/errors";
import { pause } from "@thingwright/mapping";
import { bacnet } from "./bacnet.js";
import { internetworkOf } from "./binding/client.js";
import type { NetworkPlace } from "./binding/network-place.js";
import { deviceType } from "./device/object-type.js";
import { propertyId } from "./device/property-id.js";
import { type BacnetTemplate, prioritySchema, templateSchema } from "./template.js";

/** One BACnet internetwork in a configuration. */
export interface BacnetEntry extends NetworkPlace {
  readonly devices?: readonly number[];
  readonly priority?: number;
  readonly templates?: readonly BacnetTemplate[];
}

const host = { type: "string", pattern: "^\\d{1,3}(\\.\\d{1,3}){3}(:\\d{1,5})?$" } as const;

/** How long a search waits for devices to say who they are. */
const findMs = 2_000;

/** Every device of a BACnet internetwork, for programs that are configured by a file. */
export const bacnetPlugin: AdapterPlugin<BacnetEntry> = {
  name: "bacnet",
  title: "BACnet/IP",
  entrySchema: {
    type: "object",
    additionalProperties: false,
    properties: {
      address: { type: "string", format: "ipv4" },
      port: { type: "integer", minimum: 0, maximum: 65535 },
      broadcast: host,
      bbmd: host,
      addresses: { type: "array", items: host, maxItems: 1000 },
      devices: { type: "array", items: { type: "integer", minimum: 0, maximum: 4194302 }, uniqueItems: true },
      priority: prioritySchema,
      templates: { type: "array", items: templateSchema, maxItems: 100 },
    },
  },
  keyOf: ({ address = "0.0.0.0", port = 47808 }) => `${address}:${port}`,
  start(servient, entry, { clock, logger, settingsOf }) {
    return bacnet(servient, { ...entry, clock, logger, ...(settingsOf && { settingsOf }) });
  },
  find,
};

/** All devices that answer are one entry: they have one port in common. */
async function* find({ signal, clock, logger, hosts = [] }: FindOptions): AsyncIterable<FoundEntry<BacnetEntry>> {
  const addresses = hosts.filter((each) => new RegExp(host.pattern).test(each));
  const place: NetworkPlace = addresses.length === 0 ? {} : { addresses };
  const internetwork = await opened({ ...place, clock, logger });
  try {
    await internetwork.directory.search();
    await pause(findMs, clock, signal);
    const devices = [...internetwork.directory.devices];
    if (devices.length === 0) return;
    const names = await Promise.all(devices.map(({ instance }) => nameOf(internetwork, instance, signal)));
    yield { entry: place, title: `${devices.length} BACnet devices: ${names.join(", ").slice(0, 500)}` };
  } finally {
    await internetwork.stop();
  }
}

/** Where a gateway has the port already, only devices that answer straight to whoever asks are found. */
async function opened(options: Parameters<typeof internetworkOf>[0]): Promise<ReturnType<typeof internetworkOf>> {
  const internetwork = internetworkOf(options);
  try {
    await internetwork.open();
    return internetwork;
  } catch (error) {
    if (asWotError(error).code !== "WOT_ADDRESS_IN_USE" || options.port === 0) throw error;
    return opened({ ...options, port: 0 });
  }
}

async function nameOf(
  internetwork: ReturnType<typeof internetworkOf>,
  instance: number,
  signal: AbortSignal,
): Promise<string> {
  const reference = { object: { type: deviceType, instance }, property: propertyId.objectName };
  try {
    const session = await internetwork.session(instance);
    const [name] = await session.read(reference, { timeoutMs: findMs, signal });
    return name?.type === "text" ? `${name.value} (${instance})` : String(instance);
  } catch {
    return String(instance);
  }
}
