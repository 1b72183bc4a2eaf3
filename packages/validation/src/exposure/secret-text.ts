import { authoritiesIn } from "./authority.js";

/** What gives a secret away. */
export type SecretKind =
  | "private-key"
  | "password-in-uri"
  | "credential-in-query"
  | "authorization-header"
  | "token"
  | "named-secret";

/** A secret within a string: what has to go is from `start` to `end`, in UTF-16 code units. */
export interface SecretText {
  readonly kind: SecretKind;
  readonly start: number;
  readonly end: number;
}

/** The secrets in `text` that show by their form, whatever the text is the value of. Linear in it. */
export function secretsIn(text: string): Iterable<SecretText> {
  return text.length < shortestSecret || !secretTrace.test(text) ? [] : allSecretsIn(text);
}

/** What is in every token of a well-known form. */
const tokenTrace = /eyJ|gh[pousr]_|github_pat_|glpat-|AKIA|ASIA|AIza|xox|k_live_/;

/** What is in every text that has a secret: most texts have nothing of it. */
export const secretTrace = new RegExp(`-----|://[^/]*@|[?&;][\\w.~-]{1,40}=|${tokenTrace.source}`);

function* allSecretsIn(text: string): Generator<SecretText> {
  if (text.includes("-----BEGIN ")) yield* privateKeysIn(text);
  if (text.includes("@")) yield* passwordsIn(text);
  if (text.includes("=")) yield* queryCredentialsIn(text);
  if (tokenTrace.test(text)) yield* tokensIn(text);
}

const shortestSecret = 6;

const pemBegin = /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY-----/g;

function* privateKeysIn(text: string): Generator<SecretText> {
  let behind = 0;
  for (const { 0: begin, index: start } of text.matchAll(pemBegin)) {
    if (start < behind) continue;
    const endLine = text.indexOf("-----END ", start + begin.length);
    const close = endLine === -1 ? -1 : text.indexOf("-----", endLine + 9);
    behind = close === -1 ? text.length : close + 5;
    yield { kind: "private-key", start, end: behind };
  }
}

/** The password of `scheme://user:password@host` (RFC 3986 §3.2.1 deprecates it). */
function* passwordsIn(text: string): Generator<SecretText> {
  for (const { start, hostStart } of authoritiesIn(text)) {
    if (hostStart === start) continue;
    const colon = text.indexOf(":", start);
    const [from, end] = [colon + 1, hostStart - 1];
    if (colon === -1 || from >= end || isStandIn(text.slice(from, end))) continue;
    yield { kind: "password-in-uri", start: from, end };
  }
}

/** `name=value` behind a `?` or `&`, where the name says that it is a credential. */
function* queryCredentialsIn(text: string): Generator<SecretText> {
  for (const match of text.matchAll(/[?&;]([\w.~-]{1,40})=([^&;#\s"'<>]+)/g)) {
    const [whole, name, value] = match as unknown as [string, string, string];
    if (!isSecretOf(name, value) || isStandIn(value)) continue;
    const end = match.index + whole.length;
    yield { kind: "credential-in-query", start: end - value.length, end };
  }
}

/** Tokens that those who issue them have given an unmistakable form. */
const tokenForms = [
  /(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/g, // JSON Web Token
  /(?<!\w)gh[pousr]_[A-Za-z\d]{36,}/g,
  /(?<!\w)github_pat_\w{22,}/g,
  /(?<!\w)glpat-[\w-]{20,}/g,
  /(?<![A-Z\d])A(?:KI|SI)A[A-Z\d]{16}(?![A-Z\d])/g,
  /(?<![\w-])AIza[\w-]{35}/g,
  /(?<!\w)xox[abprs]-[\w-]{10,}/g,
  /(?<!\w)[sr]k_live_[A-Za-z\d]{16,}/g,
];

function* tokensIn(text: string): Generator<SecretText> {
  if (text.length < shortestToken) return;
  for (const form of tokenForms) {
    for (const { 0: token, index: start } of text.matchAll(form)) {
      yield { kind: "token", start, end: start + token.length };
    }
  }
}

export const shortestToken = 15;

/** Whether a member or parameter of that name can have a secret for its value. */
export const maySecretName = (name: string): boolean => telling(name) !== undefined;

/** Whether `text` is a secret by its name: by that alone, or because it looks drawn by lot too. */
export function isSecretOf(name: string, text: string): boolean {
  const tells = telling(name);
  return tells === "surely" || (tells === "perhaps" && isDrawn(text));
}

/** How much a name tells of its value. */
function telling(name: string): "surely" | "perhaps" | undefined {
  if (name.length < shortestName || !endings.includes(name.at(-1)!)) return undefined;
  const bare = name.slice(name.lastIndexOf(":") + 1);
  if (bare.length > longestName) return undefined;
  const word = wordOf(bare);
  if (secretNames.has(word) || /(?:password|passwd|passphrase|secret)$/.test(word)) return "surely";
  return /(?:key|token)$/.test(word) ? "perhaps" : undefined;
}

/** Whether `text` is long and mixes letters and digits as nobody would by hand; UUIDs are names of things. */
const isDrawn = (text: string): boolean =>
  /^[\w+/=~-]{20,256}$/.test(text) && !uuid.test(text) && (text.match(/[a-z]\d|\d[a-z]/gi)?.length ?? 0) >= 3;

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** With what the name of a secret ends, separators included; most names end in something else. */
const endings = "deknty DEKNTY_.-";

const shortestName = 3;
const longestName = 40;

const secretNames: ReadonlySet<string> = new Set([
  "password",
  "passwd",
  "passphrase",
  "pwd",
  "passcode",
  "pincode",
  "secret",
  "clientsecret",
  "sharedsecret",
  "presharedkey",
  "psk",
  "apikey",
  "apisecret",
  "apitoken",
  "accesskey",
  "secretkey",
  "privatekey",
  "token",
  "accesstoken",
  "refreshtoken",
  "idtoken",
  "authtoken",
  "bearertoken",
  "sessiontoken",
  "sastoken",
  "sharedaccesskey",
  "sharedaccesssignature",
]);

/** Whether `text` only stands for a secret: a placeholder, a template, a word for it, or characters that blot it out. */
export const isStandIn = (text: string): boolean =>
  text.length > longestStandIn ? text.length > longestSecret : standIn.test(text) || secretNames.has(wordOf(text));

/** Nobody's secret but a key is that long, and keys show by their form. */
const longestSecret = 4096;
const longestStandIn = 100;

const wordOf = (text: string): string => text.toLowerCase().replace(/[\s_.-]/g, "");

const standIn =
  /[{}<>]|^%7B|^\$|^(?:[*x•.…?-]+|(?:your|my|the|some|insert|enter|example|dummy|placeholder|todo|none|null|true|false|optional|required|string)\b.*|(?:your|my)[\s_-]?[a-z_-]+)$/i;
