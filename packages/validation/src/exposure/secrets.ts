import { isRecord } from "@thingwright/td";
import { type Place, pointerOf } from "../place.js";
import { type Leaf, type LeafTest, leavesOf } from "./leaves.js";
import {
  isSecretOf,
  isStandIn,
  maySecretName,
  type SecretKind,
  type SecretText,
  secretsIn,
  secretTrace,
  shortestToken,
} from "./secret-text.js";

/** A secret in a document. What it is, nobody is told: `value.slice(start, end)` of the value at `pointer` has to go. */
export interface Secret {
  /** JSON Pointer of the value. */
  readonly pointer: string;
  readonly kind: SecretKind;
  /** Whether its form leaves no doubt; else only its name speaks for it. */
  readonly certain: boolean;
  /** Where the secret begins in the string, and where it ends, in UTF-16 code units. The whole of a number. */
  readonly start: number;
  readonly end: number;
}

/**
 * The secrets in `document`, any JSON value: private keys, passwords and credentials in URIs, tokens of well-known forms,
 * values of `Authorization` headers, and values of members whose name says so (`password`, `apikey`, `token` …), also as
 * `const`, `default` or `enum` of a data schema of that name. Placeholders and templates are none. In the document's
 * order; takes time linear in it.
 *
 * @see TD 1.1 §5.3.3.1, `td-security-no-secrets`
 */
export function* findSecrets(document: unknown): Generator<Secret> {
  for (const { place, ...secret } of placedSecretsIn(leavesOf(document, mayBeSecret)))
    yield { pointer: pointerOf(place), ...secret };
}

/** A secret of which no pointer is written yet: those of all can be far longer than the document. */
export interface PlacedSecret extends Omit<Secret, "pointer"> {
  readonly place: Place | undefined;
}

/** Whether a leaf can be, or have in it, a secret: a quick look before the long one. */
export const mayBeSecret: LeafTest = (value, holder, name, parent) =>
  typeof value === "string"
    ? hasTrace(value) || isTellingName(holder, name, parent)
    : typeof value === "number" && isTellingName(holder, name, parent);

/** A short text has a secret only in a URI: most texts in a document are short words. */
/** Shorter texts have a trace only by one of the characters `:`, `=` and `@`. */
export const shortestTrace = shortestToken;

export const hasTrace = (text: string): boolean =>
  (text.length >= shortestToken || text.includes("@") || text.includes("=")) && secretTrace.test(text);

export function isTellingName(holder: object, name: string | number, parent: Place | undefined): boolean {
  return Array.isArray(holder) ? parent?.name === "enum" : tells(String(name));
}

/** Documents have the same names again and again. */
function tells(name: string): boolean {
  const known = told.get(name);
  if (known !== undefined) return known;
  const isTelling =
    maySecretName(name) || prescribing.has(name) || name === "htv:fieldValue" || privateKeyParts.has(name);
  if (told.size >= mostTold) told.clear();
  if (name.length <= longestTold) told.set(name, isTelling);
  return isTelling;
}

const told = new Map<string, boolean>();
/** Names that are remembered, and the longest of them. */
const mostTold = 2_000;
const longestTold = 64;

/** The same for leaves that are known already. */
export function* placedSecretsIn(leaves: readonly Leaf[]): Generator<PlacedSecret> {
  for (const leaf of leaves) {
    for (const { kind, start, end } of secretsAt(leaf)) {
      yield { place: leaf.place, kind, certain: isCertain(kind, leaf.place), start, end };
    }
  }
}

/** What a security scheme has under the name of a secret is one. */
const isCertain = (kind: SecretKind, place: Place | undefined): boolean =>
  kind !== "named-secret" || place?.parent?.parent?.name === "securityDefinitions";

function secretsAt(leaf: Leaf): Iterable<SecretText> {
  const text = textOf(leaf.value);
  if (text === undefined) return [];
  const whole = wholeSecret(leaf, text);
  return whole === undefined ? secretsIn(text) : [{ kind: whole, start: 0, end: text.length }];
}

const textOf = (value: Leaf["value"]): string | undefined =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;

/** What kind of secret all of `text` is, by where it stands. */
function wholeSecret({ holder, place }: Leaf, text: string): SecretKind | undefined {
  const kind = kindOfPlace(holder, place, text);
  if (kind === undefined || text === "" || isStandIn(text)) return undefined;
  return kind === "named-secret" && isReference(text) ? undefined : kind;
}

function kindOfPlace(holder: object, place: Place | undefined, text: string): SecretKind | undefined {
  if (isPrivateKeyPart(holder, place)) return "private-key";
  if (isAuthorizationValue(holder, place)) return "authorization-header";
  return hasSecretName(holder, place, text) ? "named-secret" : undefined;
}

/** The private members of a JSON Web Key (RFC 7518 §6.2.2, §6.3.2, §6.4.1). */
function isPrivateKeyPart(holder: object, place: Place | undefined): boolean {
  return privateKeyParts.has(place?.name) && Object.hasOwn(holder, "kty");
}

const privateKeyParts: ReadonlySet<unknown> = new Set(["d", "p", "q", "dp", "dq", "qi", "k"]);

/** The value of an HTTP header that carries credentials, as the `htv` vocabulary has it. */
function isAuthorizationValue(holder: object, place: Place | undefined): boolean {
  if (place?.name !== "htv:fieldValue" || !isRecord(holder)) return false;
  const field = Object.hasOwn(holder, "htv:fieldName") ? holder["htv:fieldName"] : undefined;
  return typeof field === "string" && credentialHeaders.has(field.toLowerCase());
}

const credentialHeaders: ReadonlySet<string> = new Set([
  "authorization",
  "proxy-authorization",
  "cookie",
  "x-api-key",
  "api-key",
  "x-auth-token",
  "x-access-token",
]);

/**
 * Whether the value has the name of a secret, or is one that a data schema of that name prescribes. Titles and the like
 * of a thing that is called so are none, nor is the `token` of a security scheme, which is the address of a server.
 */
function hasSecretName(holder: object, place: Place | undefined, text: string): boolean {
  if (place === undefined) return false;
  const schema = typeof place.name === "string" && prescribing.has(place.name) ? place.parent : enumOf(place);
  const named = schema ?? place;
  if (named.parent !== undefined && textMaps.has(named.parent.name)) return false;
  if (typeof named.name !== "string" || !isSecretOf(named.name, text)) return false;
  return !(named.name === "token" && Object.hasOwn(holder, "scheme"));
}

const prescribing: ReadonlySet<string> = new Set(["const", "default"]);
/** Maps whose names are no names of values. */
const textMaps: ReadonlySet<string | number> = new Set(["titles", "descriptions", "@context", "required"]);

/** The schema whose `enum` has the value at `place`. */
const enumOf = (place: Place): Place | undefined => (place.parent?.name === "enum" ? place.parent.parent : undefined);

/** Whether `text` says where something is, or how to find it, and not what it is: a URI, a path, a pointer, a word of the standard. */
const isReference = (text: string): boolean =>
  /^(?:[a-z][a-z\d+.-]{0,30}:\/\/|(?:urn|did|data|mailto|tel):|\.{0,2}\/|#|\$\.)/i.test(text) ||
  words.has(text.toLowerCase());

const words: ReadonlySet<string> = new Set([
  ...["string", "boolean", "integer", "number", "object", "array", "iri", "any"],
  ...["header", "query", "body", "cookie", "uri", "auto", "basic", "digest", "bearer", "nosec", "jwt"],
]);
