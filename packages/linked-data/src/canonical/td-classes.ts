import { actionDefaults, propertyDefaults, type SecurityScheme, securityDefaults } from "@thingwright/td";
import type { Holder, TdClass, TdClassName } from "./td-class.js";

type Members = Readonly<Record<string, unknown>>;

const defaultContentType = "application/json";

const schemaSets = ["@type", "enum", "oneOf", "required"];
const schema = {
  many: { oneOf: "DataSchema", items: "DataSchema" },
  map: { properties: "DataSchema" },
  single: ["@type"],
  unordered: schemaSets,
} as const satisfies TdClass;

const affordance = { many: { forms: "Form" }, map: { uriVariables: "DataSchema" } } as const;

/** The classes of TD 1.1 §5.3, with the defaults of §5.4. Both hold for Thing Models, but for the defaults. */
export const tdClasses: Readonly<Record<TdClassName, TdClass>> = {
  Thing: {
    map: {
      properties: "Property",
      actions: "Action",
      events: "Event",
      uriVariables: "DataSchema",
      schemaDefinitions: "DataSchema",
      securityDefinitions: "SecurityScheme",
    },
    many: { forms: "Form", links: "Link" },
    single: ["@context", "@type", "security", "profile"],
    unordered: ["@type", "security", "profile", "forms", "links", "tm:optional", "tm:required"],
    dateTimes: ["created", "modified"],
  },
  Property: {
    many: { ...schema.many, ...affordance.many },
    map: { ...schema.map, ...affordance.map },
    single: ["@type"],
    unordered: [...schemaSets, "forms"],
    defaults: propertyDefaults,
  },
  Action: {
    ...affordance,
    one: { input: "DataSchema", output: "DataSchema" },
    single: ["@type"],
    unordered: ["@type", "forms"],
    defaults: actionDefaults,
  },
  Event: {
    ...affordance,
    one: {
      subscription: "DataSchema",
      data: "DataSchema",
      dataResponse: "DataSchema",
      cancellation: "DataSchema",
    },
    single: ["@type"],
    unordered: ["@type", "forms"],
  },
  DataSchema: schema,
  Form: {
    one: { response: "Response" },
    many: { additionalResponses: "AdditionalResponse" },
    single: ["@type", "op", "security", "scopes"],
    unordered: ["@type", "op", "security", "scopes", "additionalResponses"],
    defaults: formDefaults,
  },
  // `td-expectedResponse-default-contentType`
  Response: { defaults: (_, form) => ({ contentType: contentTypeOf(form) }) },
  // `td-default-success`, `td-default-AdditionalResponseContentType`
  AdditionalResponse: { defaults: (_, form) => ({ success: false, contentType: contentTypeOf(form) }) },
  Link: { single: ["@type", "hreflang"], unordered: ["@type", "hreflang"] },
  SecurityScheme: {
    single: ["@type", "scopes"],
    unordered: ["@type", "scopes", "oneOf", "allOf"],
    // It looks at the member `scheme` alone, which may be anything.
    defaults: (scheme) => ({ ...securityDefaults(scheme as unknown as SecurityScheme) }),
  },
};

/** `td-default-contentType`, `td-default-op-properties`, `td-default-op-actions`, `td-default-op-events`. */
function formDefaults(_: Members, holder: Holder): Members {
  const op = defaultOp(holder);
  return { contentType: defaultContentType, ...(op !== undefined && { op }) };
}

function defaultOp(holder: Holder): unknown {
  if (holder?.class === "Action") return "invokeaction";
  if (holder?.class === "Event") return ["subscribeevent", "unsubscribeevent"];
  if (holder?.class !== "Property") return undefined;
  const { readOnly, writeOnly } = propertyDefaults(holder.object);
  if (readOnly && writeOnly) return undefined;
  if (readOnly) return "readproperty";
  return writeOnly ? "writeproperty" : ["readproperty", "writeproperty"];
}

function contentTypeOf(form: Holder): unknown {
  return form?.object.contentType ?? defaultContentType;
}
