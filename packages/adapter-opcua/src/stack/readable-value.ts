import type { Namespaces } from "./namespaces.js";
import type { NodeOpcuaDataValue, NodeOpcuaVariant } from "./node-opcua.js";
import { plainDataValue, plainVariant } from "./plain-value.js";
import type { UaDataValue } from "./ua-session.js";

const undecodable: UaDataValue = {
  type: 0,
  value: null,
  status: { code: 0x80070000, name: "BadDecodingError" },
};

/** A value of the stack as a plain one. What cannot be made sense of is a Bad one. Never throws. */
export function readableValue(value: NodeOpcuaDataValue, namespaces: Namespaces): UaDataValue {
  try {
    return plainDataValue(value, namespaces);
  } catch {
    return undecodable;
  }
}

/** A field of an event; `null` where there is none, or none that makes sense. Never throws. */
export function readableField(field: NodeOpcuaVariant | undefined, namespaces: Namespaces): unknown {
  try {
    return field === undefined ? null : plainVariant(field, namespaces);
  } catch {
    return null;
  }
}
