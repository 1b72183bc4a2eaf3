import { isInstance, type ObjectId } from "../protocol/object-id.js";
import { isPriority } from "../protocol/write-property.js";

/** What a `bacnet:` URI names. */
export interface BacnetAddress {
  readonly device: number;
  readonly object: ObjectId;
  /** Absent: the present value, and for an observation the object as a whole. */
  readonly property: number | undefined;
  readonly index: number | undefined;
  readonly commandPriority: number | undefined;
  readonly covIncrement: number | undefined;
}

const number = "(0|[1-9]\\d{0,9})";
const syntax = new RegExp(`^bacnet://${number}/${number},${number}(?:/${number}(?:/${number})?)?/?(?:\\?([^#]*))?$`);
const maxLength = 512;
const maxType = 1023;
const maxProperty = 0x3fffff;

/**
 * Reads `bacnet://device/type,instance/property/index?commandPriority=8&covIncrement=0.5`; a reason, for a person, when it
 * is nothing of the kind.
 *
 * @see W3C BACnet binding, "URI Syntax"; ASHRAE 135 Annex Q.8
 */
export function parseBacnetUri(href: string): BacnetAddress | string {
  const match = href.length > maxLength ? null : syntax.exec(href);
  if (match === null)
    return `${href.slice(0, maxLength)} is no bacnet://device/type,instance/property, all of them numbers`;
  const [device, type, instance, property, index] = match
    .slice(1, 6)
    .map((text) => (text === undefined ? undefined : Number(text)));
  if (!isInstance(device) || !isInstance(instance) || type! > maxType)
    return "a device, object type or instance is out of range";
  if (property !== undefined && property > maxProperty) return "the property is out of range";
  const variables = readVariables(match[6] ?? "");
  if (typeof variables === "string") return variables;
  return { device, object: { type: type!, instance }, property, index, ...variables };
}

function readVariables(query: string): Pick<BacnetAddress, "commandPriority" | "covIncrement"> | string {
  const parameters = new URLSearchParams(query);
  const [commandPriority, covIncrement] = ["commandPriority", "covIncrement"].map((name) => {
    const text = parameters.get(name);
    return text === null || text === "" ? undefined : Number(text);
  });
  if (commandPriority !== undefined && !isPriority(commandPriority))
    return "commandPriority is from 1 to 16, without 6";
  if (covIncrement !== undefined && !(covIncrement >= 0 && covIncrement < Number.MAX_VALUE))
    return "covIncrement is a number from 0";
  return { commandPriority, covIncrement };
}
