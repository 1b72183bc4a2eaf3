import { isRecord, truncate } from "@thingwright/td";
import { type Place, pointerOf } from "../place.js";
import { type AnyObject, memberOf, type PlacedObject } from "../rules/any-object.js";
import { surveyOf } from "../rules/survey.js";
import { terms } from "../rules/terms.js";
import type { Fault } from "./fault.js";

/** Names of security definitions that are none (TD 1.1 §5.3.1.1, §5.3.3.4, §5.3.4.2). */
export function undefinedNames(doc: AnyObject): readonly Fault[] {
  const definitions = memberOf(doc, "securityDefinitions");
  if (!isRecord(definitions)) return [];
  const faults: Fault[] = [];
  const check = ({ object, place }: PlacedObject, term: string, assertion: string) => {
    const names = memberOf(object, term);
    if (names !== undefined) collectFaults(definitions, names, { name: term, parent: place }, assertion, faults);
  };
  check({ object: doc, place: undefined }, "security", "td-vocab-security--Thing");
  const { forms, schemes } = surveyOf(doc);
  for (const form of forms) if ((form.terms & terms.security) !== 0) check(form, "security", "td-vocab-security--Form");
  for (const scheme of schemes) {
    if (memberOf(scheme.object, "scheme") !== "combo") continue;
    for (const term of ["oneOf", "allOf"]) check(scheme, term, `td-vocab-${term}--ComboSecurityScheme`);
  }
  return faults;
}

function collectFaults(definitions: AnyObject, names: unknown, at: Place, assertion: string, faults: Fault[]): void {
  const list: readonly unknown[] = Array.isArray(names) ? names : [names];
  for (const [index, name] of list.entries()) {
    if (typeof name !== "string" || Object.hasOwn(definitions, name) || faults.length === mostFaults) continue;
    const pointer = pointerOf(Array.isArray(names) ? { name: index, parent: at } : at);
    const phrase = `names ${truncate(JSON.stringify(name))}, which "securityDefinitions" does not define`;
    faults.push({ level: "error", assertions: [assertion], pointer, subject: pointer, phrase });
  }
}

const mostFaults = 100;
