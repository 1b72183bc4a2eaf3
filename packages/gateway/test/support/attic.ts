import { type AdapterPlugin, DeviceRoster, type ListedDevice } from "@thingwright/adapter-core";
import { memoryClient, memoryNetwork, memoryServer } from "@thingwright/binding-memory";
import { type ExposedThing, type InteractionOutput, Servient } from "@thingwright/core";
import { CredentialsError, NetworkError, UsageError } from "@thingwright/errors";
import type { ThingDescription, ThingModel } from "@thingwright/td";
import { thingModel } from "@thingwright/thing-descriptions";

interface AtticEntry {
  readonly relays?: readonly string[];
}

/** An ecosystem of relays in one attic, and the adapter for it. */
export class Attic implements AsyncDisposable {
  /** Whether its relays can be reached at all. */
  isAway = false;
  /** Entries that are found when somebody looks. */
  found: readonly AtticEntry[] = [];
  /** What whoever starts the adapter has to know. */
  secret: string | undefined;
  /** On a shelf that waits to be taken in. */
  code: string | undefined;
  /** What became of devices, as `joined lamp`. */
  readonly changes: string[] = [];
  /** What was written to a relay, as `lamp false`. */
  readonly writes: string[] = [];
  readonly #network = memoryNetwork();
  readonly #makers = new Servient({
    servers: [memoryServer(this.#network, { name: "maker" })],
    clients: [memoryClient(this.#network)],
  });

  readonly #relays = new Map<string, ExposedThing>();

  async start(): Promise<void> {
    await this.#makers.start();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#makers.stop();
  }

  /** Takes a relay away; nobody is told. */
  async take(name: string): Promise<void> {
    await this.#relays.get(name)?.destroy();
  }

  readonly plugin: AdapterPlugin<AtticEntry> = {
    name: "attic",
    title: "Attic",
    entrySchema: {
      type: "object",
      properties: { relays: { type: "array", items: { type: "string" } } },
      additionalProperties: false,
    },
    keyOf: ({ relays = [] }) => relays.join(" "),
    find: (options) => this.#find(options.signal),
    pair: async (_, { tell }) => {
      tell("knock three times");
      return { id: "urn:attic", definition: "knock", credentials: { password: this.secret } };
    },
    start: async (servient, { relays = [] }, { settingsOf, credentials }) => {
      if (this.isAway) throw new NetworkError("WOT_NETWORK", "nobody is in the attic");
      const known = await credentials?.get({ id: "urn:attic" } as ThingDescription, "knock");
      if (this.secret !== undefined && known?.password !== this.secret) {
        throw new CredentialsError("WOT_CREDENTIALS_MISSING", "the attic is locked");
      }
      const roster = new DeviceRoster({
        ...{ servient, maxDevices: 100, bridging: {} },
        consume: (td) => this.#makers.consume(td),
        onChange: ({ kind, device }) => this.changes.push(`${kind} ${device.name}`),
        ...(settingsOf && { settingsOf }),
      });
      const model = await thingModel("switch");
      await roster.become(await Promise.all(relays.map((key) => this.#listed(key, model))));
      const commission = async (code: string): Promise<void> => {
        if (code !== this.code) throw new UsageError("WOT_ARGUMENT", `no device has the code ${code}`);
        await roster.put(await this.#listed("shelf", model));
      };
      return Object.assign(roster, { commission });
    },
  };

  async #listed(key: string, model: ThingModel): Promise<ListedDevice> {
    const southbound = await this.#relay(key);
    const part = { id: `urn:attic:${key}`, title: key, modelName: "switch" as const, model, southbound };
    return { key, name: key, revision: "1", describe: () => ({ parts: [part], problems: ["it hums"] }) };
  }

  /** All that there is at once, and then nothing until nobody looks any more. */
  async *#find(signal: AbortSignal) {
    for (const entry of this.found) yield { entry, title: `attic of ${entry.relays?.join(" and ")}` };
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  }

  async #relay(name: string) {
    const relay = this.#makers.produce({
      title: name,
      properties: { power: { type: "boolean", observable: true, "map:property": "on" } },
    } as never);
    let power = true;
    relay.setPropertyReadHandler("power", () => power as never);
    relay.setPropertyWriteHandler("power", async (input) => {
      power = (await (input as InteractionOutput).value()) === true;
      this.writes.push(`${name} ${power}`);
    });
    await relay.expose();
    this.#relays.set(name, relay);
    return relay.description;
  }
}
