import { createSocket, type Socket as UdpSocket } from "node:dgram";
import { once } from "node:events";
import { connect } from "node:net";
import {
  Code,
  decodeMessage,
  encodeMessage,
  MessageType,
  OptionNumber,
  stringOption,
  uintOption,
} from "@thingwright/coap";
import type { ThingDescription } from "@thingwright/td";
import { connectAsync } from "mqtt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GatewayProcess, startGatewayProcess } from "./support/gateway-process.js";
import { firstBytes, openConnection, parseResponse, rawHttp } from "./support/raw-http.js";

/** Growth of resident memory that all of these attacks together may cause. */
const maxGrowthBytes = 50 * 1024 * 1024;

let gateway: GatewayProcess;
let httpPort: number;
let coapPort: number;
let residentBefore: number;

beforeAll(async () => {
  gateway = await startGatewayProcess();
  httpPort = Number(new URL(gateway.http).port);
  coapPort = Number(new URL(gateway.coap).port);
  // What a server needs once it is warm is no growth.
  for (let round = 0; round < 200; round += 1) await (await fetch(gateway.things)).arrayBuffer();
  residentBefore = gateway.residentBytes();
});

afterAll(async () => {
  const growth = gateway.residentBytes() - residentBefore;
  const { code, ms } = await gateway.interrupt();
  expect(code).toBe(0);
  expect(ms).toBeLessThan(2000);
  expect(growth, `grew by ${(growth / 1024 / 1024).toFixed(1)} MB`).toBeLessThan(maxGrowthBytes);
});

/** Every Thing still answers over HTTP, and the process is the same. */
async function isWell(): Promise<void> {
  expect(gateway.child.exitCode).toBeNull();
  const response = await fetch(`${gateway.http}/corridor-lamp/properties/brightness`);
  expect(response.status).toBe(200);
  await response.arrayBuffer();
}

const get = (target: string, host = "127.0.0.1"): string =>
  `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
const brightness = "/corridor-lamp/properties/brightness";

function put(body: string, headers = "Content-Type: application/json\r\n"): string {
  const length = `Content-Length: ${Buffer.byteLength(body)}\r\n`;
  return `PUT ${brightness} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n${headers}${length}\r\n${body}`;
}

describe("the gateway over HTTP", () => {
  it.each([
    ["a query that is no percent-encoding", get(`${brightness}?%`), [200, 400]],
    ["a path of two slashes", get("//"), [400, 404]],
    ["a malformed Host", get(brightness, "a b/c@d:e"), [400]],
    ["no Host", `GET ${brightness} HTTP/1.1\r\nConnection: close\r\n\r\n`, [400]],
    ["/observable where there is none", get(`${brightness}/observable`), [404]],
    ["a property named __proto__", get("/corridor-lamp/properties/__proto__"), [404]],
    ["a property named constructor", get("/corridor-lamp/properties/constructor"), [404]],
    ["a Thing named __proto__", get("/__proto__/properties/on"), [404]],
    ["an event named __proto__", get("/corridor-lamp/events/__proto__"), [404]],
    ["a path that is no percent-encoding", get("/%E0%A4%A"), [400]],
    ["JSON that is none", put("{"), [400]],
    ["a value that does not match", put('"bright"'), [400]],
    ["JSON 100,000 deep", put("[".repeat(100_000) + "]".repeat(100_000)), [400]],
    ["a member named __proto__", put('{"__proto__": {"polluted": true}}'), [400]],
    ["a content type that nobody knows", put("50", "Content-Type: image/png\r\n"), [415]],
    ["an Accept that nobody can meet", get(brightness).replace("\r\n\r\n", "\r\nAccept: image/png\r\n\r\n"), [406]],
    ["a method that is not allowed", get(brightness).replace("GET", "DELETE"), [405]],
    ["what is no HTTP", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", [400]],
  ])("answers %s with the right status and a problem", async (_, request, statuses) => {
    const { status, type, body } = parseResponse(await rawHttp(httpPort, request, 1000));
    expect(statuses).toContain(status);
    if (status >= 400) {
      expect(type).toContain("application/problem+json");
      expect(JSON.parse(body)).toMatchObject({ status });
    }
    await isWell();
  });

  it("refuses a body of 300 MB, declared or not", async () => {
    const declared = put("").replace("Content-Length: 0", `Content-Length: ${300 * 1024 * 1024}`);
    expect(parseResponse(await rawHttp(httpPort, declared, 1000)).status).toBe(413);
    const socket = await openConnection(
      httpPort,
      `PUT ${brightness} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    const answer = firstBytes(socket);
    const chunk = `100000\r\n${"1".repeat(0x100000)}\r\n`;
    socket.on("error", () => {});
    for (let megabyte = 0; megabyte < 300 && !socket.destroyed && socket.writable; megabyte += 1) {
      if (!socket.write(chunk)) await Promise.race([once(socket, "drain"), once(socket, "close")]).catch(() => {});
    }
    expect(parseResponse(await answer).status).toBe(413);
    socket.destroy();
    await isWell();
  });

  it("serves others while 200 bodies come slowly", async () => {
    const slow = await Promise.all(
      Array.from({ length: 200 }, () =>
        openConnection(httpPort, put("").replace("Content-Length: 0", "Content-Length: 1000").concat("4")),
      ),
    );
    await isWell();
    for (const socket of slow) socket.destroy();
    await isWell();
  });

  it("forgets 300 observers that vanish", async () => {
    const request = get(brightness).replace("\r\n\r\n", "\r\nAccept: text/event-stream\r\n\r\n");
    for (let round = 0; round < 3; round += 1) {
      const sockets = await Promise.all(Array.from({ length: 100 }, () => openConnection(httpPort, request)));
      const answers = await Promise.all(sockets.map(firstBytes));
      // Beyond the limit of subscriptions the answer is a refusal, never a hang.
      for (const answer of answers) expect([200, 429, 503]).toContain(parseResponse(answer).status);
      for (const socket of sockets) socket.resetAndDestroy();
      await isWell();
    }
    const socket = await openConnection(httpPort, request);
    expect(parseResponse(await firstBytes(socket)).status).toBe(200);
    socket.destroy();
  });
});

