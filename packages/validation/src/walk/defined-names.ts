import { escapePointer, isRecord, truncate } from "@thingwright/td";
import { type AnyObject, affordancesOf, memberOf, objectsOf } from "../rules/any-object.js";
import type { Fault } from "./fault.js";

/** Names of security definitions that are none (TD 1.1 §5.3.1.1, §5.3.3.4, §5.3.4.2). */
export function* undefinedNames(doc: AnyObject): Generator<Fault> {
  const definitions = memberOf(doc, "securityDefinitions");
  if (!isRecord(definitions)) return;
  const check = (object: AnyObject, term: string, pointer: string, assertion: string) =>
    faultsIn(definitions, memberOf(object, term), `${pointer}/${term}`, assertion);
  yield* check(doc, "security", "", "td-vocab-security--Thing");
  for (const { object, pointer } of formsIn(doc)) {
    yield* check(object, "security", pointer, "td-vocab-security--Form");
  }
  for (const { object, pointer } of objectsOf(doc, "securityDefinitions")) {
    if (memberOf(object, "scheme") !== "combo") continue;
    for (const term of ["oneOf", "allOf"]) yield* check(object, term, pointer, `td-vocab-${term}--ComboSecurityScheme`);
  }
}

function* formsIn(doc: AnyObject): Generator<{ object: AnyObject; pointer: string }> {
  for (const { object, pointer } of [{ object: doc, pointer: "" }, ...affordancesOf(doc)]) {
    const forms = memberOf(object, "forms");
    if (!Array.isArray(forms)) continue;
    for (const [index, form] of forms.entries()) {
      if (isRecord(form)) yield { object: form, pointer: `${pointer}/forms/${index}` };
    }
  }
}

function* faultsIn(definitions: AnyObject, names: unknown, pointer: string, assertion: string): Generator<Fault> {
  const list: readonly unknown[] = Array.isArray(names) ? names : [names];
  for (const [index, name] of list.entries()) {
    if (typeof name !== "string" || Object.hasOwn(definitions, name)) continue;
    const at = Array.isArray(names) ? `${pointer}/${escapePointer(String(index))}` : pointer;
    const phrase = `names ${truncate(JSON.stringify(name))}, which "securityDefinitions" does not define`;
    yield { level: "error", assertions: [assertion], pointer: at, subject: at, phrase };
  }
}
