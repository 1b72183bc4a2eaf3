import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { httpClient, httpServer } from "@thingwright/binding-http";
import { Servient } from "@thingwright/core";
import { memoryCredentials, oauth2 } from "@thingwright/security";
import { describe, expect, it } from "vitest";

/** An authorization server whose tokens are numbered. */
async function tokenServer() {
  let count = 0;
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ access_token: `t0ken-${++count}`, token_type: "Bearer", expires_in: 3_600 }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    token: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
    get count() {
      return count;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe("a token that a Thing no longer takes", () => {
  it("is replaced once, and the call succeeds", async () => {
    await using as = await tokenServer();
    let good = "t0ken-1";
    await using house = new Servient({
      servers: [httpServer({ port: 0 })],
      verifier: { verify: (_name, { token }) => (token === good ? { name: "hub", scopes: [] } : undefined) },
    });
    const exposed = await (await house.start()).produce({
      title: "Lamp",
      securityDefinitions: { o: { scheme: "oauth2", flow: "client", token: as.token } },
      security: "o",
      properties: { level: { type: "integer" } },
    });
    exposed.setPropertyReadHandler("level", async () => 1);
    await exposed.expose();
    await using visitor = new Servient({
      clients: [httpClient()],
      securitySchemes: [oauth2({ limits: { minRenewalMs: 0 } })],
      credentials: memoryCredentials({ "*": { o: { clientId: "hub", clientSecret: "s3cret" } } }),
    });
    const thing = await (await visitor.start()).consume(exposed.getThingDescription());
    const read = async () => (await thing.readProperty("level")).value();
    expect([await read(), await read(), as.count]).toEqual([1, 1, 1]);
    good = "t0ken-2";
    expect([await read(), as.count]).toEqual([1, 2]);
    good = "none";
    await expect(read()).rejects.toMatchObject({ code: "WOT_CREDENTIALS_MISSING" });
    expect(as.count).toBe(3);
  });
});
