import type { Adapter, AdapterEnvironment, AdapterPlugin } from "@thingwright/adapter-core";
import type { PartPlan } from "./served-part.js";

/** The part that one entry of an adapter is: all devices that it brings. What it needs may be away, and comes back. */
export function plannedAdapter(plugin: AdapterPlugin, entry: object, environment: AdapterEnvironment): PartPlan {
  return {
    key: `${plugin.name} ${plugin.keyOf(entry)}`,
    content: JSON.stringify(entry),
    isRetried: true,
    async start(servient) {
      const adapter = await plugin.start(servient, entry, environment);
      return {
        things: () => adapter.discover(),
        problems: () => problemsOf(adapter),
        revise: () => adapter.revise(),
        stop: () => adapter.stop(),
      };
    },
  };
}

function* problemsOf({ devices, unoffered }: Adapter): Iterable<string> {
  for (const { name, problems } of devices.values()) for (const problem of problems) yield `${name}: ${problem}`;
  for (const { key, why } of unoffered) yield `${key}: ${why}`;
}
