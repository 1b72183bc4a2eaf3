import { type ClassName, isObject } from "./instances.js";
import { type Change, drop, type Operator, on, set, source, whole } from "./operator.js";
import type { Json, JsonObject } from "./seeds.js";

const schemaHolders: readonly ClassName[] = ["Property", "DataSchema"];
const affordances: readonly ClassName[] = ["Property", "Action", "Event"];

/** What is in the list or map `term` is put in the place of its first entry. */
const firstOf =
  (term: string, value: Json): Change<JsonObject> =>
  (target) => {
    const container = target[term];
    if (typeof container !== "object" || container === null || Object.keys(container).length === 0) return false;
    (container as JsonObject)[Object.keys(container)[0]!] = value;
  };

const notOne = (id: string, of: ClassName, term: string, values: readonly Json[]): Operator[] =>
  values.map((value) => on(of, id, `${term} is ${JSON.stringify(value)}`, set(term, value)));

const objects = (id: string, of: ClassName, term: string): Operator[] => notOne(id, of, term, [[], "text", 4]);
const arrays = (id: string, of: ClassName, term: string): Operator[] => notOne(id, of, term, [{}, "text", 4]);

const missing = (term: string, of: ClassName, by: string): Operator =>
  on(of, `td-vocab-${term}--${by}`, `without ${term}`, drop(term));

/** What has to be there. */
const mandatory: readonly Operator[] = [
  on("Thing", "td-vocab-at-context--Thing", "without @context", drop("@context")),
  missing("title", "Thing", "Thing"),
  missing("security", "Thing", "Thing"),
  missing("securityDefinitions", "Thing", "Thing"),
  whole("td-security-mandatory", "no security is active", set("security", [])),
  whole("td-vocab-security--Thing", "names what is not defined", set("security", "nowhere")),
  whole("td-vocab-security--Thing", "names what is not defined, in a list", set("security", ["nowhere"])),
  ...affordances.flatMap((of) => [
    missing("forms", of, "InteractionAffordance"),
    on(of, "td-vocab-forms--InteractionAffordance", "no form", set("forms", [])),
    on(of, `td-${of.toLowerCase()}-arrays`, "no form", set("forms", [])),
    on(of, `td-${of.toLowerCase()}-arrays`, "a form is a string", firstOf("forms", "https://a.example/")),
    ...arrays(`td-${of.toLowerCase()}-arrays`, of, "forms"),
  ]),
  missing("instance", "VersionInfo", "VersionInfo"),
  missing("scheme", "SecurityScheme", "SecurityScheme"),
  missing("href", "Link", "Link"),
  missing("href", "Form", "Form"),
  missing("contentType", "ExpectedResponse", "ExpectedResponse"),
  on("ExpectedResponse", "td-forms-response", "without contentType", drop("contentType")),
  on("SecurityScheme", "td-vocab-flow--OAuth2SecurityScheme", "without flow", drop("flow")),
];

