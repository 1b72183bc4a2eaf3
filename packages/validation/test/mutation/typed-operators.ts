import type { ClassName } from "./instances.js";
import { type Change, type Operator, on, rename, set } from "./operator.js";
import type { JsonObject } from "./seeds.js";
import { inId, type Kind, limits, schemes, signatures, wrongValues } from "./vocabulary.js";

/** The assertion of §6.2 on how a value of that kind is serialized. */
const serialization: Readonly<Record<Kind, string | undefined>> = {
  string: "td-string-type",
  anyURI: "td-string-type",
  texts: undefined,
  dateTime: "td-datetime-type",
  boolean: "td-boolean-type",
  unsignedInt: "td-integer-type",
  integer: "td-integer-type",
  double: "td-number-type",
  list: "td-array-type",
  map: "td-map-type",
  object: "td-class-type",
  schemas: undefined,
};

const short = (value: unknown): string => JSON.stringify(value);

function mistyped(
  of: ClassName,
  term: string,
  id: string,
  kind: Kind,
  only?: (target: JsonObject) => boolean,
): Operator[] {
  const changeTo = (value: (typeof wrongValues)[Kind][number]): Change<JsonObject> => {
    const change = set(term, value);
    return (target, path, document) => (only?.(target) === false ? false : change(target, path, document));
  };
  const base = serialization[kind];
  return wrongValues[kind].flatMap((value) => [
    on(of, id, `${term} is ${short(value)}`, changeTo(value)),
    // A negative length has neither fraction nor exponent.
    ...(base === undefined || value === -1 ? [] : [on(of, base, `${term} is ${short(value)}`, changeTo(value))]),
  ]);
}

const ofType = (type: string) => (target: JsonObject) => target.type === type;

function* limitOperators(): Generator<Operator> {
  for (const of of ["Property", "DataSchema"] as const) {
    for (const term of limits) {
      yield* mistyped(of, term, `td-vocab-${term}--NumberSchema`, "double", ofType("number"));
      yield* mistyped(of, term, `td-vocab-${term}--IntegerSchema`, "integer", ofType("integer"));
    }
  }
}

/** Values of a wrong type, for each term of each Class. */
export const typeOperators: readonly Operator[] = [
  ...Object.entries(signatures).flatMap(([of, signature]) =>
    signature!.flatMap(([term, by, kind]) =>
      mistyped(of as ClassName, term, `td-vocab-${inId(term)}--${by}`, kind, differentType(term)),
    ),
  ),
  ...Object.entries(schemes).flatMap(([scheme, signature]) =>
    signature.flatMap(([term, by, kind]) =>
      mistyped("SecurityScheme", term, `td-vocab-${term}--${by}`, kind, (target) => target.scheme === scheme),
    ),
  ),
  ...limitOperators(),
];

/** `scheme` and `type` decide what the other members are; only those without such members are changed. */
function differentType(term: string): ((target: JsonObject) => boolean) | undefined {
  if (term !== "scheme" && term !== "type") return undefined;
  return (target) => ["boolean", "null", "nosec", "text/html"].includes(String(target[term]));
}

const capital = (term: string): string =>
  term.replace(/[a-z]/i, (letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()));

/** §5.3 terms are case-sensitive: written otherwise, a member is none of the vocabulary's. */
const misspelt = (of: ClassName, term: string, id: string, only?: (target: JsonObject) => boolean): Operator[] => {
  const other = term.toLowerCase() === term ? [capital(term)] : [capital(term), term.toLowerCase()];
  return other.map((name) => {
    const change = rename(term, name);
    return on(of, id, `${term} is written ${name}`, (target, path, document) =>
      only?.(target) === false ? false : change(target, path, document),
    );
  });
};

const memberOf: readonly (readonly [of: ClassName, prefix: string, parent: string, terms: string])[] = [
  [
    "Property",
    "td-property-names_",
    "td-property-names",
    "@type const contentEncoding contentMediaType description descriptions enum exclusiveMaximum exclusiveMinimum forms format " +
      "items maxItems maximum minItems minimum maxLength minLength multipleOf observable oneOf properties readOnly required " +
      "title titles type unit uriVariables writeOnly",
  ],
  [
    "Action",
    "td-action-names_",
    "td-action-names",
    "idempotent forms descriptions description uriVariables @type input titles title safe output",
  ],
  [
    "Event",
    "td-event-names_",
    "td-event-names",
    "@type cancellation data dataResponse description descriptions forms subscription title titles uriVariables",
  ],
  [
    "DataSchema",
    "td-data-schema_",
    "td-data-schema",
    "@type const contentEncoding contentMediaType maxLength minLength description descriptions enum format items maxItems minItems " +
      "oneOf pattern properties readOnly required title titles type unit writeOnly",
  ],
];

/** Members of a vocabulary's term with another name than the term. */
export const nameOperators: readonly Operator[] = [
  ...memberOf.flatMap(([of, prefix, parent, terms]) =>
    terms
      .split(" ")
      .flatMap((term) => [...misspelt(of, term, prefix + inId(term)), ...misspelt(of, term, parent).slice(0, 1)]),
  ),
  ...limits.flatMap((term) => [
    ...misspelt("DataSchema", term, `td-data-schema_${term}-IntegerSchema`, ofType("integer")),
    ...misspelt("DataSchema", term, `td-data-schema_${term}-NumberSchema`, ofType("number")),
  ]),
  ...["properties", "actions", "events"].flatMap((term) => misspelt("Thing", term, `td-${term}_existence`)),
  ...signatures
    .Thing!.filter(([term]) => !term.startsWith("@"))
    .flatMap(([term]) => misspelt("Thing", term, "td-context-toplevel")),
  ...["model", "instance"].flatMap((term) => misspelt("VersionInfo", term, "td-version")),
  ...signatures.Link!.flatMap(([term]) => misspelt("Link", term, "td-links")),
  ...signatures.Form!.flatMap(([term]) => misspelt("Form", term, "td-forms")),
  ...["description", "descriptions", "proxy"].flatMap((term) =>
    misspelt("SecurityScheme", term, "td-security-schemes"),
  ),
  ...Object.values(schemes).flatMap((signature) =>
    signature.flatMap(([term]) => misspelt("SecurityScheme", term, "td-security-schemes")),
  ),
];
