import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { httpClient } from "@thingwright/binding-http";
import { Servient } from "@thingwright/core";
import { defaultSchemes, memoryCredentials, oauth2 } from "@thingwright/security";
import type { ThingDescription } from "@thingwright/td";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { basicHeader, digestResponseByHand, paramsOf } from "./by-hand.js";
import { nameOf, type Placement, placements, serveMatrix } from "./matrix-server.js";
import { type Quality, type SchemeCase, schemeCases } from "./scheme-cases.js";
import { apiKeys, client, jwts, passwords, tokens, Witness } from "./secrets.js";

const witness = new Witness();
const store = memoryCredentials();
/** The token that the authorization server gives out. */
let granted = jwts.right;
const grant = async () =>
  new Response(JSON.stringify({ access_token: granted, token_type: "bearer", expires_in: 3_600 }), {
    headers: { "content-type": "application/json" },
  });
const consumer = new Servient({
  clients: [httpClient({ limits: { minReconnectDelayMs: 1 } })],
  credentials: store,
  securitySchemes: [oauth2({ fetch: grant, limits: { minRenewalMs: 0 } }), ...defaultSchemes()],
  logger: witness.logger,
});

let served: Awaited<ReturnType<typeof serveMatrix>>;
beforeAll(async () => {
  served = await serveMatrix(witness);
  await consumer.start();
});
afterAll(async () => {
  await consumer.stop();
  await served[Symbol.asyncDispose]();
});

/** How a use of the Thing ends: well, or with the code of its error. */
async function outcomeOf(description: ThingDescription): Promise<string> {
  try {
    await consumer.consume(description).write("state", { level: 1 });
    return "written";
  } catch (error) {
    witness.sees(error);
    return (error as { code: string }).code;
  }
}

/** Puts credentials into the store as a row of the matrix has them. */
function stock(scheme: SchemeCase, quality: Quality, withOther: boolean): void {
  const name = nameOf(scheme);
  for (const each of schemeCases) store.delete("*", nameOf(each));
  store.delete("*", "other_sc");
  if (withOther) store.set("*", "other_sc", { apiKey: apiKeys.other });
  if (quality === "missing") return;
  const found = scheme.credentials[quality]!;
  store.set("*", name, found);
  if (scheme.definition.scheme !== "oauth2") return;
  granted = String(found.token);
  store.set("*", name, { clientId: `${client.id}-${quality}`, clientSecret: client.right });
}

const qualitiesOf = ({ title, credentials }: SchemeCase): readonly Quality[] =>
  // A client does not let its own nonce lapse: it answers the next challenge.
  [
    ...(Object.keys(credentials) as Quality[]).filter((quality) => title !== "digest" || quality !== "expired"),
    "missing",
  ];

const rows = schemeCases.flatMap((scheme) =>
  placements.flatMap((placement) =>
    qualitiesOf(scheme).flatMap((quality) =>
      [true, false].map(
        (withOther) => [scheme.title, placement, quality, withOther ? "with" : "without", scheme] as const,
      ),
    ),
  ),
);

function expected(scheme: SchemeCase, placement: Placement, quality: Quality, withOther: boolean): string {
  const good = quality === "right";
  const isUsable = scheme.title !== "psk";
  const outcome = (admitted: boolean): string => (admitted ? "written" : "WOT_CREDENTIALS_MISSING");
  if (!isUsable && placement !== "oneOf") return "WOT_NO_FORM";
  // What is there goes before what is good: credentials that are refused are not tried against the next scheme.
  if (placement === "oneOf") return outcome(good || (withOther && (quality === "missing" || !isUsable)));
  return outcome(good && (withOther || placement === "thing" || placement === "form"));
}

describe("a client of", () => {
  it.each(rows)(
    "%s at %s, with %s credentials %s those of the second scheme",
    async (_, placement, quality, given, scheme) => {
      const withOther = given === "with";
      stock(scheme, quality, withOther);
      expect(await outcomeOf(served.thingOf(scheme, placement).description)).toBe(
        expected(scheme, placement, quality, withOther),
      );
      served.written.splice(0);
    },
  );
});

interface Seen {
  readonly headers: IncomingMessage["headers"];
  readonly url: string;
  readonly body: unknown;
}

