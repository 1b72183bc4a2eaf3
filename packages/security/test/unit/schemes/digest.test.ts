import type {
  AuthenticationTarget,
  ClientAuthenticator,
  CredentialVerifier,
  ServerAuthenticator,
} from "@thingwright/contracts";
import { CredentialsError, UnsupportedError, UsageError } from "@thingwright/errors";
import type { DigestSecurityScheme } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { type DigestOptions, digest, staticVerifier } from "../../../src/index.js";
import { digestFunctionOf } from "../../../src/schemes/digest/digest-algorithm.js";
import { passwordDigest } from "../../../src/schemes/digest/digest-response.js";
import { atOnce, presenting } from "../../fixtures.js";

const ada = { name: "ada", scopes: [] };
const credentials = { username: "ada", password: "open sesame" };
const verifier = staticVerifier({ d: [{ credentials, principal: ada }] });
const target: AuthenticationTarget = { uri: "http://lamp.example/on?x=1", method: "PUT", body: new Uint8Array([1, 2]) };

/** A server and a client of the scheme, with a clock of their own. */
function pair(options: DigestOptions = {}, definition: Partial<DigestSecurityScheme> = {}) {
  const time = { now: 1_000 };
  const clock = { now: () => time.now, after: () => ({ cancel: () => {} }) };
  const plugin = digest({ clock, ...options });
  const scheme = { scheme: "digest", ...definition } as const;
  const server = plugin.server(scheme, "d", verifier);
  const clientOf = (found: object = credentials) => plugin.client(scheme, () => ({ ...found }));
  return { server, client: clientOf(), clientOf, time };
}

const headersOf = (client: ClientAuthenticator, at = target) => atOnce(client.authenticate(at)).headers ?? {};
const verify = (server: ServerAuthenticator, headers: Readonly<Record<string, string>>, at = target) =>
  atOnce(server.verify(presenting({ headers, target: at })));
const challengesOf = (server: ServerAuthenticator, headers = {}) =>
  (verify(server, headers) as CredentialsError).challenges;

/** A client that has been challenged by the server. */
function challenged(options?: DigestOptions, definition?: Partial<DigestSecurityScheme>) {
  const made = pair(options, definition);
  expect(headersOf(made.client)).toStrictEqual({});
  expect(made.client.challenged?.(challengesOf(made.server), target)).toBe(true);
  return made;
}

describe("digest", () => {
  it.each([
    ["SHA-256", "auth"],
    ["SHA-256-sess", "auth"],
    ["SHA-512-256", "auth-int"],
    ["SHA-512-256-sess", "auth-int"],
    ["MD5", "auth"],
    ["MD5-sess", "auth-int"],
  ] as const)(
    "proves the password by %s with qop %s, request after request without another challenge",
    (algorithm, qop) => {
      const { server, client } = challenged({ algorithms: [algorithm] }, { qop });
      for (const nc of ["00000001", "00000002", "00000003"]) {
        const headers = headersOf(client);
        expect(headers.authorization).toContain(`nc=${nc}`);
        expect(headers.authorization).not.toContain(credentials.password);
        expect(verify(server, headers)).toBe(ada);
      }
    },
  );

  it("answers the strongest algorithm of several", () => {
    const { client } = challenged({ algorithms: ["MD5", "SHA-256", "SHA-512-256"] });
    expect(headersOf(client).authorization).toContain("algorithm=SHA-512-256");
  });

  it("shares what it was told among all Forms of a Thing, and with no other origin", () => {
    const { clientOf, server } = challenged();
    const other = clientOf();
    expect(verify(server, headersOf(other))).toBe(ada);
    expect(headersOf(other, { ...target, uri: "http://other.example/on" })).toStrictEqual({});
  });

  it("uses a changed password for the next request", () => {
    const found = { ...credentials, password: "old" };
    const { server, clientOf } = pair();
    const client = clientOf(found);
    const rotating = digest().client({ scheme: "digest" }, () => ({ ...found }));
    rotating.challenged?.(challengesOf(server), target);
    expect(verify(server, headersOf(rotating))).toBeInstanceOf(CredentialsError);
    found.password = credentials.password;
    expect(verify(server, headersOf(rotating))).toBe(ada);
    expect(client.carriers).toStrictEqual(["headers"]);
  });

  it("speaks with servers of RFC 2069 too, which know no qop", () => {
    const client = digest().client({ scheme: "digest" }, () => ({ ...credentials }));
    expect(client.challenged?.(['Digest realm="r", nonce="n"'], target)).toBe(true);
    const { authorization } = headersOf(client);
    expect(authorization).toContain("algorithm=MD5");
    expect(authorization).not.toMatch(/qop|nc=|cnonce/);
  });

  it.each([
    ["another scheme", "Basic realm=x"],
    ["no nonce", 'Digest realm="r", qop="auth"'],
    ["an unknown algorithm", 'Digest realm="r", nonce="n", qop="auth", algorithm=SHA-1'],
    ["an unknown qop", 'Digest realm="r", nonce="n", qop="auth-conf"'],
  ])("sees no point in a challenge with %s", (_, challenge) => {
    expect(pair().client.challenged?.([challenge], target)).toBe(false);
  });

  it("does not let itself be talked out of auth-int", () => {
    const { client } = pair({}, { qop: "auth-int" });
    expect(client.challenged?.(['Digest realm="r", nonce="n", qop="auth"'], target)).toBe(false);
    expect(client.challenged?.(['Digest realm="r", nonce="n"'], target)).toBe(false);
  });

  it("gives up when the same nonce is refused", () => {
    const { client, server } = pair();
    const challenges = challengesOf(server);
    expect(client.challenged?.(challenges, target)).toBe(true);
    expect(client.challenged?.(challenges, target)).toBe(false);
  });

  it("fails before the first request when there are no credentials", () => {
    expect(() => pair().clientOf({}).authenticate(target)).toThrow(CredentialsError);
  });

  it.each(["query", "cookie", "uri", "body"] as const)("refuses the location %s", (location) => {
    expect(() => pair({}, { in: location, name: "x" })).toThrow(UnsupportedError);
  });
});

