import type { Content } from "@thingwright/contracts";
import type { InboundMessage } from "../connection/message.js";
import { matchedFilter } from "../topic/topic-name.js";
import { fromTopicSegment, toTopicSegment } from "../topic/topic-segment.js";

/**
 * Makes `{"name": value}` of messages on topics that end with the name of an affordance, where the filter has a wildcard;
 * what comes on a filter without one is taken to be such an object already.
 *
 * A message on a topic of no such name, or without a payload, is no value. A payload that is no JSON stays as it is, for
 * whoever decodes it to say so.
 */
export function namedContent(
  filters: readonly string[],
  names: ReadonlySet<string>,
  contentType: string,
): (message: InboundMessage) => Content | undefined {
  const offsets = filters.map(wildcardLevel);
  const bySegment = new Map([...names].map((name) => [toTopicSegment(name), name]));
  return ({ topic, payload }) => {
    for (const offset of offsets) {
      if (offset === undefined) return { contentType, body: payload };
      const name = affordanceOf(topic.split("/").slice(offset).join("/"), names, bySegment);
      if (name !== undefined) return wrap(name, payload, contentType);
    }
    return undefined;
  };
}

/** Index of the first level that is a wildcard. */
function wildcardLevel(filter: string): number | undefined {
  const index = matchedFilter(filter)
    .split("/")
    .findIndex((level) => level === "+" || level === "#");
  return index === -1 ? undefined : index;
}

/** A name stands in a topic as it is, or as one level of a server like ours, or escaped although it need not be. */
function affordanceOf(
  segment: string,
  names: ReadonlySet<string>,
  bySegment: ReadonlyMap<string, string>,
): string | undefined {
  if (names.has(segment)) return segment;
  const name = bySegment.get(segment) ?? fromTopicSegment(segment);
  return name !== undefined && names.has(name) ? name : undefined;
}

/** The payload is parsed, so that nobody smuggles in a further member. */
function wrap(name: string, payload: Uint8Array, contentType: string): Content | undefined {
  if (payload.length === 0) return undefined;
  const text = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString();
  try {
    JSON.parse(text);
  } catch {
    return { contentType, body: payload };
  }
  return { contentType, body: Buffer.from(`{${JSON.stringify(name)}:${text}}`) };
}
