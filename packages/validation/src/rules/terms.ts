/**
 * Members that rules look for, alone or in families, each a bit: what an object has of them is one number, and what a
 * document has too. So no object need be asked that has nothing to say.
 */
export const terms = {
  /** For numbers, strings, arrays and objects alone (TD 1.1 §5.3.2). */
  ofNumber: 1 << 0,
  ofString: 1 << 1,
  ofArray: 1 << 2,
  ofObject: 1 << 3,
  upperBound: 1 << 4,
  /** Says what is in an object or array. */
  content: 1 << 5,
  const: 1 << 6,
  default: 1 << 7,
  enum: 1 << 8,
  readOnly: 1 << 9,
  writeOnly: 1 << 10,
  required: 1 << 11,
  pattern: 1 << 12,
  texts: 1 << 13,
  language: 1 << 14,
  direction: 1 << 15,
  security: 1 << 16,
  scopes: 1 << 17,
  additionalResponses: 1 << 18,
  uriVariables: 1 << 19,
  schemaDefinitions: 1 << 20,
  links: 1 << 21,
  hreflang: 1 << 22,
  sizes: 1 << 23,
  flow: 1 << 24,
  authorization: 1 << 25,
  "tm:ref": 1 << 26,
  "tm:required": 1 << 27,
  /** `@type` and `unit`, whose texts may be compact IRIs. */
  compacting: 1 << 28,
  /** A colon, in the name or in a compact IRI. */
  prefixed: 1 << 29,
} as const;

const families: Readonly<Record<string, number>> = {
  minimum: terms.ofNumber,
  maximum: terms.ofNumber | terms.upperBound,
  exclusiveMinimum: terms.ofNumber,
  exclusiveMaximum: terms.ofNumber | terms.upperBound,
  multipleOf: terms.ofNumber,
  minLength: terms.ofString,
  maxLength: terms.ofString | terms.upperBound,
  pattern: terms.ofString | terms.pattern,
  contentEncoding: terms.ofString,
  contentMediaType: terms.ofString,
  items: terms.ofArray | terms.content,
  minItems: terms.ofArray,
  maxItems: terms.ofArray | terms.upperBound,
  properties: terms.ofObject | terms.content,
  required: terms.ofObject | terms.required,
  oneOf: terms.content,
  allOf: terms.content,
  anyOf: terms.content,
  additionalProperties: terms.content,
  $ref: terms.content,
  const: terms.const | terms.content,
  enum: terms.enum | terms.content,
  default: terms.default,
  readOnly: terms.readOnly,
  writeOnly: terms.writeOnly,
  titles: terms.texts,
  descriptions: terms.texts,
  "@language": terms.language,
  "@direction": terms.direction,
  security: terms.security,
  scopes: terms.scopes,
  additionalResponses: terms.additionalResponses,
  uriVariables: terms.uriVariables,
  schemaDefinitions: terms.schemaDefinitions,
  links: terms.links,
  hreflang: terms.hreflang,
  sizes: terms.sizes,
  flow: terms.flow,
  authorization: terms.authorization,
  "tm:ref": terms["tm:ref"] | terms.content | terms.prefixed,
  "tm:required": terms["tm:required"] | terms.prefixed,
  "@type": terms.compacting,
  unit: terms.compacting,
};

/** Terms whose values are data: what is inside them says nothing. */
export const valueTerms = terms.const | terms.default | terms.enum;

/** The bits of a member with that name. Documents have the same names again and again. */
export function termsOf(name: string): number {
  const known = remembered.get(name);
  if (known !== undefined) return known;
  const bits = name.includes(":") ? terms.prefixed : 0;
  if (remembered.size >= mostRemembered) restart();
  if (name.length <= longestRemembered) remembered.set(name, bits);
  return bits;
}

const remembered = new Map<string, number>();
/** Names that are remembered, and the longest of them. */
const mostRemembered = 4_000;
const longestRemembered = 64;

function restart(): void {
  remembered.clear();
  for (const [name, bits] of Object.entries(families)) remembered.set(name, bits);
}
restart();
