import { createSecretKey } from "node:crypto";
import { UsageError } from "@thingwright/errors";
import { exportSPKI, SignJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { bearer, type JwtVerifierOptions, jwtVerifier } from "../../../src/index.js";
import { presenting } from "../../fixtures.js";
import { answeringFetch, json } from "../../support/answering-fetch.js";
import { audience, type Claims, type IssuerKey, issuerKey, issuerName, tokenOf } from "../../support/issuer.js";
import { steppedClock } from "../../support/stepped-clock.js";

let key: IssuerKey;
let other: IssuerKey;
let rsa: IssuerKey;
beforeAll(async () => {
  [key, other, rsa] = await Promise.all([issuerKey("k1"), issuerKey("k2"), issuerKey("r1", "RS256")]);
});

const seconds = (clock: { now(): number }, from: number): number => Math.floor(clock.now() / 1_000) + from;

function setup(options: Partial<JwtVerifierOptions> = {}) {
  const clock = steppedClock();
  const verifier = jwtVerifier({
    issuer: issuerName,
    audience,
    algorithms: ["ES256"],
    keys: { keys: [key.jwk] },
    clock,
    ...options,
  });
  const server = bearer().server({ scheme: "bearer" }, "b", verifier);
  const ask = (token?: string) =>
    server.verify(presenting(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }));
  return {
    clock,
    verifier,
    server,
    ask,
    token: (claims?: Claims, header?: Claims) => tokenOf(key, clock, claims, header),
  };
}

const realm = 'Bearer realm="things"';
const invalid = (reason: string): string => `${realm}, error="invalid_token", error_description="${reason}"`;
const bad = invalid("the token is malformed or its signature is not good");

