import type { Credentials, CredentialVerifier } from "@thingwright/contracts";
import { jwtVerifier, staticVerifier } from "@thingwright/security";
import type { SecurityScheme } from "@thingwright/td";
import { basicHeader, digestHeader, type Parts, type Target } from "./by-hand.js";
import { apiKeys, jwtKey, jwts, passwords, tokens } from "./secrets.js";

/** How good the credentials of a request are. */
export type Quality = "right" | "wrong" | "missing" | "expired";

/** One scheme of the matrix. */
export interface SchemeCase {
  readonly title: string;
  readonly definition: SecurityScheme;
  readonly verifier: CredentialVerifier;
  /** What a CredentialStore holds; a quality that is not there does not apply. */
  readonly credentials: Readonly<Partial<Record<Exclude<Quality, "missing">, Credentials>>>;
  /** What a request has to bring, computed without our own code. @param challenges - of a request without credentials */
  present(credentials: Credentials, target: Target, challenges: readonly string[]): Parts;
  /** `WWW-Authenticate` of a 401, by the quality of what was presented. */
  challenges(quality: Quality): readonly RegExp[];
}

const principal = { name: "ada", scopes: ["lamp:write"] };
const knowing = (...credentials: readonly Credentials[]): CredentialVerifier => {
  const known = credentials.map((each) => ({ credentials: each, principal }));
  return {
    verify: (_name, ...rest) => all(known).verify("x", ...rest),
    verifyProof: (_name, ...rest) => all(known).verifyProof!("x", ...rest),
  };
};
const all = (known: Parameters<typeof staticVerifier>[0][string]) => staticVerifier({ x: known });

const user = {
  right: { username: "ada", password: passwords.right },
  wrong: { username: "ada", password: passwords.wrong },
};
const token = { right: { token: tokens.right }, wrong: { token: tokens.wrong } };
const apiKey = { right: { apiKey: apiKeys.right }, wrong: { apiKey: apiKeys.wrong } };
const jwt = { right: { token: jwts.right }, wrong: { token: jwts.wrong }, expired: { token: jwts.expired } };
const tokenVerifier = jwtVerifier({
  issuer: "https://issuer.example",
  audience: "lamp",
  algorithms: ["HS256"],
  keys: jwtKey,
});

const always =
  (...challenges: readonly RegExp[]) =>
  (): readonly RegExp[] =>
    challenges;
const bearerChallenge = (quality: Quality): readonly RegExp[] => [
  quality === "missing" ? /^Bearer realm="things"$/ : /^Bearer realm="things", error="invalid_token"/,
];
const digestChallenge = /^Digest realm="things", qop="auth", charset="UTF-8", algorithm=SHA-256, nonce="[^"]+"$/;
const staleChallenge = /^Digest .*, stale=true$/;
const bearing = (found: Credentials): Parts => ({ headers: { authorization: `Bearer ${String(found.token)}` } });

const keyed = (title: string, definition: object, present: (key: string) => Parts): SchemeCase => ({
  title,
  definition: { scheme: "apikey", ...definition },
  verifier: knowing(apiKey.right),
  credentials: apiKey,
  present: (found) => present(String(found.apiKey)),
  challenges: always(/^ApiKey realm="things"$/),
});

export const schemeCases: readonly SchemeCase[] = [
  {
    title: "basic",
    definition: { scheme: "basic" },
    verifier: knowing(user.right),
    credentials: user,
    present: ({ username, password }) => ({
      headers: { authorization: basicHeader(String(username), String(password)) },
    }),
    challenges: always(/^Basic realm="things", charset="UTF-8"$/),
  },
  {
    title: "digest",
    definition: { scheme: "digest" },
    verifier: knowing(user.right),
    credentials: { ...user, expired: user.right },
    present(found, target, [challenge = ""]) {
      const credentials = found as typeof user.right;
      return { headers: { authorization: digestHeader(credentials, challenge, target) } };
    },
    challenges: (quality) => [quality === "expired" ? staleChallenge : digestChallenge],
  },
  {
    title: "bearer",
    definition: { scheme: "bearer", format: "opaque" },
    verifier: knowing(token.right),
    credentials: token,
    present: bearing,
    challenges: bearerChallenge,
  },
  {
    title: "bearer jwt",
    definition: { scheme: "bearer", format: "jwt", alg: "HS256" },
    verifier: tokenVerifier,
    credentials: jwt,
    present: bearing,
    challenges: bearerChallenge,
  },
  {
    title: "oauth2",
    definition: { scheme: "oauth2", flow: "client", token: "https://issuer.example/token" },
    verifier: tokenVerifier,
    credentials: jwt,
    present: bearing,
    challenges: bearerChallenge,
  },
  keyed("apikey header", { in: "header", name: "X-Key" }, (key) => ({ headers: { "x-key": key } })),
  keyed("apikey query", { in: "query", name: "key" }, (key) => ({ query: { key } })),
  keyed("apikey cookie", { in: "cookie", name: "key" }, (key) => ({ headers: { cookie: `a=1; key=${key}` } })),
  keyed("apikey uri", { in: "uri", name: "secret" }, (secret) => ({ query: { secret } })),
  keyed("apikey body", { in: "body", name: "/key" }, (key) => ({ body: { key } })),
  {
    title: "auto",
    definition: { scheme: "auto" },
    verifier: knowing(user.right, token.right),
    credentials: user,
    present: ({ username, password }) => ({
      headers: { authorization: basicHeader(String(username), String(password)) },
    }),
    challenges: always(digestChallenge, /^Bearer realm="things"$/, /^Basic realm="things", charset="UTF-8"$/),
  },
  {
    title: "psk",
    definition: { scheme: "psk" },
    verifier: knowing(),
    // HTTP without TLS has no place for it: nobody gets in.
    credentials: {},
    present: () => ({}),
    challenges: always(),
  },
];
