import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import {
  ConsumedThing,
  Content,
  Helpers,
  InteractionOutput,
  type ProtocolClient,
  Servient,
} from "../../../src/stand-in/core.js";

const client = { setSecurity: () => true } as unknown as ProtocolClient;

function servientFor(scheme: string): Servient {
  const servient = new Servient();
  servient.addClientFactory({ scheme, getClient: () => client, init: () => true, destroy: () => true });
  return servient;
}

describe("a consumed Thing whose Forms a program asks itself", () => {
  const forms = [{ href: "coap://h/a" }, { href: "test://h/{?step}", op: "readproperty" }];

  it("chooses the client of a scheme that there is one for, and its Form", () => {
    const thing = new ConsumedThing(servientFor("test"), { title: "Lamp" });
    expect(thing.getClientFor(forms, "readproperty", 0)).toEqual({ client, form: forms[1] });
    expect(thing.getClientFor(forms, "readproperty", 0, { formIndex: 1 })).toEqual({ client, form: forms[1] });
    expect(() => thing.getClientFor(forms, "readproperty", 0, { formIndex: 0 })).toThrow(
      "missing ClientFactory for 'coap'",
    );
    expect(() => thing.getClientFor(forms, "readproperty", 0, { formIndex: 9 })).toThrow("missing formIndex '9'");
    expect(() => thing.getClientFor([], "readproperty", 0)).toThrow("has no links");
  });

  it("fills in addresses, and tells content of another type than was announced", () => {
    const thing = new ConsumedThing(servientFor("test"), { title: "Lamp" });
    const filled = thing.handleUriVariables({ uriVariables: { step: {} } }, forms[1]!, { uriVariables: { step: 2 } });
    expect(filled.href).toBe("test://h/?step=2");
    const form = { href: "test://h", response: { contentType: "application/json" } };
    const content = new Content("text/plain", Readable.from(["on"]));
    expect(() => thing.handleInteractionOutput(content, form, {})).toThrow("Unexpected type 'text/plain'");
  });
});

describe("an output", () => {
  it("has its bytes after its value too", async () => {
    const output = new InteractionOutput(
      new Content("application/json", Readable.from([Buffer.from("[1, 2]")])),
      undefined,
      {
        type: "array",
      },
    );
    expect(await output.value()).toEqual([1, 2]);
    expect(Buffer.from(await output.arrayBuffer()).toString()).toBe("[1, 2]");
    expect(() => output.data).toThrow("already used");
  });
});

describe("Helpers.tsSchemaValidator", () => {
  it("says what is wrong until it is asked again", () => {
    expect(Helpers.tsSchemaValidator({ title: 3 })).toBe(false);
    expect(Helpers.tsSchemaValidator.errors?.[0]?.message).toContain("title");
    expect(Helpers.tsSchemaValidator({ title: "Lamp" })).toBe(true);
    expect(Helpers.tsSchemaValidator.errors).toBeNull();
  });
});
