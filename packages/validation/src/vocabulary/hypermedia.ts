import { actionOperations, eventOperations, propertyOperations, thingOperations } from "@thingwright/td";
import { boolean, instance, string, stringOrStrings, uri, uriTemplate } from "./value-type.js";
import { term, vocabularyClass } from "./vocabulary-class.js";
import type { ValueType } from "./vocabulary-types.js";

const operations =
  "readproperty writeproperty observeproperty unobserveproperty invokeaction queryaction cancelaction subscribeevent unsubscribeevent readallproperties writeallproperties readmultipleproperties writemultipleproperties observeallproperties unobserveallproperties subscribeallevents unsubscribeallevents queryallactions".split(
    " ",
  );

/** One name or several of `securityDefinitions`, at least one. */
export const names: ValueType = { kind: "strings", item: "string", least: 1, lone: true };

const nothing = (): readonly string[] => [];

/** TD 1.1 §5.3.4.3 */
const expectedResponse = vocabularyClass(
  [term("ExpectedResponse", "contentType", string, { required: ["td-forms-response"] })],
  nothing,
);

/** TD 1.1 §5.3.4.4 */
const additionalExpectedResponse = vocabularyClass(
  [
    term("AdditionalExpectedResponse", "success", boolean),
    term("AdditionalExpectedResponse", "contentType", string),
    term("AdditionalExpectedResponse", "schema", string),
  ],
  nothing,
);

/** What `op` may be in the Forms of each kind of affordance, and of the Thing. */
const operationsIn: ReadonlyMap<unknown, readonly string[]> = new Map<unknown, readonly string[]>([
  ["properties", propertyOperations],
  ["actions", actionOperations],
  ["events", eventOperations],
  ["forms", thingOperations],
]);

function isOutOfPlace(op: unknown, top: string | number | undefined): boolean {
  const allowed: readonly unknown[] = operationsIn.get(top) ?? [];
  return Array.isArray(op) ? !op.every((each) => allowed.includes(each)) : !allowed.includes(op);
}

/** TD 1.1 §5.3.4.2. What `op` may say hangs on where the Form stands: rules of their own look at that. */
const form = vocabularyClass(
  [
    term("Form", "href", uriTemplate, { required: true }),
    term("Form", "contentType", string),
    term("Form", "contentCoding", string),
    term("Form", "security", names),
    term("Form", "scopes", stringOrStrings),
    term(
      "Form",
      "response",
      instance(() => expectedResponse),
      { also: ["td-form-response-object"] },
    ),
    term(
      "Form",
      "additionalResponses",
      { kind: "list", of: () => additionalExpectedResponse, least: 0, lone: false },
      { since: "1.1" },
    ),
    term("Form", "subprotocol", string),
    term(
      "Form",
      "op",
      {
        kind: "strings",
        item: "string",
        least: 1,
        lone: true,
        words: operations,
        child: "td-vocab-op--Form_",
      },
      { isNarrower: isOutOfPlace },
    ),
  ],
  () => ["td-forms"],
);

/** TD 1.1 §5.3.4.1 */
const link = vocabularyClass(
  [
    term("Link", "href", uri, { required: true }),
    term("Link", "type", string),
    term("Link", "rel", string, { isNarrower: (rel) => rel === "icon" || rel === "tm:extends" }),
    term("Link", "anchor", uri),
    term("Link", "sizes", string, { since: "1.1", isNarrower: () => true }),
    term("Link", "hreflang", stringOrStrings, { since: "1.1", isNarrower: () => true }),
  ],
  () => ["td-links"],
);

export const links: ValueType = { kind: "list", of: () => link, least: 0, lone: false };
export const forms: ValueType = { kind: "list", of: () => form, least: 1, lone: false };
