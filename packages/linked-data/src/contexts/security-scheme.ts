import { own, type Term, type Vocabulary } from "./vocabulary.js";

/** Values of `scheme` and the word in the name of their class (TD 1.1 §5.3.3). */
const schemes = {
  nosec: "No",
  auto: "Auto",
  combo: "Combo",
  basic: "Basic",
  digest: "Digest",
  apikey: "APIKey",
  bearer: "Bearer",
  cert: "Cert",
  psk: "PSK",
  public: "Public",
  pop: "PoP",
  oauth2: "OAuth2",
};

/** Below `securityDefinitions` and `security`. A description here has no language, unlike elsewhere. */
export const securityScheme: Vocabulary = {
  prefixes: ["td", "jsonschema", "wotsec", "hctl", "dct", "rdf"],
  vocab: "wotsec",
  terms: [
    ...own("wotsec", "in name scopes flow qop alg format identity"),
    ...own("wotsec", "authorization token refresh proxy", { type: "@id" }),
    ...own("wotsec", "allOf oneOf", { container: "@set" }),
    ["scheme", "@type"],
    ["description", "td:description"],
    ["descriptions", "td:descriptionInLanguage", { container: "@language" }],
    ["uriVariables", "td:uriVariables"],
    ...Object.entries(schemes).map(([name, word]): Term => [name, `wotsec:${word}SecurityScheme`]),
  ],
};