/** A peer that answers 401 with a challenge, if it has one, until it is answered, and tells what it saw. */
async function scriptedPeer(challenge: (seen: Seen) => string | undefined) {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const one = { headers: request.headers, url: request.url ?? "", body: text === "" ? undefined : JSON.parse(text) };
    seen.push(one);
    const asked = challenge(one);
    response.writeHead(asked === undefined ? 204 : 401, asked === undefined ? {} : { "www-authenticate": asked });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    seen,
    base: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function describedAt(base: string, definition: object, href = "/state"): ThingDescription {
  return {
    "@context": "https://www.w3.org/2022/wot/td/v1.1",
    title: "Peer",
    security: "x_sc",
    securityDefinitions: { x_sc: definition },
    properties: { state: { type: "object", forms: [{ href: base + href, op: ["writeproperty"] }] } },
  } as unknown as ThingDescription;
}

const user = { username: "ada", password: passwords.right };
const key = { apiKey: apiKeys.right };

/** One way for credentials to travel. */
interface Carried {
  readonly title: string;
  readonly definition: object;
  readonly credentials: object;
  /** What the peer sees. */
  readonly seen: Partial<Seen>;
  readonly href?: string;
}

const carried: readonly Carried[] = [
  {
    title: "basic",
    definition: { scheme: "basic" },
    credentials: user,
    seen: { headers: { authorization: basicHeader("ada", passwords.right) } },
  },
  {
    title: "basic in a header of its own",
    definition: { scheme: "basic", name: "X-Login" },
    credentials: user,
    seen: { headers: { "x-login": basicHeader("ada", passwords.right) } },
  },
  {
    title: "bearer",
    definition: { scheme: "bearer" },
    credentials: { token: tokens.right },
    seen: { headers: { authorization: `Bearer ${tokens.right}` } },
  },
  {
    title: "a key in a header",
    definition: { scheme: "apikey", in: "header", name: "X-Key" },
    credentials: key,
    seen: { headers: { "x-key": apiKeys.right } },
  },
  {
    title: "a key in the query",
    definition: { scheme: "apikey", name: "key" },
    credentials: key,
    seen: { url: `/state?key=${apiKeys.right}` },
  },
  {
    title: "a key in a cookie",
    definition: { scheme: "apikey", in: "cookie", name: "key" },
    credentials: key,
    seen: { headers: { cookie: `key=${apiKeys.right}` } },
  },
  {
    title: "a key in the path",
    definition: { scheme: "apikey", in: "uri", name: "key" },
    credentials: key,
    seen: { url: `/${apiKeys.right}/state` },
    href: "/{key}/state",
  },
  {
    title: "a key in the body",
    definition: { scheme: "apikey", in: "body", name: "/auth/key" },
    credentials: key,
    seen: { body: { level: 1, auth: { key: apiKeys.right } } },
  },
];

describe("a client", () => {
  it.each(carried.map((one) => [one.title, one] as const))(
    "sends %s where the Thing says, and nowhere else",
    async (_, { definition, credentials, seen, href }) => {
      await using peer = await scriptedPeer(() => undefined);
      store.set("*", "x_sc", { ...credentials });
      expect(await outcomeOf(describedAt(peer.base, definition, href))).toBe("written");
      expect(peer.seen).toHaveLength(1);
      expect(peer.seen[0]).toMatchObject(seen);
      const secret = /cAnArY-(?:password|token|key)-\w+|YWRhOmNBbkFyW/g;
      expect(JSON.stringify(peer.seen).match(secret)).toHaveLength(1);
    },
  );

  it.each(["digest", "auto"])(
    "answers a challenge of digest once for %s, and then goes ahead of it",
    async (scheme) => {
      const challenge = 'Digest realm="peer", nonce="n0nce", qop="auth", algorithm=SHA-256, opaque="o"';
      const isProof = ({ headers, url }: Seen): boolean => {
        const params = paramsOf(headers.authorization ?? "");
        return (
          params.response === digestResponseByHand(user, params, { method: "PUT", uri: url }) && params.opaque === "o"
        );
      };
      await using peer = await scriptedPeer((seen) => (isProof(seen) ? undefined : challenge));
      store.set("*", "x_sc", user);
      const thing = consumer.consume(describedAt(peer.base, { scheme }));
      for (let i = 0; i < 3; i++) await thing.write("state", { level: i });
      expect(peer.seen.map(({ headers }) => paramsOf(headers.authorization ?? "").nc)).toEqual([
        undefined,
        "00000001",
        "00000002",
        "00000003",
      ]);
    },
  );

  it("uses a changed credential for the next request", async () => {
    await using peer = await scriptedPeer(() => undefined);
    store.set("*", "x_sc", { token: tokens.wrong });
    const thing = consumer.consume(describedAt(peer.base, { scheme: "bearer" }));
    await thing.write("state", {});
    store.set("*", "x_sc", { token: tokens.right });
    await thing.write("state", {});
    expect(peer.seen.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${tokens.wrong}`,
      `Bearer ${tokens.right}`,
    ]);
  });

  it("uses a changed credential for the next connection of a subscription", async () => {
    const seen: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(`data: ${seen.length}\n\n`);
      store.set("*", "x_sc", { token: tokens.right });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    store.set("*", "x_sc", { token: tokens.wrong });
    const description = describedAt(`http://127.0.0.1:${port}`, { scheme: "bearer" });
    const form = { href: `http://127.0.0.1:${port}/state`, op: "observeproperty", subprotocol: "sse" };
    const thing = consumer.consume({
      ...description,
      properties: { state: { type: "integer", observable: true, forms: [form] } },
    } as unknown as ThingDescription);
    for await (const value of thing.observe("state")) if (value === 2) break;
    expect(seen.slice(0, 2)).toEqual([`Bearer ${tokens.wrong}`, `Bearer ${tokens.right}`]);
    server.close();
    server.closeAllConnections();
  });

  it("refuses a Form whose credentials are for a proxy", async () => {
    await using peer = await scriptedPeer(() => undefined);
    store.set("*", "x_sc", user);
    expect(await outcomeOf(describedAt(peer.base, { scheme: "basic", proxy: "http://proxy.example" }))).toBe(
      "WOT_NO_FORM",
    );
    expect(peer.seen).toEqual([]);
  });
});

describe("nobody", () => {
  it("was shown a secret by any error or log", () => {
    expect(witness.size).toBeGreaterThan(100);
    expect(witness.betrayed()).toEqual([]);
  });
});
