import { expanded } from "./abbreviations.js";

/** The device that entities belong to. */
export interface DiscoveredDevice {
  /** Two messages with one of these in common are about one device. */
  readonly identities: readonly string[];
  readonly name: string | undefined;
  readonly manufacturer: string | undefined;
  readonly model: string | undefined;
}

/** Reads the `device` of a configuration; `undefined` when there is none by which it could be known again. */
export function readDevice(value: unknown): DiscoveredDevice | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const members = expanded(value as Readonly<Record<string, unknown>>, "device");
  const identities = [...identifiersOf(members.identifiers), ...connectionsOf(members.connections)];
  if (identities.length === 0) return undefined;
  return {
    identities,
    name: textOf(members.name),
    manufacturer: textOf(members.manufacturer),
    model: textOf(members.model),
  };
}

const identifiersOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((each) => textOf(each) ?? []).slice(0, maxIdentities);

/** Pairs such as `["mac", "02:5b:26:a8:dc:12"]`. */
function connectionsOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  const pairs = value.filter((pair) => Array.isArray(pair) && pair.length === 2 && pair.every((each) => textOf(each)));
  return pairs.map(([kind, address]) => `${kind} ${String(address).toLowerCase()}`).slice(0, maxIdentities);
}

const maxIdentities = 16;

function textOf(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" && value.length <= 256 ? value : undefined;
}
