import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import {
  ConsumedThing,
  Content,
  ExposedThing,
  Form,
  InteractionOutput,
  parseTD,
  Servient,
  serializeTD,
  Thing,
} from "../../../src/stand-in/core.js";

const lamp = {
  title: "Lamp",
  properties: {
    on: { type: "boolean", observable: true, forms: [{ href: "/on", op: ["readproperty", "observeproperty"] }] },
    secret: { type: "string", writeOnly: true },
    model: { type: "string", readOnly: true },
  },
  actions: { toggle: { output: { type: "boolean" }, forms: [{ href: "/toggle" }] } },
  events: { hot: { data: { type: "integer" }, forms: [{ href: "/hot", op: "subscribeevent" }] } },
};

const body = (value: unknown) => new Content("application/json", Readable.from([Buffer.from(JSON.stringify(value))]));
const jsonOf = async (content: Content | undefined) => JSON.parse((await content?.toBuffer())?.toString() ?? "null");

describe("the text of a Thing Description", () => {
  it("is read with its defaults written out and its addresses made absolute", () => {
    const text = JSON.stringify({
      ...lamp,
      base: "http://h/lamp/",
      properties: {},
      security: "nosec",
      "@type": "Light",
    });
    const thing = parseTD(`\uFEFF${text}`);
    expect(thing.actions.toggle).toMatchObject({
      safe: false,
      idempotent: false,
      forms: [{ href: "http://h/toggle" }],
    });
    expect(thing.security).toEqual(["nosec"]);
    expect(thing["@type"]).toEqual(["Thing", "Light"]);
    expect(thing["@context"]).toEqual(expect.arrayContaining([{ "@language": "en" }]));
  });

  it.each([
    [{ properties: { on: {} } }, "Property 'on' has no forms field"],
    [{ actions: { go: { forms: [{}] } } }, "Form of Action 'go' has no href field"],
    [{ events: { e: { forms: [{ href: "x" }] } } }, "relative URI while TD has no base field"],
  ])("is refused for %j", (td, message) => {
    expect(() => parseTD(JSON.stringify(td))).toThrow(message);
  });

  it("is written without what is empty, and with nosec where nothing is said", () => {
    const text = JSON.parse(serializeTD(Object.assign(new Thing(), { title: "Empty" })));
    expect(text).toMatchObject({
      title: "Empty",
      security: ["nosec_sc"],
      securityDefinitions: { nosec_sc: { scheme: "nosec" } },
    });
    expect(Object.keys(text)).not.toEqual(expect.arrayContaining(["properties", "links", "forms"]));
  });
});

