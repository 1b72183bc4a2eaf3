import { httpServer } from "@thingwright/binding-http";
import { Authority, fakeHost } from "@thingwright/contract-tests";
import type { HostedDescription, HostedThing, InboundRequest, MaybePromise } from "@thingwright/contracts";
import { CredentialsError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { Http2Peer } from "../../../support/http2-peer.js";
import { type Answer, freePort, type ServedThing, serveThing } from "../../../support/served-thing.js";

/** Things with ids that sort like their numbers, beside the test Thing, whose id comes last. */
function addThings(
  { host }: Pick<ServedThing, "host">,
  count: number,
  see: (id: string, request: InboundRequest) => MaybePromise<HostedDescription> = describing,
): void {
  for (let number = count; number > 0; number--) {
    const id = `urn:a:${String(number).padStart(4, "0")}`;
    const description = (request: InboundRequest) => see(id, request);
    host.add({ id, slug: `thing-${number}`, title: id, description } as unknown as HostedThing);
  }
}

const describing = (id: string): HostedDescription => ({
  etag: id,
  content: { contentType: "application/td+json", body: Buffer.from(JSON.stringify({ id, filler: "x".repeat(200) })) },
});

const idsIn = (listed: unknown): readonly string[] =>
  (listed as { id: string }[]).map(({ id }) => id.split(":").at(-1)!);
const linksOf = ({ headers }: Answer): readonly string[] => [headers.link ?? []].flat();
const canonical = /^<\/things>; rel="canonical"; etag="([\w-]+)"$/;

describe("the listing of Things", () => {
  it("comes in pages, each with where the next is and of which state it is (tdd-things-list-pagination-header-nextlink)", async () => {
    await using served = await serveThing();
    addThings(served, 4);
    const first = await served.ask("/things?limit=2");
    expect(idsIn(first.json)).toEqual(["0001", "0002"]);
    expect(linksOf(first)[0]).toBe('</things?offset=2&limit=2>; rel="next"');
    const revision = canonical.exec(linksOf(first)[1]!)?.[1];
    const second = await served.ask("/things?offset=2&limit=2");
    expect(idsIn(second.json)).toEqual(["0003", "0004"]);
    const last = await served.ask("/things?offset=4&limit=2");
    expect(idsIn(last.json)).toEqual(["test-thing"]);
    expect(linksOf(last)).toEqual([`</things>; rel="canonical"; etag="${revision}"`]);
    expect((await served.ask("/things?offset=5&limit=2")).json).toEqual([]);
    served.host.remove("urn:a:0001");
    const shifted = await served.ask("/things?limit=2");
    expect(idsIn(shifted.json)).toEqual(["0002", "0003"]);
    expect(canonical.exec(linksOf(shifted)[1]!)?.[1]).not.toBe(revision);
  });

  it("comes whole and without links to a client that does not ask for pages", async () => {
    await using served = await serveThing();
    addThings(served, 3);
    const answer = await served.ask("/things");
    expect(idsIn(answer.json)).toEqual(["0001", "0002", "0003", "test-thing"]);
    expect(answer.headers.link).toBeUndefined();
    expect(idsIn((await served.ask("/things?offset=3")).json)).toEqual(["test-thing"]);
  });

  it("comes as a collection, with how many there are (tdd-things-list-pagination-collection)", async () => {
    await using served = await serveThing();
    addThings(served, 2);
    expect((await served.ask("/things?limit=1&format=collection")).json).toEqual({
      "@context": "https://www.w3.org/2022/wot/discovery",
      "@type": "ThingCollection",
      total: 3,
      members: [expect.objectContaining({ id: "urn:a:0001" })],
      "@id": "/things?offset=0&limit=1&format=collection",
      next: "/things?offset=1&limit=1&format=collection",
    });
    const whole = (await served.ask("/things?format=collection")).json;
    expect(whole).toMatchObject({ total: 3, "@id": "/things?offset=0&format=collection" });
    expect(whole).not.toHaveProperty("next");
  });

  it.each(["limit=0", "limit=-1", "limit=x", "limit=", "limit=1e3", "offset=-1", "format=xml", "sort_by=title"])(
    "is refused for %s",
    async (query) => {
      await using served = await serveThing();
      const answer = await served.ask(`/things?${query}`);
      expect([answer.status, answer.json]).toEqual([400, expect.objectContaining({ code: "WOT_BAD_REQUEST" })]);
    },
  );

  it("answers 304 to who has the page, and anew when a description on it has changed", async () => {
    await using served = await serveThing();
    let version = 1;
    addThings(served, 3, (id) => ({ ...describing(id), etag: `${id}-${version}` }));
    const { headers } = await served.ask("/things?limit=2");
    const again = { headers: { "if-none-match": String(headers.etag) } };
    expect((await served.ask("/things?limit=2", again)).status).toBe(304);
    expect((await served.ask("/things?offset=1&limit=2", again)).status).toBe(200);
    version = 2;
    expect((await served.ask("/things?limit=2", again)).status).toBe(200);
  });

  it("links under the path that its base URL has", async () => {
    await using served = await serveThing({ baseUrl: "https://house.example/gw", port: await freePort() });
    addThings(served, 1);
    expect(linksOf(await served.ask("/things?limit=1"))[0]).toBe('</gw/things?offset=1&limit=1>; rel="next"');
  });

  it("says in the directory's description how to ask for pages", async () => {
    await using served = await serveThing();
    addThings(served, 1);
    const { json } = await served.ask("/.well-known/wot");
    expect(json).toMatchObject({
      properties: {
        things: {
          uriVariables: { offset: { type: "integer" }, limit: { type: "integer" }, format: { type: "string" } },
          forms: [{ href: "things{?offset,limit,format}" }],
        },
      },
    });
  });

  it("answers other requests while it describes 2,000 Things", async () => {
    await using served = await serveThing();
    await served.ask("/test-thing");
    let described = 0;
    let answeredAfter: number | undefined;
    let other: Promise<unknown> | undefined;
    addThings(served, 2_000, (id) => {
      described += 1;
      other ??= served.ask("/test-thing").then(() => {
        answeredAfter = described;
      });
      return describing(id);
    });
    const { json } = await served.ask("/things");
    await other;
    expect(json).toHaveLength(2_001);
    expect(answeredAfter).toBeLessThan(2_000);
  });

  it("goes over HTTP/2", async () => {
    const authority = new Authority("the authority of the listing");
    const host = fakeHost();
    await using server = httpServer({ port: 0, tls: authority.issue() });
    await server.start(host);
    addThings({ host }, 2_000);
    await using peer = new Http2Peer(server.addresses()[0]!, authority.cert);
    const { status, headers, text } = await peer.ask("/things?limit=1500");
    expect([status, headers.link]).toEqual([200, expect.stringContaining("</things?offset=1500&limit=1500>")]);
    expect(JSON.parse(text)).toHaveLength(1_500);
  });

  it("is made no faster than its reader takes it", async () => {
    await using served = await serveThing();
    const body = Buffer.from(JSON.stringify({ id: "x".repeat(1_048_576) }));
    const count = 40;
    let looks = 0;
    const description = {
      etag: "large",
      get content() {
        looks += 1;
        return { contentType: "application/td+json", body };
      },
    };
    addThings(served, count, () => description);
    await using peer = served.raw();
    peer.socket.pause();
    peer.send("GET /things HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    await expect.poll(() => looks).toBeGreaterThan(count);
    await served.ask("/test-thing");
    expect(looks).toBeLessThan(2 * count);
    peer.socket.resume();
    expect((await peer.end()).length).toBeGreaterThan(count * body.length);
  });

  it("goes compressed to who likes that, and without a body to HEAD", async () => {
    await using served = await serveThing();
    addThings(served, 1_000);
    const headers = { "accept-encoding": "gzip" };
    const { text } = await served.ask("/things");
    const response = await fetch(`${served.base}/things`, { headers });
    expect([response.headers.get("content-encoding"), await response.text()]).toEqual(["gzip", text]);
    const head = await served.ask("/things", { method: "HEAD" });
    expect([head.status, head.text, head.headers["content-length"]]).toEqual([
      200,
      "",
      String(Buffer.byteLength(text)),
    ]);
  });

  it("shows each caller the pages of what it may see", async () => {
    const host = fakeHost();
    const things = { ...host.things, isOpen: false };
    await using server = httpServer({ port: 0 });
    await server.start({ ...host, things });
    for (let number = 1; number <= 6; number++) {
      const id = `urn:a:${number}`;
      const description = ({ presented }: InboundRequest) => {
        if (presented?.query?.("who") === "ada" || number % 2 === 0) return { ...describing(id), isPersonal: true };
        throw new CredentialsError("WOT_CREDENTIALS_MISSING", "who are you?");
      };
      host.add({ id, slug: `thing-${number}`, title: id, description } as unknown as HostedThing);
    }
    const ask = (query: string) => fetch(`${server.addresses()[0]}/things?${query}`);
    const first = await ask("limit=2");
    expect(idsIn(await first.json())).toEqual(["2", "4"]);
    expect(first.headers.get("link")).toContain('</things?offset=2&limit=2>; rel="next"');
    expect(first.headers.get("cache-control")).toBe("private, no-cache");
    expect(idsIn(await (await ask("offset=2&limit=2")).json())).toEqual(["6"]);
    expect(await (await ask("who=ada&limit=1&format=collection")).json()).toMatchObject({ total: 6 });
  });
});
