import type { ThingDescription } from "@thingwright/td";
import { closeWires, openWires } from "../wire/wires.js";
import type { Deadline } from "./deadline.js";
import { Ledger } from "./ledger.js";
import { type OpenTarget, openTarget } from "./open-target.js";
import type { Configuration } from "./options.js";
import { seededRandom } from "./random.js";

/** A target that is ready to be judged. */
export interface ConfiguredTarget {
  readonly name: string;
  readonly opened: OpenTarget;
  readonly ledger: Ledger;
  /** Ends the connections. Never rejects. */
  close(): Promise<void>;
}

/** Fetches the description of the target, with wires, ledger and pace as the configuration says. */
export async function openConfigured(
  target: string | ThingDescription,
  { settings, observer, limits, trust, pace, mdns, credentials, now }: Configuration,
  { signal }: Deadline,
  seed: number,
): Promise<ConfiguredTarget> {
  const ledger = new Ledger(new Set(settings.allow), signal, observer);
  const common = { signal, random: seededRandom(seed), ledger };
  const wires = openWires({ ...common, limits, trust, pace, mdns, now });
  const opened = await openTarget(target, { ...wires, ...common }, credentials);
  const name = typeof target === "string" ? target : (target.id ?? target.title);
  return { name, opened, ledger, close: () => closeWires(wires) };
}
