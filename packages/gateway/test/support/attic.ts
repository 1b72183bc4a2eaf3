import { type AdapterPlugin, DeviceRoster } from "@thingwright/adapter-core";
import { memoryClient, memoryNetwork, memoryServer } from "@thingwright/binding-memory";
import { Servient } from "@thingwright/core";
import { NetworkError } from "@thingwright/errors";
import { thingModel } from "@thingwright/thing-descriptions";

interface AtticEntry {
  readonly relays: readonly string[];
}

/** An ecosystem of relays in one attic, and the adapter for it. */
export class Attic implements AsyncDisposable {
  /** Whether its relays can be reached at all. */
  isAway = false;
  /** What became of devices, as `joined lamp`. */
  readonly changes: string[] = [];
  readonly #network = memoryNetwork();
  readonly #makers = new Servient({
    servers: [memoryServer(this.#network, { name: "maker" })],
    clients: [memoryClient(this.#network)],
  });

  async start(): Promise<void> {
    await this.#makers.start();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#makers.stop();
  }

  readonly plugin: AdapterPlugin<AtticEntry> = {
    name: "attic",
    title: "Attic",
    entrySchema: {
      type: "object",
      properties: { relays: { type: "array", items: { type: "string" } } },
      required: ["relays"],
      additionalProperties: false,
    },
    keyOf: ({ relays }) => relays.join(" "),
    start: async (servient, { relays }, { settingsOf }) => {
      if (this.isAway) throw new NetworkError("WOT_NETWORK", "nobody is in the attic");
      const roster = new DeviceRoster({
        ...{ servient, maxDevices: 100, bridging: {} },
        consume: (td) => this.#makers.consume(td),
        onChange: ({ kind, device }) => this.changes.push(`${kind} ${device.name}`),
        ...(settingsOf && { settingsOf }),
      });
      const model = await thingModel("switch");
      await roster.become(
        await Promise.all(
          relays.map(async (key) => {
            const southbound = await this.#relay(key);
            const part = { id: `urn:attic:${key}`, title: key, modelName: "switch" as const, model, southbound };
            return { key, name: key, revision: "1", describe: () => ({ parts: [part], problems: ["it hums"] }) };
          }),
        ),
      );
      return roster;
    },
  };

  async #relay(name: string) {
    const relay = this.#makers.produce({
      title: name,
      properties: { power: { type: "boolean", observable: true, "map:property": "on" } },
    } as never);
    relay.set("power", true);
    await relay.expose();
    return relay.description;
  }
}
