import { fakeHost } from "@thingwright/contract-tests";
import type { HostedThing } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import { RequestError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { nodeWot, type ProtocolServer, type TheirExposedThing } from "../../../src/their-bindings/index.js";
import { streamed } from "../../support/scripted-plug-in.js";

/** A server of node-wot that writes a Form for each address of a machine, and keeps the Things that it was given. */
class ScriptedServer implements ProtocolServer {
  readonly scheme = "vendor";
  readonly things: TheirExposedThing[] = [];
  readonly destroyed: string[] = [];
  listening: () => Promise<void> = async () => {};

  start(): Promise<void> {
    return this.listening();
  }

  async expose(thing: TheirExposedThing): Promise<void> {
    this.things.push(thing);
    for (const property of Object.values(thing.properties)) {
      for (const host of ["127.0.0.1", "[::1]", "broker.example"]) {
        property.forms?.push({ href: `vendor://${host}:7/x`, contentType: "application/json", op: ["readproperty"] });
      }
    }
  }

  async destroy(thingId: string): Promise<boolean> {
    return this.destroyed.push(thingId) > 0;
  }

  async stop(): Promise<void> {}

  getPort(): number {
    return 7;
  }
}

async function exposed() {
  const plugIn = new ScriptedServer();
  const server = nodeWot(plugIn, { advertise: ["192.0.2.1"], containRejections: false });
  const servient = new Servient({ servers: [server], allowInsecure: true });
  await servient.start();
  const thing = servient.produce({
    title: "Lamp",
    properties: {
      level: { type: "integer", maximum: 100, observable: true, uriVariables: { unit: { type: "string" } } },
      secret: { type: "string", readOnly: true },
    },
    actions: { toggle: { output: { type: "boolean" }, synchronous: true } },
    events: { broken: { data: { type: "string" } } },
  });
  let level = 5;
  thing.setPropertyReadHandler("level", (options) => (options?.uriVariables?.unit === "double" ? 2 * level : level));
  thing.setPropertyWriteHandler("level", async (value) => {
    level = (await value.value()) as number;
  });
  thing.setPropertyReadHandler("secret", () => {
    throw new Error("the password of the database is wrong");
  });
  thing.setActionHandler("toggle", () => true);
  await thing.expose();
  return { plugIn, server, servient, thing, theirs: plugIn.things[0]! };
}

const options = { formIndex: 0 };
const textOf = async (content: Promise<{ toBuffer(): Promise<Buffer> } | undefined>): Promise<string> =>
  String(await (await content)?.toBuffer());

describe("a server of node-wot in our Servient", () => {
  it("has its Forms told at the hosts that were said, and those of other machines as they are", async () => {
    const { thing, server } = await exposed();
    const forms = thing.getThingDescription().properties?.level?.forms ?? [];
    expect(forms.map(({ href }) => href)).toEqual(["vendor://192.0.2.1:7/x", "vendor://broker.example:7/x"]);
    expect(server.addresses()).toEqual(["vendor://192.0.2.1:7"]);
    expect(server.isPublic).toBe(true);
  });

  it("reads, with URI variables, writes and invokes", async () => {
    const { theirs } = await exposed();
    await theirs.handleWriteProperty("level", streamed("40"), options);
    const read = theirs.handleReadProperty("level", { ...options, uriVariables: { unit: "double" } });
    expect(await textOf(read)).toBe("80");
    expect(await textOf(theirs.handleInvokeAction("toggle", streamed(""), options))).toBe("true");
  });

  it("says of a refusal what a peer may hear, as it tells peers whatever it gets", async () => {
    const { theirs, thing } = await exposed();
    await expect(theirs.handleWriteProperty("level", streamed("400"), options)).rejects.toThrow(/100/);
    await expect(theirs.handleReadProperty("secret", options)).rejects.toThrow(/^Internal error$/);
    await expect(theirs.handleReadProperty("__proto__", options)).rejects.toThrow("no such affordance");
    thing.setPropertyReadHandler("level", () => {
      throw new RequestError("WOT_CONFLICT", "the fuse is out");
    });
    await expect(theirs.handleReadProperty("level", options)).rejects.toThrow("the fuse is out");
  });

  it("hears what happens until its listener is taken away", async () => {
    const { theirs, thing } = await exposed();
    const heard: Promise<string>[] = [];
    const listener = (content: { toBuffer(): Promise<Buffer> }): void =>
      void heard.push(textOf(Promise.resolve(content)));
    await theirs.handleSubscribeEvent("broken", listener, options);
    thing.emitEvent("broken", "dark");
    theirs.handleUnsubscribeEvent("broken", listener, options);
    theirs.handleUnsubscribeEvent("broken", listener, options);
    thing.emitEvent("broken", "darker");
    expect(await Promise.all(heard)).toEqual(['"dark"']);
  });

  it("lets go of a Thing that is withdrawn", async () => {
    const { plugIn, server, theirs } = await exposed();
    await server.withdraw(theirs.id);
    await server.withdraw(theirs.id);
    expect(plugIn.destroyed).toEqual([theirs.id]);
  });

  it("refuses those who bring no credentials to a Thing that asks for some", async () => {
    const plugIn = new ScriptedServer();
    const servient = new Servient({
      servers: [nodeWot(plugIn, { advertise: ["192.0.2.1"], containRejections: false })],
      verifier: { verify: () => ({ name: "ada", scopes: [] }) },
    });
    await servient.start();
    const thing = servient.produce({
      title: "Safe",
      securityDefinitions: { basic_sc: { scheme: "basic" } },
      security: "basic_sc",
      properties: { content: { type: "string" } },
    });
    thing.setPropertyReadHandler("content", () => "gold");
    await thing.expose();
    await expect(plugIn.things[0]!.handleReadProperty("content", options)).rejects.toThrow();
  });

  it("says that an address is taken", async () => {
    const plugIn = new ScriptedServer();
    plugIn.listening = () => Promise.reject(Object.assign(new Error("listen EADDRINUSE"), { code: "EADDRINUSE" }));
    const server = nodeWot(plugIn, { advertise: ["192.0.2.1"], containRejections: false });
    await expect(server.start(fakeHost())).rejects.toMatchObject({ code: "WOT_ADDRESS_IN_USE" });
    await expect(server.expose({} as HostedThing)).rejects.toMatchObject({ code: "WOT_STATE" });
  });
});
