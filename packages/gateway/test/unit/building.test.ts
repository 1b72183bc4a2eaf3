import type { Announcer, Offer } from "@thingwright/contracts";
import { type Building, startBuilding } from "@thingwright/gateway";
import { type ThingDescription, validateThingDescription } from "@thingwright/td";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

const anyPort = { httpPort: 0, coapPort: 0, mqttPort: 0 };
const page = "https://page.example";
let building: Building;
let descriptions: ThingDescription[];

/** What the building has announced last. */
let offers: readonly Offer[] = [];
const announcer: Announcer = {
  name: "told",
  announce: async (told) => {
    offers = told;
  },
  stop: async () => {},
  [Symbol.asyncDispose]: async () => {},
};

beforeAll(async () => {
  building = await startBuilding({ ...anyPort, cors: [page], announcers: [announcer] });
  descriptions = (await (await fetch(`${building.addresses.http}/things`)).json()) as ThingDescription[];
});

afterAll(() => building?.stop());

const titled = (title: string): ThingDescription => descriptions.find((td) => td.title === title) as ThingDescription;

const hrefOf = (title: string, property: string): string =>
  titled(title).properties?.[property]?.forms.find(({ href }) => href.startsWith("http:"))?.href as string;

async function read(title: string, property: string): Promise<unknown> {
  return (await fetch(hrefOf(title, property))).json();
}

async function write(title: string, property: string, value: unknown): Promise<number> {
  const headers = { "content-type": "application/json" };
  return (await fetch(hrefOf(title, property), { method: "PUT", headers, body: JSON.stringify(value) })).status;
}

/** The lamp's state as its own hub tells it. */
async function hubState(lightId: string): Promise<{ on: boolean; bri: number; ct?: number }> {
  const { url, applicationKey } = building.simulated.lightingHub;
  const response = await fetch(`${url}/api/lights/${lightId}`, {
    headers: { "lumen-application-key": applicationKey },
  });
  return ((await response.json()) as { state: { on: boolean; bri: number } }).state;
}

