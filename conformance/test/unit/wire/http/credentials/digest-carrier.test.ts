import { describe, expect, it } from "vitest";
import { challengesIn } from "../../../../../src/wire/http/credentials/challenge.js";
import { digestCarrier } from "../../../../../src/wire/http/credentials/digest-carrier.js";
import type { HttpExchange, HttpRequest } from "../../../../../src/wire/http/http-exchange.js";

const request: HttpRequest = { method: "GET", url: "http://www.example.org/dir/index.html", headers: [] };

/** What is answered to such a challenge by the user of RFC 7616 §3.9.1. */
async function answer(challenge: string): Promise<string> {
  const clientNonce = () => "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
  const carrier = digestCarrier("d", "Mufasa", "Circle of Life", clientNonce);
  const response = { status: 401, reason: "", headers: [["WWW-Authenticate", challenge]], body: new Uint8Array() };
  const dressed = await carrier.dress(
    { request, shown: request },
    async () => ({ response }) as unknown as HttpExchange,
  );
  return typeof dressed === "string" ? dressed : (dressed.request.headers[0]?.[1] ?? "");
}

const challenge = (algorithm: string, qop = "auth, auth-int"): string =>
  `Digest realm="http-auth@example.org", qop="${qop}", algorithm=${algorithm}, ` +
  'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"';

describe("a digest", () => {
  it("is that of RFC 7616 §3.9.1", async () => {
    expect(await answer(challenge("MD5"))).toContain('response="8ca523f5e9506fed4657c9700eebdbec"');
    const strong = 'response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"';
    expect(await answer(challenge("SHA-256"))).toContain(strong);
    expect(await answer(`${challenge("MD5")}, ${challenge("SHA-256")}`)).toContain(strong);
  });

  it("is not made for a challenge that it cannot answer", async () => {
    for (const each of ["Basic realm=x", challenge("SHA-3"), challenge("MD5", "auth-int"), 'Digest realm="x"', ""]) {
      expect(await answer(each)).toBe("there is no usable Digest challenge in 401");
    }
  });
});

describe("challenges", () => {
  it("are told apart, with their parameters", () => {
    expect(challengesIn('Basic realm="a, \\"b\\"", Digest nonce=1,qop="auth", Bearer')).toEqual([
      { scheme: "basic", parameters: { realm: 'a, "b"' } },
      { scheme: "digest", parameters: { nonce: "1", qop: "auth" } },
      { scheme: "bearer", parameters: {} },
    ]);
  });
});
