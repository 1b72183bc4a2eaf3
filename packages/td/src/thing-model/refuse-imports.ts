import { ThingDescriptionError } from "@thingwright/errors";
import { isRecord } from "../json/is-record.js";
import { escapePointer } from "../json-pointer.js";
import type { JsonObject } from "./merge-patch.js";

/**
 * Returns when `model` stands on its own.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID at a `tm:ref` or a link of the relation `tm:extends`
 * @see TD 1.1 §9.3.2
 */
export function refuseImports(model: JsonObject): void {
  const links = Array.isArray(model.links) ? model.links : [];
  const extending = links.findIndex((link) => isRecord(link) && link.rel === "tm:extends");
  if (extending !== -1) throw unresolved(`/links/${extending}`, "extends another Thing Model", "tm-extend");
  refuseReferences(model, "");
}

function refuseReferences(value: unknown, pointer: string): void {
  if (typeof value !== "object" || value === null) return;
  if (Object.hasOwn(value, "tm:ref")) throw unresolved(pointer, 'has a "tm:ref"', "tm-tmRef2");
  for (const [name, member] of Object.entries(value)) refuseReferences(member, `${pointer}/${escapePointer(name)}`);
}

const unresolved = (pointer: string, what: string, assertion: string): ThingDescriptionError =>
  new ThingDescriptionError("WOT_TD_INVALID", `${pointer} ${what}, which has to be resolved before`, {
    pointer,
    assertion,
  });
