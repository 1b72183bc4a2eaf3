import { Readable } from "node:stream";
import { afterEach, describe, expect, it } from "vitest";
import {
  Content,
  type ContentCodec,
  ContentSerdes,
  type DataSchema,
  JsonCodec,
  ProtocolHelpers,
} from "../../../src/stand-in/core.js";

const serdes = ContentSerdes.get();

const there = async (value: unknown, type: string, schema: DataSchema = {}) =>
  serdes.contentToValue({ type, body: await serdes.valueToContent(value, schema, type).toBuffer() }, schema);

describe("ContentSerdes", () => {
  afterEach(() => serdes.addCodec(new JsonCodec("text/hodor")));

  it.each([
    ["application/json", { a: [1, "x", null] }],
    ["application/cbor", { a: [1, "x", null] }],
    ["application/senml+json", [1]],
    ["text/plain", "grün"],
    ["text/plain; charset=utf16le", "grün"],
  ])("carries values of %s there and back", async (type, value) => {
    expect(await there(value, type)).toEqual(value);
  });

  it("carries a scalar in the bytes that an octet stream's parameters say", async () => {
    const type = "application/octet-stream;length=2;signed=false";
    const content = serdes.valueToContent(258, { type: "integer" }, type);
    expect([...(await content.toBuffer())]).toHaveLength(2);
    expect(await there(258, type, { type: "integer" })).toBe(258);
  });

  it("takes a text that is no JSON for itself, and an empty body for no value", () => {
    expect(serdes.contentToValue({ type: "application/json", body: Buffer.from("plain") }, {})).toBe("plain");
    expect(serdes.contentToValue({ type: "application/json", body: Buffer.alloc(0) }, {})).toBeUndefined();
  });

  it("passes the text of an unknown media type on", async () => {
    expect(serdes.isSupported("application/unheard-of")).toBe(false);
    expect(await there("as it is", "application/unheard-of")).toBe("as it is");
  });

  it("offers JSON and CBOR, and what a program adds as offered", () => {
    expect(serdes.getOfferedMediaTypes()).toEqual(expect.arrayContaining(["application/json", "application/cbor"]));
    expect(serdes.getSupportedMediaTypes()).toEqual(expect.arrayContaining(["image/png", "application/octet-stream"]));
  });

  it("uses a program's codec with its parameters", async () => {
    const seen: unknown[] = [];
    const hodor: ContentCodec = {
      getMediaType: () => "text/hodor",
      bytesToValue: (_bytes, _schema, parameters) => void seen.push(parameters),
      valueToBytes: () => Buffer.from("Hodor"),
    };
    serdes.addCodec(hodor);
    expect((await serdes.valueToContent("x", {}, "text/hodor").toBuffer()).toString()).toBe("Hodor");
    serdes.contentToValue({ type: "text/hodor; key=value; flag", body: Buffer.alloc(1) }, {});
    expect(seen).toEqual([{ key: "value", flag: undefined }]);
  });
});

describe("streams of contents", () => {
  it("become Web streams and back, the same ones", async () => {
    const node = Readable.from([Buffer.from("ab"), Buffer.from("c")]);
    const web = ProtocolHelpers.toWoTStream(node);
    expect(ProtocolHelpers.toNodeStream(web)).toBe(node);
    const chunks: Uint8Array[] = [];
    for await (const chunk of web) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe("abc");
  });

  it("are read whole", async () => {
    const web = new Blob(["hello"]).stream();
    const content = new Content("text/plain", ProtocolHelpers.toNodeStream(web as never));
    expect((await content.toBuffer()).toString()).toBe("hello");
  });
});
