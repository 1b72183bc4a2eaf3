import type { DataSchema, ThingDescription } from "@thingwright/td";
import type { PlacedRegister } from "./placed-register.js";
import type { RegisterMap } from "./register-map.js";
import { registerLayout } from "./register-type.js";
import type { Served } from "./served-register.js";

/** Where a device is spoken to. */
export interface DeviceAddress {
  readonly host: string;
  /** Default 502. */
  readonly port?: number | string;
  /** Default 1. */
  readonly unitId?: number | string;
  /** `rtu-over-tcp` for a gateway that passes on the bytes of a serial line. Default: `tcp`. */
  readonly framing?: "tcp" | "rtu-over-tcp";
}

type Wire = Pick<RegisterMap, "byteOrder" | "wordOrder" | "pollMs" | "timeoutMs">;

/** How registers are spoken to, and what of them serves what: a property for each, with Forms of the W3C's Modbus binding. */
export function southboundOf(
  served: readonly Served[],
  map: Wire,
  address: DeviceAddress,
  id: string | undefined,
  title: string,
): ThingDescription {
  const registers = [...new Set(served.map(({ register }) => register))];
  return {
    "@context": [
      "https://www.w3.org/2022/wot/td/v1.1",
      {
        "@language": "en",
        map: "https://thingwright.org/ns/map#",
        qudtUnit: "http://qudt.org/vocab/unit/",
        modv: "https://www.w3.org/2019/wot/modbus#",
      },
    ],
    ...(id !== undefined && { id }),
    title,
    base: baseOf(address),
    securityDefinitions: { nosec: { scheme: "nosec" } },
    security: "nosec",
    properties: Object.fromEntries(
      registers.map((register) => {
        const serves = served.filter((each) => each.register === register);
        return [register.name, propertyOf(register, serves, map)];
      }),
    ),
  } as unknown as ThingDescription;
}

/** Begin of the addresses of a device's coils and registers. */
export function baseOf({ host, port = 502, unitId = 1, framing = "tcp" }: DeviceAddress): string {
  const scheme = framing === "tcp" ? "modbus+tcp" : "modbus+rtuovertcp";
  return `${scheme}://${host.includes(":") ? `[${host}]` : host}:${port}/${unitId}/`;
}

function propertyOf(register: PlacedRegister, served: readonly Served[], map: Wire): object {
  const { name, title = name, description, access = "read", minIntervalMs } = register;
  return {
    title,
    ...(description !== undefined && { description }),
    ...schemaOf(register),
    ...(access === "read" && { readOnly: true }),
    ...(access === "write" && { writeOnly: true }),
    ...(minIntervalMs !== undefined && { "map:minIntervalMs": minIntervalMs }),
    "map:serves": served.map(({ kind, name: target, terms }) => ({ [`map:${kind}`]: target, ...terms })),
    forms: formsOf(register, map),
  };
}

function schemaOf({ entity, type = "uint16", length, minimum, maximum }: PlacedRegister): DataSchema {
  if (isBit(entity)) return { type: "boolean" };
  const { schema } = registerLayout(type, length);
  return { ...schema, ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
}

const isBit = (entity: PlacedRegister["entity"]): boolean => entity === "Coil" || entity === "DiscreteInput";

const reading = ["readproperty", "observeproperty", "unobserveproperty"];

function formsOf(register: PlacedRegister, map: Wire): readonly object[] {
  const { access = "read", entity, writeFunction } = register;
  const form = formOf(register, map);
  const byEntity = (op: string | readonly string[]) => ({ ...form, op, "modv:entity": entity });
  if (access === "read") return [byEntity(reading)];
  if (access === "read-write" && writeFunction === undefined) return [byEntity([...reading, "writeproperty"])];
  const writing = { ...form, op: "writeproperty", "modv:function": writeFunction };
  const forWrites = writeFunction === undefined ? byEntity("writeproperty") : writing;
  return access === "write" ? [forWrites] : [byEntity(reading), forWrites];
}

function formOf(register: PlacedRegister, { byteOrder, wordOrder, pollMs = 1000, timeoutMs }: Wire): object {
  const { entity, address, type = "uint16", length } = register;
  const { registers, parameters } = isBit(entity) ? { registers: 1, parameters: "" } : registerLayout(type, length);
  return {
    href: registers === 1 ? `${address}` : `${address}?quantity=${registers}`,
    contentType: `application/octet-stream${parameters}`,
    "modv:zeroBasedAddressing": true,
    ...(register.access !== "write" && { "modv:pollingTime": register.pollMs ?? pollMs }),
    ...(timeoutMs !== undefined && { "modv:timeout": timeoutMs }),
    ...(byteOrder === "low-first" && !isBit(entity) && { "modv:mostSignificantByte": false }),
    ...(wordOrder === "low-first" && registers > 1 && type !== "string" && { "modv:mostSignificantWord": false }),
  };
}
