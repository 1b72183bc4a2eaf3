import type { BrokerAddress } from "./broker-address.js";
import { isTopicName } from "./discovery/topic-name.js";
import { Entity } from "./entity.js";
import type { Reading } from "./entity-value.js";
import { code, constant, textOf, whole } from "./template/code.js";

/** A topic that says whether a device can be reached. */
interface AvailabilitySource {
  readonly reading: Reading;
}

/** How a device says whether it can be reached. */
export interface Availability {
  /** Whether each of the sources has to say so; else the latest word counts. */
  readonly needsAll: boolean;
  readonly sources: readonly AvailabilitySource[];
}

/** What all of `entities` say of their availability: where one says more than others, that is a problem of its own. */
export function availabilityOf(entities: readonly Entity[]): Availability {
  const all = entities.map(readAvailability);
  const [first, ...others] = all;
  if (first === undefined) return { needsAll: false, sources: [] };
  const isCommon = ({ reading }: AvailabilitySource) =>
    others.every(({ sources }) => sources.some((other) => sameReading(other.reading, reading)));
  const sources = first.sources.filter(isCommon);
  for (const [index, { sources: own }] of all.entries())
    for (const source of own)
      if (!sources.some((common) => sameReading(common.reading, source.reading)))
        entities[index]!.problem(`its own availability on ${source.reading.topic} is not followed`);
  return { needsAll: first.needsAll, sources };
}

const sameReading = (one: Reading, other: Reading): boolean =>
  one.topic === other.topic && one.isJson === other.isJson && one.code.code === other.code.code;

function readAvailability(entity: Entity): Availability {
  const { availability } = entity.config.members;
  const list = Array.isArray(availability) ? availability : [];
  const mode = entity.text("availability_mode") ?? "latest";
  if (mode === "any" && list.length > 1) entity.problem('availability_mode "any": the latest word counts');
  const single = entity.has("availability_topic")
    ? [sourceOf(entity, "availability_topic", "availability_template")]
    : [];
  const several = list.map((each) => {
    const own = new Entity({ ...entity.config, members: each as Readonly<Record<string, unknown>> });
    const source = isTopicName(own.text("topic")) ? sourceOf(own, "topic", "value_template") : undefined;
    for (const problem of own.problems) entity.problem(problem.slice(own.config.objectId.length + 2));
    return source;
  });
  return { needsAll: mode === "all", sources: [...single, ...several].flatMap((source) => source ?? []) };
}

function sourceOf(entity: Entity, topic: string, template: string): AvailabilitySource | undefined {
  const reading = entity.reading({ topic, template });
  const there = constant(entity.payload("payload_available", "online")).code;
  const away = constant(entity.payload("payload_not_available", "offline")).code;
  if (reading === undefined) return undefined;
  const said = `($t := ${textOf(reading.code).code}; $t = ${there} ? true : $t = ${away} ? false : $nothing)`;
  return { reading: { ...reading, code: code(said, "boolean") } };
}

/** Properties that say whether the device can be reached. One name for all has the latest word count. */
export function availabilityProperties({ needsAll, sources }: Availability, { broker }: BrokerAddress): object {
  const properties = sources.map(({ reading }, index) => [
    `availability${index + 1}`,
    {
      title: `Availability ${reading.topic}`,
      readOnly: true,
      observable: true,
      "map:available": needsAll ? `availability ${index + 1}` : "device",
      "map:read": whole(reading.code.code),
      forms: [
        {
          href: broker,
          op: ["observeproperty", "unobserveproperty"],
          contentType: reading.isJson ? "application/json" : "text/plain",
          "mqv:controlPacket": "subscribe",
          "mqv:filter": reading.topic,
          "mqv:retain": true,
        },
      ],
    },
  ]);
  return Object.fromEntries(properties);
}
