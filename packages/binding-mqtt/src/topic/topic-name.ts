/** Longest topic name or filter in bytes of UTF-8 (MQTT 5.0 §1.5.4, §4.7.3). */
export const maxTopicBytes = 65_535;
/** Most levels of a topic that this package handles; brokers stop at about as many. */
export const maxTopicLevels = 100;

/**
 * Why `topic` cannot be published to; `undefined` when it can (MQTT 5.0 §4.7.1, §4.7.2, §4.7.3). What begins with `$` is the
 * broker's: `$SYS` is for it to publish, and a cloud's broker takes commands on others, such as `$aws/…`.
 */
export function faultOfTopicName(topic: string): string | undefined {
  if (/[+#]/.test(topic)) return "a topic name has no wildcards";
  if (/^\$(?:SYS|share)(?:\/|$)/.test(topic)) return "it begins with $SYS or $share, where only brokers publish";
  return faultOfText(topic);
}

/** Why `filter` cannot be subscribed to; `undefined` when it can (MQTT 5.0 §4.7.1, §4.8.2). */
export function faultOfTopicFilter(filter: string): string | undefined {
  const fault = filter === "$share" || isSharedFilter(filter) ? faultOfShare(filter) : undefined;
  if (fault !== undefined) return fault;
  const levels = filter.split("/");
  for (const [index, level] of levels.entries()) {
    if (level.includes("#") && (level !== "#" || index !== levels.length - 1)) return "# must be the whole last level";
    if (level.includes("+") && level !== "+") return "+ must be a whole level";
  }
  return faultOfText(filter);
}

/** The filter that topics are to match: a shared subscription's is after its group (MQTT 5.0 §4.8.2). */
export const matchedFilter = (filter: string): string =>
  filter.startsWith("$share/") ? filter.slice(filter.indexOf("/", "$share/".length) + 1) : filter;

/** Whether `filter` may match more than one topic. */
export const hasWildcard = (filter: string): boolean => filter.includes("+") || filter.includes("#");

/** `filter`, of whose messages each goes to one member of `group` (MQTT 5.0 §4.8.2). */
export const sharedFilter = (group: string, filter: string): string => `$share/${group}/${filter}`;

/** Whether `filter` is of a subscription that several clients share. */
export const isSharedFilter = (filter: string): boolean => filter.startsWith("$share/");

/** Why a filter with `$share` names no group or nothing to share. */
function faultOfShare(filter: string): string | undefined {
  const [, group, ...levels] = filter.split("/");
  if (group === undefined || group === "" || /[+#]/.test(group)) return "$share is followed by the name of a group";
  return levels.length === 0 || matchedFilter(filter) === "" ? "a group shares a filter" : undefined;
}

function faultOfText(text: string): string | undefined {
  if (text === "") return "it is empty";
  if (text.includes("\0")) return "it holds a NUL";
  if (/\p{Surrogate}/u.test(text)) return "it is no well-formed text";
  if (Buffer.byteLength(text) > maxTopicBytes) return `it is longer than ${maxTopicBytes} bytes`;
  if (text.split("/").length > maxTopicLevels) return `it has more than ${maxTopicLevels} levels`;
  return undefined;
}
