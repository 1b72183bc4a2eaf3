import { type Content, noContent } from "@thingwright/contracts";
import { asWotError, DataSchemaError, ProtocolError } from "@thingwright/errors";
import { groupAddressText } from "../bus/address.js";
import type { GroupValue } from "../bus/group-telegram.js";
import type { DatapointType } from "../dpt/datapoint-type.js";

const contentType = "application/json";

/** What a telegram brings, as JSON. @throws {DataSchemaError} WOT_DATA_SYNTAX for what is no value of the type */
function decoded({ bytes, isShort }: GroupValue, type: DatapointType): Content {
  if (isShort !== type.isShort) {
    const [is, should] = isShort ? ["six bits", "bytes"] : ["bytes", "six bits"];
    throw new DataSchemaError("WOT_DATA_SYNTAX", `a value of ${type.id} is ${should}, not ${is}`);
  }
  return { contentType, body: new TextEncoder().encode(JSON.stringify(type.decode(bytes))) };
}

/** The answer of a device. @throws {ProtocolError} WOT_PROTOCOL for one that makes no sense */
export function answerContent(value: GroupValue, type: DatapointType, address: number): Content {
  try {
    return decoded(value, type);
  } catch (error) {
    const cause = asWotError(error);
    throw new ProtocolError("WOT_PROTOCOL", `${groupAddressText(address)}: ${cause.message}`, { cause });
  }
}

/** What a telegram brings that nobody asked for; where it makes no sense, a body that no reader takes for a value. */
export function heardContent(value: GroupValue, type: DatapointType): Content {
  try {
    return decoded(value, type);
  } catch {
    return { contentType, body: new TextEncoder().encode(`0x${Buffer.from(value.bytes).toString("hex")}`) };
  }
}

/** The value of a body, as a telegram has it. @throws {DataSchemaError} WOT_DATA_SYNTAX or WOT_DATA_INVALID */
export function groupValue({ body }: Content = noContent, type: DatapointType): GroupValue {
  return { isShort: type.isShort, bytes: type.encode(parsed(body)) };
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch (cause) {
    throw new DataSchemaError("WOT_DATA_SYNTAX", "the value is no JSON", { cause });
  }
}
