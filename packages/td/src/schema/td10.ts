import { isRecord } from "../json/is-record.js";

type JsonObject = Readonly<Record<string, unknown>>;

const former = "https://www.w3.org/2019/wot/td/v1";
const current = "https://www.w3.org/2022/wot/td/v1.1";

/**
 * What the W3C's schema, which is that of TD 1.1, is asked of `doc`. A description of TD 1.0 has the members filled in that only
 * 1.1 demands: `op` of the Forms of the Thing, and `contentType` of a response. `doc` stays as it is.
 *
 * @see `td-context-ns-td10-namespacev10`
 */
export function asCurrent(doc: unknown): unknown {
  if (!isRecord(doc) || !isTd10(doc)) return doc;
  const maps = ["properties", "actions", "events"].filter((term) => isRecord(doc[term]));
  return {
    ...doc,
    ...Object.fromEntries(maps.map((term) => [term, withAffordances(doc[term] as JsonObject)])),
    ...(Array.isArray(doc.forms)
      ? { forms: doc.forms.map((form) => withMember(complete(form), "op", "readallproperties")) }
      : {}),
  };
}

function isTd10(doc: JsonObject): boolean {
  const contexts: readonly unknown[] = [doc["@context"]].flat();
  return contexts.includes(former) && !contexts.includes(current);
}

const withAffordances = (map: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(map).map(([name, affordance]) => [name, withForms(affordance)]));

const withForms = (affordance: unknown): unknown =>
  isRecord(affordance) && Array.isArray(affordance.forms)
    ? { ...affordance, forms: affordance.forms.map(complete) }
    : affordance;

const complete = (form: unknown): unknown =>
  isRecord(form) && isRecord(form.response)
    ? { ...form, response: withMember(form.response, "contentType", "application/json") }
    : form;

const withMember = (object: unknown, name: string, value: string): unknown =>
  isRecord(object) && object[name] === undefined ? { ...object, [name]: value } : object;
