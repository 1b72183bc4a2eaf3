import { type Content, noContent } from "@thingwright/contracts";
import { DataSchemaError, ProtocolError } from "@thingwright/errors";
import { isObject } from "@thingwright/mapping";
import type { UaDataValue } from "../stack/ua-session.js";

/**
 * How a value is a body: the value alone, with its type (`Variant`), with its type, status and times (`DataValue`), or the bytes of a byte string.
 * The names of the members are those of edition 1.05 or of the one before it.
 *
 * @see OPC 10000-6 §5.4
 */
export interface ValueFormat {
  readonly kind: "value" | "variant" | "dataValue" | "bytes";
  readonly edition: "1.04" | "1.05";
  readonly contentType: string;
}

/** The format of a content type, in the words that node-wot has too. @returns a reason, for a person, where there is none */
export function valueFormatOf(contentType: string): ValueFormat | string {
  const [type = "", ...parameters] = contentType.split(";").map((part) => part.trim().toLowerCase());
  const of = (name: string): string | undefined =>
    parameters.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
  const edition = of("version") === "1.05" ? "1.05" : "1.04";
  if (type === "application/json") return { kind: "value", edition, contentType };
  if (type === "application/octet-stream") return { kind: "bytes", edition, contentType };
  if (type !== "application/opcua+json") return `OPC UA values are no ${contentType}`;
  const kinds = new Map<string, ValueFormat["kind"]>([
    ["value", "value"],
    ["variant", "variant"],
    ["datavalue", "dataValue"],
  ]);
  const kind = kinds.get(of("type") ?? "datavalue");
  return kind === undefined ? `OPC UA has no ${contentType}` : { kind, edition, contentType };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * A value as a body.
 *
 * @throws {ProtocolError} WOT_PROTOCOL for what JSON cannot carry: no number, or a whole number beyond 2⁵³ where its type is not told
 */
export function bodyOf(value: UaDataValue, { kind, edition, contentType }: ValueFormat): Content {
  if (kind === "bytes") {
    if (typeof value.value !== "string" || value.type !== byteString) throw unfit("the value is no byte string");
    return { contentType, body: Buffer.from(value.value, "base64") };
  }
  if (kind === "value") return json(plainJson(value.value), contentType);
  const encoded = typedJson(value.value);
  const { type } = value;
  const [typeName, valueName] = edition === "1.05" ? ["UaType", "Value"] : ["Type", "Body"];
  const variant = { [typeName]: type, [valueName]: encoded };
  if (kind === "variant") return json(variant, contentType);
  return json(
    {
      ...(edition === "1.05" ? variant : { Value: variant }),
      ...(value.status.code !== 0 && statusOf(value, edition)),
      ...(value.sourceTimestamp !== undefined && { SourceTimestamp: value.sourceTimestamp }),
      ...(value.serverTimestamp !== undefined && { ServerTimestamp: value.serverTimestamp }),
    },
    contentType,
  );
}

const statusOf = ({ status: { code, name } }: UaDataValue, edition: string): object =>
  edition === "1.05" ? { StatusCode: { Code: code, Symbol: name } } : { Status: code };

/** Output of a method: an object by the names of its arguments. */
export const outputBody = (output: Readonly<Record<string, unknown>>, { contentType }: ValueFormat): Content =>
  Object.keys(output).length === 0 ? noContent : json(plainJson(output), contentType);

/** An event as a body. */
export const eventBody = (event: Readonly<Record<string, unknown>>, { contentType }: ValueFormat): Content =>
  json(plainJson(event), contentType);

/**
 * The value in a body.
 *
 * @throws {DataSchemaError} WOT_DATA_SYNTAX for a body that is none
 */
export function valueIn(body: Uint8Array, { kind, edition }: ValueFormat): unknown {
  if (kind === "bytes") return Buffer.from(body).toString("base64");
  const parsed = parse(body);
  if (kind === "value") return parsed;
  // The earlier edition has a variant in the data value, the later one has its members there.
  const isNested = kind === "dataValue" && edition === "1.04" && isObject(parsed) && isObject(parsed.Value);
  return variantIn(isNested ? parsed.Value : parsed);
}

function variantIn(parsed: unknown): unknown {
  if (isObject(parsed)) {
    if (Object.hasOwn(parsed, "Body")) return parsed.Body;
    if (Object.hasOwn(parsed, "Value")) return parsed.Value;
  }
  throw new DataSchemaError("WOT_DATA_SYNTAX", "the body has neither Body nor Value (OPC 10000-6 §5.4.2)");
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(body));
  } catch (cause) {
    throw new DataSchemaError("WOT_DATA_SYNTAX", "the body is no JSON", { cause });
  }
}

const json = (value: unknown, contentType: string): Content => ({
  contentType,
  body: encoder.encode(JSON.stringify(value)),
});

const byteString = 15;

/** Numbers as JSON has them; the rest as it is. */
function plainJson(value: unknown): unknown {
  return converted(value, (number) => {
    const short = Number(number);
    if (!Number.isSafeInteger(short)) throw unfit(`${number} is beyond what a JSON number keeps`);
    return short;
  });
}

/** As OPC 10000-6 §5.4.2 has it: whole numbers of 64 bits are text, as are numbers that are none. */
const typedJson = (value: unknown): unknown => converted(value, String, String);

function converted(
  value: unknown,
  wide: (number: bigint) => unknown,
  noNumber: (number: number) => unknown = (number) => {
    throw unfit(`${number} is no number that JSON has`);
  },
): unknown {
  if (typeof value === "bigint") return wide(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : noNumber(value);
  if (Array.isArray(value)) return value.map((each) => converted(each, wide, noNumber));
  if (!isObject(value)) return value ?? null;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== "__proto__")
      .map(([name, member]) => [name, converted(member, wide, noNumber)]),
  );
}

const unfit = (message: string): ProtocolError =>
  new ProtocolError("WOT_PROTOCOL", message, { section: "OPC 10000-6 §5.4.2" });
