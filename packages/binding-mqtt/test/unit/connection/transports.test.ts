import { connect as connectTcp } from "node:net";
import { Authority, passphrase, recordingSink } from "@thingwright/contract-tests";
import type { Authentication } from "@thingwright/contracts";
import { connectAsync } from "mqtt";
import { describe, expect, it } from "vitest";
import {
  type ConnectingClient,
  type EmbeddedBroker,
  type EmbeddedBrokerOptions,
  embeddedBroker,
  type MqttClientTls,
  mqttClient,
} from "../../../src/index.js";
import { authenticatorWith } from "../../authenticators.js";
import { formRequest } from "../../form-request.js";
import { rawClient } from "../../raw-client.js";

const timeoutMs = 3000;
const authority = new Authority("brokers");
const clients = new Authority("clients");
const identity = authority.issue();
const { cert, key } = identity;
const ca = authority.cert;
const json = (value: unknown) => ({ contentType: "application/json", body: Buffer.from(JSON.stringify(value)) });

/** A broker that takes everybody, and who has come. */
async function brokerWith(
  options: EmbeddedBrokerOptions,
): Promise<{ broker: EmbeddedBroker; came: ConnectingClient[] }> {
  const came: ConnectingClient[] = [];
  const authenticate = (client: ConnectingClient): boolean => came.push(client) > 0;
  return { broker: await embeddedBroker({ port: 0, authenticate, ...options }), came };
}

/** Writes once to the broker at `href`. */
async function write(href: string, tls: MqttClientTls = {}, authentication?: Authentication): Promise<void> {
  await using client = mqttClient({ tls, protocolVersion: 4 });
  const more = authentication === undefined ? {} : { authenticator: authenticatorWith(authentication) };
  const form = { href, subprotocol: "mqtt", "mqv:topic": "a" };
  const prepared = client.prepare(formRequest("writeproperty", form, more));
  if ("refused" in prepared) throw new TypeError(prepared.refused);
  await prepared.request({ timeoutMs, content: json(1) });
}

