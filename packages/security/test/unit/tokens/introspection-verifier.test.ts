import { UsageError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { introspectionVerifier } from "../../../src/index.js";
import { answeringFetch, json } from "../../support/answering-fetch.js";
import { steppedClock } from "../../support/stepped-clock.js";

const endpoint = new URL("https://as.example/introspect");

function setup(answer: object | (() => Response | Promise<Response>), options: object = {}) {
  const clock = steppedClock();
  const { fetch, asked } = answeringFetch(() => (typeof answer === "function" ? answer() : json(answer)));
  const verifier = introspectionVerifier({
    endpoint,
    clientId: "lamp",
    clientSecret: "s3cret",
    fetch,
    clock,
    ...options,
  });
  const verify = async (token: unknown = "t0ken") => verifier.verify("b", { token });
  return { clock, asked, verify };
}

const seconds = (clock: { now(): number }, from: number) => Math.floor(clock.now() / 1_000) + from;

describe("introspectionVerifier", () => {
  it("asks the authorization server, with the name and the secret of this server", async () => {
    const { asked, verify } = setup({ active: true, sub: "ada", scope: "read write" });
    expect(await verify()).toEqual({ name: "ada", scopes: ["read", "write"] });
    const { url, init } = asked[0]!;
    expect(url).toBe("https://as.example/introspect");
    expect(new Headers(init.headers).get("authorization")).toBe(`Basic ${btoa("lamp:s3cret")}`);
    expect(String(init.body)).toBe("token=t0ken&token_type_hint=access_token");
  });

  it("does not say who it is without a name", async () => {
    const { asked, verify } = setup({ active: true, sub: "ada" }, { clientId: undefined, clientSecret: undefined });
    expect(await verify()).toMatchObject({ name: "ada" });
    expect(new Headers(asked[0]!.init.headers).has("authorization")).toBe(false);
  });

  it("lets pass only what its program accepts", async () => {
    const accepts = ({ client_id }: Readonly<Record<string, unknown>>) => client_id === "kitchen";
    expect(await setup({ active: true, client_id: "kitchen" }, { accepts }).verify()).toMatchObject({
      name: "kitchen",
    });
    expect(await setup({ active: true, client_id: "hall" }, { accepts }).verify()).toEqual({
      refused: "the token is not accepted here",
    });
  });

  it.each([
    ["one that is not active", { active: false, sub: "ada" }, undefined],
    ["one that is nearly active", { active: "true", sub: "ada" }, undefined],
    ["one that names nobody", { active: true }, { refused: "the token names nobody" }],
    [
      "one of another issuer",
      { active: true, sub: "a", aud: "lamp", iss: "x" },
      { refused: "the token comes from another issuer" },
    ],
    [
      "one for somebody else",
      { active: true, sub: "a", aud: ["door"] },
      { refused: "the token is meant for somebody else" },
    ],
    ["one for nobody in particular", { active: true, sub: "a" }, { refused: "the token is meant for somebody else" }],
    ["one whose time is over", { active: true, sub: "a", aud: "lamp", exp: 1 }, { refused: "the token has expired" }],
  ])("refuses %s", async (_, answer, verdict) => {
    const isNamed = "aud" in answer || verdict?.refused.includes("somebody else");
    const { verify } = setup(answer, isNamed ? { audience: "lamp", issuer: "https://as.example" } : {});
    expect(await verify()).toEqual(verdict);
  });

  it("refuses what is no token without asking", async () => {
    const { asked, verify } = setup({ active: true, sub: "ada" });
    for (const token of [undefined, "", 7]) expect(await verify(token ?? null)).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it("asks once for requests that come together, and again when the answer is old", async () => {
    const { clock, asked, verify } = setup({ active: true, sub: "ada" });
    await Promise.all([verify(), verify()]);
    await verify();
    expect(asked).toHaveLength(1);
    clock.step(5_000);
    await verify();
    expect(asked).toHaveLength(2);
  });

  it("keeps no answer beyond the end of its token", async () => {
    const clock = steppedClock();
    const { asked, verify } = setup({ active: true, sub: "ada", exp: seconds(clock, 2) }, { clock });
    await verify();
    clock.step(2_000);
    expect(await verify()).toEqual({ refused: "the token has expired" });
    expect(asked).toHaveLength(2);
  });

  it("keeps a bounded number of answers", async () => {
    const { asked, verify } = setup({ active: true, sub: "ada" }, { limits: { maxCachedTokens: 2 } });
    for (const token of ["a", "b", "c", "c", "a"]) await verify(token);
    expect(asked).toHaveLength(4);
  });

  it("asks about a bounded number of tokens at a time", async () => {
    const { verify } = setup(() => new Promise(() => {}), { limits: { maxIntrospections: 1 } });
    void verify("a");
    await expect(verify("b")).rejects.toMatchObject({ code: "WOT_UNAVAILABLE" });
  });

  it("fails with the fault of the authorization server, which is no refusal", async () => {
    const { verify } = setup(() => json({ error: "invalid_client" }, 401));
    await expect(verify()).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
  });

  it("sends no secret by http to another machine", () => {
    expect(() => setup({}, { endpoint: new URL("http://as.example/introspect") })).toThrow(UsageError);
  });
});
