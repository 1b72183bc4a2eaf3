import { Readable } from "node:stream";
import type * as standIn from "../../src/stand-in/core.js";
import type { DataSchema } from "../../src/stand-in/core.js";

/** The core that is asked: node-wot's or the stand-in's. */
export type Core = typeof standIn;

const td = (terms: object) => JSON.stringify({ title: "T", security: "nosec", ...terms });
const bytes = (...parts: number[]) => Buffer.from(parts);
const lamp = {
  title: "Lamp",
  properties: {
    on: {
      type: "boolean",
      observable: true,
      forms: [{ href: "http://h/on", op: ["readproperty", "observeproperty"] }],
    },
    secret: { type: "string", writeOnly: true, forms: [] },
    model: { type: "string", readOnly: true, forms: [] },
  },
  actions: { toggle: { forms: [{ href: "http://h/toggle" }] } },
  events: { hot: { data: { type: "integer" }, forms: [{ href: "http://h/hot" }] } },
};

const lampOf = ({ ExposedThing, Servient }: Core) => new ExposedThing(new Servient(), lamp);
const content = ({ Content }: Core, text: string, type = "application/json") =>
  new Content(type, Readable.from([Buffer.from(text)]));
const output = (core: Core, text: string, schema?: DataSchema, type?: string) =>
  new core.InteractionOutput(content(core, text, type), new core.Form("http://h/x"), schema);
const written = (core: Core, value: unknown, schema: DataSchema | undefined, type: string) =>
  core.ContentSerdes.get().valueToContent(value, schema, type).toBuffer();
const read = (core: Core, body: Buffer, schema: DataSchema, type: string) =>
  core.ContentSerdes.get().contentToValue({ type, body }, schema);
const octets = (parameters: string) => `application/octet-stream;${parameters}`;

