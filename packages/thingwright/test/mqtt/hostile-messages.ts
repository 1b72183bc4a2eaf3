import type { MqttVersion } from "@thingwright/binding-mqtt";
import type { ConsumedThing, Servient } from "@thingwright/core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RawClient, rawClient } from "../../../binding-mqtt/test/raw-client.js";
import { createServient } from "../../src/index.js";
import { Heard } from "./heard.js";
import { deviceOf, wrongPayloads } from "./hostile-device.js";

/** Bytes of a message that the Consumer takes; brokers take somewhat more. */
const maxBodyBytes = 1_010_000;
const tooLarge = "9".repeat(maxBodyBytes + 1);

/** A broker to be tried at, and how. */
export interface HostileSetup {
  readonly name: string;
  /** Version of MQTT that the Consumer and its devices speak. */
  readonly version: MqttVersion;
  readonly start: () => Promise<AsyncDisposable & { readonly url: string }>;
}

/** Declares what has to hold for a Consumer of devices, and for an exposed Thing, whatever they are sent. */
export function hostileMessages(setup: HostileSetup): void {
  describe(`hostile messages by MQTT ${setup.version === 5 ? "5" : "3.1.1"} over ${setup.name}`, () => {
    let broker: AsyncDisposable & { readonly url: string };
    let servient: Servient;
    let anybody: RawClient;
    let base: string;
    let device: ConsumedThing<ReturnType<typeof deviceOf>>;
    /** Of another Thing on the same connection: it must not notice anything. */
    let bystander: Heard;
    let count = 0;

    beforeAll(async () => {
      broker = await setup.start();
    });
    afterAll(() => broker[Symbol.asyncDispose]());

    beforeEach(async () => {
      count += 1;
      base = `device-${count}`;
      const { version: protocolVersion } = setup;
      servient = createServient({ mqttClient: { protocolVersion, limits: { maxBodyBytes } } });
      await servient.start();
      anybody = await rawClient(broker.url, protocolVersion);
      device = servient.consume(deviceOf(broker.url, base));
      bystander = await Heard.from((options) =>
        servient.consume(deviceOf(broker.url, `${base}-other`)).observe("level", options),
      );
    });

    afterEach(async () => {
      await anybody.publish(`${base}-other/level`, "7");
      await bystander.until(7);
      expect(bystander.said).toEqual([7]);
      await anybody[Symbol.asyncDispose]();
      await servient.stop();
    });

    it.each(wrongPayloads)("tell a reader what is wrong: %s", async (_, payload, code) => {
      await anybody.publish(`${base}/level`, payload, { retain: true });
      await expect(device.read("level")).rejects.toMatchObject({ code });
      await anybody.publish(`${base}/level`, "5", { retain: true });
      expect(await device.read("level")).toBe(5);
    });

    it.each(wrongPayloads)("end only what does not want to hear of them: %s", async (_, payload, code) => {
      for (const [topic, observe] of [
        ["level", (options: object) => device.observe("level", options)],
        ["alarm", (options: object) => device.subscribe("alarm", options)],
      ] as const) {
        const patient = await Heard.from(observe);
        const strict = observe({});
        await strict.ready;
        await anybody.publish(`${base}/${topic}`, payload);
        await anybody.publish(`${base}/${topic}`, "6");
        await expect(strict.next()).rejects.toMatchObject({ code });
        await patient.until(6);
        expect(patient.said).toEqual([code, 6]);
      }
    });

    it.each(wrongPayloads)("as an answer fail the invocation, and no other: %s", async (_, payload, code) => {
      await anybody.listen(`${base}/fade`);
      let answers = [payload, "8"];
      anybody.onMessage(() => {
        const [answer = "9", ...others] = answers;
        answers = others;
        void anybody.publish(`${base}/faded`, answer);
      });
      const outcomes = await Promise.allSettled([device.invoke("fade"), device.invoke("fade")]);
      expect(outcomes).toMatchObject([{ reason: { code } }, { value: 8 }]);
    });

    it.runIf(setup.version === 5)("as a response fail the invocation that they are to, and no other", async () => {
      await anybody.listen(`${base}/blink`);
      const payloads = ["8", tooLarge, '"much"', "{oops"];
      const invoking = Promise.allSettled(payloads.map(() => device.invoke("blink")));
      await anybody.untilCount(`${base}/blink`, 4);
      const requests = anybody.on(`${base}/blink`).map(({ packet }) => packet.properties ?? {});
      for (const [index, payload] of payloads.entries()) {
        const { responseTopic, correlationData } = requests[index]!;
        const properties = { correlationData: correlationData! };
        // One that gives back the correlation of nobody is no answer.
        await anybody.publish(responseTopic!, "7", { properties: { correlationData: Buffer.from("stray") } });
        await anybody.publish(responseTopic!, payload, { properties });
      }
      expect(await invoking).toMatchObject([
        { value: 8 },
        { reason: { code: "WOT_PROTOCOL" } },
        { reason: { code: "WOT_DATA_INVALID" } },
        { reason: { code: "WOT_DATA_SYNTAX" } },
      ]);
    });

    it.each([
      ["the broker's own", "$SYS/switch", "$SYS"],
      ["a wildcard", "a/+", "wildcards"],
      ["a NUL", "a\0b", "NUL"],
      ["half a surrogate pair", "\ud800", "well-formed"],
      ["65,536 bytes", "x".repeat(65_536), "65535"],
      ["101 levels", "/".repeat(100), "levels"],
    ])("cannot be sent to a topic with %s: the Form is refused", async (_, topic, reason) => {
      const writing = servient.consume(deviceOf(broker.url, base, topic)).write("switch", true);
      await expect(writing).rejects.toMatchObject({
        family: "UnsupportedError",
        message: expect.stringContaining(reason),
      });
    });

    it("may come on a topic of 65,535 bytes and 100 levels", async () => {
      const long = `${base}/${"l/".repeat(98)}`.padEnd(65_535, "x");
      await anybody.listen(long);
      await servient.consume(deviceOf(broker.url, base, long)).write("switch", true);
      expect((await anybody.first(long)).text).toBe("true");
    });

    it("that are too large fail whoever waits for one, and are a gap to whoever observes", async () => {
      const observation = await Heard.from((options) => device.observe("level", options));
      await anybody.publish(`${base}/level`, tooLarge, { retain: true });
      await expect(device.read("level")).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
      await anybody.publish(`${base}/level`, "5", { retain: true });
      await observation.until(5);
      expect(observation.said.slice(0, 2)).toEqual(["WOT_PROTOCOL", "resumed"]);
      await anybody.listen(`${base}/fade`);
      anybody.onMessage(() => void anybody.publish(`${base}/faded`, tooLarge));
      await expect(device.invoke("fade")).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
    });
  });
}
