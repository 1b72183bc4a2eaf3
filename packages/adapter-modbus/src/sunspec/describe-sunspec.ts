import { type DescribedDevice, type DescribedPart, partModel } from "@thingwright/adapter-core";
import type { ThingDescription } from "@thingwright/td";
import type { DeviceAffordance, PartName, ThingModelName } from "@thingwright/thing-descriptions";
import { baseOf, type DeviceAddress } from "../southbound.js";
import type { Point, SunSpecKind } from "./model-table.js";
import type { FoundModel, SunSpecScan } from "./scan-sunspec.js";
import { sunSpecMediaType } from "./sunspec-codec.js";

/** A SunSpec device, by the word of its owner. */
export interface SunSpecDevice {
  readonly id: string;
  readonly title: string;
  readonly address: DeviceAddress;
}

/** An affordance of a Thing, and the point that serves it. */
interface Served extends DeviceAffordance {
  readonly terms: Readonly<Record<string, unknown>>;
}

/** What serves a property of the common API: the first of the points that the device has. */
interface CommonRow {
  readonly name: string;
  readonly part?: PartName;
  readonly from: readonly string[];
  readonly terms?: Readonly<Record<string, unknown>>;
}

/** The direction is in another value. */
const amount = { "map:read": "$abs($)" };

const electrical: readonly CommonRow[] = [
  { name: "voltage", part: "electrical", from: ["PhV", "PhVphA", "PPV", "PPVphAB"] },
  { name: "current", part: "electrical", from: ["A", "AphA"], terms: amount },
  { name: "frequency", part: "electrical", from: ["Hz"] },
];

const rows: Readonly<Record<SunSpecKind, readonly CommonRow[]>> = {
  meter: [
    { name: "power", from: ["W"] },
    { name: "energy", from: ["TotWhImp"], terms: { "map:unit": "qudtUnit:W-HR" } },
    { name: "energyExported", from: ["TotWhExp"], terms: { "map:unit": "qudtUnit:W-HR" } },
    ...electrical,
  ],
  inverter: electrical,
  battery: [{ name: "battery", part: "battery", from: ["SoC"] }],
};

const candidates: Readonly<Record<SunSpecKind, readonly ThingModelName[]>> = {
  meter: ["electricity-meter"],
  inverter: [],
  battery: [],
};

const titles: Readonly<Record<SunSpecKind, string>> = { meter: "Meter", inverter: "Inverter", battery: "Battery" };

/**
 * The Things that a SunSpec device is: one for each model that is known here, with what the common API has in its words and
 * every point that the device has beside it. Does no I/O.
 */
export async function describeSunSpec(scan: SunSpecScan, device: SunSpecDevice): Promise<DescribedDevice> {
  const known = scan.models.filter(({ points }) => points.length > 0);
  const parts: DescribedPart[] = [];
  for (const [index, model] of known.entries()) parts.push(await partOf(model, index, device));
  const empty = scan.models.filter(({ points }) => points.length === 0);
  const problems = [
    ...scan.unknown.map((id) => `SunSpec model ${id} is not known here`),
    ...empty.map(({ id }) => `SunSpec model ${id} cannot be read`),
  ];
  return { parts, problems };
}

/** The first has the id and the title of the device, and each other its number behind. */
async function partOf(model: FoundModel, index: number, device: SunSpecDevice): Promise<DescribedPart> {
  const { kind } = model.table;
  const id = index === 0 ? device.id : `${device.id}:${kind}-${index + 1}`;
  const title = index === 0 ? device.title : `${device.title} ${titles[kind]} ${index + 1}`;
  const question = {
    title: titles[kind],
    served: commonOf(model),
    candidates: candidates[kind].map((name) => ({ model: name })),
    beside: () => plainOf(model),
  };
  const { served, ...found } = await partModel(question);
  return { ...found, id, title, southbound: southboundOf(model, served, device.address, `${id}:southbound`, title) };
}

function commonOf({ table, points }: FoundModel): readonly Served[] {
  return rows[table.kind].flatMap(({ name, part, from, terms }): readonly Served[] => {
    const point = from.find((each) => points.includes(each));
    if (point === undefined) return [];
    return [{ kind: "property", name, ...(part && { part }), terms: { "map:pick": `/${point}`, ...terms } }];
  });
}

function plainOf({ table, points }: FoundModel): readonly Served[] {
  return table.points
    .filter(({ name }) => points.includes(name))
    .map((point) => ({
      kind: "property",
      name: point.name,
      affordance: { title: point.title, ...schemaOf(point), readOnly: true, observable: true },
      terms: { "map:pick": `/${point.name}` },
    }));
}

function schemaOf({ unit, values, scaleAt, type }: Point): object {
  if (values !== undefined) return { type: "string" };
  const isNumber = scaleAt !== undefined || type === "float32";
  return { type: isNumber ? "number" : "integer", ...(unit !== undefined && { unit: `qudtUnit:${unit}` }) };
}

/** One property has the whole model: it is read at once, as what scales its values changes with them. */
function southboundOf(
  { id: number, address, length, table }: FoundModel,
  served: readonly Served[],
  device: DeviceAddress,
  id: string,
  title: string,
): ThingDescription {
  const form = {
    href: `${address}?quantity=${length}`,
    op: ["readproperty", "observeproperty", "unobserveproperty"],
    contentType: `${sunSpecMediaType};model=${number}`,
    "modv:entity": "HoldingRegister",
    "modv:zeroBasedAddressing": true,
    "modv:pollingTime": pollMs,
  };
  const model = {
    title: `SunSpec model ${number}`,
    type: "object",
    properties: Object.fromEntries(table.points.map((point) => [point.name, schemaOf(point)])),
    readOnly: true,
    "map:serves": served.map(({ name, terms }) => ({ "map:property": name, ...terms })),
    forms: [form],
  };
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
    id,
    title,
    base: baseOf(device),
    securityDefinitions: { nosec: { scheme: "nosec" } },
    security: "nosec",
    properties: { model },
  } as unknown as ThingDescription;
}

const pollMs = 1_000;