/** What a program asks node-wot's core, by what it is about. */
export const scriptedCalls: Readonly<Record<string, (core: Core) => unknown>> = {
  "a media type with parameters": ({ ContentSerdes }) => [
    ContentSerdes.getMediaType(" text/plain ;charset=utf-8"),
    ContentSerdes.getMediaTypeParameters("text/plain; charset=utf-8; flag; a=b=c"),
  ],
  "media types that are supported": ({ ContentSerdes }) => ContentSerdes.get().getSupportedMediaTypes(),
  "media types that are offered": ({ ContentSerdes }) => ContentSerdes.get().getOfferedMediaTypes(),
  "JSON written": (core) => written(core, { a: [1, null, "x"] }, {}, "application/json"),
  "JSON of no value": (core) => written(core, undefined, {}, "application/json"),
  "SenML written": (core) => written(core, [{ n: "t", v: 1 }], {}, "application/senml+json"),
  "JSON that is none": (core) => read(core, Buffer.from("plain"), {}, "application/json"),
  "JSON of nothing": (core) => read(core, bytes(), {}, "application/json"),
  "CBOR written": (core) => written(core, [1, "x", null, true], {}, "application/cbor"),
  "CBOR of no value": (core) => written(core, undefined, {}, "application/cbor"),
  "CBOR of nothing": (core) => read(core, bytes(), {}, "application/cbor"),
  "text written": (core) => written(core, "abc", {}, "text/plain"),
  "text beyond ASCII": (core) => written(core, "gr\u00fcn", {}, "text/plain"),
  "text of an object": (core) => written(core, { a: 1 }, {}, "text/plain"),
  "text of no value": (core) => written(core, undefined, {}, "text/plain"),
  "text in latin1": (core) => read(core, bytes(0x67, 0xfc), {}, "text/plain;charset=latin1"),
  "text in an unknown charset": (core) => read(core, bytes(0x67), {}, "text/plain;charset=klingon"),
  "a picture written": (core) => written(core, "aGVsbG8=", {}, "image/png"),
  "a picture read": (core) => read(core, Buffer.from("abc"), {}, "image/png"),
  "an unknown type written": (core) => written(core, "abc", {}, "application/unheard-of"),
  "an unknown type of no value": (core) => written(core, undefined, {}, "application/unheard-of"),
  "an unknown type read": (core) => read(core, Buffer.from("abc"), {}, "application/unheard-of"),
  "octets of an integer": (core) => written(core, 258, { type: "integer" }, octets("length=2;signed=false")),
  "octets of a signed integer": (core) => written(core, -2, { type: "integer" }, octets("length=4;signed=true")),
  "octets, the lowest first": (core) =>
    written(core, 258, { type: "integer" }, octets("length=2;byteSeq=LITTLE_ENDIAN")),
  "octets of too large an integer": (core) => written(core, 300, { type: "integer" }, octets("length=1;signed=false")),
  "octets of a number": (core) => written(core, 1.5, { type: "number" }, octets("length=4")),
  "octets of a text for an integer": (core) => written(core, "x", { type: "integer" }, octets("length=4")),
  "octets with an ill sign": (core) => written(core, 1, { type: "integer" }, octets("length=1;signed=maybe")),
  "octets of no value": (core) => written(core, undefined, { type: "integer" }, octets("length=1")),
  "octets read": (core) => read(core, bytes(1, 2), { type: "integer" }, octets("length=2;signed=false")),
  "octets of another length": (core) => read(core, bytes(1, 2), { type: "integer" }, octets("length=4")),
  "octets of a list": (core) => read(core, bytes(1), { type: "array" }, octets("length=1")),
  "octets without a type": (core) => read(core, bytes(1), {}, octets("length=1")),

  "a value twice": async (core) => {
    const one = output(core, "5", { type: "integer" });
    return [await one.value(), await one.value(), one.dataUsed];
  },
  "bytes after the value": async (core) => {
    const one = output(core, "5", { type: "integer" });
    return [await one.value(), Buffer.from(await one.arrayBuffer())];
  },
  "the value after the bytes": async (core) => {
    const one = output(core, "5", { type: "integer" });
    await one.arrayBuffer();
    return one.value();
  },
  "the value after the stream": (core) => {
    const one = output(core, "5", { type: "integer" });
    return one.data && one.value();
  },
  "a value without a schema": (core) => output(core, "5").value(),
  "a value whose schema has no type": (core) => output(core, "5", {}).value(),
  "a value without a Form": (core) =>
    new core.InteractionOutput(content(core, "5"), undefined, { type: "integer" }).value(),
  "a value against its schema": (core) => output(core, "5", { type: "string" }).value(),
  "a value of an unknown type": (core) => output(core, "5", { type: "string" }, "application/unheard-of").value(),
  "bytes of an unknown type": async (core) => {
    const one = output(core, "5", { type: "string" }, "application/unheard-of");
    await one.value().catch(() => {});
    return [one.dataUsed, Buffer.from(await one.arrayBuffer())];
  },

  "a content type from a template": ({ Form, ProtocolHelpers }) => {
    const form = new Form("http://h/x");
    ProtocolHelpers.updatePropertyFormWithTemplate(form, { forms: [new Form("a"), new Form("b", "text/plain")] });
    ProtocolHelpers.updateActionFormWithTemplate(form, { forms: null as never });
    return form;
  },
  "the content type of a property": ({ Form, ProtocolHelpers }) => {
    const properties = { on: { forms: [new Form("coap://h", "text/a"), new Form("http://h", "text/b")] } };
    return ["on", "off", "constructor"].map((name) =>
      ProtocolHelpers.getPropertyContentType({ properties } as never, name, "http"),
    );
  },
  "the content type where there is nothing": ({ ProtocolHelpers }) => [
    ProtocolHelpers.getPropertyContentType({ properties: null } as never, "on", "http"),
    ProtocolHelpers.getActionContentType(undefined as never, "on", "http"),
    ProtocolHelpers.getEventContentType({}, "on", "http"),
  ],
  "no stream read whole": ({ ProtocolHelpers }) => ProtocolHelpers.readStreamFully(null as never),
  "a stream of bytes read whole": ({ ProtocolHelpers }) =>
    ProtocolHelpers.readStreamFully(Readable.from([bytes(1), bytes(2, 3)])),
  "a stream of texts read whole": ({ ProtocolHelpers }) => ProtocolHelpers.readStreamFully(Readable.from(["ab", "cd"])),
  "operations of properties": ({ ProtocolHelpers }) =>
    [{}, { readOnly: true }, { writeOnly: true, observable: true }].map((each) =>
      ProtocolHelpers.getPropertyOpValues(each as never),
    ),
  "the Form that a request came by": ({ Form, ProtocolHelpers }) =>
    ["/x?v=1", "/y", undefined].map((url) =>
      ProtocolHelpers.findRequestMatchingFormIndex([new Form("coap://h/x"), new Form("http://h/x{?v}")], "http", url),
    ),
  "the Form for an operation": ({ ProtocolHelpers }) =>
    [undefined, 0, 7].map((index) =>
      ProtocolHelpers.getFormIndexForOperation(lamp.properties.on as never, "property", "observeproperty", index),
    ),

  "a scheme": ({ Helpers }) => Helpers.extractScheme("coap+tcp://h/x"),
  "a scheme of no URI": ({ Helpers }) => Helpers.extractScheme("nothing"),
  "names counted on": ({ Helpers }) => ["a", "a_2", "a_9", "a_x"].map((name) => Helpers.generateUniqueName(name)),
  "addresses in URIs": ({ Helpers }) => ["::1", "1.2.3.4", undefined].map((one) => Helpers.toUriLiteral(one)),
  "lists of texts": ({ Helpers }) => ["a", ["a", "b"], undefined].map((one) => Helpers.toStringArray(one)),
  "members of two objects, in order": ({ Helpers }) =>
    JSON.stringify(Helpers.extend({ b: 1, a: 2 } as object, { c: 3, a: 4 } as object)),
  "a query": ({ Helpers }) =>
    Helpers.parseUrlParameters("/x?step=3&name=a%20b&other=1", { name: {} }, { step: { type: "integer" } }),
  "a query that is ill encoded": ({ Helpers }) => Helpers.parseUrlParameters("/x?name=%", {}, { name: {} }),
  "a variable that nobody declares": ({ Helpers }) =>
    Helpers.parseInteractionOptions({ title: "T" } as never, { title: "I" } as never, { uriVariables: { x: 1 } }),
  "a name with variables": ({ Helpers }) =>
    Helpers.updateInteractionNameWithUriVariablePattern("a b", { x: {} } as never, { y: {} } as never),

  "a description with all defaults": ({ parseTD }) =>
    parseTD(td({ properties: { a: { forms: [{ href: "http://h" }] } } })),
  "contexts of a description": ({ parseTD }) =>
    ["http://c", ["http://c"], ["http://c", "https://www.w3.org/2022/wot/td/v1.1"]].map(
      (context) => parseTD(td({ "@context": context }))["@context"],
    ),
  "a relative address without base": ({ parseTD }) => parseTD(td({ events: { e: { forms: [{ href: "x" }] } } })),
  "an affordance without Forms": ({ parseTD }) => parseTD(td({ actions: { a: {} } })),
  "a new Thing": ({ Thing }) => JSON.stringify(new Thing()),
  "a new Thing as text": ({ serializeTD, Thing }) => serializeTD(new Thing()),
  "an exposed Thing's description": (core) => JSON.stringify(lampOf(core).getThingDescription()),

  "a read handler for no property": (core) => lampOf(core).setPropertyReadHandler("none", () => 1),
  "a read handler for what is written": (core) => lampOf(core).setPropertyReadHandler("secret", () => 1),
  "a write handler for what is read": (core) => lampOf(core).setPropertyWriteHandler("model", () => {}),
  "an observe handler for what is not observed": (core) => lampOf(core).setPropertyObserveHandler("model", () => 1),
  "an unobserve handler for what is not observed": (core) => lampOf(core).setPropertyUnobserveHandler("model", () => 1),
  "an action handler for no action": (core) => lampOf(core).setActionHandler("none", () => {}),
  "a subscribe handler for no event": (core) => lampOf(core).setEventSubscribeHandler("none", () => 1),
  "an event that there is not": (core) => lampOf(core).emitEvent("none", 1),
  "a change of no property": (core) => lampOf(core).emitPropertyChange("none"),
  "a change without a read handler": (core) => lampOf(core).emitPropertyChange("on"),
  "a change whose read handler fails": (core) =>
    lampOf(core)
      .setPropertyReadHandler("on", async () => {
        throw new Error("away");
      })
      .emitPropertyChange("on"),
  "a read without a handler": (core) => lampOf(core).handleReadProperty("model", { formIndex: 0 }),
  "a write without a handler": (core) => lampOf(core).handleWriteProperty("on", content(core, "1"), { formIndex: 0 }),
  "a write of what is read": (core) => lampOf(core).handleWriteProperty("model", content(core, "1"), { formIndex: 0 }),
  "an action without a handler": (core) =>
    lampOf(core).handleInvokeAction("toggle", content(core, "1"), { formIndex: 0 }),
  "a read of no property": (core) => lampOf(core).handleReadProperty("none", { formIndex: 0 }),
  "the end of what nobody heard": (core) => lampOf(core).handleUnsubscribeEvent("hot", () => {}, { formIndex: 0 }),

  "Things of a Servient": (core) => {
    const servient = new core.Servient();
    const thing = new core.ExposedThing(servient, { ...lamp, id: "urn:a" });
    return [servient.addThing(thing), servient.addThing(thing), servient.getThing("urn:b"), servient.hasClientFor("x")];
  },
  "a Thing that is not there destroyed": ({ Servient }) => new Servient().destroyThing("urn:none"),
  "a client that is not there": ({ Servient }) => new Servient().getClientFor("x"),
  credentials: ({ Servient }) => {
    const servient = new Servient();
    servient.addCredentials({ a: 1 });
    servient.addCredentials({ a: 2 });
    return [servient.getCredentials("a"), servient.retrieveCredentials("a"), servient.getCredentials("b")];
  },
  "a shutdown before the start": ({ Servient }) => new Servient().shutdown(),
  "a shutdown twice": async ({ Servient }) => {
    const servient = new Servient();
    await servient.start();
    await servient.shutdown();
    return servient.shutdown();
  },
  "a start after the shutdown": async ({ Servient }) => {
    const servient = new Servient();
    await servient.start();
    await servient.shutdown();
    return servient.start();
  },
};
