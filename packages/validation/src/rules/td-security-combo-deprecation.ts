import { isRecord } from "@thingwright/td";
import { type AnyObject, affordancesOf, memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";

/** Several names in `security` are written as a `combo` scheme with `allOf` (TD 1.1 §6.3.5). */
export const comboDeprecation: Rule = {
  id: "td-security-combo-deprecation",
  level: "warning",
  *check(doc) {
    for (const { object, pointer } of securedObjects(doc)) {
      const names = memberOf(object, "security");
      if (!Array.isArray(names) || names.length < 2) continue;
      const phrase = 'lists several names, which is deprecated; define a scheme "combo" with "allOf" and name it';
      yield { pointer: `${pointer}/security`, phrase };
    }
  },
};

/** The Thing and every Form. */
function* securedObjects(doc: AnyObject): Generator<{ object: AnyObject; pointer: string }> {
  yield { object: doc, pointer: "" };
  for (const { object, pointer } of [{ object: doc, pointer: "" }, ...affordancesOf(doc)]) {
    const forms = memberOf(object, "forms");
    if (!Array.isArray(forms)) continue;
    for (const [index, form] of forms.entries()) {
      if (isRecord(form)) yield { object: form, pointer: `${pointer}/forms/${index}` };
    }
  }
}
