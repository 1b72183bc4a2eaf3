import { join } from "node:path";
import type { AdapterPlugin } from "@thingwright/adapter-core";
import { asWotError, UsageError } from "@thingwright/errors";
import { type Matter, matter } from "./matter.js";
import { matterController } from "./matterjs/controller.js";

/** An entry of `matter` in a gateway's configuration: one fabric. */
export interface MatterEntry {
  /** Tells fabrics apart, and names its folder; default `default`. */
  readonly fabric?: string;
  /** What nodes call the fabric. */
  readonly label?: string;
  /** Network interface on which nodes are found; default: all. */
  readonly networkInterface?: string;
}

/** Runs the adapter in a gateway. Its credentials are in the folder for state: there has to be one. */
export const matterPlugin: AdapterPlugin<MatterEntry> = {
  name: "matter",
  title: "Matter",
  isExclusive: true,
  entrySchema: {
    type: "object",
    properties: {
      fabric: { type: "string", pattern: "^[a-z0-9][a-z0-9-]{0,31}$", description: "Tells fabrics apart" },
      label: { type: "string", minLength: 1, maxLength: 32, description: "What nodes call the fabric" },
      networkInterface: {
        type: "string",
        minLength: 1,
        maxLength: 64,
        description: "Interface on which nodes are found",
      },
    },
    additionalProperties: false,
  },
  keyOf: ({ fabric = "default" }) => fabric,
  async start(servient, { fabric = "default", label, networkInterface }, environment): Promise<Matter> {
    const { clock, logger, settingsOf, stateFolder } = environment;
    if (stateFolder === undefined) {
      throw new UsageError(
        "WOT_STATE",
        "Matter needs a folder for the credentials of its fabric: none may be kept here",
      );
    }
    const nodes = await matterController({
      folder: join(stateFolder, fabric),
      clock,
      logger,
      ...(label !== undefined && { fabricLabel: label }),
      ...(networkInterface !== undefined && { networkInterface }),
    });
    try {
      return await matter(servient, { nodes, clock, logger, ...(settingsOf !== undefined && { settingsOf }) });
    } catch (error) {
      await nodes.stop();
      throw asWotError(error);
    }
  },
};
