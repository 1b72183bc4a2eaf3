import { UsageError } from "@thingwright/errors";

/**
 * Refuses options that a stand-in cannot keep: to pass over one in silence would leave a server open that was not.
 *
 * @throws {UsageError} WOT_ARGUMENT
 */
export function refuseOptions(of: string, config: object, names: readonly string[]): void {
  const given = names.find((name) => (config as Record<string, unknown>)[name] !== undefined);
  if (given === undefined) return;
  throw new UsageError("WOT_ARGUMENT", `${of} has no option "${given}" here: see the guide to migrating from node-wot`);
}
