import type { ClientBinding, ContentSink, Exchange, FormRequest } from "@thingwright/contracts";
import { describe, expect, it } from "vitest";
import { type TheirForm, thingwright } from "../../../src/our-bindings/index.js";
import { streamed } from "../../support/scripted-plug-in.js";

/** A client binding of ours that answers everything with 1, and writes down what it is asked. */
class ScriptedBinding implements ClientBinding {
  readonly manifest = {
    name: "scripted",
    schemes: ["http", "https"],
    clientOperations: [],
    serverOperations: [],
    subprotocols: [],
    carriers: ["headers", "query"] as const,
  };
  readonly asked: string[] = [];
  readonly sinks: ContentSink[] = [];
  prepared = 0;

  prepare({ form, operation, authenticator }: FormRequest) {
    this.prepared += 1;
    const asking = async (verb: string, { content }: Exchange): Promise<void> => {
      const credentials = await authenticator?.authenticate({ uri: form.href, method: "GET" });
      const sent = content === undefined ? "" : ` ${content.contentType} ${Buffer.from(content.body)}`;
      this.asked.push(
        `${verb} ${operation} ${form.href}${sent}${credentials ? ` ${JSON.stringify(credentials)}` : ""}`,
      );
    };
    return {
      request: async (exchange: Exchange) => {
        await asking("ask", exchange);
        return { contentType: "", body: new TextEncoder().encode("1") };
      },
      subscribe: async (exchange: Exchange, sink: ContentSink) => {
        await asking("subscribe", exchange);
        this.sinks.push(sink);
        return { stop: async () => void this.asked.push(`stop ${form.href}`) };
      },
    };
  }

  async stop(): Promise<void> {}

  async [Symbol.asyncDispose](): Promise<void> {}
}

function setUp() {
  const binding = new ScriptedBinding();
  return { binding, client: thingwright(binding).getClient() };
}

const form = (href: string, op: string | string[]): TheirForm => ({ href, contentType: "application/json", op });

describe("a client of ours in their Servient", () => {
  it("has what their runtime asks for carried out, by the operation of the Form", async () => {
    const { binding, client } = setUp();
    const content = await client.readResource(form("http://device/level", "readproperty"));
    expect([content.type, String(await content.toBuffer())]).toEqual(["application/json", "1"]);
    await client.readResource(form("http://device/all", ["readallproperties", "writeallproperties"]));
    await client.writeResource(form("http://device/level", "writeproperty"), streamed("5"));
    await client.invokeResource(form("http://device/fade", "invokeaction"));
    expect(binding.asked).toEqual([
      "ask readproperty http://device/level",
      "ask readallproperties http://device/all",
      "ask writeproperty http://device/level application/json 5",
      "ask invokeaction http://device/fade",
    ]);
  });

  it("prepares a Form once for as long as their runtime keeps it", async () => {
    const { binding, client } = setUp();
    const level = form("http://device/level", "readproperty");
    await client.readResource(level);
    await client.readResource(level);
    expect(binding.prepared).toBe(1);
  });

  it("gives a body as a stream as well, as often as it is asked for", async () => {
    const { client } = setUp();
    const { body } = await client.readResource(form("http://device/level", "readproperty"));
    const chunks: unknown[] = [];
    for await (const chunk of body) chunks.push(chunk);
    expect(String(Buffer.concat(chunks as Buffer[]))).toBe("1");
  });

  it.each([
    ["by the Form itself", (made: TheirForm) => made],
    ["without the URI variables", (made: TheirForm) => ({ ...made, href: "http://device/full" })],
    ["with variables in the path", (made: TheirForm) => ({ ...made, href: "http://device//left" })],
    ["by another Form of the same address", () => form("http://device/full?tag=a", "unsubscribeevent")],
    ["by another Form of the same path", () => form("http://device/full", ["unsubscribeevent"])],
  ])("ends a subscription %s", async (_, ending) => {
    const { binding, client } = setUp();
    const made = form("http://device/full?tag=a", ["subscribeevent"]);
    await client.subscribeResource(form("http://device/other", ["subscribeevent"]), () => {});
    await client.subscribeResource(made, () => {});
    await client.unlinkResource(ending(made));
    expect(binding.asked.at(-1)).toBe("stop http://device/full?tag=a");
    expect(binding.asked).not.toContain("stop http://device/other");
  });

  it("ends all subscriptions when it is stopped", async () => {
    const { binding, client } = setUp();
    await client.subscribeResource(form("http://device/full", ["subscribeevent"]), () => {});
    await client.stop();
    await client.stop();
    expect(binding.asked.slice(1)).toEqual(["stop http://device/full"]);
  });

  it.each([
    ["one", { username: "ada", password: "x" }],
    ["a list, of which it takes what fits", [{ token: "t" }, { username: "ada", password: "x" }]],
  ])("takes credentials as %s", async (_, credentials) => {
    const { binding, client } = setUp();
    expect(client.setSecurity([{ scheme: "basic", in: "header" }], credentials)).toBe(true);
    await client.readResource(form("http://device/level", "readproperty"));
    expect(binding.asked[0]).toContain(`Basic ${Buffer.from("ada:x").toString("base64")}`);
  });

  it("sends nothing where it cannot bring what the security asks for", async () => {
    const { binding, client } = setUp();
    expect(client.setSecurity([{ scheme: "psk" }], { identity: "me", psk: "secret" })).toBe(false);
    const read = client.readResource(form("http://device/level", "readproperty"));
    await expect(read).rejects.toMatchObject({ family: "CredentialsError" });
    expect(binding.asked).toEqual([]);
  });

  it("is made for the scheme that is asked for, and for none that the binding has not", () => {
    const binding = new ScriptedBinding();
    expect([thingwright(binding).scheme, thingwright(binding, { scheme: "https" }).scheme]).toEqual(["http", "https"]);
    expect(() => thingwright(binding, { scheme: "coap" })).toThrow('not for "coap:"');
  });
});
