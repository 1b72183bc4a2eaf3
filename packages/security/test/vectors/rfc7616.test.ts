import { describe, expect, it } from "vitest";
import { digest } from "../../src/index.js";
import { digestFunctionOf } from "../../src/schemes/digest/digest-algorithm.js";
import { digestResponse, passwordDigest } from "../../src/schemes/digest/digest-response.js";
import { atOnce } from "../fixtures.js";

const [realm, username, password] = ["http-auth@example.org", "Mufasa", "Circle of Life"];
const input = {
  nonce: "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
  nc: "00000001",
  cnonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
  qop: "auth",
  target: { uri: "http://www.example.org/dir/index.html", method: "GET" },
} as const;

describe("RFC 7616 §3.9.1", () => {
  it.each([
    ["MD5", "8ca523f5e9506fed4657c9700eebdbec"],
    ["SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"],
  ])("has this response by %s", (algorithm, response) => {
    const found = digestFunctionOf(algorithm)!;
    expect(digestResponse(found, passwordDigest(found, username, realm, password), input)).toBe(response);
  });
});

describe("RFC 7616 §3.9.2, with the name and the response of erratum 4897", () => {
  const challenge =
    'Digest realm="api@example.org", qop="auth", algorithm=SHA-512-256, ' +
    'nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", ' +
    'opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS", charset=UTF-8, userhash=true';
  const target = { uri: "https://api.example.org/doe.json", method: "GET" };
  const found = digestFunctionOf("SHA-512-256")!;

  it("has this response", () => {
    const ha1 = passwordDigest(found, "Jäsøn Doe", "api@example.org", "Secret, or not?");
    const response = digestResponse(found, ha1, {
      nonce: "5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK",
      nc: "00000001",
      cnonce: "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v",
      qop: "auth",
      target,
    });
    expect(response).toBe("3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5");
  });

  it("is answered with the name hashed", () => {
    const credentials = () => ({ username: "Jäsøn Doe", password: "Secret, or not?" });
    const client = digest().client({ scheme: "digest" }, credentials);
    expect(client.challenged?.([challenge], target)).toBe(true);
    const { authorization } = atOnce(client.authenticate(target)).headers!;
    expect(authorization).toContain('username="793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b"');
    expect(authorization).toContain("userhash=true");
    expect(authorization).toContain('opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS"');
    expect(authorization).toContain('uri="/doe.json"');
  });

  it("is answered with the name encoded where it need not be hashed", () => {
    const client = digest().client({ scheme: "digest" }, () => ({ username: "Jäsøn Doe", password: "x" }));
    client.challenged?.([challenge.replace(", userhash=true", "")], target);
    const { authorization } = atOnce(client.authenticate(target)).headers!;
    expect(authorization).toContain("username*=UTF-8''J%C3%A4s%C3%B8n%20Doe,");
  });
});
