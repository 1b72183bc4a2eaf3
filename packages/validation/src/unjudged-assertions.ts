/**
 * Assertions about documents that none can break, or that none shows to be broken: id → why. All others of TD 1.1 that
 * concern a document are judged; see `judgedAssertions`.
 */
export const unjudgedAssertions: ReadonlyMap<string, string> = new Map([
  ["td-format-validation-known-values", "permits a program to look at the values more closely"],
  ["td-vocab-scheme--SecurityScheme_apikey", "permits a value; an unknown one breaks td-security-scheme-name"],
  ["td-vocab-scheme--SecurityScheme_auto", "permits a value; an unknown one breaks td-security-scheme-name"],
  ["td-vocab-scheme--SecurityScheme_basic", "permits a value; an unknown one breaks td-security-scheme-name"],
  ["td-vocab-scheme--SecurityScheme_bearer", "permits a value; an unknown one breaks td-security-scheme-name"],
  ["td-vocab-scheme--SecurityScheme_digest", "permits a value; an unknown one breaks td-security-scheme-name"],
  ["td-vocab-scheme--SecurityScheme_nosec", "permits a value; an unknown one breaks td-security-scheme-name"],
  ["td-vocab-scheme--SecurityScheme_oauth2", "permits a value; an unknown one breaks td-security-scheme-name"],
  ["td-vocab-scheme--SecurityScheme_psk", "permits a value; an unknown one breaks td-security-scheme-name"],
  ["td-security-bearer-format-extensions", "permits other values"],
  ["td-security-bearer-format-extensions_alg", "permits other values"],
  ["td-security-bearer-format-extensions_format", "permits other values"],
  ["sec-body-name-json-pointer-array", "permits a pointer; one that cannot be followed breaks -creatable"],
  ["td-expectedResponse-contentType", "asks for what the Thing answers, which the document alone does not show"],
  [
    "td-additionalExpectedResponse-contentType",
    "asks for what the Thing answers, which the document alone does not show",
  ],
  ["td-additionalExpectedResponse-schema", "asks for what the Thing answers, which the document alone does not show"],
  ["td-title-description", "permits a reading"],
  ["td-title-description_descriptions", "permits a reading"],
  ["td-title-description_titles", "permits a reading"],
  ["td-security-overrides", "permits a member; what it holds is td-vocab-security--Form"],
  ["td-form-protocolbindings", "permits members with a prefix"],
  ["td-security-binding", "asks for what the Thing demands, which the document alone does not show"],
  ["tm-protocol-security-restriction", "permits an omission"],
  ["tm-tmRef-usecase", "recommends reuse, and a document does not show what it was copied from"],
  ["tm-compose-instanceName", "permits a member"],
  ["tm-placeholder-usecase", "permits placeholders"],
  ["thing-model-td-generation-processor-type", "a document that keeps the type of a Thing Model is judged as one"],
  ["thing-model-td-generation-processor-optional", "permits a choice"],
  ["sec-vuln-auto", "permits a scheme"],
  ["privacy-distributed-ids", "is about how an identifier was made, which it does not show"],
]);