describe("an ExposedThing", () => {
  const thing = () => new ExposedThing(new Servient(), lamp);

  it("has the members of its description, as a copy", () => {
    const exposed = thing();
    expect(exposed.title).toBe("Lamp");
    expect(exposed.properties.on).toEqual(lamp.properties.on);
    expect(exposed.properties.on).not.toBe(lamp.properties.on);
  });

  it("keeps its methods, whatever members the init has", () => {
    const exposed = new ExposedThing(new Servient(), { title: "T", expose: 1, constructor: 2 });
    expect(exposed.expose).toBeTypeOf("function");
    expect(exposed.constructor).toBe(ExposedThing);
  });

  it("refuses handlers for what it does not have or allow", () => {
    const exposed = thing();
    expect(() => exposed.setPropertyReadHandler("nothing", () => 1)).toThrow("has no Property 'nothing'");
    expect(() => exposed.setPropertyReadHandler("__proto__", () => 1)).toThrow("has no Property");
    expect(() => exposed.setPropertyReadHandler("secret", () => 1)).toThrow("writeOnly");
    expect(() => exposed.setPropertyWriteHandler("model", () => {})).toThrow("readOnly");
    expect(() => exposed.setPropertyObserveHandler("model", () => {})).toThrow("observable");
    expect(() => exposed.setActionHandler("nothing", () => {})).toThrow("has no Action 'nothing'");
    expect(() => exposed.emitEvent("nothing")).toThrow("NotFoundError");
  });

  it("lets handlers be set one after the other", () => {
    const exposed = thing();
    expect(exposed.setPropertyReadHandler("on", () => true).setActionHandler("toggle", () => true)).toBe(exposed);
  });

  it("answers a server of the plug-in contract by its handlers", async () => {
    let on: unknown = false;
    const exposed = thing()
      .setPropertyReadHandler("on", () => on)
      .setPropertyWriteHandler("on", async (value) => {
        on = await value.value();
      })
      .setActionHandler("toggle", () => !on);
    await exposed.handleWriteProperty("on", body(true), { formIndex: 0 });
    expect(await jsonOf(await exposed.handleReadProperty("on", { formIndex: 0 }))).toBe(true);
    expect(await jsonOf(await exposed.handleInvokeAction("toggle", body(null), { formIndex: 0 }))).toBe(false);
    await expect(exposed.handleReadProperty("model", { formIndex: 0 })).rejects.toThrow("no readHandler");
    await expect(exposed.handleWriteProperty("on", body("dim"), { formIndex: 0 })).rejects.toMatchObject({
      code: "WOT_DATA_INVALID",
    });
  });

  it("tells listeners of a server of the plug-in contract until they leave", async () => {
    const exposed = thing().setPropertyReadHandler("on", () => true);
    const heard: Content[] = [];
    const listener = (content: Content) => void heard.push(content);
    const began: unknown[] = [];
    exposed.setEventSubscribeHandler("hot", (options) => began.push(options));
    await exposed.handleSubscribeEvent("hot", listener, { formIndex: 0 });
    await exposed.handleObserveProperty("on", listener, { formIndex: 0 });
    exposed.emitEvent("hot", 90);
    await exposed.emitPropertyChange("on");
    expect(await Promise.all(heard.map(jsonOf))).toEqual([90, true]);
    expect(began).toEqual([{ formIndex: 0 }]);
  });

  it("ends listening at once, and throws for a listener that it does not know", async () => {
    const exposed = thing();
    const heard: Content[] = [];
    const listener = (content: Content) => void heard.push(content);
    await exposed.handleSubscribeEvent("hot", listener, { formIndex: 0 });
    expect(() => exposed.handleUnsubscribeEvent("hot", () => {}, { formIndex: 0 })).toThrow("Form not found");
    expect(exposed.handleUnsubscribeEvent("hot", listener, { formIndex: 0 })).toBeUndefined();
    exposed.emitEvent("hot", 90);
    expect(heard).toEqual([]);
  });

  it("asks the read handler for a change that no server tells, and fails with it", async () => {
    const exposed = thing().setPropertyReadHandler("on", () => {
      throw new Error("the lamp is away");
    });
    await expect(exposed.emitPropertyChange("on")).rejects.toThrow("the lamp is away");
  });
});

describe("an InteractionOutput", () => {
  it("of a content type that no codec reads has its bytes all the same", async () => {
    const content = new Content("application/unheard-of", Readable.from([Buffer.from("abc")]));
    const output = new InteractionOutput(content, new Form("http://h/x"), { type: "string" });
    await expect(output.value()).rejects.toThrow("Content type application/unheard-of not supported");
    expect(output.dataUsed).toBe(false);
    expect(Buffer.from(await output.arrayBuffer()).toString()).toBe("abc");
  });
});

describe("a ConsumedThing", () => {
  it("has the members of its description and keeps its methods", () => {
    const consumed = new ConsumedThing(new Servient(), { ...lamp, readProperty: "mine" });
    expect(consumed.actions.toggle).toEqual(lamp.actions.toggle);
    expect(consumed.readProperty).toBeTypeOf("function");
  });

  it("is refused with the reason for what is no Thing Description", async () => {
    const wot = await new Servient().start();
    await expect(wot.consume({})).rejects.toMatchObject({
      message: expect.stringContaining("Cannot consume TD because"),
      cause: { code: "WOT_TD_INVALID" },
    });
  });
});
