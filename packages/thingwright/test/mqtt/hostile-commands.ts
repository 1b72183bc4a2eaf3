import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RawClient, rawClient } from "../../../binding-mqtt/test/raw-client.js";
import { createServient, type ExposedThing, type Servient } from "../../src/index.js";
import { wrongPayloads } from "./hostile-device.js";
import type { HostileSetup } from "./hostile-messages.js";

/** Bytes of a message that the server takes; brokers take somewhat more. */
const maxBodyBytes = 1_010_000;

const level = { type: "integer", minimum: 0, maximum: 100 } as const;
const init = {
  properties: { level: { ...level, observable: true, default: 0 }, state: { type: "string", readOnly: true } },
  actions: { fade: { input: level, output: level } },
} as const;

/** Declares what has to hold for exposed Things, whatever commands they are sent. */
export function hostileCommands(setup: HostileSetup): void {
  describe(`hostile commands by MQTT ${setup.version === 5 ? "5" : "3.1.1"} over ${setup.name}`, () => {
    let broker: Awaited<ReturnType<HostileSetup["start"]>>;
    let servient: Servient;
    let anybody: RawClient;
    /** Topics of the Thing that is attacked, and of another one. */
    let base: string;
    let other: string;
    /** Inputs that came through, by Thing. */
    let invoked: unknown[];
    let count = 0;

    beforeAll(async () => {
      broker = await setup.start();
    });
    afterAll(() => broker[Symbol.asyncDispose]());

    async function expose(title: string): Promise<void> {
      const thing: ExposedThing = servient.produce({ title, slug: title, ...init });
      thing.setActionHandler("fade", async (input) => {
        const to = await input.value();
        invoked.push([title, to]);
        return to;
      });
      await thing.expose();
    }

    beforeEach(async () => {
      count += 1;
      invoked = [];
      const prefix = `house-${count}`;
      const { version: protocolVersion } = setup;
      const limits = { maxBodyBytes };
      servient = createServient({ mqtt: { broker: broker.url, prefix, protocolVersion, limits }, allowInsecure: true });
      await servient.start();
      await expose("oven");
      await expose("lamp");
      base = `${prefix}/oven`;
      other = `${prefix}/lamp`;
      anybody = await rawClient(broker.url, protocolVersion);
      await anybody.listen(`${base}/errors`, `${other}/errors`, `${other}/properties/level`);
    });

    afterEach(async () => {
      await anybody.publish(`${other}/properties/level/set`, "7");
      await anybody.until(`${other}/properties/level`, "7");
      expect(anybody.on(`${other}/errors`)).toEqual([]);
      await anybody[Symbol.asyncDispose]();
      await servient.stop();
    });

    const refusals = () => anybody.on(`${base}/errors`).map(({ text }) => JSON.parse(text) as Record<string, unknown>);

    it.each(wrongPayloads)("are refused on the Thing's topic for errors: %s", async (_, payload, code) => {
      await anybody.publish(`${base}/properties/level/set`, payload);
      await anybody.publish(`${base}/actions/fade`, payload);
      await anybody.publish(`${base}/actions/fade`, "5");
      await anybody.untilCount(`${base}/errors`, 2);
      // Two topics have no order between them.
      const byTopic = refusals().sort((one, other) => (String(one.topic) < String(other.topic) ? -1 : 1));
      expect(byTopic).toMatchObject([
        { code, topic: `${base}/actions/fade` },
        { code, topic: `${base}/properties/level/set` },
      ]);
      await anybody.listen(`${base}/replies/me/+/+`);
      await anybody.publish(`${base}/requests/me/1/properties/level/get`, "");
      expect((await anybody.first(`${base}/replies/me/1/result`)).text).toBe("0");
      expect(invoked).toEqual([["oven", 5]]);
    });

    it.each(wrongPayloads)("are refused to whoever asks for an answer: %s", async (_, payload, code) => {
      await anybody.listen(`${base}/replies/me/+/+`);
      await anybody.publish(`${base}/requests/me/1/properties/level/set`, payload);
      await anybody.publish(`${base}/requests/me/2/actions/fade/invoke`, payload);
      for (const id of [1, 2]) {
        const { text } = await anybody.first(`${base}/replies/me/${id}/error`);
        expect(JSON.parse(text)).toMatchObject({ code });
      }
      expect(refusals()).toEqual([]);
    });

    it.each([
      ["over the limit", "properties/level/set", "9".repeat(maxBodyBytes + 1), "WOT_TOO_LARGE"],
      ["for a property that is read only", "properties/state/set", '"on"', "WOT_METHOD"],
      ["for nothing that there is", "properties/none/set", "1", "WOT_NOT_FOUND"],
      ["for a prototype", "actions/constructor", "1", "WOT_NOT_FOUND"],
      ["on a topic of 65,000 bytes", `properties/${"x".repeat(65_000)}/set`, "1", "WOT_NOT_FOUND"],
    ])("%s are refused as well", async (_, path, payload, code) => {
      await anybody.publish(`${base}/${path}`, payload);
      await anybody.untilCount(`${base}/errors`, 1);
      expect(refusals()).toMatchObject([{ code }]);
    });

    it("on a topic of 90 levels are refused to whoever asks", async () => {
      await anybody.listen(`${base}/replies/x/+/error`);
      await anybody.publish(`${base}/requests/${"x/".repeat(85)}x`, "1");
      const { text } = await anybody.first(`${base}/replies/x/x/error`);
      expect(JSON.parse(text)).toMatchObject({ code: "WOT_NOT_FOUND" });
    });

    it("that the broker had kept are not carried out", async () => {
      await servient.stop();
      await anybody.publish(`${base}/actions/fade`, "1", { retain: true });
      await anybody.publish(`${base}/properties/level/set`, "{oops", { retain: true });
      servient = createServient({ mqtt: { broker: broker.url, prefix: `house-${count}` }, allowInsecure: true });
      await servient.start();
      await expose("oven");
      await expose("lamp");
      await anybody.listen(`${base}/replies/me/+/+`);
      await anybody.publish(`${base}/requests/me/1/actions/fade/invoke`, "2");
      await anybody.first(`${base}/replies/me/1/result`);
      expect(invoked).toEqual([["oven", 2]]);
      expect(refusals()).toEqual([]);
      for (const path of ["actions/fade", "properties/level/set"]) {
        await anybody.publish(`${base}/${path}`, "", { retain: true });
      }
    });

    it.runIf(setup.version === 5)("do not make the server speak where it must not", async () => {
      for (const responseTopic of ["$SYS/broker", `${other}/properties/level`]) {
        await anybody.publish(`${base}/actions/fade`, "5", { properties: { responseTopic } });
      }
      await anybody.untilCount(`${base}/errors`, 2);
      expect(invoked).toEqual([]);
    });
  });
}
