/** How the value of a property is written (MQTT 5.0 §2.2.2.2). */
type Kind = "byte" | "two" | "four" | "varint" | "text" | "binary" | "pair";

/** The properties of MQTT 5, by their identifiers. */
const properties: Readonly<Record<number, readonly [name: string, kind: Kind]>> = {
  1: ["payloadFormat", "byte"],
  2: ["messageExpiry", "four"],
  3: ["contentType", "text"],
  8: ["responseTopic", "text"],
  9: ["correlationData", "binary"],
  11: ["subscriptionIdentifier", "varint"],
  17: ["sessionExpiry", "four"],
  18: ["assignedClientId", "text"],
  19: ["serverKeepAlive", "two"],
  21: ["authenticationMethod", "text"],
  22: ["authenticationData", "binary"],
  26: ["responseInformation", "text"],
  28: ["serverReference", "text"],
  31: ["reason", "text"],
  33: ["receiveMaximum", "two"],
  34: ["topicAliasMaximum", "two"],
  35: ["topicAlias", "two"],
  36: ["maximumQos", "byte"],
  37: ["retainAvailable", "byte"],
  38: ["userProperty", "pair"],
  39: ["maximumPacketSize", "four"],
  40: ["wildcardAvailable", "byte"],
  41: ["subscriptionIdentifiersAvailable", "byte"],
  42: ["sharedAvailable", "byte"],
};

/** Properties by their names; one that may come more than once has its last value, but for user properties. */
export interface MqttProperties {
  readonly values: ReadonlyMap<string, string | number>;
  readonly userProperties: readonly (readonly [name: string, value: string])[];
}

/** The properties that start at `at`, and where they end; `undefined` where they are malformed. */
export function propertiesAt(
  body: Uint8Array,
  at: number,
): { readonly properties: MqttProperties; readonly end: number } | undefined {
  const length = varintAt(body, at);
  if (length === undefined || length.end + length.value > body.length) return undefined;
  const end = length.end + length.value;
  const values = new Map<string, string | number>();
  const userProperties: [string, string][] = [];
  let position = length.end;
  while (position < end) {
    const known = properties[body[position]!];
    const read = known === undefined ? undefined : valueAt(body.subarray(0, end), position + 1, known[1]);
    if (known === undefined || read === undefined) return undefined;
    if (Array.isArray(read.value)) userProperties.push(read.value as [string, string]);
    else values.set(known[0], read.value as string | number);
    position = read.end;
  }
  return { properties: { values, userProperties }, end };
}

interface Read {
  readonly value: unknown;
  readonly end: number;
}

function valueAt(body: Uint8Array, at: number, kind: Kind): Read | undefined {
  switch (kind) {
    case "byte":
      return numberAt(body, at, 1);
    case "two":
      return numberAt(body, at, 2);
    case "four":
      return numberAt(body, at, 4);
    case "varint":
      return varintAt(body, at);
    case "text":
      return stringAt(body, at, "utf8");
    case "binary":
      return stringAt(body, at, "hex");
    case "pair": {
      const name = stringAt(body, at, "utf8");
      const value = name === undefined ? undefined : stringAt(body, name.end, "utf8");
      return value === undefined ? undefined : { value: [name!.value, value.value], end: value.end };
    }
  }
}

function numberAt(
  body: Uint8Array,
  at: number,
  size: number,
): { readonly value: number; readonly end: number } | undefined {
  if (at + size > body.length) return undefined;
  const value = body.subarray(at, at + size).reduce((sum, byte) => sum * 256 + byte, 0);
  return { value, end: at + size };
}

function stringAt(body: Uint8Array, at: number, encoding: "utf8" | "hex"): Read | undefined {
  const length = numberAt(body, at, 2);
  if (length === undefined || length.end + length.value > body.length) return undefined;
  const end = length.end + length.value;
  return { value: Buffer.from(body.subarray(length.end, end)).toString(encoding), end };
}

/** A number of one to four bytes (§1.5.5). */
function varintAt(body: Uint8Array, at: number): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let index = 0; index < 4; index += 1) {
    const byte = body[at + index];
    if (byte === undefined) return undefined;
    value += (byte & 127) * 128 ** index;
    if (byte < 128) return { value, end: at + index + 1 };
  }
  return undefined;
}
