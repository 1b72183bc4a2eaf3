import { namesThingModel } from "./data-schema.js";
import { string, stringOrStrings, texts, uri, words } from "./value-type.js";
import { term, vocabularyClass } from "./vocabulary-class.js";
import type { ClassOf, Term, ValueType, VocabularyClass } from "./vocabulary-types.js";

/** TD 1.1 §5.3.3.1 */
const schemeTerms: readonly Term[] = [
  term("SecurityScheme", "@type", stringOrStrings, { isNarrower: namesThingModel }),
  term("SecurityScheme", "description", string),
  term("SecurityScheme", "descriptions", texts, {
    also: ["td-multi-languages_descriptions", "td-multi-languages"],
  }),
  term("SecurityScheme", "proxy", uri),
  term("SecurityScheme", "scheme", string, { required: true, isNarrower: (scheme) => !plainSchemes.has(scheme) }),
];

/** The schemes of which the W3C's schema says no more than the types of their terms. */
const plainSchemes: ReadonlySet<unknown> = new Set(["nosec", "basic", "digest", "apikey", "bearer", "psk", "oauth2"]);

const subclass = (terms: readonly Term[], besides: readonly string[] = []): VocabularyClass =>
  vocabularyClass([...schemeTerms, ...terms], () => ["td-security-schemes"], besides);

const located = (owner: string, ...places: readonly string[]): readonly Term[] => [
  term(owner, "name", string),
  term(owner, "in", words("header", "query", "body", "cookie", ...places, "auto")),
];

const members: ValueType = { kind: "strings", item: "string", least: 2, lone: false };

const schemes: ReadonlyMap<unknown, VocabularyClass> = new Map([
  ["combo", subclass([term("ComboSecurityScheme", "oneOf", members), term("ComboSecurityScheme", "allOf", members)])],
  ["basic", subclass(located("BasicSecurityScheme"))],
  [
    "digest",
    subclass([...located("DigestSecurityScheme"), term("DigestSecurityScheme", "qop", words("auth", "auth-int"))]),
  ],
  ["apikey", subclass(located("APIKeySecurityScheme", "uri"))],
  [
    "bearer",
    subclass([
      ...located("BearerSecurityScheme"),
      term("BearerSecurityScheme", "authorization", uri),
      term("BearerSecurityScheme", "alg", string),
      term("BearerSecurityScheme", "format", string),
    ]),
  ],
  ["psk", subclass([term("PSKSecurityScheme", "identity", string)])],
  [
    "oauth2",
    subclass([
      term("OAuth2SecurityScheme", "authorization", uri),
      term("OAuth2SecurityScheme", "token", uri),
      term("OAuth2SecurityScheme", "refresh", uri),
      term("OAuth2SecurityScheme", "scopes", stringOrStrings),
      term("OAuth2SecurityScheme", "flow", string, { required: true }),
    ]),
  ],
]);

const plain = subclass([]);
/** A scheme of another vocabulary is a subclass all the same. */
const additional = subclass([], ["td-security-extension"]);

/** TD 1.1 §5.3.3: the subclass that `scheme` names. */
export const securitySchemeOf: ClassOf = ({ scheme }) =>
  schemes.get(scheme) ?? (typeof scheme === "string" && scheme.includes(":") ? additional : plain);
