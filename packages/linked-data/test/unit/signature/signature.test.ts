import { base64url, CompactSign, exportJWK, exportPKCS8, exportSPKI, generateKeyPair, type JWK } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import {
  canonicalize,
  proofMember,
  proofNamespace,
  type SignatureAlgorithm,
  sign,
  verify,
} from "../../../src/index.js";

const lamp = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  title: "Lamp",
  security: "none",
  securityDefinitions: { none: { scheme: "nosec" } },
  properties: { on: { type: "boolean", forms: [{ href: "/on" }, { href: "coap://lamp/on" }] } },
};

let privateJwk: JWK;
let publicJwk: JWK;
let signed: Record<string, unknown>;
const pairOf = async (algorithm: string) => generateKeyPair(algorithm, { extractable: true });

beforeAll(async () => {
  const pair = await pairOf("ES256");
  privateJwk = { ...(await exportJWK(pair.privateKey)), kid: "house" };
  publicJwk = { ...(await exportJWK(pair.publicKey)), kid: "house" };
  signed = { ...(await sign(lamp, privateJwk)) };
});

const refused = { code: "WOT_TD_SIGNATURE", pointer: `/${proofMember}` };
const proof = () => signed[proofMember] as string;
/** The signature under another header. */
const withHeader = (header: object) => ({
  ...signed,
  [proofMember]: `${base64url.encode(JSON.stringify(header))}..${proof().split("..")[1]}`,
});
/** A JWS by the right key over the right content under another header. */
const resigned = async (header: object) => {
  const pair = await pairOf("ES256");
  const { [proofMember]: _, ...content } = signed;
  const bytes = new TextEncoder().encode(await canonicalize(content));
  const jws = await new CompactSign(bytes).setProtectedHeader({ alg: "ES256", ...header }).sign(pair.privateKey);
  const [head, , tail] = jws.split(".");
  return { document: { ...signed, [proofMember]: `${head}..${tail}` }, key: pair.publicKey };
};

describe("sign", () => {
  it("adds the signature and its prefix, and leaves the document as it was", () => {
    expect(signed).toEqual({
      ...lamp,
      "@context": [lamp["@context"], { tw: proofNamespace }],
      [proofMember]: expect.stringMatching(/^[\w-]+\.\.[\w-]+$/),
    });
    expect(lamp).not.toHaveProperty(proofMember);
  });

  it("takes the place of an earlier signature", async () => {
    const pair = await pairOf("ES384");
    const again = await sign(signed, pair.privateKey, { algorithm: "ES384" });
    expect(again["@context"]).toEqual(signed["@context"]);
    expect(await verify(again, pair.publicKey)).toEqual({ algorithm: "ES384" });
    await expect(verify(again, publicJwk)).rejects.toMatchObject(refused);
  });

  it.each<SignatureAlgorithm>(["ES256", "ES384", "ES512", "Ed25519", "EdDSA", "PS256", "RS256"])(
    "makes what verify accepts with %s, with JWK and PEM",
    async (algorithm) => {
      const { privateKey, publicKey } = await pairOf(algorithm);
      const options = { algorithms: [algorithm] };
      const byJwk = await sign(lamp, await exportJWK(privateKey), { algorithm });
      expect(await verify(byJwk, await exportSPKI(publicKey), options)).toEqual({ algorithm });
      const byPem = await sign(lamp, await exportPKCS8(privateKey), { algorithm });
      expect(await verify(byPem, await exportJWK(publicKey), options)).toEqual({ algorithm });
    },
  );

  it.each([
    ["a prefix that stands for something else", { ...lamp, "@context": [lamp["@context"], { tw: "urn:x#" }] }],
    ["a text that repeats a name", JSON.stringify(lamp).replace("{", '{"title":"Lantern",')],
  ])("refuses %s", async (_, document) => {
    await expect(sign(document, privateJwk)).rejects.toMatchObject({ code: "WOT_TD_INVALID" });
  });

  it.each([
    ["a public key", () => publicJwk, {}],
    ["a PEM without an algorithm", () => "-----BEGIN PRIVATE KEY-----", {}],
    ["no key", () => "secret text", { algorithm: "ES256" }],
    ["a shared secret", () => ({ kty: "oct", k: "c2VjcmV0IHRleHQ", alg: "HS256" }), {}],
    ["the algorithm none", () => privateJwk, { algorithm: "none" }],
    ["a key of another curve", () => privateJwk, { algorithm: "ES384" }],
    ["a key of another type", () => privateJwk, { algorithm: "PS256" }],
  ])("refuses %s and says nothing of the key", async (_, key, options) => {
    const error = await sign(lamp, key() as JWK, options as object).then(
      () => undefined,
      (error: Error) => error,
    );
    expect(error).toMatchObject({ code: "WOT_ARGUMENT" });
    expect(`${error?.message} ${error?.stack} ${JSON.stringify(error?.cause)}`).not.toMatch(/secret text|c2VjcmV0|"d"/);
  });
});

