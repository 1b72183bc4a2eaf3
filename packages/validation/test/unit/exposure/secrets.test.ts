import { describe, expect, it } from "vitest";
import { findSecrets } from "../../../src/index.js";

const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJlLW9mLWl0";
const pem = "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----";

/** What is found in `document`, with the text that would go. */
const found = (document: unknown) => [...findSecrets(document)].map(({ pointer, kind }) => [pointer, kind]);
const textsIn = (text: string) => [...findSecrets(text)].map(({ start, end }) => text.slice(start, end));

describe("findSecrets", () => {
  it.each([
    ["password-in-uri", "see http://admin:hunter2@lamp.example/x and more", "hunter2"],
    ["credential-in-query", "https://lamp.example/x?a=1&access_token=q1w2e3&b=2", "q1w2e3"],
    ["token", `Bearer ${jwt}`, jwt],
    ["token", `ghp_${"a1".repeat(18)}`, `ghp_${"a1".repeat(18)}`],
    ["private-key", `key:\n${pem}\n`, pem],
    ["private-key", "-----BEGIN EC PRIVATE KEY-----\nMIIB", "-----BEGIN EC PRIVATE KEY-----\nMIIB"],
  ])("finds a %s in a text, and where it is there", (kind, text, secret) => {
    expect([...findSecrets(text)].map((each) => [each.kind, each.certain])).toEqual([[kind, true]]);
    expect(textsIn(text)).toEqual([secret]);
  });

  it("finds every one in a text", () => {
    expect(textsIn("a://b:c@d e://f:g@h")).toEqual(["c", "g"]);
  });

  it("finds what the name of a member gives away, also with a prefix and as a number", () => {
    const document = { password: "hunter2", "acme:api_key": "abc123", nested: [{ clientSecret: "q" }], pinCode: 1234 };
    expect(found(document)).toEqual([
      ["/password", "named-secret"],
      ["/acme:api_key", "named-secret"],
      ["/nested/0/clientSecret", "named-secret"],
      ["/pinCode", "named-secret"],
    ]);
  });

  it("finds what ends like the name of a secret, and of keys and tokens only what looks drawn by lot", () => {
    const document = {
      wifiPassword: "hunter2",
      "acme:network_key": "9f86d081884c7d659a2feaa0c55ad015",
      key: "temperatureOfTheLivingRoom1",
      hotkey: "ctrl+alt+del",
      deviceToken: "0804d572-cce8-422a-bb7c-4412fcd56f06",
      href: "https://lamp.example/?map_key=AbCd1234EfGh5678IjKl&key=kitchen",
    };
    expect(found(document)).toEqual([
      ["/wifiPassword", "named-secret"],
      ["/acme:network_key", "named-secret"],
      ["/href", "credential-in-query"],
    ]);
  });

  it("finds what a data schema of that name prescribes", () => {
    const password = { type: "string", const: "hunter2", default: "hunter2", enum: ["a1b2", "c3d4"] };
    expect(found({ properties: { password } }).map(([pointer]) => pointer)).toEqual([
      "/properties/password/const",
      "/properties/password/default",
      "/properties/password/enum/0",
      "/properties/password/enum/1",
    ]);
  });

  it("finds the value of an Authorization header and the private members of a JSON Web Key", () => {
    const headers = [
      { "htv:fieldName": "Authorization", "htv:fieldValue": "Basic YTpi" },
      { "htv:fieldName": "Accept", "htv:fieldValue": "text/plain" },
    ];
    expect(found({ headers })).toEqual([["/headers/0/htv:fieldValue", "authorization-header"]]);
    expect(found({ kty: "OKP", crv: "Ed25519", x: "public-part", d: "private-part" })).toEqual([["/d", "private-key"]]);
  });

  it("is certain of what a security scheme has, and not of what only a name says", () => {
    const certain = (document: unknown) => [...findSecrets(document)].map((each) => each.certain);
    expect(certain({ securityDefinitions: { basic: { scheme: "basic", password: "hunter2" } } })).toEqual([true]);
    expect(certain({ properties: { token: { type: "string", default: "a1b2" } } })).toEqual([false]);
  });

  it.each([
    {
      securityDefinitions: {
        o: { scheme: "oauth2", flow: "code", token: "/token", authorization: "https://a.example" },
      },
    },
    { securityDefinitions: { apikey: { scheme: "apikey", in: "query", name: "token" } }, security: "apikey" },
    { securityDefinitions: { b: { scheme: "bearer", format: "jwt", alg: "ES256" } } },
    { properties: { password: { type: "string", title: "Password", titles: { en: "Password" }, writeOnly: true } } },
    { password: "{{PASSWORD}}", secret: "<secret>", token: "your-token-here", apikey: "****", psk: "", pwd: null },
    { href: "http://{user}:{password}@lamp.example/?token={token}&api_key={{KEY}}&a=b" },
    { href: "http://user@lamp.example/x:y@z" },
    { required: ["password"], titles: { token: "x" }, "@context": { token: "acme:token" } },
    ["eyJhbGciOi", "-----BEGIN PUBLIC KEY-----", "-----BEGIN CERTIFICATE-----"],
    null,
  ])("holds nothing against %j", (document) => {
    expect(found(document)).toEqual([]);
  });

  it.each(["://", "://[", "a://b:", "-----BEGIN PRIVATE KEY-----", "eyJeyJ", "?token=", "eyJaaaaaaaa.", "{".repeat(5)])(
    "takes a million characters of %j",
    (piece) => {
      let count = 0;
      for (const _ of findSecrets(piece.repeat(1_000_000 / piece.length))) count++;
      expect(count).toBeLessThan(500_000);
    },
  );
});
