import { type HttpClientOptions, httpClient, httpServer } from "@thingwright/binding-http";
import { type ConsumedThing, Servient } from "@thingwright/core";
import { memoryCredentials } from "@thingwright/security";
import type { Form, ThingDescription } from "@thingwright/td";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findNginx, freePort, type Nginx, startNginx } from "./nginx.js";

const executable = findNginx();

/** A Thing that nginx serves as files: one property, read by `form`. */
const filed = (form: Form, type: "integer" | "string" = "integer"): ThingDescription => ({
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  id: "urn:example:filed",
  title: "filed",
  securityDefinitions: { nosec_sc: { scheme: "nosec" }, basic_sc: { scheme: "basic" } },
  security: "nosec_sc",
  properties: { value: { type, readOnly: true, forms: [form] } },
});

describe.skipIf(executable === undefined)(`nginx${executable === undefined ? " (skipped: needs nginx)" : ""}`, () => {
  let nginx: Nginx;
  let house: Servient;
  const clients: Servient[] = [];

  beforeAll(async () => {
    const upstream = await freePort();
    nginx = await startNginx(executable as string, upstream);
    house = new Servient({ servers: [httpServer({ port: upstream, baseUrl: nginx.house, webSocket: true })] });
    await house.start();
    await exposeLamp(house);
  });

  afterAll(async () => {
    for (const client of clients) await client.stop();
    await house?.stop();
    await nginx?.[Symbol.asyncDispose]();
  });

  function consume(td: ThingDescription, options: HttpClientOptions = {}, password?: string): ConsumedThing {
    const credentials = memoryCredentials({ "urn:example:filed": { basic_sc: { username: "jason", password } } });
    const servient = new Servient({ clients: [httpClient(options)], ...(password && { credentials }) });
    clients.push(servient);
    return servient.consume(td);
  }

  const read = (path: string, options?: HttpClientOptions, origin = nginx.origin) =>
    consume(filed({ href: origin + path }), options).read("value");

  describe("as a server of files", () => {
    it("is read, many times over connections that are kept", async () => {
      const thing = consume(filed({ href: `${nginx.origin}/value.json` }));
      const values = await Promise.all(Array.from({ length: 200 }, () => thing.read("value")));
      expect(new Set(values)).toEqual(new Set([42]));
    });

    it("compresses when the Form has a content coding", async () => {
      const form = { href: `${nginx.origin}/long.json`, contentCoding: "gzip" };
      expect(await consume(filed(form, "string")).read("value")).toBe("x".repeat(10_000));
    });

    it("redirects within its origin, never in a circle, and to another one only where that is allowed", async () => {
      expect(await read("/moved.json")).toBe(42);
      await expect(read("/circle.json")).rejects.toThrow(/in a circle/);
      await expect(read("/away.json")).rejects.toMatchObject({ code: "WOT_REMOTE", status: "302" });
      expect(await read("/away.json", { crossOriginRedirects: true })).toBe(42);
    });

    it("refuses what is not there, and a write", async () => {
      await expect(read("/missing.json")).rejects.toMatchObject({ code: "WOT_REMOTE", status: "404" });
      const writable = filed({ href: `${nginx.origin}/value.json`, op: ["readproperty", "writeproperty"] });
      const properties = { value: { ...writable.properties?.value, readOnly: false } };
      const thing = consume({ ...writable, properties } as ThingDescription);
      await expect(thing.write("value", 1)).rejects.toMatchObject({ code: "WOT_REMOTE", status: "405" });
    });

    it("says that nothing has changed to a Form that asks so", async () => {
      const etag = (await fetch(`${nginx.origin}/value.json`)).headers.get("etag") as string;
      const headers = { "htv:headers": [{ "htv:fieldName": "If-None-Match", "htv:fieldValue": etag }] };
      const thing = consume(filed({ href: `${nginx.origin}/value.json`, ...headers }));
      await expect(thing.read("value")).rejects.toMatchObject({ section: "RFC 9110 §15.4.5" });
    });

    it("wants the right password", async () => {
      const form = { href: `${nginx.origin}/private/value.json`, security: "basic_sc" };
      expect(await consume(filed(form), {}, "wonderland").read("value")).toBe(7);
      const wrong = consume(filed(form), {}, "rabbit").read("value");
      await expect(wrong).rejects.toMatchObject({ family: "CredentialsError" });
      await expect(read("/private/value.json")).rejects.toMatchObject({ code: "WOT_CREDENTIALS_MISSING" });
    });

    it("is trusted by its own authority only, and speaks HTTP/2", async () => {
      await expect(read("/value.json", {}, nginx.secure)).rejects.toMatchObject({ code: "WOT_NETWORK" });
      expect(await read("/value.json", { tls: { ca: nginx.ca } }, nginx.secure)).toBe(42);
      const protocol = (options: HttpClientOptions) =>
        consume(filed({ href: `${nginx.secure}/protocol.json` }, "string"), options).read("value");
      expect(await protocol({ tls: { ca: nginx.ca } })).toBe("HTTP/2.0");
      expect(await protocol({ tls: { ca: nginx.ca }, http2: false })).toBe("HTTP/1.1");
    });

    it("answers many requests at a time over HTTP/2, with redirects and codings", async () => {
      const options = { tls: { ca: nginx.ca } };
      const thing = consume(filed({ href: `${nginx.secure}/long.json`, contentCoding: "gzip" }, "string"), options);
      const values = await Promise.all(Array.from({ length: 50 }, () => thing.read<string>("value")));
      expect(values.map(({ length }) => length)).toEqual(values.map(() => 10_000));
    });
  });

  describe("as a proxy with a path prefix", () => {
    const lamp = async (): Promise<ConsumedThing> => {
      const servient = new Servient({ clients: [httpClient()] });
      clients.push(servient);
      const wot = await servient.start();
      return wot.consume(await wot.requestThingDescription(`${nginx.house}/lamp`)) as Promise<ConsumedThing>;
    };

    it("serves a description whose addresses all lead through it", async () => {
      const { description } = await lamp();
      const addresses = JSON.stringify(description).match(/(?:http|ws)s?:\/\/127[^"\\{]*/g) ?? [];
      expect(addresses.length).toBeGreaterThan(5);
      for (const address of addresses) expect(address.replace(/^ws/, "http")).toMatch(nginx.house);
    });

    it("passes on reads, writes, all properties, and an action's status by its address", async () => {
      const thing = await lamp();
      await thing.write("on", true);
      expect(await thing.read("on")).toBe(true);
      expect(await thing.readMultiple(["on", "level"])).toEqual({ on: true, level: 0 });
      await thing.writeMultiple({ on: false, level: 3 });
      expect(await thing.readAll()).toEqual({ on: false, level: 3 });
      const fade = await thing.start("fade");
      expect((await fade.status()).status).toMatch(/running|completed/);
      expect(await fade.result({ pollMs: 5 })).toBe("done");
    });

    it.each(["sse", "longpoll", "webthingprotocol"])("passes on every value of an observation by %s", async (name) => {
      const thing = await lamp();
      const forms = thing.description.properties?.level?.forms ?? [];
      const formIndex = forms.findIndex(
        ({ subprotocol, op }) => subprotocol === name && [op].flat().includes("observeproperty"),
      );
      expect(formIndex, `the lamp has no Form for ${name}`).not.toBe(-1);
      await using observation = thing.observe<number>("level", { formIndex });
      await observation.ready;
      const seen: number[] = [];
      for (const level of [11, 12, 13]) {
        await thing.write("level", level);
        for (let value = await observation.next(); !value.done; value = await observation.next()) {
          seen.push(value.value);
          if (value.value === level) break;
        }
      }
      expect(seen.slice(-3)).toEqual([11, 12, 13]);
    });
  });
});

/** A lamp that keeps what is written, and an action that goes on by itself. */
async function exposeLamp(servient: Servient): Promise<void> {
  const thing = servient.produce({
    title: "Lamp",
    properties: {
      on: { type: "boolean", default: false, observable: true },
      level: { type: "integer", default: 0, observable: true },
    },
    actions: { fade: { synchronous: false, output: { type: "string" } } },
  });
  thing.setActionHandler("fade", async () => "done");
  await thing.expose();
}