describe("An MQTT connection by WebSocket", () => {
  it("writes, reads and observes", async () => {
    const { broker } = await brokerWith({ webSocket: { port: 0 } });
    await using client = mqttClient();
    const form = { href: `${broker.webSocketUrl}/mqtt`, subprotocol: "mqtt", "mqv:topic": "a", "mqv:retain": true };
    const prepare = (operation: Parameters<typeof formRequest>[0]) => {
      const prepared = client.prepare(formRequest(operation, form));
      if ("refused" in prepared) throw new TypeError(prepared.refused);
      return prepared;
    };
    const sink = recordingSink();
    await prepare("observeproperty").subscribe({ timeoutMs }, sink);
    await prepare("writeproperty").request({ timeoutMs, content: json("x".repeat(100_000)) });
    await sink.until(({ values }) => values.length === 1, "the value", timeoutMs);
    expect((await prepare("readproperty").request({ timeoutMs })).body).toHaveLength(100_002);
    await broker.close();
    await sink.until(() => sink.heard("interrupted"), "interrupted", timeoutMs);
  });

  it("has the variables of an affordance in its topics, and those of credentials in its address", async () => {
    const { broker, came } = await brokerWith({ webSocket: { port: 0 } });
    const listener = await rawClient(broker.url);
    await listener.listen("#");
    await using client = mqttClient();
    const href = `${broker.webSocketUrl}/mqtt{?room,key}`;
    const authenticator = authenticatorWith({ uriVariables: { key: "k" } });
    const form = { href, subprotocol: "mqtt", "mqv:topic": "{room}/x" };
    const prepared = client.prepare(formRequest("writeproperty", form, { authenticator }));
    if ("refused" in prepared) throw new TypeError(prepared.refused);
    for (const room of ["hall", "attic"]) {
      await prepared.request({ timeoutMs, content: json(1), variables: { room } });
    }
    await listener.first("hall/x");
    await listener.first("attic/x");
    expect(came.map((one) => one.clientId.startsWith("tw-"))).toEqual([false, true]);
    await listener[Symbol.asyncDispose]();
    await broker.close();
  });

  it("goes by TLS as well", async () => {
    const { broker, came } = await brokerWith({ webSocket: { port: 0 }, tls: { cert, key } });
    expect(broker.webSocketUrl).toMatch(/^wss:/);
    await write(broker.webSocketUrl!, { ca });
    expect(came).toHaveLength(1);
    await expect(write(broker.webSocketUrl!)).rejects.toMatchObject({ family: "NetworkError" });
    await broker.close();
  });

  it("is refused to pages of other origins, to other protocols, and to plain requests", async () => {
    const { broker } = await brokerWith({ webSocket: { port: 0, origins: ["https://good.example"] } });
    const { port } = new URL(broker.webSocketUrl!);
    const upgrade =
      "upgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";
    const answerTo = (...headers: readonly string[]) =>
      new Promise<string>((resolve) => {
        const socket = connectTcp(Number(port), "127.0.0.1");
        socket.once("data", (bytes) => {
          socket.destroy();
          resolve(bytes.toString().slice(9, 12));
        });
        socket.write(`GET /mqtt HTTP/1.1\r\nhost: h\r\n${headers.join("")}\r\n`);
      });
    const mqtt = "sec-websocket-protocol: mqtt\r\n";
    expect(await answerTo()).toBe("426");
    expect(await answerTo(upgrade)).toBe("400");
    expect(await answerTo(upgrade, "sec-websocket-protocol: chat\r\n")).toBe("400");
    expect(await answerTo(upgrade, mqtt, "origin: https://evil.example\r\n")).toBe("403");
    expect(await answerTo(upgrade, mqtt, "origin: https://good.example\r\n")).toBe("101");
    expect(await answerTo(upgrade, "sec-websocket-protocol: chat, mqtt\r\n")).toBe("101");
    await broker.close();
  });

  it("ends a client that sends too much", async () => {
    const { broker } = await brokerWith({ webSocket: { port: 0 }, limits: { maxBodyBytes: 1000 } });
    const client = await connectAsync(broker.webSocketUrl!, { reconnectPeriod: 0 });
    const closed = new Promise<void>((resolve) => client.once("close", resolve));
    client.on("error", () => {});
    client.publish("a", Buffer.alloc(200_000), () => {});
    await closed;
    client.end(true);
    await broker.close();
  });

  it("says what answers in place of a WebSocket", async () => {
    const { broker } = await brokerWith({ webSocket: { port: 0 } });
    await expect(write(`ws://127.0.0.1:${broker.port}`)).rejects.toMatchObject({ family: "NetworkError" });
    await broker.close();
  });
});

