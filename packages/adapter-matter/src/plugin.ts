import { join } from "node:path";
import type { Adapter, AdapterEnvironment, AdapterPlugin } from "@thingwright/adapter-core";
import type { Servient } from "@thingwright/core";
import { UsageError } from "@thingwright/errors";
import { textOf } from "@thingwright/mapping";
import type { ThingDescription } from "@thingwright/td";
import { Commissioning } from "./commissioning.js";
import { type Matter, matter } from "./matter.js";
import { matterController } from "./matterjs/controller.js";

/** An entry of a configuration: one fabric. Pairing codes are among the credentials, by `urn:matter:FABRIC` and their names. */
export interface MatterEntry {
  /** Tells fabrics apart, and names its folder; default `home`. */
  readonly fabric?: string;
  /** What nodes call the fabric. */
  readonly label?: string;
  /** Network interface on which nodes are found; default: all. */
  readonly networkInterface?: string;
  /** Names of devices that are to be commissioned. */
  readonly commission?: readonly string[];
}

const defaultFabric = "home";

/** Matter, for programs that run adapters by a configuration. The credentials of a fabric are in the folder for state. */
export const matterPlugin: AdapterPlugin<MatterEntry> = {
  name: "matter",
  title: "Matter",
  isExclusive: true,
  entrySchema: {
    type: "object",
    properties: {
      fabric: { type: "string", pattern: "^[a-z0-9][a-z0-9-]{0,31}$" },
      label: { type: "string", minLength: 1, maxLength: 32 },
      networkInterface: { type: "string", minLength: 1, maxLength: 64 },
      commission: { type: "array", items: { type: "string", minLength: 1, maxLength: 128 }, maxItems: 1_000 },
    },
    additionalProperties: false,
  },
  keyOf: ({ fabric = defaultFabric }) => fabric,
  start,
};

async function start(servient: Servient, entry: MatterEntry, environment: AdapterEnvironment): Promise<Adapter> {
  const { fabric = defaultFabric, label, networkInterface, commission = [] } = entry;
  const { clock, logger, settingsOf, credentials, stateFolder } = environment;
  if (stateFolder === undefined) {
    throw new UsageError(
      "WOT_STATE",
      "Matter needs a folder for the credentials of its fabric, and may keep nothing here",
    );
  }
  const folder = join(stateFolder, fabric);
  const nodes = await matterController({
    folder: join(folder, "fabric"),
    clock,
    logger,
    ...(label !== undefined && { fabricLabel: label }),
    ...(networkInterface !== undefined && { networkInterface }),
  });
  try {
    const adapter = await matter(servient, { nodes, clock, logger, ...(settingsOf && { settingsOf }) });
    const thing = { id: `urn:matter:${fabric}` } as unknown as ThingDescription;
    const codeOf = async (name: string) => textOf((await credentials?.get(thing, name))?.password);
    const commissioning = new Commissioning({ matter: adapter, names: commission, codeOf, folder, clock, logger });
    commissioning.start();
    return new CommissioningAdapter(adapter, commissioning);
  } catch (error) {
    await nodes.stop();
    throw error;
  }
}

/** The adapter with the devices that are yet to be commissioned among the unoffered. */
class CommissioningAdapter implements Adapter {
  readonly #matter: Matter;
  readonly #commissioning: Commissioning;

  constructor(adapter: Matter, commissioning: Commissioning) {
    this.#matter = adapter;
    this.#commissioning = commissioning;
  }

  get devices() {
    return this.#matter.devices;
  }

  get unoffered() {
    return [...this.#commissioning.missing, ...this.#matter.unoffered];
  }

  discover() {
    return this.#matter.discover();
  }

  revise() {
    return this.#matter.revise();
  }

  async stop(): Promise<void> {
    await this.#commissioning.stop();
    await this.#matter.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}
