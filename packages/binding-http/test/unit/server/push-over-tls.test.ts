import { connect } from "node:http2";
import { Authority } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { serveThing } from "../../support/served-thing.js";
import { WebThingPeer } from "../../support/web-thing-peer.js";

const authority = new Authority("the authority of these tests");
const tls = authority.issue();

describe("pushing over TLS", () => {
  it.each([true, false])("speaks the Web Thing Protocol over wss (HTTP/2 offered: %s)", async (http2) => {
    await using served = await serveThing({ tls, http2, webSocket: true });
    const form = served.forms.properties.get("count")?.find(({ subprotocol }) => subprotocol === "webthingprotocol");
    expect(form?.href).toMatch(/^wss:/);
    await using peer = await new WebThingPeer(`wss://127.0.0.1:${served.port}/test-thing`, {
      ca: authority.cert,
    }).opened();
    await peer.ask({ operation: "observeproperty", name: "count" });
    served.thing.property("count").set(5);
    await peer.until(({ value }) => value === 5);
  });

  it("sends event streams over HTTP/2, and conflates a property for a slow reader there too", async () => {
    await using served = await serveThing({ tls, http2: true, limits: { maxQueuedBytesPerSubscriber: 1_000 } });
    const session = connect(`https://127.0.0.1:${served.port}`, { ca: authority.cert });
    const stream = session.request({ ":path": "/test-thing/properties/count", accept: "text/event-stream" });
    let text = "";
    await new Promise((resolve) => stream.once("response", resolve));
    for (let value = 1; value <= 20_000; value++) served.thing.property("count").set(value);
    await new Promise<void>((resolve) => {
      stream.on("data", (chunk) => {
        text += String(chunk);
        if (text.includes("data: 20000\n")) resolve();
      });
    });
    expect(text).toContain("data: 1\n");
    expect(text.split("data:").length).toBeLessThan(20_000);
    session.destroy();
  });
});
