import { fromBinary } from "@bufbuild/protobuf";
import { WotError } from "@thingwright/errors";
import { arrayOf, isArrayType } from "./array.js";
import { type DataType, dataTypeOf } from "./data-type.js";
import { exactNumber, fieldOf, listOf, type Message, oneValueOf } from "./message.js";
import type { Metric, MetricValue, Payload } from "./payload.js";
import { base64, scalarOf } from "./scalar.js";
import { payloadMessage } from "./schema.js";
import { unusable } from "./unusable.js";

/** The data type of a metric that does not say it, as its birth has told. */
export type TypeOfMetric = (metric: Pick<Metric, "name" | "alias">) => DataType | undefined;

const nobody: TypeOfMetric = () => undefined;

/**
 * Reads a payload. Integers beyond 2^53 − 1 are their digits; NaN and infinities are `null`; bytes are Base64.
 *
 * @throws {DataSchemaError} WOT_DATA_SYNTAX for bytes that are no payload, whatever they are
 */
export function decodePayload(bytes: Uint8Array, typeOf: TypeOfMetric = nobody): Payload {
  try {
    const message = fromBinary(payloadMessage, bytes, { readUnknownFields: false }) as unknown as Message;
    const body = fieldOf<Uint8Array>(message, "body");
    return {
      ...longs(message, ["timestamp", "seq"]),
      ...texts(message, ["uuid"]),
      metrics: listOf(message, "metrics").map((metric) => metricOf(metric, typeOf)),
      ...(body !== undefined && { body: base64(body) }),
    };
  } catch (error) {
    if (error instanceof WotError) throw error;
    throw unusable("the bytes are no Sparkplug B payload", error);
  }
}

function metricOf(message: Message, typeOf: TypeOfMetric): Metric {
  const named = { ...texts(message, ["name"]), ...longs(message, ["alias", "timestamp"]) } as Metric;
  const told = fieldOf<number>(message, "datatype");
  const dataType = told === undefined || told === 0 ? typeOf(named) : dataTypeOf(told);
  const properties = fieldOf<Message>(message, "properties");
  const metadata = fieldOf<Message>(message, "metadata");
  return {
    ...named,
    ...(dataType !== undefined && { dataType }),
    ...metricValue(message, dataType ?? "Unknown"),
    ...(fieldOf(message, "isHistorical") === true && { isHistorical: true }),
    ...(fieldOf(message, "isTransient") === true && { isTransient: true }),
    ...(properties !== undefined && { properties: propertySet(properties) }),
    ...(metadata !== undefined && { metadata: metadataOf(metadata) }),
  };
}

function metricValue(message: Message, type: DataType): Pick<Metric, "value"> {
  if (fieldOf(message, "isNull") === true) return { value: null };
  const one = oneValueOf(message);
  if (one.case === undefined) return {};
  if (one.case === "datasetValue") return { value: dataSet(one.value as Message) };
  if (one.case === "templateValue") return { value: template(one.value as Message) };
  if (isArrayType(type)) return { value: arrayOf(type, one.value) as MetricValue };
  return { value: scalarOf(type, one) as MetricValue };
}

function dataSet(message: Message): MetricValue {
  const columns = fieldOf<readonly string[]>(message, "columns") ?? [];
  const types = (fieldOf<readonly number[]>(message, "types") ?? []).map(dataTypeOf);
  if (types.length !== columns.length) throw unusable("a DataSet has not as many types as columns");
  const rows = listOf(message, "rows").map((row) => {
    const elements = listOf(row, "elements");
    if (elements.length !== columns.length) throw unusable("a row of a DataSet has not as many values as columns");
    return elements.map((element, index) => {
      const one = oneValueOf(element);
      return one.case === undefined ? null : (scalarOf(types[index]!, one) as MetricValue);
    });
  });
  return { columns, types, rows };
}

function template(message: Message): MetricValue {
  const parameters = listOf(message, "parameters").map((parameter) => {
    const type = dataTypeOf(fieldOf<number>(parameter, "type") ?? 0);
    const one = oneValueOf(parameter);
    return {
      name: fieldOf<string>(parameter, "name") ?? "",
      dataType: type,
      value: one.case === undefined ? null : (scalarOf(type, one) as MetricValue),
    };
  });
  return {
    ...texts(message, ["version", "templateRef"]),
    ...(fieldOf(message, "isDefinition") === true && { isDefinition: true }),
    metrics: listOf(message, "metrics").map((metric) => metricOf(metric, nobody) as unknown as MetricValue),
    parameters,
  };
}

/** Keys are names from outside: none of them becomes anything but a member. */
function propertySet(message: Message): Readonly<Record<string, MetricValue>> {
  const keys = fieldOf<readonly string[]>(message, "keys") ?? [];
  const values = listOf(message, "values");
  if (keys.length !== values.length) throw unusable("a PropertySet has not as many values as keys");
  return Object.fromEntries(keys.map((key, index) => [key, propertyValue(values[index]!)]));
}

function propertyValue(message: Message): MetricValue {
  const one = oneValueOf(message);
  if (fieldOf(message, "isNull") === true || one.case === undefined) return null;
  if (one.case === "propertysetValue") return propertySet(one.value as Message);
  if (one.case === "propertysetsValue") return listOf(one.value as Message, "propertyset").map(propertySet);
  return scalarOf(dataTypeOf(fieldOf<number>(message, "type") ?? 0), one) as MetricValue;
}

function metadataOf(message: Message): Readonly<Record<string, MetricValue>> {
  return {
    ...texts(message, ["contentType", "fileName", "fileType", "md5", "description"]),
    ...longs(message, ["size", "seq"]),
    ...(fieldOf(message, "isMultiPart") === true && { isMultiPart: true }),
  };
}

function texts(message: Message, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => (Object.hasOwn(message, name) ? [[name, message[name] as string]] : [])),
  );
}

function longs(message: Message, names: readonly string[]): Readonly<Record<string, number | string>> {
  return Object.fromEntries(
    names.flatMap((name) => (Object.hasOwn(message, name) ? [[name, exactNumber(message[name] as bigint)]] : [])),
  );
}