const path = (...segments: string[]) => segments.map((segment) => stringOption(OptionNumber.UriPath, segment));

describe("the gateway over CoAP", () => {
  let socket: UdpSocket;
  let messageId = 1;

  beforeAll(async () => {
    socket = createSocket("udp4");
    await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  });

  afterAll(() => socket.close());

  function message(code: number, options: ReturnType<typeof path>, payload = ""): Uint8Array {
    messageId = (messageId + 1) & 0xffff;
    const token = new Uint8Array([messageId >> 8, messageId & 0xff]);
    const type = MessageType.CON;
    return encodeMessage({ type, code, messageId, token, options, payload: Buffer.from(payload) });
  }

  /** Code of the answer to `datagram`, sent again like any Confirmable message (RFC 7252 §4.2): a full socket drops. */
  function answerTo(datagram: Uint8Array): Promise<{ code: number; hasObserve: boolean }> {
    return new Promise((resolve, reject) => {
      const send = (): void => socket.send(datagram, coapPort, "127.0.0.1");
      const again = setInterval(send, 1000);
      const end = (): void => {
        clearTimeout(late);
        clearInterval(again);
        socket.off("message", hear);
      };
      const late = setTimeout(() => {
        end();
        reject(new Error("no answer"));
      }, 10_000);
      const hear = (answer: Buffer): void => {
        const decoded = decodeMessage(answer);
        if (!decoded.ok || decoded.message.messageId !== messageId) return;
        end();
        const hasObserve = decoded.message.options.some(({ number }) => number === OptionNumber.Observe);
        resolve({ code: decoded.message.code, hasObserve });
      };
      socket.on("message", hear);
      send();
    });
  }

  const isCoapWell = async (): Promise<void> => {
    const answer = await answerTo(message(Code.GET, path("corridor-lamp", "properties", "brightness")));
    expect(answer.code).toBe(Code.Content);
  };

  it("survives every prefix of a valid message", async () => {
    const whole = message(Code.PUT, path("corridor-lamp", "properties", "brightness"), "50");
    for (let length = 0; length < whole.length; length += 1) {
      socket.send(whole.subarray(0, length), coapPort, "127.0.0.1");
    }
    await isCoapWell();
  });

  it("survives 100,000 random datagrams", async () => {
    // From another address: the server remembers the Message IDs of each peer for four minutes.
    const attacker = createSocket("udp4");
    let seed = 1;
    const random = (): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed;
    };
    for (let sent = 0; sent < 100_000; sent += 1) {
      const datagram = Buffer.from(Array.from({ length: random() % 40 }, () => random() >>> 24));
      if (sent % 2 === 0 && datagram.length > 0) datagram[0] = 0x40 | (datagram[0]! & 0x3f);
      await new Promise<void>((resolve) => attacker.send(datagram, coapPort, "127.0.0.1", () => resolve()));
    }
    attacker.close();
    await isCoapWell();
    await isWell();
  });

  it.each([
    ["a Thing Description", ["corridor-lamp"], Code.Content],
    ["the list of Things", [".well-known", "core"], Code.Content],
    ["what is not there", ["nothing", "here"], Code.NotFound],
    ["an action", ["corridor-lamp", "actions", "identify"], undefined],
  ])("answers Observe on %s without Observe", async (_, segments, code) => {
    const observe = uintOption(OptionNumber.Observe, 0);
    const answer = await answerTo(message(Code.GET, [observe, ...path(...segments)]));
    expect(answer.hasObserve).toBe(false);
    if (code !== undefined) expect(answer.code).toBe(code);
    await isCoapWell();
  });

  it.each(["%", "__proto__", "constructor", "\u0000", "+", "#"])("answers Uri-Path %j with 4.04", async (segment) => {
    const answer = await answerTo(message(Code.GET, path("corridor-lamp", "properties", segment)));
    expect(answer.code).toBe(Code.NotFound);
    expect((await answerTo(message(Code.GET, path(segment)))).code).toBe(Code.NotFound);
    await isCoapWell();
  });

  it("answers Uri-Path .. with 4.00: RFC 7252 §5.10.1 does not allow it", async () => {
    expect((await answerTo(message(Code.GET, path("corridor-lamp", "..")))).code).toBe(0x80);
  });

  it("refuses bad JSON and values that do not match", async () => {
    const json = uintOption(OptionNumber.ContentFormat, 50);
    const target = path("corridor-lamp", "properties", "brightness");
    expect((await answerTo(message(Code.PUT, [...target, json], "{"))).code).toBe(0x80);
    expect((await answerTo(message(Code.PUT, [...target, json], "101"))).code).toBe(0x96);
    await isCoapWell();
  });
});