describe("the building", () => {
  it("tells its announcers of each Thing over HTTP and CoAP, and of the directory", async () => {
    await vi.waitFor(() => expect(offers).toHaveLength(2 * descriptions.length + 1));
    expect(offers).toContainEqual({
      title: "Things",
      url: `${building.addresses.http}/.well-known/wot`,
      kind: "directory",
    });
  });

  it("lists at least eight Things with valid Thing Descriptions", () => {
    expect(descriptions.length).toBeGreaterThanOrEqual(8);
    for (const td of descriptions) {
      expect(
        validateThingDescription(td).filter(({ level }) => level === "error"),
        td.title,
      ).toEqual([]);
    }
  });

  it("offers every property over HTTP, CoAP and MQTT", () => {
    for (const { title, properties = {} } of descriptions) {
      for (const [name, { forms }] of Object.entries(properties)) {
        for (const scheme of ["http", "coap", "mqtt"]) {
          expect(
            forms.some(({ href }) => href.startsWith(`${scheme}:`)),
            `${title} ${name} ${scheme}`,
          ).toBe(true);
        }
      }
    }
  });

  it("links every Thing to its model of the common API", () => {
    for (const { links = [], title } of descriptions) {
      const models = links.filter(({ rel }) => rel === "type");
      expect(models, title).toHaveLength(1);
      expect(models[0]?.href).toMatch(/\.tm\.json$/);
    }
  });

  it("serves each Thing Description by id", async () => {
    for (const { id, title } of descriptions) {
      const response = await fetch(`${building.addresses.http}/things/${encodeURIComponent(id as string)}`);
      expect(response.headers.get("content-type")).toContain("application/td+json");
      expect(await response.json()).toMatchObject({ title });
    }
  });

  it("says at the well-known address that it is a directory of Things", async () => {
    const response = await fetch(`${building.addresses.http}/.well-known/wot`);
    const td = (await response.json()) as ThingDescription;
    expect(response.headers.get("content-type")).toContain("application/td+json");
    expect([td["@type"]].flat()).toContain("ThingDirectory");
    expect(validateThingDescription(td).filter(({ level }) => level === "error")).toEqual([]);
  });

  it("has a value for every property that can be read", async () => {
    for (const { title, properties = {} } of descriptions) {
      for (const [name, { writeOnly }] of Object.entries(properties)) {
        if (writeOnly !== true) expect(await read(title, name), `${title} ${name}`).toBeDefined();
      }
    }
  });

  it("converts brightness both ways: 50 % is bri 127 at the hub", async () => {
    expect(await write("Corridor lamp", "brightness", 50)).toBe(204);
    expect((await hubState("4")).bri).toBe(127);
    expect(await read("Corridor lamp", "brightness")).toBe(50);
  });

  it("shows what was changed at the hub itself", async () => {
    const { url, applicationKey } = building.simulated.lightingHub;
    const changed = nextValue("Corridor lamp", "brightness");
    await changed.ready;
    await fetch(`${url}/api/lights/4/state`, {
      method: "PUT",
      headers: { "lumen-application-key": applicationKey },
      body: JSON.stringify({ on: true, bri: 254 }),
    });
    expect(await changed.value).toBe(100);
  });

  it("sets the air conditioner's mode and temperature in its registers", async () => {
    expect(await write("Air conditioner", "mode", "cool")).toBe(204);
    expect(await write("Air conditioner", "targetTemperature", 19.3)).toBe(204);
    expect(await read("Air conditioner", "mode")).toBe("cool");
    expect(await read("Air conditioner", "targetTemperature")).toBe(19.3);
  });

  it("refuses what the model does not allow, and the device is not asked", async () => {
    const before = await hubState("4");
    expect(await write("Corridor lamp", "brightness", 101)).toBe(400);
    expect(await write("Corridor lamp", "brightness", "bright")).toBe(400);
    expect(await hubState("4")).toEqual(before);
  });

  it("ends within two seconds while somebody observes", async () => {
    const other = await startBuilding(anyPort);
    const response = await fetch(`${other.addresses.http}/corridor-lamp/properties/brightness`, {
      headers: { accept: "text/event-stream" },
    });
    expect(response.status).toBe(200);
    const start = performance.now();
    await other.stop();
    expect(performance.now() - start).toBeLessThan(2000);
    await response.body?.cancel().catch(() => {});
  });

  it("lets web pages of the origins that it was told use its Things, and no others", async () => {
    const seenBy = async (origin: string): Promise<string | null> =>
      (await fetch(`${building.addresses.http}/things`, { headers: { origin } })).headers.get(
        "access-control-allow-origin",
      );
    expect(await seenBy(page)).toBe(page);
    expect(await seenBy("https://elsewhere.example")).toBeNull();
  });

  it("names the port that is taken", async () => {
    const port = Number(new URL(building.addresses.http).port);
    await expect(startBuilding({ ...anyPort, httpPort: port })).rejects.toMatchObject({
      code: "WOT_ADDRESS_IN_USE",
      cause: { port },
    });
  });
});

/** The next value of an event stream, and when the stream is there. */
function nextValue(title: string, property: string): { ready: Promise<void>; value: Promise<unknown> } {
  const response = fetch(hrefOf(title, property), { headers: { accept: "text/event-stream" } });
  const value = response.then(async ({ body }) => {
    let text = "";
    const decoder = new TextDecoder();
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      const data = [...text.matchAll(/^data: ?(.*)$/gm)].map(([, each]) => JSON.parse(each as string) as unknown);
      if (data.length > 0 && data.at(-1) !== 50) return data.at(-1);
    }
    throw new Error("the stream ended without a value");
  });
  return { ready: response.then(() => undefined), value };
}