/** Serializations of §6.3: what is an object, an array, a string. */
const serialized: readonly Operator[] = [
  ...[
    "actions",
    "events",
    "properties",
    "securityDefinitions",
    "version",
    "descriptions",
    "schemaDefinitions",
    "uriVariables",
  ].flatMap((term) => [...objects(`td-objects_${term}`, "Thing", term), ...objects("td-objects", "Thing", term)]),
  ...["links", "forms"].flatMap((term) => [
    ...arrays(`td-arrays_${term}`, "Thing", term),
    ...arrays("td-arrays", "Thing", term),
    on("Thing", "td-arrays", `an entry of ${term} is a string`, firstOf(term, "text")),
  ]),
  ...notOne("td-security-activation", "Thing", "security", [4, {}, [4], [["basic"]], null]),
  ...["properties", "actions", "events"].flatMap((term) => [
    on("Thing", `td-${term}`, "an affordance is a string", firstOf(term, "text")),
    on("Thing", `td-${term}`, "an affordance is a list", firstOf(term, [])),
    on("Thing", `td-${term}`, "are a list", set(term, [])),
  ]),
  on("Thing", "td-security", "a definition is a string", firstOf("securityDefinitions", "nosec")),
  on("Thing", "td-security", "a definition is a list", firstOf("securityDefinitions", ["nosec"])),
  ...["input", "output"].flatMap((term) => [
    ...objects(`td-action-objects_${term}`, "Action", term),
    ...objects("td-action-objects", "Action", term),
  ]),
  ...["subscription", "data", "cancellation", "dataResponse"].flatMap((term) => [
    ...objects(`td-event-objects_${term}`, "Event", term),
    ...(term === "dataResponse" ? [] : objects("td-event-objects", "Event", term)),
  ]),
  ...objects("td-form-response-object", "Form", "response"),
  ...(["Thing", ...affordances] as const).flatMap((of) => [
    on(of, "td-uriVariables-dataschema", "a variable is a string", firstOf("uriVariables", "integer")),
    on(of, "td-uriVariables-dataschema", "a variable is a list", firstOf("uriVariables", [])),
    on(of, "td-uriVariables-names", "a variable under another name", (target, _, document) => {
      if (!isObject(target.uriVariables) || !JSON.stringify(target.forms ?? "").includes("{?")) return false;
      delete document.uriVariables;
      target.uriVariables = { another: { type: "string" } };
    }),
  ]),
  on("Form", "td-uriVariables-names", "a variable of the address that is nowhere", (target) => {
    target.href = `${target.href}{?nowhere}`;
  }),
  ...schemaHolders.flatMap((of) => [
    ...objects("td-data-schema-objects", of, "properties"),
    ...["enum", "oneOf", "required"].flatMap((term) => [
      ...arrays(`td-data-schema-arrays_${term}`, of, term),
      ...arrays("td-data-schema-arrays", of, term),
    ]),
    on(of, "td-data-schema-arrays_oneOf", "an alternative is a string", firstOf("oneOf", "string")),
    ...notOne("td-data-schema-objects-arrays", of, "items", [4, "string", ["string"], [4], [[]]]),
    on(of, "td-class-type", "a member's schema is a string", firstOf("properties", "string")),
  ]),
  on("Thing", "td-class-type", "a schema definition is a string", firstOf("schemaDefinitions", "string")),
  on("Form", "td-class-type", "an additional response is a string", firstOf("additionalResponses", "text")),
];

const types = ["array", "boolean", "integer", "null", "number", "object", "string"];
const operations = {
  Property: ["readproperty", "writeproperty", "observeproperty", "unobserveproperty"],
  Action: ["invokeaction", "queryaction", "cancelaction"],
  Event: ["subscribeevent", "unsubscribeevent"],
  Thing: [
    "readallproperties",
    "writeallproperties",
    "readmultipleproperties",
    "writemultipleproperties",
    "observeallproperties",
    "unobserveallproperties",
    "queryallactions",
    "subscribeallevents",
    "unsubscribeallevents",
  ],
} as const;

const holder = (path: readonly (string | number)[]): keyof typeof operations =>
  (({ properties: "Property", actions: "Action", events: "Event", forms: "Thing" }) as const)[path[0] as "properties"];

/** A Form of that holder gets these operations. */
const withOp =
  (of: keyof typeof operations, op: Json): Change<JsonObject> =>
  (target, path) => {
    if (holder(path) !== of) return false;
    target.op = structuredClone(op);
  };

function* operationOperators(): Generator<Operator> {
  for (const [of, own] of Object.entries(operations) as [keyof typeof operations, readonly string[]][]) {
    const others = Object.entries(operations).flatMap(([other, names]) => (other === of ? [] : [...names]));
    const id = `td-op-for-${of.toLowerCase()}`;
    for (const op of others) yield on("Form", id, `op ${op} in ${of}`, withOp(of, op));
    yield on("Form", id, `one op of several is not of ${of}`, withOp(of, [own[0]!, others[0]!]));
    for (const op of own) {
      for (const broken of [{ [op]: true }, [[op]], [{ op }]]) {
        yield on("Form", `td-vocab-op--Form_${op}`, `op ${JSON.stringify(broken)}`, withOp(of, broken));
      }
    }
    for (const op of ["read", own[0]!.toUpperCase(), ` ${own[0]}`, "", "constructor", [own[0]!, "toggle"]]) {
      yield on("Form", "well-known-operation-types-only", `op ${JSON.stringify(op)} in ${of}`, withOp(of, op));
    }
  }
  yield on("Form", "td-op-for-thing", "without op", (target, path) => {
    if (holder(path) !== "Thing") return false;
    delete target.op;
  });
}

