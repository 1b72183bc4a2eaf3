import { beforeAll, describe, expect, it } from "vitest";
import { jwtVerifier } from "../../../src/index.js";
import { answeringFetch, json } from "../../support/answering-fetch.js";
import { audience, type IssuerKey, issuerKey, issuerName, tokenOf } from "../../support/issuer.js";
import { steppedClock } from "../../support/stepped-clock.js";

let first: IssuerKey;
let second: IssuerKey;
beforeAll(async () => {
  [first, second] = await Promise.all([issuerKey("k1"), issuerKey("k2")]);
});

/** A verifier whose issuer publishes `keys` at the moment. */
function setup(limits: object = {}) {
  const clock = steppedClock();
  const published: { answer: () => Response | Promise<Response> } = { answer: () => json({ keys: [first.jwk] }) };
  const { fetch, asked } = answeringFetch(() => published.answer());
  const keys = new URL("https://as.example/jwks");
  const verifier = jwtVerifier({ issuer: issuerName, audience, algorithms: ["ES256"], keys, fetch, clock, limits });
  const verify = async (key: IssuerKey) => verifier.verify("b", { token: await tokenOf(key, clock) });
  return { clock, published, asked, verify };
}

const good = { name: "ada", scopes: [] };
const bad = { refused: "the token is malformed or its signature is not good" };

describe("RemoteKeySet", () => {
  it("asks once for all tokens, also for those that come together", async () => {
    const { asked, verify } = setup();
    expect(await Promise.all([verify(first), verify(first), verify(first)])).toEqual([good, good, good]);
    expect(await verify(first)).toEqual(good);
    expect(asked).toHaveLength(1);
    expect(asked[0]!.init).toMatchObject({ method: "GET", redirect: "manual" });
  });

  it("learns a new key from the first token that names it", async () => {
    const { clock, published, asked, verify } = setup();
    await verify(first);
    published.answer = () => json({ keys: [first.jwk, second.jwk] });
    clock.step(30_000);
    expect(await verify(second)).toEqual(good);
    expect(await verify(first)).toEqual(good);
    expect(asked).toHaveLength(2);
  });

  it("asks no more than once within the cooldown, whatever keys tokens name", async () => {
    const { clock, asked, verify } = setup();
    for (let i = 0; i < 5; i++) expect(await verify(second)).toEqual(bad);
    expect(asked).toHaveLength(1);
    clock.step(30_000);
    await Promise.all([verify(second), verify(second)]);
    expect(asked).toHaveLength(2);
  });

  it("takes a removed key no more once the set has been asked for again", async () => {
    const { clock, published, verify } = setup({ keySetMaxAgeMs: 60_000 });
    await verify(first);
    published.answer = () => json({ keys: [second.jwk] });
    expect(await verify(first)).toEqual(good);
    clock.step(60_001);
    expect(await verify(first)).toEqual(bad);
    expect(await verify(second)).toEqual(good);
  });

  it("goes on with what it has while the issuer is away, and ends when that is too old", async () => {
    const { clock, published, verify } = setup({ keySetMaxAgeMs: 60_000, keySetMaxStaleMs: 120_000 });
    await verify(first);
    published.answer = () => Promise.reject(new TypeError("fetch failed"));
    clock.step(170_000);
    expect(await verify(first)).toEqual(good);
    clock.step(20_000);
    await expect(verify(first)).rejects.toMatchObject({ code: "WOT_UNAVAILABLE" });
    published.answer = () => json({ keys: [first.jwk] });
    clock.step(30_000);
    expect(await verify(first)).toEqual(good);
  });

  it.each<[string, () => Response | Promise<Response>]>([
    ["no JSON", () => new Response("<html>")],
    ["an array", () => json([])],
    ["no keys", () => json({})],
    ["keys that are none", () => json({ keys: "many" })],
    ["too many keys", () => json({ keys: Array.from({ length: 65 }, () => ({ ...first.jwk })) })],
    ["too many bytes", () => json({ keys: [first.jwk], padding: "x".repeat(200_000) })],
    ["a redirect", () => new Response(null, { status: 302, headers: { location: "https://evil.example/jwks" } })],
  ])("takes %s for no set", async (_, answer) => {
    const { published, verify } = setup();
    published.answer = answer;
    await expect(verify(first)).rejects.toMatchObject({ code: "WOT_UNAVAILABLE" });
  });

  it("waits no longer than requestTimeoutMs", async () => {
    const { clock, published, verify } = setup({ requestTimeoutMs: 500 });
    published.answer = () => new Promise(() => setImmediate(() => clock.step(500)));
    await expect(verify(first)).rejects.toMatchObject({ code: "WOT_UNAVAILABLE" });
  });
});
