import { create, toBinary } from "@bufbuild/protobuf";
import { WotError } from "@thingwright/errors";
import { arrayBytes, isArrayType } from "./array.js";
import { type DataType, isDataType, numberOfDataType } from "./data-type.js";
import type { Metric, MetricValue, Payload } from "./payload.js";
import { wireScalar } from "./scalar.js";
import { payloadMessage } from "./schema.js";
import { unusable } from "./unusable.js";

/**
 * Writes a payload. Values of DataSets and Templates have the shape that `decodePayload` gives them.
 *
 * @throws {DataSchemaError} WOT_DATA_SYNTAX for what is no payload, or a value that its data type does not have
 */
export function encodePayload(payload: Payload): Uint8Array {
  const { timestamp, seq, uuid, metrics, body } = payload;
  if (!Array.isArray(metrics)) throw unusable("a payload has a list of metrics");
  try {
    const message = create(payloadMessage, {
      ...longs({ timestamp, seq }),
      ...(uuid !== undefined && { uuid }),
      metrics: metrics.map(metricMessage),
      ...(body !== undefined && { body: new Uint8Array(Buffer.from(body, "base64")) }),
    } as never);
    return toBinary(payloadMessage, message);
  } catch (error) {
    if (error instanceof WotError) throw error;
    throw unusable("the value is no Sparkplug B payload", error);
  }
}

function metricMessage(metric: Metric): object {
  const { name, alias, timestamp, dataType, value, isHistorical, isTransient, properties } = metric;
  return {
    ...(name !== undefined && { name }),
    ...longs({ alias, timestamp }),
    ...(dataType !== undefined && { datatype: numberOfDataType(checked(dataType)) }),
    ...(isHistorical === true && { isHistorical }),
    ...(isTransient === true && { isTransient }),
    ...(properties !== undefined && { properties: propertySet(properties) }),
    ...valueFields(dataType ?? guessed(value), value),
  };
}

function valueFields(type: DataType, value: MetricValue | undefined): object {
  if (value === undefined) return {};
  if (value === null) return { isNull: true };
  if (type === "DataSet") return { value: { case: "datasetValue", value: dataSet(value) } };
  if (type === "Template") return { value: { case: "templateValue", value: template(value) } };
  if (isArrayType(type)) return { value: { case: "bytesValue", value: arrayBytes(type, value) } };
  return { value: wireScalar(type, value) };
}

function dataSet(value: MetricValue): object {
  const { columns, types, rows } = value as Readonly<Record<string, readonly MetricValue[]>>;
  if (!Array.isArray(columns) || !Array.isArray(types) || !Array.isArray(rows)) {
    throw unusable("a DataSet has columns, types and rows");
  }
  return {
    numOfColumns: BigInt(columns.length),
    columns,
    types: types.map((type) => numberOfDataType(checked(type))),
    rows: rows.map((row) => ({
      elements: (row as readonly MetricValue[]).map((element, index) =>
        element === null ? {} : { value: wireScalar(types[index] as DataType, element) },
      ),
    })),
  };
}

function template(value: MetricValue): object {
  const {
    version,
    templateRef,
    isDefinition,
    metrics = [],
    parameters = [],
  } = value as {
    readonly version?: string;
    readonly templateRef?: string;
    readonly isDefinition?: boolean;
    readonly metrics?: readonly Metric[];
    readonly parameters?: readonly {
      readonly name: string;
      readonly dataType: DataType;
      readonly value: MetricValue;
    }[];
  };
  return {
    ...(version !== undefined && { version }),
    ...(templateRef !== undefined && { templateRef }),
    ...(isDefinition === true && { isDefinition }),
    metrics: metrics.map(metricMessage),
    parameters: parameters.map(({ name, dataType, value: own }) => ({
      name,
      type: numberOfDataType(checked(dataType)),
      ...(own !== null && { value: wireScalar(dataType, own) }),
    })),
  };
}

/** Properties have the data type that their JSON type suggests. */
function propertySet(properties: Readonly<Record<string, MetricValue>>): object {
  return {
    keys: Object.keys(properties),
    values: Object.values(properties).map((value) => {
      if (value === null) return { type: numberOfDataType("String"), isNull: true };
      const type = guessed(value);
      return { type: numberOfDataType(type), value: wireScalar(type, value) };
    }),
  };
}

function guessed(value: MetricValue | undefined): DataType {
  if (typeof value === "boolean") return "Boolean";
  return typeof value === "number" ? "Double" : "String";
}

function checked(type: unknown): DataType {
  if (isDataType(type) && type !== "Unknown") return type;
  throw unusable(`"${String(type)}" is no data type of Sparkplug`);
}

function longs(members: Readonly<Record<string, number | string | undefined>>): Readonly<Record<string, bigint>> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, BigInt(value)]])),
  );
}
