import { compileMapping } from "@thingwright/mapping";
import { validateThingDescription } from "@thingwright/td";
import { expect } from "vitest";
import { type AnnouncedPart, type DiscoveryTopic, describeDevice, readConfig } from "../../src/index.js";

const limits = { maxExpressionLength: 8_000 };

/** Describes what these messages announce: payloads by component and object id, such as `light/strip`. */
export async function described(messages: Readonly<Record<string, unknown>>, name = "Device") {
  const configs = Object.entries(messages).map(([place, payload]) => {
    const [component, objectId] = place.split("/") as [string, string];
    const topic: DiscoveryTopic = { component, nodeId: undefined, objectId };
    return readConfig(topic, payload);
  });
  const entities = configs.flatMap((config) => config.entities);
  const { parts, problems } = await describeDevice({ name, entities }, { broker: "mqtt://broker.example" }, "urn:ex:1");
  for (const { southbound, model } of parts) {
    expect(validateThingDescription(southbound)).toEqual([]);
    compileMapping(southbound, model, limits);
  }
  return { parts, problems: [...configs.flatMap((config) => config.problems), ...problems] };
}

export async function onlyPart(messages: Readonly<Record<string, unknown>>): Promise<AnnouncedPart> {
  const { parts, problems } = await described(messages);
  expect(problems).toEqual([]);
  expect(parts).toHaveLength(1);
  return parts[0]!;
}

/** What a payload on `topic` is as a property of the Thing; text or JSON as the Form says. */
export async function reads(part: AnnouncedPart, name: string, topic: string, payload: unknown): Promise<unknown> {
  const { sources } = compileMapping(part.southbound, part.model, limits);
  const own = sources.filter((source) => topicsOf(part, source.kind, source.name).includes(topic));
  const feed = own
    .flatMap(({ feeds }) => feeds)
    .find(({ target }) => (target.kind === "available" ? name === "available" : target.name === name));
  expect(feed, `${name} is read from ${topic}`).toBeDefined();
  return feed!.conversion.read(payload, { vendor: payload, model: {} });
}

/** What is published where for a value of the Thing. */
export async function writes(part: AnnouncedPart, name: string, value: unknown): Promise<readonly [string, unknown]> {
  const writer = compileMapping(part.southbound, part.model, limits).writers.get(name)!;
  const payload = await writer.conversion.write(value, { vendor: undefined, model: {} });
  return [topicsOf(part, "property", writer.outlet.name)[0]!, payload];
}

/** What is published where when an action is invoked. */
export async function invokes(part: AnnouncedPart, name: string, input?: unknown) {
  const invoker = compileMapping(part.southbound, part.model, limits).invokers.get(name)!;
  const payload = await invoker.payload(input, { vendor: undefined, model: {} });
  return [topicsOf(part, "property", invoker.outlet.name)[0], payload];
}

export const offers = ({ model }: AnnouncedPart): readonly string[] =>
  Object.keys({ ...model.properties, ...model.actions, ...model.events });

function topicsOf(part: AnnouncedPart, kind: "property" | "event", name: string): readonly string[] {
  const affordances = kind === "property" ? part.southbound.properties : part.southbound.events;
  const forms = (affordances?.[name]?.forms ?? []) as unknown as readonly Readonly<Record<string, string>>[];
  return forms.flatMap((form) => form["mqv:topic"] ?? form["mqv:filter"] ?? []);
}
