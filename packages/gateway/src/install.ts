import type { Servient } from "@thingwright/core";
import { type Bridge, bridge } from "@thingwright/mapping";
import type { MemoryCredentials } from "@thingwright/security";
import { instantiate, parseThingDescriptionOrThrow, type ThingDescription } from "@thingwright/td";
import { deviceDescription, thingModel, thingModelUrl } from "@thingwright/thing-descriptions";
import type { Installation } from "./installation.js";

/** A device of the building, as it is offered. */
export interface InstalledThing extends Installation {
  /** The Thing Description that others get. */
  readonly description: ThingDescription;
  stop(): Promise<void>;
}

/** Longest wait for the devices' first values before they are offered without. */
const firstValuesMs = 3_000;

/** Bridges every installation to its model, and waits for the devices' first values. */
export async function install(
  installations: readonly Installation[],
  servient: Servient,
  credentials: MemoryCredentials,
): Promise<readonly InstalledThing[]> {
  const bridges: Bridge[] = [];
  for (const installation of installations) bridges.push(await bridgeOf(installation, servient, credentials));
  await Promise.race([Promise.all(bridges.map(firstValues)), elapsed(firstValuesMs)]);
  return installations.map((installation, index) => {
    const running = bridges[index] as Bridge;
    return { ...installation, description: running.thing.description, stop: () => running.stop() };
  });
}

async function bridgeOf(
  installation: Installation,
  servient: Servient,
  credentials: MemoryCredentials,
): Promise<Bridge> {
  const { id, title, titles, device, placeholders, model } = installation;
  const southboundId = `${id}#southbound`;
  for (const [name, secret] of Object.entries(installation.credentials ?? {})) {
    credentials.set(southboundId, name, secret);
  }
  const southbound = instantiate(deviceDescription(device), { placeholders, id: southboundId });
  return bridge(servient, parseThingDescriptionOrThrow(southbound), {
    as: await thingModel(model),
    id,
    title,
    titles,
    modelHref: thingModelUrl(model),
  });
}

async function firstValues({ thing, device }: Bridge): Promise<void> {
  const names = Object.entries(thing.description.properties ?? {}).filter(([, { writeOnly }]) => writeOnly !== true);
  await Promise.allSettled(names.map(async ([name]) => device.read(name)));
}

function elapsed(delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, delayMs).unref();
  });
}
