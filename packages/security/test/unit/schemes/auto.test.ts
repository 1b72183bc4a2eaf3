import type { AuthenticationCarrier } from "@thingwright/contracts";
import type { CredentialsError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import {
  auto,
  basic,
  bearer,
  defaultSchemes,
  digest,
  memoryCredentials,
  security,
  staticVerifier,
} from "../../../src/index.js";
import { atOnce, authenticatorOf, presenting, target, thingWith } from "../../fixtures.js";

const ada = { name: "ada", scopes: [] };
const user = { username: "ada", password: "pw" };
const thing = thingWith({ auto_sc: { scheme: "auto" } });
const clientWith = (
  credentials: Readonly<Record<string, unknown>> | undefined,
  ...carriers: readonly AuthenticationCarrier[]
) => {
  const store = memoryCredentials(credentials === undefined ? {} : { "*": { auto_sc: credentials } });
  const own = carriers.length === 0 ? undefined : carriers;
  return { store, client: authenticatorOf(security(defaultSchemes(), store).client(thing, ["auto_sc"], own)) };
};
const digestChallenge = 'Digest realm="r", nonce="n", qop="auth"';

describe("auto, client half", () => {
  it("sends nothing before it is challenged", async () => {
    const { client } = clientWith(user, "headers", "query");
    expect(client.carriers).toStrictEqual(["headers"]);
    expect(await client.authenticate(target)).toStrictEqual({});
  });

  it.each([
    ["a user", user, { user: { name: "ada", password: "pw" } }],
    ["a token as the password", { token: "t" }, { user: { name: "bearer", password: "t" } }],
    [
      "a certificate",
      { cert: "c", key: "k", passphrase: "p" },
      { certificate: { cert: "c", key: "k", passphrase: "p" } },
    ],
    ["a pre-shared key", { identity: "lamp", key: "k" }, { psk: { identity: "lamp", key: new Uint8Array([107]) } }],
    [
      "a user with a certificate",
      { ...user, cert: "c", key: "k" },
      { user: { name: "ada", password: "pw" }, certificate: { cert: "c", key: "k" } },
    ],
  ])("gives a connection %s, as it is asked for nothing", async (_, credentials, authentication) => {
    const { client } = clientWith(credentials, "user", "psk", "certificate");
    expect(await client.authenticate(target)).toStrictEqual(authentication);
  });

  it.each([
    ["basic", user, ["Basic realm=x"], /^Basic /],
    ["bearer", { token: "t" }, ["Bearer"], /^Bearer t$/],
    ["digest", user, [digestChallenge], /^Digest username="ada"/],
    ["digest before basic", user, ["Basic realm=x", digestChallenge], /^Digest /],
    ["what there are credentials for", user, ["Bearer, Basic realm=x"], /^Basic /],
  ])("answers with %s", async (_, credentials, challenges, authorization) => {
    const { client } = clientWith(credentials);
    expect(await client.challenged?.(challenges, target)).toBe(true);
    expect((await client.authenticate(target)).headers?.authorization).toMatch(authorization);
    expect(await client.authenticate({ ...target, uri: "https://other.example/" })).not.toHaveProperty("headers");
  });

  it("gives up when credentials are refused, or none fit", async () => {
    const { client } = clientWith(user);
    expect(await client.challenged?.(["Negotiate", "Bearer"], target)).toBe(false);
    expect(await client.challenged?.(["Basic realm=x"], target)).toBe(true);
    expect(await client.challenged?.(["Basic realm=x"], target)).toBe(false);
  });

  it("fails at once when the store has nothing", () => {
    expect(() => clientWith(undefined).client.authenticate(target)).toThrow(/no credentials/);
  });
});

describe("auto, server half", () => {
  const verifier = staticVerifier({
    auto_sc: [
      { credentials: user, principal: ada },
      { credentials: { token: "t" }, principal: ada },
    ],
  });
  const server = security().server(thing, ["auto_sc"], verifier)!;

  it("takes whatever proves somebody", () => {
    for (const authorization of [`Basic ${btoa("ada:pw")}`, "Bearer t"]) {
      expect(atOnce(server.verify(presenting({ headers: { authorization } })))).toBe(ada);
    }
  });

  it("challenges for everything that it takes", () => {
    const { challenges } = server.verify(presenting()) as CredentialsError;
    expect(challenges.map((each) => each.split(" ")[0])).toEqual(["Digest", "Bearer", "Basic"]);
  });

  it("offers no digest when the verifier knows no passwords, and needs something to offer", () => {
    const plugin = auto([digest(), bearer(), basic()]);
    const { challenges } = plugin
      .server({ scheme: "auto" }, "a", { verify: () => undefined })
      .verify(presenting()) as CredentialsError;
    expect(challenges).toHaveLength(2);
    expect(() => auto([digest()]).server({ scheme: "auto" }, "a", { verify: () => undefined })).toThrow(/negotiate/);
  });
});
