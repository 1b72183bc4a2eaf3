import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

// biome-ignore lint/suspicious/noExplicitAny: a bridge's state is read and changed by tests as it comes
type Members = Record<string, any>;

/** A Hue bridge of the first generation as its maker's documentation of CLIP API v1 has it. */
export class FakeBridgeV1 implements AsyncDisposable {
  readonly state: Members;
  /** What was sent, and where to. */
  readonly changes: (readonly [path: string, body: Members])[] = [];
  /** How often everything was read. */
  readings = 0;
  isSilent = false;
  readonly #server: Server;

  private constructor(state: Members) {
    this.state = structuredClone(state);
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(state: Members = firstGeneration, port = 0): Promise<FakeBridgeV1> {
    const fake = new FakeBridgeV1(state);
    await new Promise<void>((resolve) => fake.#server.listen(port, "127.0.0.1", resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get host(): string {
    return this.url.slice("http://".length);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (this.isSilent) return;
    const reply = (body: unknown): void =>
      void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    const refuse = (type: number, description: string): void => reply([{ error: { type, address: "", description } }]);
    const [, key, collection, id, place] = (request.url ?? "/").slice(1).split("/");
    if (collection === "config") {
      const { name, swversion, bridgeid } = this.state.config;
      return reply({ name, swversion, bridgeid });
    }
    if (key !== "key") return refuse(1, "unauthorized user");
    if (collection === undefined) {
      this.readings += 1;
      return reply(this.state);
    }
    const item = this.state[collection]?.[id ?? ""];
    if (request.method === "GET") {
      return item === undefined ? refuse(3, `resource, /${collection}/${id}, not available`) : reply(item);
    }
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Members;
    const target = id === "0" ? {} : item?.[place ?? ""];
    if (target === undefined) return refuse(3, `resource, /${collection}/${id}, not available`);
    if (body.bri !== undefined && target.on === false && body.on === undefined) {
      return refuse(201, "parameter, bri, is not modifiable. Device is set to off.");
    }
    this.changes.push([`${collection}/${id}/${place}`, body]);
    Object.assign(target, body);
    if (collection === "groups" && typeof body.on === "boolean") item.state.any_on = body.on;
    reply(
      Object.entries(body).map(([name, value]) => ({ success: { [`/${collection}/${id}/${place}/${name}`]: value } })),
    );
  }
}

const lamp = (name: string, uniqueid: string, state: Members, more: Members = {}): Members => ({
  name,
  uniqueid,
  type: "Lamp",
  modelid: "LCT001",
  state: { reachable: true, alert: "none", ...state },
  ...more,
});

const radio = "00:17:88:01:02:00:b5:ec";

/** A flat with a bridge of the first generation. */
export const firstGeneration: Members = {
  config: { name: "Philips hue", swversion: "01041302", bridgeid: "001788FFFE0A1B2C", mac: "00:17:88:0a:1b:2c" },
  lights: {
    1: lamp(
      "Sofa lamp",
      "00:17:88:01:00:aa:bb:cc-0b",
      { on: true, bri: 254, ct: 250, xy: [0.4, 0.35], hue: 1, sat: 1, colormode: "xy" },
      {
        capabilities: { control: { ct: { min: 153, max: 454 } } },
      },
    ),
    2: lamp("Kitchen", "00:17:88:01:00:aa:bb:cd-0b", { on: false, bri: 127 }),
    3: lamp("Old strip", "no radio", { on: true, bri: 100, hue: 0, sat: 254 }),
  },
  groups: {
    1: {
      name: "Living room",
      type: "Room",
      lights: ["1", "3"],
      action: { on: false, bri: 100 },
      state: { any_on: true, all_on: false },
    },
    2: {
      name: "Empty",
      type: "Room",
      lights: [],
      action: { on: false, bri: 1 },
      state: { any_on: false, all_on: false },
    },
  },
  scenes: {
    "abcDEF-1": { name: "Relax", type: "GroupScene", group: "1", lights: ["1", "3"], recycle: false },
    tmp: { name: "Tmp", type: "LightScene", lights: ["1"], recycle: true },
  },
  sensors: {
    1: { name: "Daylight", type: "Daylight", state: { daylight: null }, config: { on: true } },
    2: {
      name: "Dimmer",
      type: "ZLLSwitch",
      uniqueid: "00:17:88:01:10:3e:3a:dc-02-fc00",
      state: { buttonevent: 1002, lastupdated: "2026-01-01T00:00:00" },
      config: { on: true, battery: 80, reachable: true },
    },
    3: {
      name: "Hall sensor",
      type: "ZLLPresence",
      uniqueid: `${radio}-02-0406`,
      state: { presence: false },
      config: { battery: 100, reachable: true },
    },
    4: {
      name: "Hue light sensor 1",
      type: "ZLLLightLevel",
      uniqueid: `${radio}-02-0400`,
      state: { lightlevel: 20001 },
      config: { battery: 100, reachable: true },
    },
    5: {
      name: "Hue temperature sensor 1",
      type: "ZLLTemperature",
      uniqueid: `${radio}-02-0402`,
      state: { temperature: 2134 },
      config: { battery: 100, reachable: true },
    },
  },
};
