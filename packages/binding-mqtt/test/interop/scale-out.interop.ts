import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fakeHost, testThing } from "@thingwright/contract-tests";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mqttServer } from "../../src/index.js";
import { rawClient } from "../raw-client.js";
import { findMosquitto, type Mosquitto, startMosquitto } from "./mosquitto.js";
import { findNatsServer, startNatsServer } from "./nats-server.js";
import { Program } from "./program.js";

const examples = join(import.meta.dirname, "../../../../examples/scale-out");
const executable = findMosquitto();
const natsServer = findNatsServer();
const isBuilt = existsSync(join(import.meta.dirname, "../../../thingwright/dist/index.js"));
const patienceMs = 20_000;
const busyMs = "40";
const jobs = 60;
const status = "things/printer/status";

if (executable === undefined || !isBuilt) {
  describe("Scaling out over mosquitto", () => {
    it.skip("skipped: needs mosquitto and the built packages", () => {});
  });
}

describe.runIf(executable !== undefined && isBuilt)("Processes that share the load through mosquitto", () => {
  let mosquitto: Mosquitto;
  let folder: string;
  beforeAll(async () => {
    mosquitto = await startMosquitto(executable!);
    folder = mkdtempSync(join(tmpdir(), "scale-out-"));
  });
  afterAll(async () => {
    await mosquitto[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  it("do each command once, go on when one is killed, and keep their Thing online to the last", async () => {
    const file = join(folder, "printer.td.json");
    await using anybody = await rawClient(mosquitto.url);
    await anybody.listen("things/status", status);
    await anybody.listenAt(2, "things/printer/events/printed");
    const printer = () => new Program(join(examples, "expose.mjs"), mosquitto.url, file, busyMs);
    await using killed = printer();
    await using second = printer();
    await using third = printer();
    const printers = [killed, second, third];
    for (const each of printers) await each.until(({ lines }) => lines.includes("ready"), "a printer", patienceMs);
    const clerk = (name: string) => new Program(join(examples, "consume.mjs"), file, name, String(jobs));
    await using ada = clerk("ada");
    await using bob = clerk("bob");
    const clerks = [ada, bob];

    await killed.until((self) => self.after("printed").length >= 10, "ten jobs", patienceMs);
    await killed.end("SIGKILL");
    for (const each of clerks) await each.until(({ lines }) => lines.includes("done"), "all jobs", patienceMs);

    const printed = printers.map((each) => each.after("printed"));
    const names = ["ada", "bob"].flatMap((name) => Array.from({ length: jobs }, (_, index) => `${name}-${index}`));
    expect(new Set(printed.flat())).toEqual(new Set(names));
    for (const own of printed) expect(own.length).toBeGreaterThanOrEqual(10);
    // Only what was lost with the killed process may have been done there and elsewhere as well.
    const survivors = [...printed[1]!, ...printed[2]!];
    expect(new Set(survivors).size).toBe(survivors.length);
    const sentAgain = clerks.flatMap((each) => each.after("again"));
    expect(printed[0]!.filter((job) => survivors.includes(job) && !sentAgain.includes(job))).toEqual([]);
    const answers = clerks.flatMap(({ lines }) => lines.filter((line) => line.includes(" printed by ")));
    expect(answers).toHaveLength(2 * jobs);
    for (const job of sentAgain) {
      expect(answers.filter((line) => line.startsWith(`${job} `) && line.endsWith(` ${killed.pid}`))).toEqual([]);
    }

    const news = () => clerks.map((each) => each.after("news of"));
    const told = () => survivors.every((job) => news().flat().includes(job));
    await Promise.any(clerks.map((each) => each.until(told, "news of all", patienceMs)));
    for (const own of news()) expect(own.length).toBeGreaterThan(0);
    const repeated = news()
      .flat()
      .filter((job, index, all) => all.indexOf(job) !== index);
    expect(repeated.filter((job) => !printed[0]!.includes(job))).toEqual([]);

    const qos = anybody.on("things/printer/events/printed").map(({ packet }) => packet.qos);
    expect(new Set(qos)).toEqual(new Set([1]));

    await second.end("SIGINT");
    await anybody.publish(`${status}/marker`, "");
    expect(anybody.on(status).map(({ text }) => text)).not.toContain("offline");
    expect(anybody.on("things/status").at(-1)?.text).toBe("online");
    await third.end("SIGINT");
    await anybody.until(status, "offline");
    expect(anybody.on("things/status").at(-1)?.text).toBe("offline");
  });
});

describe.skipIf(natsServer === undefined)(
  natsServer === undefined ? "skipped: needs nats-server" : "A group of servers at nats-server",
  () => {
    it("is refused with a reason, as that shares no subscriptions", async () => {
      await using nats = await startNatsServer(natsServer!);
      const server = mqttServer({ broker: nats.url, sharedGroup: "g", limits: { connectTimeoutMs: 2000 } });
      await expect(server.start(fakeHost(testThing()))).rejects.toMatchObject({
        code: "WOT_ARGUMENT",
        message: expect.stringContaining("does not share subscriptions"),
      });
    });
  },
);
