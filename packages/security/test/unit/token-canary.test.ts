import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import {
  bearer,
  introspectionVerifier,
  jwtVerifier,
  memoryCredentials,
  type OAuth2Options,
  oauth2,
  security,
} from "../../src/index.js";
import { authenticatorOf, presenting, target, thingWith } from "../fixtures.js";
import { answeringFetch, json } from "../support/answering-fetch.js";
import { steppedClock } from "../support/stepped-clock.js";

const canary = "cAnArY";

function everythingOf(value: unknown): string {
  const shown = inspect(value, { depth: null, showHidden: true, getters: true });
  const text = value instanceof Error ? `${value.message} ${value.stack} ${inspect(value.cause)}` : "";
  return `${shown} ${JSON.stringify(value)} ${String(value)} ${text}`;
}

/** Answers of an authorization server that quote a secret wherever they can. */
const answers: Readonly<Record<string, () => Response>> = {
  "a token": () => json({ access_token: canary, token_type: "Bearer", refresh_token: canary, expires_in: 60 }),
  "a token of another kind": () => json({ access_token: canary, token_type: "mac", refresh_token: canary }),
  "a token that cannot be sent": () => json({ access_token: `${canary}\r\n`, token_type: "Bearer" }),
  "a token with an id token": () => json({ access_token: canary, token_type: "Bearer", id_token: canary }),
  "an error": () => json({ error: "invalid_grant", error_description: canary }, 400),
  "an error of its own making": () => json({ error: canary }, 400),
  "a challenge": () =>
    new Response(canary, { status: 401, headers: { "www-authenticate": `Basic realm="${canary}"` } }),
  "a failure": () => json({ error_description: canary }, 500),
  "no JSON": () => new Response(canary),
  "a redirect": () => new Response(null, { status: 302, headers: { location: `https://${canary}.example` } }),
  "a device code": () =>
    json({ device_code: canary, user_code: "x", verification_uri: `javascript:${canary}`, expires_in: 60 }),
};
const cases = ["client", "code", "device"].flatMap((flow) => Object.keys(answers).map((answer) => [flow, answer]));

describe("a secret of a token", () => {
  it.each(cases)("shows in nothing of oauth2, flow %s, when the server answers with %s", async (flow, answer) => {
    const options: OAuth2Options = {
      fetch: answeringFetch(answers[answer!]!).fetch,
      clock: steppedClock(),
      authorize: async (url) => `https://app.example/?code=${canary}&state=${new URL(url).searchParams.get("state")}`,
      redirectUri: "https://app.example/",
      showUserCode: () => {},
      limits: { maxAuthorizationMs: 1_000 },
    };
    const store = memoryCredentials({ "*": { o: { clientId: "hub", clientSecret: canary, refreshToken: canary } } });
    const plugin = oauth2(options);
    const composed = security([plugin], store);
    const authorization = flow === "client" ? {} : { authorization: "https://as.example/authorize" };
    const thing = thingWith({ o: { scheme: "oauth2", flow, token: "https://as.example/token", ...authorization } });
    const authenticator = authenticatorOf(composed.client(thing, ["o"]));
    const failure = await Promise.resolve(authenticator.authenticate(target)).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure === undefined).toBe(answer === "a token");
    for (const value of [plugin, composed, authenticator, failure]) expect(everythingOf(value)).not.toContain(canary);
  });

  it.each([canary, `${canary}.${canary}.${canary}`, `eyJhbGciOiJFUzI1NiJ9.${canary}.${canary}`])(
    "shows in no refusal of a verifier (%s)",
    async (token) => {
      const jwt = jwtVerifier({
        issuer: "https://as.example",
        audience: "urn:dev:lamp",
        algorithms: ["ES256"],
        keys: { keys: [] },
      });
      const introspection = introspectionVerifier({
        endpoint: new URL("https://as.example/introspect"),
        clientId: "lamp",
        clientSecret: canary,
        fetch: answeringFetch(() => json({ active: true, sub: "ada", aud: canary, iss: canary })).fetch,
        audience: "lamp",
      });
      for (const verifier of [jwt, introspection]) {
        const server = bearer().server({ scheme: "bearer", format: "opaque" }, "b", verifier);
        const refusal = await server.verify(presenting({ headers: { authorization: `Bearer ${token}` } }));
        expect(refusal).toMatchObject({ code: "WOT_CREDENTIALS_MISSING" });
        for (const value of [verifier, server, refusal]) expect(everythingOf(value)).not.toContain(canary);
      }
    },
  );

  it("shows in no failure of an introspection", async () => {
    for (const answer of Object.values(answers)) {
      const { fetch } = answeringFetch(answer);
      const endpoint = new URL("https://as.example/introspect");
      const verifier = introspectionVerifier({ endpoint, clientId: "lamp", clientSecret: canary, fetch });
      const outcome = await Promise.resolve(verifier.verify("b", { token: canary })).catch((error: unknown) => error);
      expect(everythingOf(outcome)).not.toContain(canary);
    }
  });
});