describe("a digest server", () => {
  it("challenges with its realm, each algorithm and a nonce", () => {
    const { server } = pair({ algorithms: ["SHA-256", "MD5"], realm: 'the "lamp"' });
    expect(challengesOf(server)).toEqual([
      expect.stringMatching(
        /^Digest realm="the \\"lamp\\"", qop="auth", charset="UTF-8", algorithm=SHA-256, nonce="\S+"$/,
      ),
      expect.stringMatching(/algorithm=MD5, nonce="\S+"$/),
    ]);
  });

  it("takes no request twice", () => {
    const { server, client } = challenged();
    const headers = headersOf(client);
    expect(verify(server, headers)).toBe(ada);
    expect(challengesOf(server, headers)[0]).toContain("stale=true");
  });

  it("takes the same request as often as it is looked at", () => {
    const { server, client } = challenged();
    const presented = presenting({ headers: headersOf(client), target, message: {} });
    expect([server.verify(presented), server.verify(presented)]).toEqual([ada, ada]);
    expect(server.verify({ ...presented, message: {} })).toBeInstanceOf(CredentialsError);
    const { message: _, ...without } = presented;
    expect(server.verify(without)).toBeInstanceOf(CredentialsError);
  });

  it("takes requests that overtake each other, within a window", () => {
    const { server, client } = challenged({ limits: { nonceWindow: 4 } });
    const [first, second, ...others] = Array.from({ length: 8 }, () => headersOf(client));
    expect(verify(server, second!)).toBe(ada);
    expect(verify(server, first!)).toBe(ada);
    expect(verify(server, others[5]!)).toBe(ada);
    expect(verify(server, others[3]!)).toBe(ada);
    expect(verify(server, others[3]!)).toBeInstanceOf(CredentialsError);
    expect(challengesOf(server, others[0]!)[0]).toContain("stale=true");
  });

  it("says that a nonce is stale after its lifetime, and a client then goes on", () => {
    const { server, client, time } = challenged();
    time.now += 5 * 60_000 + 1;
    const challenges = challengesOf(server, headersOf(client));
    expect(challenges[0]).toContain("stale=true");
    expect(client.challenged?.(challenges, target)).toBe(true);
    expect(verify(server, headersOf(client))).toBe(ada);
  });

  it("takes no nonce that another server made, or that was changed", () => {
    const { client } = challenged();
    const { server } = pair();
    expect(challengesOf(server, headersOf(client))[0]).toContain("stale=true");
    const own = challenged();
    const { authorization } = headersOf(own.client);
    const older = authorization!.replace(/nonce="[^."]+/, 'nonce="zzzzzzzz');
    expect(challengesOf(own.server, { authorization: older })[0]).toContain("stale=true");
  });

  it("takes nothing that was played to it before, however many nonces there were since", () => {
    const { server, client, clientOf, time } = challenged({ limits: { maxNonces: 2 } });
    const headers = headersOf(client);
    expect(verify(server, headers)).toBe(ada);
    for (let i = 0; i < 3; i++) {
      time.now += 1;
      const next = clientOf();
      next.challenged?.(challengesOf(server), target);
      expect(verify(server, headersOf(next))).toBe(ada);
    }
    expect(verify(server, headers)).toBeInstanceOf(CredentialsError);
  });

  it.each([
    ["a wrong password", { ...credentials, password: "x" }],
    ["an unknown name", { ...credentials, username: "eve" }],
  ])("challenges %s without calling the nonce stale", (_, found) => {
    const { server, clientOf } = pair();
    const client = clientOf(found);
    client.challenged?.(challengesOf(server), target);
    const [challenge] = challengesOf(server, headersOf(client));
    expect(challenge).not.toContain("stale");
  });

  it.each([
    ["another method", { ...target, method: "GET" }],
    ["another address", { ...target, uri: "/off?x=1" }],
    ["another query", { ...target, uri: "/on?x=2" }],
  ])("takes no proof that was made for %s", (_, at) => {
    const { server, client } = challenged();
    expect(verify(server, headersOf(client), at)).toBeInstanceOf(CredentialsError);
  });

  it("takes no other body than the one that was signed, with auth-int", () => {
    const { server, client } = challenged({}, { qop: "auth-int" });
    const headers = headersOf(client);
    expect(verify(server, headers, { ...target, body: new Uint8Array([1, 3]) })).toBeInstanceOf(CredentialsError);
    expect(verify(server, headers)).toBe(ada);
  });

  it.each([
    ["a weaker algorithm than it offers", (text: string) => text.replace("SHA-256", "MD5")],
    ["a weaker qop", (text: string) => text.replace("qop=auth", "qop=auth-int")],
    ["another realm", (text: string) => text.replace('realm="things"', 'realm="x"')],
    ["no count", (text: string) => text.replace(/nc=\d+, /, "")],
    ["the count 0", (text: string) => text.replace("nc=00000001", "nc=00000000")],
    ["a parameter twice", (text: string) => `${text}, nc=00000001`],
    ["two names", (text: string) => `${text}, username*=UTF-8''ada`],
    ["a hashed name, which it does not ask for", (text: string) => `${text}, userhash=true`],
  ])("refuses a proof with %s", (_, change) => {
    const { server, client } = challenged();
    const authorization = change(headersOf(client).authorization!);
    expect(verify(server, { authorization })).toBeInstanceOf(CredentialsError);
  });

  it("takes no proof when the transport cannot tell what is asked for", () => {
    const { server, client } = challenged();
    expect(atOnce(server.verify(presenting({ headers: headersOf(client) })))).toBeInstanceOf(CredentialsError);
  });

  it("knows names beyond ASCII in all their spellings", () => {
    const known = staticVerifier({ d: [{ credentials: { username: "Jäsøn", password: "p" }, principal: ada }] });
    const plugin = digest();
    const server = plugin.server({ scheme: "digest" }, "d", known);
    const client = plugin.client({ scheme: "digest" }, () => ({ username: "Jäsøn", password: "p" }));
    for (const respell of [
      (text: string) => text,
      (text: string) => text.replace(/username\*=\S+,/, 'username="Jäsøn",'),
      (text: string) => text.replace(/username\*=\S+,/, 'username="J\xc3\xa4s\xc3\xb8n",'),
    ]) {
      client.challenged?.(challengesOf(server), target);
      const authorization = respell(headersOf(client).authorization!);
      expect(verify(server, { authorization })).toBe(ada);
    }
  });

  it("needs no password where its digest is kept", () => {
    const ha1 = passwordDigest(digestFunctionOf("SHA-256")!, "ada", "things", credentials.password);
    const kept = { username: "ada", ha1, algorithm: "SHA-256" };
    const plugin = digest();
    const server = plugin.server(
      { scheme: "digest" },
      "d",
      staticVerifier({ d: [{ credentials: kept, principal: ada }] }),
    );
    const client = plugin.client({ scheme: "digest" }, () => ({ ...credentials }));
    client.challenged?.(challengesOf(server), target);
    expect(verify(server, headersOf(client))).toBe(ada);
  });

  it("lets one of two requests with the same count pass, even if the verifier takes its time", async () => {
    const slow: CredentialVerifier = {
      verify: () => undefined,
      verifyProof: async (...proof) => verifier.verifyProof?.(...proof),
    };
    const plugin = digest();
    const server = plugin.server({ scheme: "digest" }, "d", slow);
    const client = plugin.client({ scheme: "digest" }, () => ({ ...credentials }));
    client.challenged?.(challengesOf(server), target);
    const presented = presenting({ headers: headersOf(client), target });
    const outcomes = await Promise.all([server.verify(presented), server.verify(presented)]);
    expect(outcomes.filter((outcome) => outcome === ada)).toHaveLength(1);
  });

  it("cannot be made without a verifier of proofs, or with an unknown algorithm", () => {
    expect(() => digest().server({ scheme: "digest" }, "d", { verify: () => ada })).toThrow(UnsupportedError);
    expect(() => digest({ algorithms: ["SHA-1" as never] })).toThrow(UsageError);
    expect(() => digest({ limits: { nonceWindow: 0 } })).toThrow(UsageError);
  });
});
