/** What the topic of a discovery message says. */
export interface DiscoveryTopic {
  /** `light`, `sensor` …; `device` for a message about a whole device. */
  readonly component: string;
  readonly nodeId: string | undefined;
  readonly objectId: string;
}

const level = /^[A-Za-z0-9_-]{1,128}$/;

/**
 * Reads a topic of the form `<prefix>/<component>/[<node id>/]<object id>/config`; `undefined` for any other.
 *
 * @see https://www.home-assistant.io/integrations/mqtt/#discovery-topic
 */
export function readDiscoveryTopic(topic: string, prefix: string): DiscoveryTopic | undefined {
  if (!topic.startsWith(`${prefix}/`)) return undefined;
  const levels = topic.slice(prefix.length + 1).split("/");
  const isForm = (levels.length === 3 || levels.length === 4) && levels.at(-1) === "config";
  if (!isForm || !levels.slice(0, -1).every((each) => level.test(each))) return undefined;
  const [component, ...ids] = levels.slice(0, -1) as [string, string, string?];
  return ids.length === 1
    ? { component, nodeId: undefined, objectId: ids[0] }
    : { component, nodeId: ids[0], objectId: ids[1]! };
}