describe("An MQTT connection by TLS", () => {
  it("is made to a broker whose certificate is trusted, by the name that is asked for", async () => {
    const named = authority.issue({ names: [["dns", "broker.example"]] });
    const { broker, came } = await brokerWith({ tls: named });
    await write(broker.url, { ca, servername: "broker.example", alpnProtocols: ["mqtt"] });
    expect(came).toHaveLength(1);
    for (const tls of [{}, { ca }, { ca: clients.cert, servername: "broker.example" }]) {
      await expect(write(broker.url, tls)).rejects.toMatchObject({ family: "NetworkError" });
    }
    await write(broker.url, { allowUntrusted: true });
    await broker.close();
  });

  it.each([["mqtts"], ["wss"]])(
    "shows the certificate of a Thing's credentials, which says who comes (%s)",
    async (scheme) => {
      const { broker, came } = await brokerWith({ tls: { cert, key, clientCa: clients.cert }, webSocket: { port: 0 } });
      const href = scheme === "wss" ? broker.webSocketUrl! : broker.url;
      const ada = clients.issue({ commonName: "ada" });
      await write(href, { ca }, { certificate: { cert: ada.cert, key: ada.encryptedKey, passphrase } });
      await write(href, { ca, ...clients.issue({ commonName: "everybody" }) });
      expect(came.map((client) => client.identity)).toEqual(["ada", "everybody"]);
      const strangers = new Authority("strangers").issue();
      for (const tls of [{ ca }, { ca, cert: strangers.cert, key: strangers.key }]) {
        await expect(write(href, tls)).rejects.toMatchObject({
          family: expect.stringMatching(/^(Credentials|Network)Error$/),
        });
      }
      await broker.close();
    },
  );

  it("leaves clients without a certificate to `authenticate`, when it is optional", async () => {
    const tls = { cert, key, clientCa: clients.cert, clientCertificate: "optional" } as const;
    const { broker, came } = await brokerWith({ tls });
    await write(broker.url, { ca });
    const stranger = new Authority("strangers").issue({ commonName: "mallory" });
    await write(broker.url, { ca, cert: stranger.cert, key: stranger.key });
    expect(came.map((client) => client.identity)).toEqual([undefined, undefined]);
    await broker.close();
  });

  it("shows a certificate to the broker that it is for, and to no other", async () => {
    const { broker, came } = await brokerWith({
      tls: { cert, key, clientCa: clients.cert, clientCertificate: "optional" },
    });
    const other = await brokerWith({ tls: { cert, key, clientCa: clients.cert, clientCertificate: "optional" } });
    const own = clients.issue({ commonName: "ada" });
    const tls = { ca, brokers: { [broker.url]: { ca, cert: own.cert, key: own.key } } };
    await write(broker.url, tls);
    await write(other.broker.url, tls);
    expect([...came, ...other.came].map((client) => client.identity)).toEqual(["ada", undefined]);
    await Promise.all([broker.close(), other.broker.close()]);
  });

  it.each(["TLSv1.2", "TLSv1.3"] as const)("knows both sides by a key that they share (%s)", async (version) => {
    const keys = new Map([["lamp", Buffer.from("0123456789abcdef")]]);
    const { broker, came } = await brokerWith({ tls: { minVersion: version, pskOf: (name) => keys.get(name) } });
    const psk = (name: string, text: string) => ({ psk: { identity: name, key: Buffer.from(text) } });
    await write(broker.url, {}, psk("lamp", "0123456789abcdef"));
    await write(broker.url, psk("lamp", "0123456789abcdef"));
    expect(came.map((client) => client.identity)).toEqual(["lamp", "lamp"]);
    await expect(write(broker.url, {}, psk("lamp", "0123456789abcdeX"))).rejects.toThrow();
    await expect(write(broker.url, {}, psk("lamps", "0123456789abcdef"))).rejects.toThrow();
    expect(came).toHaveLength(2);
    await broker.close();
  });

  it("does not take a certificate for the proof of a shared key", async () => {
    const { broker, came } = await brokerWith({ tls: { cert, key } });
    const psk = { identity: "lamp", key: Buffer.from("0123456789abcdef") };
    await expect(write(broker.url, { ca }, { psk })).rejects.toMatchObject({ family: "NetworkError" });
    expect(came).toHaveLength(0);
    await broker.close();
  });

  it("says what cannot be used, and whose fault that is", async () => {
    const { broker } = await brokerWith({ tls: { cert, key } });
    const bad = { cert: "no certificate", key };
    await expect(write(broker.url, { ca }, { certificate: bad })).rejects.toMatchObject({ family: "CredentialsError" });
    await expect(write(broker.url, { ca, ...bad })).rejects.toMatchObject({ family: "UsageError" });
    await expect(embeddedBroker({ port: 0, tls: bad })).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
    await expect(embeddedBroker({ port: 0, tls: {} })).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
    expect(() => mqttClient({ tls: { brokers: { "mqtt://h:1": {} } } })).toThrow(/tls.brokers/);
    expect(() => mqttClient({ tls: { brokers: { "mqtts://h": {} } } })).toThrow(/tls.brokers/);
    await broker.close();
  });

  it("carries a certificate by TLS only", () => {
    const authenticator = authenticatorWith({ certificate: { cert, key } });
    const form = { href: "mqtt://h", "mqv:topic": "a" };
    const outcome = mqttClient().prepare(formRequest("writeproperty", form, { authenticator }));
    expect(outcome).toEqual({ refused: expect.stringContaining("certificate") });
  });
});