describe("the gateway over MQTT", () => {
  it("survives bad JSON on every topic", async () => {
    const descriptions = (await (await fetch(gateway.things)).json()) as ThingDescription[];
    const client = await connectAsync(gateway.mqtt);
    const topics = new Set(
      descriptions.flatMap(({ properties = {}, actions = {}, events = {} }) =>
        [...Object.values(properties), ...Object.values(actions), ...Object.values(events)].flatMap(({ forms }) =>
          forms.flatMap((form) => [form["mqv:topic"], form["mqv:filter"]].filter((topic) => typeof topic === "string")),
        ),
      ),
    );
    expect(topics.size).toBeGreaterThan(20);
    for (const topic of topics) {
      await client.publishAsync(topic, "{", { qos: 1 });
      await client.publishAsync(topic, '"wrong type"', { qos: 1 });
      await client.publishAsync(topic, Buffer.alloc(100_000, 0xff), { qos: 1 });
    }
    await client.endAsync();
    await isWell();
  });

  it("survives what is no MQTT", async () => {
    const { port, hostname } = new URL(gateway.mqtt);
    for (const bytes of ["GET / HTTP/1.1\r\n\r\n", "\x10\xff\xff\xff\xff\xff", "\x00".repeat(1000)]) {
      await new Promise<void>((resolve) => {
        const peer = connect(Number(port), hostname, () => peer.end(Buffer.from(bytes, "latin1")));
        peer.on("error", () => {}).on("close", () => resolve());
      });
    }
    await isWell();
  });
});
