import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { defaultSchemes, memoryCredentials, security, staticVerifier } from "../../src/index.js";
import { authenticatorOf, presenting, target, thingWith } from "../fixtures.js";

const canary = "cAnArY";
/** Secrets that work, and secrets that each scheme refuses. */
const shapes = [canary, `${canary}\r\nX: y`, `${canary}:x`, `${canary} ü`, { [canary]: canary }];
const thing = thingWith({
  basic_sc: { scheme: "basic" },
  bearer_sc: { scheme: "bearer" },
  cookie_sc: { scheme: "bearer", in: "cookie", name: "t" },
  key_sc: { scheme: "apikey", in: "header", name: "X-Key" },
  psk_sc: { scheme: "psk" },
  digest_sc: { scheme: "digest" },
  auto_sc: { scheme: "auto" },
  combo_sc: { scheme: "combo", allOf: ["bearer_sc", "key_sc"] },
  either_sc: { scheme: "combo", oneOf: ["bearer_sc", "basic_sc"] },
});
const names = Object.keys(thing.securityDefinitions);
const credentialsOf = (secret: unknown) => ({
  username: secret,
  password: secret,
  token: secret,
  apiKey: secret,
  identity: secret,
  key: secret,
});
const cases = shapes.flatMap((secret) => names.map((name) => [name, secret] as const));

function everythingOf(value: unknown): string {
  const shown = inspect(value, { depth: null, showHidden: true, getters: true });
  const text = value instanceof Error ? `${value.message} ${value.stack}` : "";
  return `${shown} ${JSON.stringify(value)} ${String(value)} ${text}`;
}

/** The error of `attempt`, if it fails. */
function failureOf(attempt: () => unknown): unknown {
  try {
    attempt();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe("a secret", () => {
  it.each(cases)("shows neither in the client of %s nor in its errors (%j)", (name, secret) => {
    const store = memoryCredentials({ "*": Object.fromEntries(names.map((each) => [each, credentialsOf(secret)])) });
    const composed = security(defaultSchemes(), store);
    const authenticator = authenticatorOf(composed.client(thing, [name]));
    const failure = failureOf(() => authenticator.authenticate(target));
    for (const value of [store, composed, authenticator, failure]) expect(everythingOf(value)).not.toContain(canary);
  });

  it.each(cases)("shows neither in the server of %s nor in its refusals (%j)", (name, secret) => {
    const known = [{ credentials: credentialsOf(secret), principal: { name: "ada", scopes: [] } }];
    const verifier = staticVerifier(Object.fromEntries(names.map((each) => [each, known])));
    const server = security().server(thing, [name], verifier);
    const wrong = { authorization: `Bearer ${canary}!`, "x-key": `${canary}!` };
    const refusal = server?.verify(presenting({ headers: wrong, cookies: { t: `${canary}!` } }));
    expect(refusal).toMatchObject({ code: "WOT_CREDENTIALS_MISSING" });
    for (const value of [verifier, server, refusal]) expect(everythingOf(value)).not.toContain(canary);
  });
});
