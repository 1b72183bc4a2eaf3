import type { BindingManifest } from "@thingwright/contracts";
import type { Operation } from "@thingwright/td";
import type { BindingSetup } from "./binding-setup.js";
import { within } from "./condition.js";
import { subscribingOperations } from "./holder.js";
import { World } from "./world.js";

/** One promise of the contract, and how to see whether a binding keeps it. */
export interface Check {
  /** Stable: the area, a slash, the promise. Key of `BindingSetup.gaps`. */
  readonly id: string;
  /** A sentence about a binding. */
  readonly title: string;
  /** What client and server must both claim; otherwise the check does not apply. */
  readonly operations: readonly Operation[];
  /** Members that the setup must have; otherwise the check does not apply. */
  readonly needs?: readonly (keyof BindingSetup)[];
  /** Rejects when the promise is broken. */
  run(world: World): Promise<void>;
}

/** What a binding's two halves claim. */
export interface Claims {
  readonly client: BindingManifest;
  readonly server: BindingManifest;
}

/** What the bindings of `setup` claim. Makes one of each; opens nothing. */
export const claimsOf = (setup: BindingSetup): Claims => ({
  client: setup.client().manifest,
  server: setup.server().manifest,
});

/** Why `check` is not run, or `undefined` when it is. */
export function whySkipped(check: Check, setup: BindingSetup, claims: Claims): string | undefined {
  if (setup.gaps !== undefined && Object.hasOwn(setup.gaps, check.id)) return `gap: ${setup.gaps[check.id]}`;
  const missing = check.operations.find((operation) => !claimed(claims, operation));
  if (missing !== undefined) return `${missing} is not claimed by both sides`;
  const unknown = check.needs?.find((member) => setup[member] === undefined);
  return unknown === undefined ? undefined : `the setup has no ${unknown}`;
}

const claimed = ({ client, server }: Claims, operation: Operation): boolean =>
  client.clientOperations.includes(operation) && server.serverOperations.includes(operation);

/**
 * Runs one check in a world of its own; a check of a subscribing operation once for every subprotocol that the server
 * offers the operation with.
 *
 * @throws {AssertionError} or whatever the binding failed with, when the promise is broken
 */
export async function runCheck(check: Check, setup: BindingSetup): Promise<void> {
  const subscribing = check.operations.find((operation) => subscribingOperations.includes(operation));
  const subprotocols = subscribing === undefined ? [undefined] : await offeredSubprotocols(setup, subscribing);
  for (const subprotocol of subprotocols) await runOnce(check, setup, subprotocol);
}

/** A check waits for a few things, one after the other; after that something hangs. */
const checkPatience = 5;

async function runOnce(check: Check, setup: BindingSetup, subprotocol: string | null | undefined): Promise<void> {
  const inWorld = (world: World): Promise<void> =>
    within(check.run(world), "the check to end", checkPatience * world.patienceMs);
  try {
    await withWorld(new World(setup, subprotocol), inWorld);
  } catch (error) {
    if (typeof subprotocol === "string" && error instanceof Error) error.message += ` (subprotocol ${subprotocol})`;
    throw error;
  }
}

/** The subprotocols of the Forms of an operation; `null` stands for none, `undefined` for no Form at all. */
function offeredSubprotocols(setup: BindingSetup, operation: Operation): Promise<Iterable<string | null | undefined>> {
  return withWorld(new World(setup), async ({ remote }) => {
    const affordance = { observeproperty: "count", subscribeevent: "tick" }[operation as string];
    const offered = remote.forms(operation, affordance).map((form) => form.subprotocol ?? null);
    return offered.length === 0 ? [undefined] : new Set(offered);
  });
}

/** Opens a world for `use` and clears it away. A failure of `use` counts more than one of the clearing. */
async function withWorld<T>(world: World, use: (world: World) => Promise<T>): Promise<T> {
  try {
    await world.open();
    const result = await use(world);
    await world.close();
    return result;
  } catch (error) {
    await world.close().catch(() => {});
    throw error;
  }
}
