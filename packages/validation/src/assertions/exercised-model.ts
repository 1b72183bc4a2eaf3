import { isRecord } from "@thingwright/td";
import type { Add } from "./exercised-terms.js";

/** Adds the assertions about what only a Thing Model has. */
export function addModelTerms(model: Readonly<Record<string, unknown>>, add: Add): void {
  add("tm-identification", "tm-context-requirement");
  if (isRecord(model.version)) add("tm-versioning-2");
  if (Array.isArray(model["tm:optional"])) {
    for (const part of ["", "-array", "-JSONPointer", "-resolver"]) add(`tm-tmOptional${part}`);
  }
  for (const link of Array.isArray(model.links) ? model.links.filter(isRecord) : []) addLink(link, add);
  const text = JSON.stringify(model);
  if (text.includes('"tm:ref"')) add("tm-tmRef1", "tm-tmRef2", "tm-ref-recursive-extensions");
  if (/\{\{[^{}]{1,200}\}\}/.test(text)) {
    add("tm-placeholder", "tm-placeholder-value", "tm-placeholder-retyping", "tm-placeholder-usecase");
  }
  if (!text.includes('"forms"') && !text.includes('"securityDefinitions"')) add("tm-protocol-security-restriction");
}

function addLink({ rel, instanceName }: Readonly<Record<string, unknown>>, add: Add): void {
  if (rel === "type") add("tm-rel-type-maximum");
  if (rel === "tm:extends") add("tm-extend", "tm-ref-recursive-extensions");
  if (rel === "tm:submodel") add("tm-compose-submodel", "tm-compose-name-collision");
  if (rel === "tm:submodel" && typeof instanceName === "string") add("tm-compose-instanceName");
}