const typeNames: readonly Operator[] = schemaHolders.flatMap((of) =>
  types.flatMap((type) =>
    [type.toUpperCase(), [type]].map((broken) =>
      on(of, `td-vocab-type--DataSchema_${type}`, `type is ${JSON.stringify(broken)}`, (target) => {
        if (target.type !== type) return false;
        target.type = broken;
      }),
    ),
  ),
);

/** Languages: tags and values. */
const languages: readonly Operator[] = [
  ...["en_US", "e", "-en", "en-", "deutsch-land-x", "1en", "", "en--US", "@none", "toolongtag"].flatMap((tag) =>
    ["td-multilanguage-language-tag", "td-multi-languages"].map((id) =>
      on("MultiLanguage", id, `the tag ${JSON.stringify(tag)}`, (target) => {
        target[tag] = "text";
      }),
    ),
  ),
  ...[5, null, ["text"], { value: "text" }].flatMap((value) =>
    ["td-multilanguage-value", "td-multi-languages"].map((id) =>
      on("MultiLanguage", id, `a text is ${JSON.stringify(value)}`, (target) => {
        target.en = value as Json;
      }),
    ),
  ),
  ...(["Thing", "Property", "Action", "Event", "DataSchema"] as const).flatMap((of) =>
    ["titles", "descriptions"].flatMap((term) => [
      ...objects(`td-multi-languages_${term}`, of, term),
      on(of, `td-multi-languages_${term}`, "a text is a number", firstOf(term, 4)),
      on(of, `td-multi-languages_${term}`, "a tag is none", (target) => {
        if (!isObject(target[term])) return false;
        target[term] = { ...target[term], en_GB: "text" };
      }),
    ]),
  ),
  on("SecurityScheme", "td-multi-languages_descriptions", "a text is a number", firstOf("descriptions", 4)),
];

const repeat = (term: string, id = `td-${term}_uniqueness`) =>
  source(id, "one name twice", (text, document) => {
    const [name, value] = Object.entries((document[term] as JsonObject | undefined) ?? {})[0] ?? [];
    if (name === undefined) return undefined;
    const start = `${JSON.stringify(term)}:{`;
    const inside = text.lastIndexOf(`${start}${JSON.stringify(name)}:`);
    return `${text.slice(0, inside + start.length)}${JSON.stringify(name)}:${JSON.stringify(value)},${text.slice(inside + start.length)}`;
  });

/** What only the text shows. */
const texts: readonly Operator[] = [
  source("td-json-open", "the last brace is missing", (text) => text.slice(0, -1)),
  source("td-json-open", "a comment", (text) => `// a comment\n${text}`),
  source("td-json-open", "a trailing comma", (text) => `${text.slice(0, -1)},}`),
  source("td-json-open", "single quotes", (text) => text.replaceAll('"', "'")),
  source("td-json-open", "two documents", (text) => text + text),
  source("td-json-open", "nothing", () => ""),
  source("td-json-open", "not a number", (text) => text.replace(/"minimum":\d+/, '"minimum":NaN')),
  source("td-json-open_utf-8", "a byte that is none", (text) => {
    const bytes = new TextEncoder().encode(text);
    bytes[bytes.indexOf(0x61)] = 0xff;
    return bytes;
  }),
  source("td-json-open_utf-8", "Latin-1", (text) => Buffer.from(text.replace("a", "\u00e4"), "latin1")),
  source("td-json-open_utf-8", "UTF-16", (text) => Buffer.from(`\uFEFF${text}`, "utf16le")),
  source("td-json-open_no-byte-order", "a byte order mark", (text) => `\uFEFF${text}`),
  source("td-json-open_no-byte-order", "a byte order mark, in bytes", (text) =>
    new TextEncoder().encode(`\uFEFF${text}`),
  ),
  ...["properties", "actions", "events"].map((term) => repeat(term)),
  repeat("securityDefinitions", "td-security"),
  source("td-integer-type", "a length with a fraction", (text) => text.replace('"minLength":1,', '"minLength":1.0,')),
  source("td-integer-type", "a length with an exponent", (text) => text.replace('"maxItems":4', '"maxItems":4e0')),
  source("td-context", "a list", (text) => `[${text}]`),
];

/** Operators on the structure that TD 1.1 §6 gives a document. */
export const structureOperators: readonly Operator[] = [
  ...mandatory,
  ...serialized,
  ...operationOperators(),
  ...typeNames,
  ...languages,
  ...texts,
];
