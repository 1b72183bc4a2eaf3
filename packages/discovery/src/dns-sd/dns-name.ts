const encoder = new TextEncoder();

/** Longest label and longest name, in bytes (RFC 1035 §2.3.4). */
const [maxLabelBytes, maxNameBytes] = [63, 255];

/** Names are compared without regard to the case of ASCII letters (RFC 6762 §16). */
export const sameName = (a: string, b: string): boolean => keyOfName(a) === keyOfName(b);

/** The same text for all ways to write one name. */
export const keyOfName = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).replace(/\.$/, "");

/** Whether a message can carry `name`. */
export function isEncodableName(name: string): boolean {
  const labels = name.replace(/\.$/, "").split(".");
  if (labels.some((label) => label === "" || encoder.encode(label).length > maxLabelBytes)) return false;
  return encoder.encode(name).length + 2 <= maxNameBytes;
}

/**
 * `title` as the first label of a service instance's name (RFC 6763 §4.1.1), numbered from the second of its kind on. Dots,
 * which would separate labels, and control characters become spaces; what is too long is cut.
 */
export function instanceLabel(title: string, number = 1): string {
  const suffix = number === 1 ? "" : ` (${number})`;
  const room = maxLabelBytes - suffix.length;
  let label = "";
  let bytes = 0;
  for (const character of title.replace(/[.\s\p{Cc}\p{Cs}]+/gu, " ").trim()) {
    bytes += encoder.encode(character).length;
    if (bytes > room) break;
    label += character;
  }
  return `${label.trim() || "Thing"}${suffix}`;
}
