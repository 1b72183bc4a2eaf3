import { httpServer } from "@thingwright/binding-http";
import { fakeHost, testThing } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";

type Middleware = NonNullable<NonNullable<Parameters<typeof httpServer>[0]>["middleware"]>;

async function serve(middleware: Middleware) {
  const [server, host] = [httpServer({ port: 0, middleware }), fakeHost()];
  await server.start(host);
  const thing = testThing({});
  host.add(thing);
  await server.expose(thing);
  return { server, host, ask: (path: string) => fetch(`${server.addresses()[0]}${path}`) };
}

describe("a middleware", () => {
  it("answers requests, or hands them on, with another address if it likes", async () => {
    const { server, ask } = await serve((request, response, next) => {
      if (request.url === "/closed") return response.writeHead(401).end("closed");
      if (request.url === "/short") request.url = "/test-thing";
      return next();
    });
    await using _ = server;
    expect((await ask("/closed")).status).toBe(401);
    expect(await (await ask("/short")).json()).toMatchObject({ id: "urn:test:test-thing" });
    expect((await ask("/nowhere")).status).toBe(404);
  });

  it.each([
    ["throws", () => Promise.reject(new Error("secret"))],
    [
      "rejects",
      () => {
        throw new Error("secret");
      },
    ],
  ])("that %s ends the request and not the server", async (_, middleware) => {
    const { server, host, ask } = await serve(middleware);
    await using _server = server;
    const answer = await ask("/");
    expect([answer.status, await answer.text()]).toEqual([500, ""]);
    expect(host.log).toHaveLength(1);
    expect((await ask("/")).status).toBe(500);
  });
});
