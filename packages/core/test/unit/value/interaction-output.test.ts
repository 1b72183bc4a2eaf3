import { codecs } from "@thingwright/codecs";
import type { DataSchema } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { InteractionOutput, outputOfContent, outputOfValue } from "../../../src/value/interaction-output.js";
import { ValueCodec } from "../../../src/value/value-codec.js";

const installed = codecs();
const utf8 = (text: string) => new TextEncoder().encode(text);
const output = (text: string, contentType = "application/json", schema: DataSchema | undefined = { type: "integer" }) =>
  outputOfContent({ contentType, body: utf8(text) }, new ValueCodec(installed, schema), "application/json", {
    href: "x",
  });

async function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += new TextDecoder().decode(chunk);
  return text;
}

describe("InteractionOutput", () => {
  it("gives its value as often as it is asked, and is used from the first time", async () => {
    const answer = output("7");
    expect(answer.dataUsed).toBe(false);
    expect([await answer.value(), await answer.value()]).toEqual([7, 7]);
    expect(answer.dataUsed).toBe(true);
    expect(answer.schema).toEqual({ type: "integer" });
    expect(answer.form).toEqual({ href: "x" });
  });

  it("gives its bytes as often as it is asked", async () => {
    const answer = output("7");
    expect(await answer.arrayBuffer()).toBe(await answer.arrayBuffer());
    expect(new TextDecoder().decode(await answer.arrayBuffer())).toBe("7");
  });

  it("gives bytes that are a copy", async () => {
    const content = { contentType: "application/json", body: utf8("7") };
    const answer = outputOfContent(content, new ValueCodec(installed, undefined), "application/json");
    new Uint8Array(await answer.arrayBuffer()).fill(0);
    expect(content.body).toEqual(utf8("7"));
  });

  it("is not used by a look at its stream, only by reading from it", async () => {
    const looked = output("7");
    expect(looked.data).toBe(looked.data);
    await Promise.resolve();
    expect(looked.dataUsed).toBe(false);
    expect(await looked.value()).toBe(7);
    const read = output("7");
    expect(await textOf(read.data)).toBe("7");
    expect(read.dataUsed).toBe(true);
  });

  it("is taken in one way only", async () => {
    const refused = { code: "WOT_STATE" };
    const asValue = output("7");
    await asValue.value();
    await expect(asValue.arrayBuffer()).rejects.toMatchObject(refused);
    await expect(textOf(asValue.data)).rejects.toMatchObject(refused);
    const asStream = output("7");
    await textOf(asStream.data);
    await expect(asStream.value()).rejects.toMatchObject(refused);
    const asBytes = output("7");
    await asBytes.arrayBuffer();
    await expect(asBytes.value()).rejects.toMatchObject(refused);
  });

  it("rejects for what cannot be read or does not match", async () => {
    await expect(output("{").value()).rejects.toMatchObject({ code: "WOT_DATA_SYNTAX" });
    await expect(output('"seven"').value()).rejects.toMatchObject({ code: "WOT_DATA_INVALID" });
  });

  it("has no value without content, and tells the empty text from it", async () => {
    expect(await output("", "").value()).toBeUndefined();
    expect(await output("", "text/plain", { type: "string" }).value()).toBe("");
    await expect(output("").value()).rejects.toMatchObject({ code: "WOT_DATA_SYNTAX" });
    const anything = new ValueCodec(installed, undefined);
    const empty = { contentType: "application/json", body: utf8("") };
    expect(await outputOfContent(empty, anything, "application/json").value()).toBeUndefined();
  });

  it("carries a value that is decoded already, with JSON for its bytes", async () => {
    const codec = new ValueCodec(installed, { type: "integer" });
    expect(await outputOfValue(7, codec).value()).toBe(7);
    expect(new TextDecoder().decode(await outputOfValue(7, codec).arrayBuffer())).toBe("7");
    expect(await textOf(outputOfValue(7, codec).data)).toBe("7");
  });

  it("waits for bytes that come later, and hands on why they do not", async () => {
    const late = new InteractionOutput({ schema: undefined, value: () => 1, bytes: async () => utf8("late") });
    expect(await textOf(late.data)).toBe("late");
    const never = new InteractionOutput({
      schema: undefined,
      value: () => 1,
      bytes: () => Promise.reject(new RangeError("lost")),
    });
    await expect(textOf(never.data)).rejects.toThrow("lost");
  });
});
