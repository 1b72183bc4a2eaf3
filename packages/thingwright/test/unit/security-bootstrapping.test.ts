import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { OriginCredentials } from "@thingwright/contracts";
import { memoryCredentials, staticVerifier } from "@thingwright/security";
import { afterEach, describe, expect, it } from "vitest";
import { createServient, type ThingDescription } from "../../src/index.js";

const td: ThingDescription = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  id: "urn:lamp",
  title: "Lamp",
  security: "nosec_sc",
  securityDefinitions: { nosec_sc: { scheme: "nosec" } },
};

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server of a Thing Description that is not ours, and the credentials that have come to it. */
async function serverOf(answer: Answer): Promise<{ origin: string; seen: (string | undefined)[] }> {
  const seen: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers.authorization);
    answer(request, response);
  });
  servers.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

const give: Answer = (_, response) => {
  response.writeHead(200, { "content-type": "application/td+json" });
  response.end(JSON.stringify(td));
};

/** Gives the description to who sends `authorization`, and challenges everybody else. */
const protectedBy =
  (challenges: string | string[], authorization: string): Answer =>
  (request, response) => {
    if (request.headers.authorization === authorization) give(request, response);
    else response.writeHead(401, { "www-authenticate": challenges }).end();
  };

const basic = `Basic ${Buffer.from("ada:canary-secret").toString("base64")}`;
const ada = { username: "ada", password: "canary-secret" };

const digestChallenge = 'Digest realm="things", nonce="n-1", algorithm=SHA-256, qop="auth"';
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Whether a request proves the password (RFC 7616 §3.4.1), worked out by hand. */
function isDigestOf({ username, password }: typeof ada, { headers, method, url }: IncomingMessage): boolean {
  const { authorization = "" } = headers;
  const params = Object.fromEntries(
    [...authorization.matchAll(/(\w+)=(?:"([^"]*)"|([^\s,]*))/g)].map(([, name, quoted, plain]) => [
      name,
      quoted ?? plain,
    ]),
  );
  const secret = sha256(`${username}:things:${password}`);
  const request = sha256(`${method}:${url}`);
  return params.response === sha256(`${secret}:n-1:${params.nc}:${params.cnonce}:auth:${request}`);
}

async function fetched(url: string, originCredentials?: OriginCredentials) {
  await using servient = createServient(originCredentials === undefined ? {} : { originCredentials });
  return await servient.requestThingDescription(url);
}

describe("A protected Thing Description", () => {
  it.each([
    ["basic", 'Basic realm="things"', ada, basic],
    ["bearer", "Bearer", { token: "canary-token" }, "Bearer canary-token"],
    ["one of several", ['Negotiate, Bearer realm="x"', 'Basic realm="things"'], ada, basic],
  ])(
    "is got with the credentials of its origin, by %s, after the challenge (exploration-secboot-401)",
    async (...row) => {
      const [, challenges, credentials, authorization] = row;
      const { origin, seen } = await serverOf(protectedBy(challenges, authorization));
      expect(await fetched(`${origin}/td`, new Map([[origin, credentials]]))).toMatchObject({ id: "urn:lamp" });
      expect(seen).toEqual([undefined, authorization]);
    },
  );

  it("is got with a digest of the credentials (RFC 7616)", async () => {
    const { origin, seen } = await serverOf((request, response) => {
      if (isDigestOf(ada, request)) give(request, response);
      else response.writeHead(401, { "www-authenticate": digestChallenge }).end();
    });
    expect(await fetched(`${origin}/td`, new Map([[origin, ada]]))).toMatchObject({ id: "urn:lamp" });
    expect(seen).toHaveLength(2);
    expect(seen.join()).not.toContain("canary");
  });

  it("is not tried a second time with the same credentials", async () => {
    const { origin, seen } = await serverOf(protectedBy("Basic", "another"));
    const failed = fetched(`${origin}/td`, new Map([[origin, ada]]));
    await expect(failed).rejects.toMatchObject({ code: "WOT_CREDENTIALS_MISSING" });
    await expect(failed).rejects.not.toThrow("canary");
    expect(seen).toEqual([undefined, basic]);
  });

  it("is refused without credentials, and with those of another origin, port or scheme", async () => {
    const { origin, seen } = await serverOf(protectedBy("Basic", basic));
    const other = new Map([
      ["http://127.0.0.1", ada],
      ["http://127.0.0.1:1", ada],
      [origin.replace("http:", "https:"), ada],
      [`${origin}/td`, ada],
    ]);
    for (const credentials of [undefined, other]) {
      await expect(fetched(`${origin}/td`, credentials)).rejects.toMatchObject({ code: "WOT_CREDENTIALS_MISSING" });
    }
    expect(seen).toEqual([undefined, undefined]);
  });

  it("does not get what a store has for Things and for any Thing", async () => {
    const { origin, seen } = await serverOf(protectedBy("Basic", basic));
    const names = ["auto_sc", "access", "basic", origin];
    const definitions = Object.fromEntries(names.map((name) => [name, ada]));
    await using servient = createServient({
      credentials: memoryCredentials({ "*": definitions, [origin]: definitions }),
    });
    await expect(servient.requestThingDescription(`${origin}/td`)).rejects.toMatchObject({
      code: "WOT_CREDENTIALS_MISSING",
    });
    expect(seen).toEqual([undefined]);
  });
});

