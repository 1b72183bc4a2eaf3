import { escapePointer } from "@thingwright/td";
import { prototypeMember, unusable } from "../unusable.js";

/**
 * Passes when JSON carries `value` without loss; a cycle fails by its depth.
 *
 * @param pointer - where `value` is, for the error
 * @throws {DataSchemaError} WOT_DATA_SYNTAX with the pointer of the first value that JSON cannot carry
 */
export function checkCarriable(value: unknown, depthLeft: number, pointer: string): void {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return;
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw unusable(`${value} cannot be written as JSON`, { pointer });
  } else if (typeof value !== "object") {
    throw unusable(`${typeof value} cannot be written as JSON`, { pointer });
  } else if (depthLeft === 0) {
    throw unusable("the value is cyclic or nests too deeply", { pointer });
  } else if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) checkElement(value[i], depthLeft - 1, pointer, i);
  } else {
    checkObject(value, depthLeft, pointer);
  }
}

function checkObject(value: { readonly toJSON?: unknown }, depthLeft: number, pointer: string): void {
  if (typeof value.toJSON === "function") checkCarriable(value.toJSON(""), depthLeft - 1, pointer);
  else if (isOpaque(value)) throw unusable("bytes, Maps and Sets cannot be written as JSON", { pointer });
  else checkMembers(value as Readonly<Record<string, unknown>>, depthLeft, pointer);
}

function checkMembers(value: Readonly<Record<string, unknown>>, depthLeft: number, pointer: string): void {
  for (const name of Object.keys(value)) {
    if (name === "__proto__") throw prototypeMember();
    const member = value[name];
    if (member !== undefined) checkMember(member, depthLeft - 1, pointer, name);
  }
}

/** Scalars, which are most, never build a pointer. */
function checkElement(value: unknown, depthLeft: number, pointer: string, index: number): void {
  if (isScalar(value)) return;
  checkCarriable(value, depthLeft, `${pointer}/${index}`);
}

function checkMember(value: unknown, depthLeft: number, pointer: string, name: string): void {
  if (isScalar(value)) return;
  checkCarriable(value, depthLeft, `${pointer}/${escapePointer(name)}`);
}

const isScalar = (value: unknown): boolean =>
  typeof value === "number" ? Number.isFinite(value) : typeof value === "string" || typeof value === "boolean";

/** Whether JSON would write the object as something that loses its content. */
const isOpaque = (value: object): boolean =>
  Object.getPrototypeOf(value) !== Object.prototype &&
  (ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof Map || value instanceof Set);
