import { once } from "node:events";
import { connect } from "node:net";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type LightingHub,
  lightingHub,
  type Site,
  type SteppedClock,
  site,
  steppedClock,
} from "../../../../src/index.js";
import { EventReader } from "../../../support/event-reader.js";

let clock: SteppedClock;
let here: Site;
let hub: LightingHub;

beforeEach(async () => {
  clock = steppedClock();
  here = site({ clock, seed: 1 });
  hub = lightingHub(here, { maxBodyBytes: 512, maxEventStreams: 2 });
  await hub.start();
});
afterEach(() => hub.stop());

const key = () => ({ "lumen-application-key": hub.applicationKey });
const get = (path: string) => fetch(hub.url + path, { headers: key() });
const put = (path: string, body: string) => fetch(hub.url + path, { method: "PUT", headers: key(), body });
const putState = async (id: string, state: unknown) => {
  const response = await put(`/api/lights/${id}/state`, JSON.stringify(state));
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const stateOf = async (id: string) =>
  ((await (await get(`/api/lights/${id}`)).json()) as { state: Record<string, unknown> }).state;
const events = () => new EventReader().open(`${hub.url}/api/events`, key());
const errorCodes = (body: Record<string, unknown>) => (body.errors as { code: string }[]).map((error) => error.code);

test("a hub refuses everything but its configuration without the key", async () => {
  for (const path of ["/api/lights", "/api/lights/1", "/api/events", "/elsewhere"]) {
    const response = await fetch(hub.url + path, { headers: { "lumen-application-key": "guess" } });
    expect(response.status).toBe(403);
    expect(errorCodes((await response.json()) as never)).toEqual(["KEY_REFUSED"]);
  }
  expect((await fetch(`${hub.url}/api/config`)).status).toBe(200);
});

test("a hub lists a lamp of each kind with the fields that it has", async () => {
  const lights = (await (await get("/api/lights")).json()) as Record<string, { type: string; state: object }>;
  const fields = Object.fromEntries(Object.values(lights).map((light) => [light.type, Object.keys(light.state)]));
  expect(fields).toEqual({
    "Plug light": ["on", "alert", "reachable"],
    "Dimmable light": ["on", "bri", "alert", "reachable"],
    "Tunable white light": ["on", "bri", "ct", "alert", "reachable"],
    "Colour light": ["on", "bri", "ct", "xy", "colormode", "alert", "reachable"],
  });
});

test("a hub's key depends on the seed, so that a building keeps it", () => {
  const again = lightingHub(site({ clock, seed: 1 }));
  const other = lightingHub(site({ clock, seed: 2 }));
  expect(again.applicationKey).toBe(hub.applicationKey);
  expect(other.applicationKey).not.toBe(hub.applicationKey);
});

test("a light takes any part of its state and keeps the rest", async () => {
  expect(await putState("3", { on: true, xy: [0.6, 0.3] })).toEqual({
    status: 200,
    body: { applied: { on: true, xy: [0.6, 0.3] }, errors: [] },
  });
  expect(await putState("3", { bri: 1 })).toMatchObject({ status: 200 });
  expect(await stateOf("3")).toEqual({
    on: true,
    bri: 1,
    ct: 306,
    xy: [0.6, 0.3],
    colormode: "xy",
    alert: "none",
    reachable: true,
  });
});

test.each([
  ["2", { bri: 0 }],
  ["2", { bri: 255 }],
  ["2", { bri: 1.5 }],
  ["2", { ct: 152 }],
  ["2", { ct: 455 }],
  ["3", { xy: [0.1] }],
  ["3", { xy: [0.1, 1.1] }],
  ["3", { xy: "red" }],
  ["1", { on: "yes" }],
  ["1", { alert: "scream" }],
])("light %s refuses %j as out of range", async (id, state) => {
  const before = await stateOf(id);
  const { status, body } = await putState(id, state);
  expect(status).toBe(400);
  expect(errorCodes(body)).toEqual(["VALUE_INVALID"]);
  expect(await stateOf(id)).toEqual(before);
});

test("a light tells a field that it lacks from one that nobody has", async () => {
  const { status, body } = await putState("1", { bri: 10, speed: 3 });
  expect(status).toBe(400);
  expect(errorCodes(body)).toEqual(["FIELD_UNSUPPORTED", "FIELD_UNKNOWN"]);
});

test("a light applies what is in order and complains about the rest", async () => {
  const { status, body } = await putState("2", { on: true, bri: 999 });
  expect(status).toBe(200);
  expect(body.applied).toEqual({ on: true });
  expect(errorCodes(body)).toEqual(["VALUE_INVALID"]);
});

test("a light treats the names of prototypes as unknown fields", async () => {
  const response = await put("/api/lights/2/state", '{"__proto__": {"on": true}, "constructor": 1}');
  expect(response.status).toBe(400);
  expect(errorCodes((await response.json()) as never)).toEqual(["FIELD_UNKNOWN", "FIELD_UNKNOWN"]);
  expect((await get("/api/lights/__proto__")).status).toBe(404);
});

test("a light that lost its radio answers 503 and keeps its state", async () => {
  hub.lights.get("2")!.reachable = false;
  const { status, body } = await putState("2", { on: true });
  expect(status).toBe(503);
  expect(errorCodes(body)).toEqual(["LIGHT_UNREACHABLE"]);
  expect(await stateOf("2")).toMatchObject({ on: false, reachable: false });
});

test("a light draws power with its brightness and lights the room", async () => {
  here.room.override({ daylightLux: 0 });
  const watts = async () => ((await (await get("/api/lights/2")).json()) as { power: { watts: number } }).power.watts;
  expect(await watts()).toBe(0.4);
  await putState("2", { on: true, bri: 127 });
  expect(await watts()).toBe(5.2);
  expect(here.room.state.illuminanceLux).toBeCloseTo((1055 / 2) * 0.5 * (1 / 40), 6);
  await putState("2", { on: false });
  expect(here.room.state.illuminanceLux).toBe(0);
});

test("a light blinks for as long as its alert lasts", async () => {
  await using listener = await events();
  await putState("1", { alert: "lselect" });
  expect(await listener.nextState()).toEqual({ alert: "lselect" });
  clock.advance(14_999);
  expect(await stateOf("1")).toMatchObject({ alert: "lselect" });
  clock.advance(1);
  expect(await listener.nextState()).toEqual({ alert: "none" });
});

test("a light blinks once when it is asked to identify itself", async () => {
  const response = await fetch(`${hub.url}/api/lights/1/identify`, { method: "POST", headers: key() });
  expect(response.status).toBe(200);
  expect(await stateOf("1")).toMatchObject({ alert: "select" });
  clock.advance(1000);
  expect(await stateOf("1")).toMatchObject({ alert: "none" });
});

test("a hub streams changes, and only changes, to every listener", async () => {
  await using one = await events();
  await using other = await events();
  await putState("2", { on: true, bri: 254 });
  await putState("2", { on: true, bri: 100 });
  for (const listener of [one, other]) {
    const first = await listener.next();
    expect(first).toMatchObject({ id: "1", name: "light.changed" });
    expect(JSON.parse(first.data)).toEqual({ at: "2026-03-02T08:00:00.000Z", light: "2", state: { on: true } });
    expect(await listener.nextState()).toEqual({ bri: 100 });
  }
});

test("a hub sends a returning listener what it missed", async () => {
  for (const bri of [1, 2, 3]) await putState("2", { bri });
  await using listener = await new EventReader().open(`${hub.url}/api/events`, { ...key(), "last-event-id": "1" });
  expect(await listener.nextState()).toEqual({ bri: 2 });
  expect(await listener.nextState()).toEqual({ bri: 3 });
});

test.each(["-1", "x", "9".repeat(400), "__proto__"])(
  "a hub takes the Last-Event-ID %s for none",
  async (lastEventId) => {
    await putState("2", { bri: 1 });
    await using listener = await new EventReader().open(`${hub.url}/api/events`, {
      ...key(),
      "last-event-id": lastEventId,
    });
    await putState("2", { bri: 2 });
    expect(await listener.nextState()).toEqual({ bri: 2 });
  },
);

test("a hub survives any path and any body", async () => {
  await fc.assert(
    fc.asyncProperty(fc.webPath(), fc.json(), async (path, body) => {
      const response = await put(path.startsWith("/") ? path : `/api/lights/1/state`, body);
      expect([200, 400, 403, 404, 405, 413]).toContain(response.status);
      await response.arrayBuffer();
    }),
    { numRuns: 60 },
  );
});

test("a hub serves no more listeners than its limit", async () => {
  await using _one = await events();
  await using _other = await events();
  const third = await get("/api/events");
  expect(third.status).toBe(503);
});

test.each([
  ["no JSON", "{", 400],
  ["no object", "[1]", 400],
  ["nothing", "", 400],
  ["null", "null", 400],
  ["too much", `{"on": ${" ".repeat(600)}true}`, 413],
])("a hub refuses a body that is %s and lives on", async (_what, body, status) => {
  expect((await put("/api/lights/1/state", body)).status).toBe(status);
  expect((await get("/api/lights/1")).status).toBe(200);
});

test("a hub refuses methods and paths that it does not have", async () => {
  expect((await put("/api/lights/1", "{}")).status).toBe(405);
  expect((await put("/api/lights/1", "{}")).headers.get("allow")).toBe("GET");
  expect((await get("/api/lights/1/state")).status).toBe(405);
  for (const path of ["/", "/api/lights/99", "/api/lights/1/state/on", "/api/lights/%zz"]) {
    expect((await get(path)).status).toBe(404);
  }
});

test("a hub survives bytes that are not HTTP", async () => {
  const { hostname, port } = new URL(hub.url);
  for (const bytes of [Buffer.alloc(100, 0xff), Buffer.from("GET / HTTP/9.9\r\n\r\n"), Buffer.from("PUT\0\r\n\r\n")]) {
    const socket = connect(Number(port), hostname);
    socket.on("error", () => {});
    socket.resume();
    socket.write(bytes);
    await once(socket, "close");
  }
  expect((await get("/api/lights")).status).toBe(200);
});

test("a slow hub answers after its delay", async () => {
  hub.faults.enable("slow", { delayMs: 700 });
  const scheduled = new Promise<void>((resolve) => {
    const { scheduleWall } = clock;
    clock.scheduleWall = (delayMs, task) => {
      resolve();
      return scheduleWall(delayMs, task);
    };
  });
  let answered = false;
  const answer = get("/api/lights/1").then((response) => {
    answered = true;
    return response;
  });
  await scheduled;
  clock.advance(699);
  await new Promise(setImmediate);
  expect(answered).toBe(false);
  clock.advance(1);
  expect((await answer).status).toBe(200);
});

test("an offline hub cuts open connections and new ones, and comes back", async () => {
  const listener = await events();
  hub.faults.enable("offline");
  await expect(listener.next()).rejects.toThrow();
  await expect(get("/api/lights")).rejects.toThrow();
  hub.faults.disable("offline");
  expect((await get("/api/lights")).status).toBe(200);
});

test("a hub with garbage answers what is not JSON and streams what is not an event's JSON", async () => {
  await using listener = await events();
  hub.faults.enable("garbage");
  const response = await get("/api/lights/1");
  await expect(response.json()).rejects.toThrow();
  await putState("1", { on: true }).catch(() => {});
  const { data } = await listener.next();
  expect(() => JSON.parse(data)).toThrow();
});

test("a hub with wrong types answers JSON whose numbers and booleans are text", async () => {
  await using listener = await events();
  hub.faults.enable("wrong-type");
  expect(await stateOf("2")).toMatchObject({ on: "false", bri: "254", ct: "306" });
  await putState("2", { on: true });
  expect(await listener.nextState()).toEqual({ on: "true" });
});

test("a duplicating hub streams every event twice, a reordering one swaps them", async () => {
  await using listener = await events();
  hub.faults.enable("duplicate");
  await putState("2", { bri: 10 });
  expect([(await listener.next()).id, (await listener.next()).id]).toEqual(["1", "1"]);
  hub.faults.disable("duplicate");
  hub.faults.enable("reordered");
  await putState("2", { bri: 11 });
  await putState("2", { bri: 12 });
  expect([(await listener.next()).id, (await listener.next()).id]).toEqual(["3", "2"]);
});

test("a hub can be stopped twice, and started again after it", async () => {
  await hub.stop();
  await hub.stop();
  await hub.start();
  expect((await get("/api/lights")).status).toBe(200);
  await expect(hub.start()).rejects.toMatchObject({ code: "WOT_STATE" });
});

test("a hub says when its port is taken or when it was told not to start", async () => {
  const port = Number(new URL(hub.url).port);
  await expect(lightingHub(here, { port }).start()).rejects.toMatchObject({ code: "WOT_ADDRESS_IN_USE" });
  await expect(lightingHub(here).start({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "WOT_ABORTED" });
});