describe("jwtVerifier", () => {
  it("finds the principal and its scopes in a good token", async () => {
    const { ask, token } = setup();
    expect(await ask(await token({ scope: "read write" }))).toEqual({ name: "ada", scopes: ["read", "write"] });
    expect(await ask(await token({ scp: ["read"] }))).toEqual({ name: "ada", scopes: ["read"] });
    expect(await ask(await token({ sub: null, client_id: "hub" }))).toEqual({ name: "hub", scopes: [] });
    expect(await ask(await token({ aud: ["x", audience] }))).toMatchObject({ name: "ada" });
    const own = setup({ scopeClaim: "roles" });
    expect(await own.ask(await own.token({ roles: ["admin"], scope: "read" }))).toMatchObject({ scopes: ["admin"] });
  });

  it.each<[string, (s: ReturnType<typeof setup>) => Promise<string | undefined>, string]>([
    ["no token", async () => undefined, realm],
    ["an expired one", (s) => s.token({ exp: seconds(s.clock, -31) }), invalid("the token has expired")],
    ["one from the future", (s) => s.token({ nbf: seconds(s.clock, 31) }), invalid("the token is not valid yet")],
    ["one without an end", (s) => s.token({ exp: null }), invalid("a claim of the token is missing or not good")],
    [
      "one for another audience",
      (s) => s.token({ aud: "urn:dev:door" }),
      invalid("the token is meant for somebody else"),
    ],
    ["one for nobody in particular", (s) => s.token({ aud: null }), invalid("the token is meant for somebody else")],
    [
      "one of another issuer",
      (s) => s.token({ iss: "https://evil.example" }),
      invalid("the token comes from another issuer"),
    ],
    ["one that names nobody", (s) => s.token({ sub: null }), invalid("the token names nobody")],
    ["one of an unknown key", (s) => tokenOf(other, s.clock), bad],
    ["one of another key under the name of a known one", (s) => tokenOf({ ...other, kid: "k1" }, s.clock), bad],
    ["one by another algorithm", (s) => tokenOf(rsa, s.clock), bad],
    ["one with a changed claim", async (s) => changed(await s.token()), bad],
    ["one without signature", async (s) => unsigned(await s.token()), bad],
    ["half a token", async (s) => (await s.token()).split(".").slice(0, 2).join("."), bad],
    ["nonsense", async () => "n0nsense", bad],
    ["one with a critical header that nobody knows", (s) => criticalToken(s.clock), bad],
  ])("refuses %s with 401 and this challenge", async (_, make, challenge) => {
    const s = setup();
    expect(await s.ask(await make(s))).toMatchObject({ code: "WOT_CREDENTIALS_MISSING", challenges: [challenge] });
  });

  it("lets clocks differ by the tolerance and no more", async () => {
    const { ask, token, clock } = setup({ clockToleranceSeconds: 10 });
    expect(await ask(await token({ exp: seconds(clock, -9), nbf: seconds(clock, 9) }))).toMatchObject({ name: "ada" });
    expect(await ask(await token({ exp: seconds(clock, -10) }))).toMatchObject({ code: "WOT_CREDENTIALS_MISSING" });
  });

  it("stops to take a token when its time is over", async () => {
    const { ask, token, clock } = setup({ clockToleranceSeconds: 0 });
    const current = await token();
    expect(await ask(current)).toMatchObject({ name: "ada" });
    clock.step(60_000);
    expect(await ask(current)).toMatchObject({ challenges: [invalid("the token has expired")] });
  });

  it("asks for a type and for further claims where it is told to", async () => {
    const { ask, token } = setup({ typ: "at+jwt", requiredClaims: ["jti"] });
    expect(await ask(await token({ jti: "1" }, { typ: "at+jwt" }))).toMatchObject({ name: "ada" });
    expect(await ask(await token({ jti: "1" }, { typ: "JWT" }))).toMatchObject({
      challenges: [invalid("the token is of another type")],
    });
    expect(await ask(await token({}, { typ: "at+jwt" }))).toMatchObject({ code: "WOT_CREDENTIALS_MISSING" });
  });

  it("never takes a public key for the secret of an HMAC", async () => {
    const { ask, clock } = setup({ keys: key.publicKey });
    const pem = new TextEncoder().encode(await exportSPKI(key.publicKey));
    const forged = await new SignJWT({ iss: issuerName, aud: audience, sub: "eve", exp: seconds(clock, 60) })
      .setProtectedHeader({ alg: "HS256" })
      .sign(pem);
    expect(await ask(forged)).toMatchObject({ challenges: [bad] });
    const hmac = { issuer: issuerName, audience, algorithms: ["HS256"] };
    for (const keys of [key.publicKey, key.jwk, { keys: [key.jwk] }, pem, new URL("https://as.example/jwks")])
      expect(() => jwtVerifier({ ...hmac, keys })).toThrow(UsageError);
  });

  it("takes a shared secret for HMAC algorithms alone", async () => {
    const secret = createSecretKey(Buffer.alloc(32, 7));
    const { ask, clock } = setup({ keys: secret, algorithms: ["HS256"] });
    const token = await new SignJWT({ iss: issuerName, aud: audience, sub: "ada", exp: seconds(clock, 60) })
      .setProtectedHeader({ alg: "HS256" })
      .sign(secret);
    expect(await ask(token)).toMatchObject({ name: "ada" });
    expect(() => setup({ keys: secret })).toThrow(UsageError);
  });

  it("takes no secret out of a key set", async () => {
    const oct = { kty: "oct", k: "AAAA", kid: "k1", alg: "HS256" };
    const { ask, token } = setup({ keys: { keys: [oct] } });
    expect(await ask(await token())).toMatchObject({ challenges: [bad] });
  });

  it("tries each key that fits a token without the name of one", async () => {
    const nameless = ({ kid: _, ...jwk }: IssuerKey["jwk"]) => jwk;
    const { ask, clock } = setup({ keys: { keys: [nameless(other.jwk), nameless(key.jwk)] } });
    expect(await ask(await tokenOf(key, clock, {}, { kid: undefined }))).toMatchObject({ name: "ada" });
    const foreign = await issuerKey("x");
    expect(await ask(await tokenOf(foreign, clock, {}, { kid: undefined }))).toMatchObject({ challenges: [bad] });
  });

  it.each<[string, object]>([
    ["no algorithm", { algorithms: [] }],
    ["the algorithm none", { algorithms: ["none"] }],
    ["HMAC beside others", { algorithms: ["HS256", "ES256"], keys: new Uint8Array(32) }],
    ["no issuer", { issuer: "" }],
    ["no audience", { audience: [] }],
    ["a key set by http from afar", { keys: new URL("http://as.example/jwks") }],
    ["a tolerance without an end", { clockToleranceSeconds: Number.POSITIVE_INFINITY }],
    ["a limit of nothing", { limits: { maxKeys: 0 } }],
  ])("is not made with %s", (_, options) => {
    expect(() => setup(options)).toThrow(UsageError);
  });

  it("answers 403 with the scopes that are missing", () => {
    expect(setup().server.lacking?.(["read", 'w"', "write"])).toEqual([
      `${realm}, error="insufficient_scope", scope="read write"`,
    ]);
  });

  it("has 503 for a token while the keys cannot be had", async () => {
    const { fetch } = answeringFetch(() => json({ error: "down" }, 500));
    const { ask, token } = setup({ keys: new URL("https://as.example/jwks"), fetch });
    await expect(ask(await token())).rejects.toMatchObject({ code: "WOT_UNAVAILABLE" });
  });
});

function changed(token: string): string {
  const [header, payload, signature] = token.split(".") as [string, string, string];
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
  return `${header}.${Buffer.from(JSON.stringify({ ...claims, sub: "eve" })).toString("base64url")}.${signature}`;
}

function unsigned(token: string): string {
  const header = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
  return `${header}.${token.split(".")[1]}.`;
}

async function criticalToken(clock: { now(): number; after: never } | Parameters<typeof tokenOf>[1]): Promise<string> {
  const [, payload, signature] = (await tokenOf(key, clock as Parameters<typeof tokenOf>[1])).split(".");
  const header = Buffer.from(JSON.stringify({ alg: "ES256", kid: "k1", crit: ["exotic"], exotic: 1 })).toString(
    "base64url",
  );
  return `${header}.${payload}.${signature}`;
}
