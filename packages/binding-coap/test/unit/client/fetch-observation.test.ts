import { Code, type ObservationSink, coapServer as protocolServer } from "@thingwright/coap";
import { jsonContent, recordingSink, textOf } from "@thingwright/contract-tests";
import type { PreparedForm } from "@thingwright/contracts";
import { compileUriTemplate, effectiveForms, type ThingDescription } from "@thingwright/td";
import { afterEach, describe, expect, it } from "vitest";
import { Lab } from "../../lab/lab.js";

let lab: Lab;
afterEach(() => lab[Symbol.asyncDispose]());

describe("A subscription by FETCH (RFC 8132 §2.4)", () => {
  const peer = { address: "10.0.0.9", port: 5683 };

  /** A server that tells observers by FETCH of what they asked for, and a Form that observes it. */
  async function foreign(terms: object) {
    lab = await Lab.open();
    const asked: { method: number; payload: string; contentFormat: number | undefined; observe: boolean }[] = [];
    const sinks: ObservationSink[] = [];
    const server = protocolServer({
      transport: lab.network.transport(peer),
      handler: ({ method, payload, contentFormat, observe }) => {
        const text = Buffer.from(payload).toString();
        asked.push({ method, payload: text, contentFormat, observe: observe !== undefined });
        const sink = observe?.accept();
        if (sink !== undefined) sinks.push(sink);
        return { code: Code.Content, payload: "1", contentFormat: 50 };
      },
    });
    await lab.opened(server).listen();
    const href = "coap://10.0.0.9/state";
    const thing: ThingDescription = {
      "@context": "https://www.w3.org/2022/wot/td/v1.1",
      title: "t",
      security: "n",
      securityDefinitions: { n: { scheme: "nosec" } },
      properties: { state: { observable: true, forms: [{ href, op: "observeproperty", ...terms }] } },
    };
    const [form] = effectiveForms(thing, "property", "state");
    const request = { thing, form: form!, operation: "observeproperty", href: compileUriTemplate(href) } as const;
    return { asked, sinks, prepared: lab.client.prepare({ ...request, affordance: "state" }) as PreparedForm };
  }

  it("asks by what the exchange says, each time that it registers, and in its farewell", async () => {
    const { asked, sinks, prepared } = await foreign({ "cov:method": "FETCH" });
    const sink = recordingSink();
    const subscription = await prepared.subscribe({ timeoutMs: 1000, content: jsonContent(["state"]) }, sink);
    sinks[0]!.notify({ code: Code.Content, payload: "2", contentFormat: 50 });
    await lab.time.settle();
    expect(sink.values).toEqual([1, 2]);
    await lab.time.advance(80_000);
    await subscription.stop();
    expect(asked.length).toBeGreaterThanOrEqual(3);
    expect(new Set(asked.map(({ method, payload, contentFormat }) => `${method} ${payload} ${contentFormat}`))).toEqual(
      new Set([`${Code.FETCH} ["state"] 50`]),
    );
    expect(asked.at(-1)?.observe).toBe(false);
  });

  it("asks for nothing in particular without content", async () => {
    const { asked, prepared } = await foreign({ "cov:method": "FETCH" });
    await prepared.subscribe({ timeoutMs: 1000 }, recordingSink());
    expect(asked).toEqual([{ method: Code.FETCH, payload: "", contentFormat: undefined, observe: true }]);
  });

  it.each([{ "cov:method": "GET" }, {}])("is not what a Form with %j asks for: no body goes along", async (terms) => {
    const { asked, prepared } = await foreign(terms);
    await prepared.subscribe({ timeoutMs: 1000, content: jsonContent(["state"]) }, recordingSink());
    expect(asked).toEqual([{ method: Code.GET, payload: "", contentFormat: undefined, observe: true }]);
  });

  it("brings an event's server what the subscription says", async () => {
    lab = new Lab({}, {}, {});
    const tick = Object.assign(lab.thing.event("tick"), { takesSubscription: true });
    await lab.start();
    const [form] = lab.remote.forms("subscribeevent", "tick");
    expect(form?.form["cov:method"]).toBe("FETCH");
    const sink = recordingSink();
    await lab.remote.subscribe("subscribeevent", "tick", sink, { content: jsonContent({ above: 20 }) });
    const [call] = lab.thing.calls.of("subscribeevent", "tick");
    expect(textOf(call!.request.content!)).toBe('{"above":20}');
    tick.emit("hot");
    await lab.time.settle();
    expect(sink.values).toEqual(["hot"]);
  });
});
