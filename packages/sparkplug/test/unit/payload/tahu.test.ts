import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { type DataType, decodePayload, encodePayload, type MetricValue } from "../../../src/index.js";

interface TahuPayload {
  readonly metrics: readonly { readonly name?: string; readonly type: string; readonly value: unknown }[];
}

/** Eclipse Tahu's own codec. */
const tahu = createRequire(import.meta.url)("sparkplug-payload").get("spBv1.0") as {
  encodePayload(payload: object): Uint8Array;
  decodePayload(bytes: Uint8Array): TahuPayload;
};

/** A value of each type that Tahu's codec has, as Tahu and as we write it. */
type Case = [type: DataType, theirs: unknown, ours?: MetricValue];

const cases: readonly Case[] = [
  ["Int8", -5],
  ["Int16", -30_000],
  ["Int32", -2_000_000_000],
  ["UInt8", 250],
  ["UInt16", 65_000],
  ["UInt32", 2_000_000_000],
  ["UInt64", 9_007_199_254_740_991],
  ["Float", 21.5],
  ["Double", Math.PI],
  ["Boolean", true],
  ["String", "grüße"],
  ["Text", "a text"],
  ["UUID", "8f0e2a3c-0000-4000-8000-000000000001"],
  ["DateTime", 1_700_000_000_000],
  ["Bytes", new Uint8Array([0, 1, 255]), "AAH/"],
];

describe("a payload", () => {
  it.each<Case>([...cases])("of Eclipse Tahu with a %s is what it means", (type, theirs, own?: MetricValue) => {
    const ours = own ?? (theirs as MetricValue);
    const bytes = tahu.encodePayload({ timestamp: 5, seq: 7, metrics: [{ name: "m", type, value: theirs }] });
    const { metrics, seq } = decodePayload(bytes);
    expect([seq, metrics[0]]).toMatchObject([7, { name: "m", dataType: type, value: ours }]);
  });

  it.each<Case>([...cases])("with a %s is read by Eclipse Tahu", (type, theirs, own?: MetricValue) => {
    const ours = own ?? (theirs as MetricValue);
    const bytes = encodePayload({ timestamp: 5, seq: 7, metrics: [{ name: "m", dataType: type, value: ours }] });
    const [metric] = tahu.decodePayload(bytes).metrics;
    expect(metric).toMatchObject({ name: "m", type });
    expect(comparable(metric!.value)).toEqual(comparable(theirs));
  });

  it("of Eclipse Tahu has DataSets, Templates and properties", () => {
    const value = {
      numOfColumns: 2,
      columns: ["a", "b"],
      types: ["Double", "String"],
      rows: [
        [1, "x"],
        [2, "y"],
      ],
    };
    const template = {
      version: "1",
      templateRef: "pump",
      isDefinition: false,
      metrics: [{ name: "speed", type: "Float", value: 0.5 }],
      parameters: [{ name: "size", type: "Int32", value: 3 }],
    };
    const bytes = tahu.encodePayload({
      metrics: [
        { name: "table", type: "DataSet", value },
        { name: "pump", type: "Template", value: template },
        { name: "m", type: "Int32", value: 1, properties: { unit: { type: "String", value: "°C" } } },
      ],
    });
    const { metrics } = decodePayload(bytes);
    expect(metrics[0]!.value).toEqual({ columns: ["a", "b"], types: ["Double", "String"], rows: value.rows });
    expect(metrics[1]!.value).toMatchObject({
      templateRef: "pump",
      metrics: [{ name: "speed", dataType: "Float", value: 0.5 }],
      parameters: [{ name: "size", dataType: "Int32", value: 3 }],
    });
    expect(metrics[2]!.properties).toEqual({ unit: "°C" });
    const again = tahu.decodePayload(encodePayload({ metrics: metrics.slice(0, 1) }));
    expect(again.metrics[0]!.value).toMatchObject({ columns: ["a", "b"], rows: value.rows });
  });
});

/** Tahu has long integers as objects of `long`, times as dates. */
function comparable(value: unknown): unknown {
  if (value instanceof Date) return value.getTime();
  if (value instanceof Uint8Array) return [...value];
  return typeof value === "object" && value !== null && "toNumber" in value
    ? (value as { toNumber(): number }).toNumber()
    : value;
}
