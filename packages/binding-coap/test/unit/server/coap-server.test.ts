import { Code, codeText, type OptionNumber } from "@thingwright/coap";
import { testThing } from "@thingwright/contract-tests";
import { RequestError } from "@thingwright/errors";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { coapServer } from "../../../src/index.js";
import { base, Lab } from "../../lab/lab.js";

const textOf = ({ payload }: { readonly payload: Uint8Array }): string => Buffer.from(payload).toString();

describe("A CoAP server", () => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await Lab.open();
  });
  afterEach(() => lab[Symbol.asyncDispose]());

  const statusOf = async (path: string, options = {}): Promise<string> => codeText((await lab.get(path, options)).code);

  describe("serves Thing Descriptions", () => {
    it("at the slug, at the id and at the well-known address of an only Thing", async () => {
      for (const path of ["/lamp", `/things/${encodeURIComponent(lab.thing.id)}`, "/.well-known/wot"]) {
        const answer = await lab.get(path);
        expect(answer.contentFormat, path).toBe(432);
        expect(JSON.parse(textOf(answer)).id).toBe(lab.thing.id);
      }
    });

    it("as application/json to who asks for that, with another tag, and as nothing else", async () => {
      const [td, json] = [await lab.get("/lamp"), await lab.get("/lamp", { accept: 50 })];
      expect(json.contentFormat).toBe(50);
      expect(json.etag).not.toEqual(td.etag);
      expect(await statusOf("/lamp", { accept: 60 })).toBe("4.06");
    });

    it("as 2.03 to who has it already", async () => {
      const { etag } = await lab.get("/lamp");
      const options = [{ number: 4 satisfies (typeof OptionNumber)["ETag"], value: etag! }];
      const answer = await lab.probe.request({ url: `${base}/lamp`, options });
      expect(codeText(answer.code)).toBe("2.03");
      expect(answer.payload).toHaveLength(0);
    });

    it("as a JSON array by ascending id", async () => {
      const other = testThing({ slug: "a-lamp", id: "urn:a" });
      lab.host.add(other);
      await lab.server.expose(other);
      const answer = await lab.get("/things");
      expect(answer.contentFormat).toBe(50);
      expect(JSON.parse(textOf(answer)).map(({ id }: { id: string }) => id)).toEqual(["urn:a", lab.thing.id]);
    });

    it("with a description of the listing at the well-known address of several Things", async () => {
      lab.host.add(testThing({ slug: "other" }));
      const description = JSON.parse(textOf(await lab.get("/.well-known/wot")));
      expect(description.base).toBe(`${base}/`);
      expect(description.properties.things.forms[0].href).toBe("things");
    });

    it("without links to affordances where these are too many", async () => {
      await using small = await Lab.open({ limits: { maxAffordanceLinks: 3 } });
      const text = textOf(await small.get("/.well-known/core"));
      expect(text).toContain('</lamp>;rt="wot.thing"');
      expect(text).not.toContain("/properties/");
      expect(textOf(await small.get("/.well-known/core?title=count"))).toContain("/lamp/properties/count");
    });

    it("as links at /.well-known/core, filtered", async () => {
      const all = await lab.get("/.well-known/core");
      expect(all.contentFormat).toBe(40);
      expect(textOf(all)).toContain('</lamp>;rt="wot.thing";ct=432');
      expect(textOf(all)).toContain("</things>;ct=50");
      expect(textOf(all)).toContain('</lamp/properties/count>;ct=50;obs;title="count"');
      expect(textOf(all)).toContain('</lamp/actions/void>;ct=50;title="void"');
      expect(textOf(all)).toMatch(/<\/lamp\/events\/tick>;ct=50;obs;/);
      expect(textOf(await lab.get("/.well-known/core?rt=wot.thing"))).not.toContain("/things");
      expect(textOf(await lab.get("/.well-known/core?rt=other"))).toBe("");
      expect(await statusOf("/.well-known/core", { accept: 50 })).toBe("4.06");
    });
  });

  describe("answers", () => {
    it("4.04 where nothing is", async () => {
      for (const path of ["/", "/nothing", "/lamp/properties/nothing", "/lamp/actions/job/7", "/lamp/actions/void/7"]) {
        expect(await statusOf(path), path).toBe("4.04");
      }
    });

    it("4.05 to a method that a resource does not have", async () => {
      const ask = async (method: number, path: string) =>
        codeText((await lab.probe.request({ url: base + path, method, payload: "1" })).code);
      expect(await ask(Code.PUT, "/lamp/properties/sealed")).toBe("4.05");
      expect(await ask(Code.GET, "/lamp/properties/secretInput")).toBe("4.05");
      expect(await ask(Code.GET, "/lamp/actions/void")).toBe("4.05");
      expect(await ask(Code.DELETE, "/lamp/properties/count")).toBe("4.05");
      expect(await ask(Code.FETCH, "/lamp/properties/count")).toBe("4.05");
    });

    it("4.06 to an Accept that it cannot meet, and the type that is asked for otherwise", async () => {
      expect(await statusOf("/lamp/properties/count", { accept: 60 })).toBe("4.06");
      expect(textOf(await lab.get("/lamp/properties/note", { accept: 0 }))).toBe("hello");
      expect((await lab.get("/lamp/properties/note")).contentFormat).toBe(50);
    });

    it("4.15 to a Content-Format that nobody knows", async () => {
      const put = { url: `${base}/lamp/properties/name`, method: Code.PUT, payload: "1", contentFormat: 64_999 };
      expect(codeText((await lab.probe.request(put)).code)).toBe("4.15");
      expect(lab.thing.calls.of("writeproperty", "name")).toHaveLength(0);
    });

    it("with the detail of a refusal as text, and nothing of its own faults", async () => {
      const refused = await lab.get("/lamp/properties/failing");
      expect([codeText(refused.code), refused.contentFormat]).toEqual(["4.09", undefined]);
      expect(textOf(refused)).toBe("the oven door is open");
      lab.thing.property("failing").failure = new TypeError("secret");
      const broken = await lab.get("/lamp/properties/failing");
      expect([codeText(broken.code), textOf(broken)]).toEqual(["5.00", "Internal error"]);
    });

    it("a read with the freshness that was set, which is none by default", async () => {
      expect((await lab.get("/lamp/properties/count")).maxAgeSeconds).toBe(0);
    });

    it("2.01 with Location-Path and status to an action that goes on", async () => {
      const answer = await lab.probe.request({ url: `${base}/lamp/actions/job`, method: Code.POST });
      expect(codeText(answer.code)).toBe("2.01");
      expect(answer.locationPath).toEqual(["lamp", "actions", "job", "job-1"]);
      const status = JSON.parse(textOf(answer));
      expect(status).toMatchObject({ id: "job-1", status: "running", href: "/lamp/actions/job/job-1" });
      expect(JSON.parse(textOf(await lab.get(status.href)))).toEqual(status);
      const cancelled = await lab.probe.request({ url: base + status.href, method: Code.DELETE });
      expect(codeText(cancelled.code)).toBe("2.02");
      expect(await statusOf(status.href)).toBe("4.04");
    });

    it("2.04 with the output of an action that waits for it", async () => {
      const post = { url: `${base}/lamp/actions/echo`, method: Code.POST, payload: "7", contentFormat: 50 };
      const answer = await lab.probe.request(post);
      expect([codeText(answer.code), answer.contentFormat, textOf(answer)]).toEqual(["2.04", 50, "7"]);
    });

    it("readmultipleproperties by a list with commas as well", async () => {
      expect(JSON.parse(textOf(await lab.get("/lamp/properties?names=count,name")))).toEqual({
        count: 0,
        name: "lamp",
      });
      expect(await statusOf("/lamp/properties?names=count,nothing")).toBe("4.00");
    });

    it("5.03 to those whose Thing still thinks when it stops", async () => {
      const pending = lab.get("/lamp/properties/slow");
      await lab.thing.calls.until("readproperty", "slow", 1, 1000);
      const stopping = lab.server.stop();
      expect(codeText((await pending).code)).toBe("5.03");
      await lab.time.advance(1000);
      await stopping;
    });
  });

  it("gives a Thing whose slug is its own word another first segment", async () => {
    const thing = testThing({ slug: "things" });
    lab.host.add(thing);
    const { properties } = await lab.server.expose(thing);
    expect(properties.get("count")?.[0]?.href).toBe(`${base}/~things/properties/count`);
    expect(await statusOf("/~things/properties/count")).toBe("2.05");
  });

  it("offers no Form for a name that no option can carry", async () => {
    const name = "n".repeat(256);
    const thing = testThing({ slug: "long" });
    const renamed = new Map([[name, Object.assign(thing.property("count"), { name })]]);
    const forms = await lab.server.expose(Object.assign(thing, { properties: renamed }));
    expect(forms.properties.get(name)).toEqual([]);
  });

  it("puts its Forms under baseUrl", async () => {
    await using server = coapServer({ baseUrl: "coap://house.example/", transport: lab.network.transport() });
    await server.start(lab.host);
    expect(server.addresses()).toEqual(["coap://house.example"]);
    const { events } = await server.expose(lab.thing);
    expect(events.get("tick")?.[0]?.href).toBe("coap://house.example/lamp/events/tick");
  });

  it.each(["http://h", "coap://h/path", "coap://h?x=1", "nothing", ""])("refuses the baseUrl %j", (baseUrl) => {
    expect(() => coapServer({ baseUrl })).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
  });

  it.each([{ port: -1 }, { port: 65_536 }, { limits: { stopGraceMs: -1 } }, { limits: { maxBodyBytes: -1 } }])(
    "refuses %j",
    (options) => {
      expect(() => coapServer(options)).toThrow(expect.objectContaining({ code: "WOT_RANGE" }));
    },
  );

  it("says where it listens and whether others reach it", async () => {
    await using server = coapServer({ port: 0 });
    await server.start(lab.host);
    expect(server.addresses()[0]).toMatch(/^coap:\/\/127\.0\.0\.1:\d+$/);
    expect(server.isPublic).toBe(false);
    expect(coapServer({ address: "0.0.0.0", advertise: "all" }).isPublic).toBe(true);
  });

  it("keeps the socket's error as the cause when its address is taken", async () => {
    await using server = coapServer({ port: 0 });
    await server.start(lab.host);
    const port = Number(new URL(server.addresses()[0]!).port);
    await using late = coapServer({ port });
    const error = await late.start(lab.host).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "WOT_ADDRESS_IN_USE", cause: { code: "EADDRINUSE", port, syscall: "bind" } });
  });

  it("refuses to expose before it is started", async () => {
    await expect(coapServer().expose(lab.thing)).rejects.toMatchObject({ code: "WOT_STATE" });
  });

  it("asks a Thing for no more than it was asked", async () => {
    lab.thing.property("count").failure = new RequestError("WOT_TOO_MANY", "slowly");
    expect(await statusOf("/lamp/properties/count")).toBe("4.29");
    expect(lab.thing.calls.of("readproperty", "count")).toHaveLength(1);
  });
});