describe("Credentials of an origin", () => {
  it("go to no other origin by a redirection", async () => {
    const other = await serverOf(protectedBy("Basic", basic));
    const redirecting: Answer = (_, response) => response.writeHead(302, { location: `${other.origin}/td` }).end();
    const first = await serverOf(redirecting);
    await expect(fetched(`${first.origin}/td`, new Map([[first.origin, ada]]))).rejects.toThrow();
    expect(other.seen.filter((credentials) => credentials !== undefined)).toEqual([]);
  });

  it("go to no other origin by a Thing Link", async () => {
    const other = await serverOf(protectedBy("Basic", basic));
    const link = { rel: "describedby", type: "application/td+json", href: `${other.origin}/td` };
    const first = await serverOf((_, response) =>
      response.end(JSON.stringify({ ...td, "@type": "ThingLink", links: [link] })),
    );
    await expect(fetched(`${first.origin}/td`, new Map([[first.origin, ada]]))).rejects.toMatchObject({
      code: "WOT_CREDENTIALS_MISSING",
    });
    expect(other.seen).toEqual([undefined]);
  });

  it("are not sent to who does not ask for them", async () => {
    const { origin, seen } = await serverOf(give);
    await fetched(`${origin}/td`, new Map([[origin, ada]]));
    expect(seen).toEqual([undefined]);
  });
});

describe("An origin that has asked before", () => {
  it("gets its credentials at once the next time", async () => {
    const { origin, seen } = await serverOf(protectedBy("Basic", basic));
    await using servient = createServient({ originCredentials: new Map([[origin, ada]]) });
    for (const path of ["one", "two"]) await servient.requestThingDescription(`${origin}/${path}`);
    expect(seen).toEqual([undefined, basic, basic]);
  });
});

describe("Things whose descriptions are secured", () => {
  const securedHome = () =>
    createServient({
      http: { port: 0 },
      verifier: staticVerifier({ ada_sc: [{ credentials: ada, principal: { name: "ada", scopes: [] } }] }),
      descriptionAccess: "secured",
    });

  it("are found by who has the credentials of their server (security-bootstrapping-endpoints)", async () => {
    await using home = securedHome();
    await home.start();
    for (const title of ["Lamp", "Fan"]) {
      await home.produce({ title, securityDefinitions: { ada_sc: { scheme: "basic" } }, security: "ada_sc" }).expose();
    }
    const [origin = ""] = home.addresses();
    const found = async (originCredentials: OriginCredentials) => {
      await using visitor = createServient({ originCredentials, discovery: { wellKnown: [origin] } });
      const titles: string[] = [];
      for await (const { title } of visitor.discover()) titles.push(title);
      return titles.sort();
    };
    expect(await found(new Map([[origin, ada]]))).toEqual(["Fan", "Lamp"]);
    expect(await found(new Map())).toEqual([]);
  });

  it.each(["basic", "digest"] as const)(
    "are challenged for by %s, and given (exploration-secboot-401)",
    async (scheme) => {
      await using home = securedHome();
      await home.start();
      await home.produce({ title: "Safe", securityDefinitions: { ada_sc: { scheme } }, security: "ada_sc" }).expose();
      const [origin = ""] = home.addresses();
      const refused = await fetch(`${origin}/safe`);
      expect(refused.status).toBe(401);
      expect(refused.headers.get("www-authenticate")?.toLowerCase()).toContain(scheme);
      expect(await fetched(`${origin}/safe`, new Map([[origin, ada]]))).toMatchObject({ title: "Safe" });
    },
  );

  it("do not make a directory elsewhere get the credentials of the server that describes it", async () => {
    const other = await serverOf(protectedBy("Basic", basic));
    const directory = {
      ...td,
      "@type": "ThingDirectory",
      securityDefinitions: { basic_sc: { scheme: "basic" } },
      security: "basic_sc",
      properties: { things: { type: "array", forms: [{ href: `${other.origin}/things` }] } },
    };
    const { origin } = await serverOf((_, response) => response.end(JSON.stringify(directory)));
    await using visitor = createServient({
      originCredentials: new Map([[origin, ada]]),
      discovery: { directories: [origin] },
    });
    const process = visitor.discover();
    for await (const _ of process) throw new TypeError("nothing is there");
    expect(process.error).toMatchObject({ code: "WOT_CREDENTIALS_MISSING" });
    expect(other.seen).toEqual([]);
  });
});

describe("A Thing Description over CoAP", () => {
  it("comes as it is: nothing is negotiated there (exploration-server-coap-resp)", async () => {
    await using servient = createServient({ coap: { port: 0 } });
    await servient.start();
    await servient.produce({ title: "Lamp" }).expose();
    const [origin = ""] = servient.addresses();
    expect(await fetched(`${origin}/lamp`, new Map([[origin, ada]]))).toMatchObject({ title: "Lamp" });
  });
});
