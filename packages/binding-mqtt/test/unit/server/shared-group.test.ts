import { fakeHost } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { embeddedBroker, mqttServer } from "../../../src/index.js";

const url = "mqtt://broker.example";

describe("A group of servers", () => {
  it.each([
    [{ sharedGroup: "a/b", broker: url }, "letters"],
    [{ sharedGroup: "", broker: url }, "letters"],
    [{ sharedGroup: "g".repeat(101), broker: url }, "100"],
    [{ sharedGroup: "g" }, "URL"],
    [{ sharedGroup: "g", broker: url, subscriptions: "server" }, "thing"],
  ] as const)("is refused at once with %j", (options, reason) => {
    expect(() => mqttServer(options)).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
    expect(() => mqttServer(options)).toThrow(reason);
  });

  it("does not start at a broker that takes a shared subscription for a topic", async () => {
    await using broker = await embeddedBroker({ port: 0 });
    const server = mqttServer({ sharedGroup: "g", broker: broker.url, limits: { connectTimeoutMs: 300 } });
    await expect(server.start(fakeHost())).rejects.toMatchObject({
      code: "WOT_ARGUMENT",
      message: expect.stringContaining("does not share subscriptions"),
    });
  });
});
