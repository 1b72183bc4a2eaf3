import { request, type ServerResponse } from "node:http";
import { type Report, runConformance, verdicts } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";
import { startCoap, withCoapWrites } from "../../../selftest/coap/coap-faults.js";
import { perfectCoapScript } from "../../../selftest/coap/perfect-coap-thing.js";
import { hookedScript } from "../../../selftest/http/hooked-thing.js";
import { fastHttp } from "../../../selftest/http/http-fault.js";
import { observedScript } from "../../../selftest/http/observed-thing.js";
import { perfectPath } from "../../../selftest/http/perfect-thing.js";
import { type Answer, type Script, ScriptedThing } from "../../../selftest/http/scripted-thing.js";
import { startMqtt, withMqttWrites } from "../../../selftest/mqtt/mqtt-faults.js";
import { perfectBroker } from "../../../selftest/mqtt/perfect-broker.js";
import { publishPacket } from "../../../src/wire/mqtt/mqtt-packet.js";

const timeoutMs = 15_000;
const limits = { requestTimeoutMs: 200, effectTimeoutMs: 100 };

/** The run came to its end, with verdicts, and nothing of the inside of this program in its words. */
function expectVerdicts(report: Report): void {
  expect(report.ended).toBe("complete");
  const results = report.things.flatMap((thing) => thing.results);
  expect(results.filter(({ verdict }) => !verdicts.includes(verdict))).toEqual([]);
  const words = JSON.stringify(results.map(({ actual, expected }) => [actual, expected]));
  expect(words).not.toMatch(/ {4}at |could not be carried out|TypeError|RangeError/);
}

/** Writes for ever, as fast as it is taken. */
const flooding = (type: string, block: string) => (response: ServerResponse) => {
  response.writeHead(200, { "content-type": type });
  const more = (): void => {
    while (!response.destroyed && response.write(block));
  };
  response.on("drain", more);
  more();
};

const odd: readonly (readonly [what: string, answer: ReturnType<Script>])[] = [
  ["says the same for ever", flooding("text/event-stream", `event: target\ndata: 20\nid: 1\n\n`.repeat(100))],
  ["never ends a message", flooding("text/event-stream", "data: 1\n".repeat(100))],
  ["sends a gigabyte of comments", flooding("text/event-stream", `: ${"x".repeat(65_536)}\n`)],
  ["says nothing", "hang"],
  ["hangs up", (response) => void response.socket?.destroy()],
  ["leads elsewhere", { status: 307, headers: { location: `${perfectPath}/streams` } }],
  ["is compressed rubbish", { status: 200, headers: { "content-encoding": "gzip" }, body: "x", isOpen: true }],
];

describe("a Thing that is written while its stream", () => {
  it.each(odd)("%s is judged, and left as it was", async (_what, answer) => {
    const perfect = observedScript();
    await using thing = await ScriptedThing.start((question, origin) => {
      const right = perfect(question, origin);
      return /\/(?:streams|polls)/.test(question.path) ? answer : right;
    });
    const options = { ...fastHttp, allow: ["write", "load"] as const, timeoutMs, limits, skip: "static" };
    const report = await runConformance(`${thing.origin}${perfectPath}`, options);
    expectVerdicts(report);
    expect(report.unrestored).toEqual([]);
    expect(
      (perfect({ method: "GET", path: `${perfectPath}/properties`, headers: {}, body: "" }, "") as Answer).body,
    ).toBe('{"target":20,"mode":"heat"}');
  });
});

describe("a Thing that calls back", () => {
  it.each<[string, (callbackUrl: string) => void]>([
    [
      "a thousand times",
      (url) => {
        for (let count = 0; count < 1_000; count += 1) call(url, "POST", "1");
      },
    ],
    ["with ten megabytes", (url) => call(url, "POST", "x".repeat(10_000_000))],
    ["where nobody asked it to", (url) => call(new URL("/else", url).href, "POST", "1")],
    ["by a method of its own", (url) => call(url, "DELETE", "")],
  ])("%s is judged", async (_what, behave) => {
    const perfect = hookedScript(() => undefined);
    await using thing = await ScriptedThing.start((question, origin) => {
      if (question.method === "POST") behave((JSON.parse(question.body) as { callbackURL: string }).callbackURL);
      return perfect(question, origin);
    });
    const options = { ...fastHttp, allow: ["network", "write"] as const, timeoutMs, limits, only: "*webhook*" };
    const report = await runConformance(`${thing.origin}${perfectPath}`, options);
    expectVerdicts(report);
    expect(report.unrestored).toEqual([]);
  });
});

function call(url: string, method: string, body: string): void {
  request(url, { method, agent: false })
    .on("error", () => {})
    .end(body);
}

describe("a Thing over CoAP that tells the same a hundred times", () => {
  it("is judged", async () => {
    const perfect = perfectCoapScript();
    await using target = await startCoap((message, bytes, peer) => {
      const send = (told: Parameters<typeof peer.send>[0]): void => {
        for (let count = 0; count < 100; count += 1)
          peer.send({ ...told, messageId: (told.messageId * 100 + count) & 0xffff });
      };
      return perfect(message, bytes, { ...peer, send });
    });
    expectVerdicts(await runConformance(target.target, { ...withCoapWrites, timeoutMs, limits, only: "coap" }));
  });
});

describe("a broker that delivers for ever", () => {
  it("is judged", async () => {
    const perfect = perfectBroker();
    const message = { topic: "lamp/level", payload: Buffer.from("7"), qos: 0, isRetained: false };
    await using target = await startMqtt((packet, connection) => {
      const answers = perfect(packet, connection) ?? [];
      const flood = Array.from({ length: 1_000 }, () => publishPacket(message, connection.version));
      return packet.type === "SUBSCRIBE" ? [...answers, ...flood] : answers;
    });
    expectVerdicts(await runConformance(target.target, { ...withMqttWrites, timeoutMs, limits, only: "mqtt" }));
  });
});
