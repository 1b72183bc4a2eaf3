import { readFileSync } from "node:fs";
import { httpClient, httpServer } from "@thingwright/binding-http";
import { fakeHost, testThing } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { prepareForm } from "../support/prepare-form.js";
import { RawConnection } from "../support/raw-exchange.js";

/** A key and a certificate for 127.0.0.1 that protect nothing but these tests. */
const pem = (name: string): string => readFileSync(new URL(`../vectors/${name}.pem`, import.meta.url), "utf8");
const [key, cert] = [pem("loopback-key"), pem("loopback-cert")];

async function serve(tls: { key: string; cert: string; clientCa?: string }) {
  const server = httpServer({ port: 0, tls });
  const thing = testThing();
  await server.start(fakeHost(thing));
  const href = (await server.expose(thing)).properties.get("name")![0]!.href;
  return { server, thing, href, [Symbol.asyncDispose]: () => server.stop() };
}

const within = { timeoutMs: 2_000 };

describe("https", () => {
  it("serves a client that trusts the authority", async () => {
    await using served = await serve({ key, cert });
    await using client = httpClient({ tls: { ca: cert } });
    expect(served.href).toMatch(/^https:\/\/127\.0\.0\.1:\d+\//);
    const reply = await prepareForm(client, { href: served.href }, "readproperty").request(within);
    expect(Buffer.from(reply.body).toString()).toBe('"lamp"');
  });

  it("is refused by a client that does not, before anything is sent", async () => {
    await using served = await serve({ key, cert });
    await using client = httpClient();
    const failed = prepareForm(client, { href: served.href }, "readproperty").request(within);
    await expect(failed).rejects.toMatchObject({ code: "WOT_NETWORK", sent: false });
    expect(served.thing.calls.of("readproperty", "name")).toEqual([]);
  });

  it("is taken without a check only by a client that was told so", async () => {
    await using served = await serve({ key, cert });
    await using client = httpClient({ tls: { allowUntrusted: true } });
    const reply = await prepareForm(client, { href: served.href }, "readproperty").request(within);
    expect(reply.contentType).toBe("application/json");
  });

  it("survives peers that do not speak TLS", async () => {
    await using served = await serve({ key, cert });
    for (const bytes of ["GET / HTTP/1.1\r\nHost: x\r\n\r\n", "\x16\x03\x01\xff\xff\x01"]) {
      await using raw = new RawConnection(Number(new URL(served.href).port));
      raw.send(Buffer.from(bytes, "latin1")).socket.end();
      await raw.end();
    }
    await using client = httpClient({ tls: { ca: cert } });
    const reply = await prepareForm(client, { href: served.href }, "readproperty").request(within);
    expect(reply.body.byteLength).toBeGreaterThan(0);
  });

  it("presents the name in a client's certificate, and lets nobody in without one", async () => {
    await using served = await serve({ key, cert, clientCa: cert });
    await using named = httpClient({ tls: { ca: cert, key, cert } });
    await using nameless = httpClient({ tls: { ca: cert } });
    await prepareForm(named, { href: served.href }, "readproperty").request(within);
    const { presented } = served.thing.calls.of("readproperty", "name")[0]!.request;
    expect(presented?.transportIdentity).toBe("loopback");
    const failed = prepareForm(nameless, { href: served.href }, "readproperty").request(within);
    await expect(failed).rejects.toMatchObject({ code: "WOT_NETWORK" });
  });
});