describe("verify", () => {
  it("accepts what was signed, in another order, with defaults and with white space", async () => {
    const reversed = Object.fromEntries(Object.entries(signed).reverse());
    const canonical = JSON.parse(await canonicalize(signed));
    for (const document of [signed, reversed, canonical, JSON.stringify(signed, null, 2)]) {
      expect(await verify(document, publicJwk)).toEqual({ algorithm: "ES256", keyId: "house" });
    }
  });

  it("takes a private key for its public half, and a set of keys by kid", async () => {
    const other = { ...(await exportJWK((await pairOf("ES256")).publicKey)), kid: "garden" };
    expect(await verify(signed, privateJwk)).toEqual({ algorithm: "ES256", keyId: "house" });
    expect(await verify(signed, { keys: [other, publicJwk] })).toEqual({ algorithm: "ES256", keyId: "house" });
    await expect(verify(signed, { keys: [other] })).rejects.toMatchObject(refused);
  });

  it.each<[string, () => object]>([
    ["a changed value", () => ({ ...signed, title: "Lantern" })],
    ["an added member", () => ({ ...signed, "ex:a": 1 })],
    ["a removed member", () => ({ ...signed, properties: {} })],
    ["a changed default", () => ({ ...signed, properties: { on: { ...lamp.properties.on, readOnly: true } } })],
    [
      "another order of Forms",
      () => ({
        ...signed,
        properties: { on: { ...lamp.properties.on, forms: lamp.properties.on.forms.toReversed() } },
      }),
    ],
    ["another context", () => ({ ...signed, "@context": [lamp["@context"], { tw: proofNamespace, title: "urn:x" }] })],
    ["a changed signature", () => ({ ...signed, [proofMember]: `${proof().slice(0, -4)}AAAA` })],
    ["no signature", () => lamp],
    ["an empty signature", () => ({ ...signed, [proofMember]: `${proof().split("..")[0]}..` })],
    ["a signature that is no text", () => ({ ...signed, [proofMember]: { jws: proof() } })],
    ["a signature with a payload", () => ({ ...signed, [proofMember]: proof().replace("..", ".e30.") })],
    ["an unreadable header", () => ({ ...signed, [proofMember]: `AAAA..${proof().split("..")[1]}` })],
    ["the algorithm none", () => withHeader({ alg: "none", typ: "td-proof" })],
    ["an unknown algorithm", () => withHeader({ alg: "XS256", typ: "td-proof" })],
    ["a shared secret", () => withHeader({ alg: "HS256", typ: "td-proof" })],
    ["an algorithm of another key", () => withHeader({ alg: "PS256", typ: "td-proof" })],
    ["an algorithm that is no text", () => withHeader({ alg: ["ES256"], typ: "td-proof" })],
    ["no algorithm", () => withHeader({ typ: "td-proof" })],
    ["a changed header", () => withHeader({ alg: "ES256", typ: "td-proof", kid: "garden" })],
    ["an unencoded payload", () => withHeader({ alg: "ES256", typ: "td-proof", b64: false, crit: ["b64"] })],
  ])("refuses %s", async (_, document) => {
    await expect(verify(document(), publicJwk)).rejects.toMatchObject(refused);
  });

  it("refuses the key of another", async () => {
    const { publicKey } = await pairOf("ES256");
    await expect(verify(signed, publicKey)).rejects.toMatchObject(refused);
  });

  it("refuses a key of another type in PEM as a fault of the signature", async () => {
    const pem = await exportSPKI((await pairOf("PS256")).publicKey);
    await expect(verify(signed, pem)).rejects.toMatchObject(refused);
  });

  it("refuses an algorithm that the caller does not allow, or that is allowed only by name", async () => {
    await expect(verify(signed, publicJwk, { algorithms: ["ES384"] })).rejects.toMatchObject(refused);
    const { privateKey, publicKey } = await pairOf("RS256");
    const bySha = await sign(lamp, privateKey, { algorithm: "RS256" });
    await expect(verify(bySha, publicKey)).rejects.toMatchObject(refused);
  });

  it("refuses a JWS that was made for something else", async () => {
    const made = await resigned({ typ: "td-proof" });
    expect(await verify(made.document, made.key)).toEqual({ algorithm: "ES256" });
    const { document, key } = await resigned({ typ: "JWT" });
    await expect(verify(document, key)).rejects.toMatchObject(refused);
  });

  it("refuses a text that repeats a name, as others may read the other value", async () => {
    const text = JSON.stringify(signed).replace("{", '{"title":"Lantern",');
    await expect(verify(text, publicJwk)).rejects.toMatchObject({ code: "WOT_TD_INVALID" });
    const harmless = JSON.stringify(await sign({ ...lamp, title: 'a:b "c:d" \\' }, privateJwk));
    expect(await verify(harmless, publicJwk)).toMatchObject({ algorithm: "ES256" });
  });

  it.each(["12345678901234567890", "0.1234567890123456789", "1e400", "9007199254740993"])(
    "refuses a text with the number %s, as others may read more digits",
    async (number) => {
      const text = JSON.stringify({ ...signed, "ex:a": "N" }).replace('"N"', `[1.50, ${number}]`);
      await expect(verify(text, publicJwk)).rejects.toMatchObject({ code: expect.stringMatching(/INVALID|SYNTAX/) });
      await expect(sign(text, privateJwk)).rejects.toMatchObject({ code: expect.stringMatching(/INVALID|SYNTAX/) });
    },
  );

  it("takes numbers that a double has, however they are written", async () => {
    const numbers =
      "[0, -0.0, 1.0, 1e3, 1E+21, 100000000000000000000000, 5e-324, 0.1, 12.50, 9007199254740991, -1.5e-7]";
    const text = JSON.stringify({ ...lamp, "ex:a": "N", "ex:b": "12345678901234567890" }).replace('"N"', numbers);
    expect(await verify(JSON.stringify(await sign(text, privateJwk)), publicJwk)).toMatchObject({ algorithm: "ES256" });
  });

  it.each([
    ["what is no key", "-----BEGIN PUBLIC KEY-----\nsecret text\n-----END PUBLIC KEY-----", {}],
    ["a shared secret as algorithm", "", { algorithms: ["HS256"] }],
  ])("says that %s is the caller's fault, and says nothing of the key", async (_, key, options) => {
    const error = (await verify(signed, key, options as object).catch((error) => error)) as Error;
    expect(error).toMatchObject({ code: "WOT_ARGUMENT" });
    expect(String(error)).not.toContain("secret text");
  });
});
