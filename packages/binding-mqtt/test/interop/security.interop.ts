import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  Authority,
  fakeHost,
  jsonContent,
  jsonOf,
  passphrase,
  recordingSink,
  testThing,
} from "@thingwright/contract-tests";
import type { Authentication, PreparedForm } from "@thingwright/contracts";
import type { Form, Operation } from "@thingwright/td";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MqttClientOptions, mqttClient, mqttServer } from "../../src/index.js";
import { authenticatorWith } from "../authenticators.js";
import { formRequest } from "../form-request.js";
import { freePorts } from "./broker-process.js";
import { findMosquitto, type Mosquitto, startMosquitto } from "./mosquitto.js";

const executable = findMosquitto();
const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
const timeoutMs = 5000;
const users = { ada: "secret", bearer: "t0ken" };

describe.runIf(executable === undefined)("credentials for mosquitto", () => {
  it.skip("skipped: needs mosquitto and its clients", () => {});
});

describe.runIf(executable !== undefined).each([5, 4] as const)(
  "MQTT %i by WebSocket with mosquitto",
  (protocolVersion) => {
    const authority = new Authority("home");
    const tls = { ca: authority.cert };
    let mosquitto: Mosquitto;
    beforeAll(async () => {
      mosquitto = await startMosquitto(executable!, { users, webSockets: true, tls: { identity: authority.issue() } });
    });
    afterAll(() => mosquitto[Symbol.asyncDispose]());

    it.each(["ws", "wss"])("reads, writes and observes what others do over TCP (%s)", async (scheme) => {
      // This mosquitto acknowledges nothing on a WebSocket by which it has just delivered: one client does not do both.
      await using observer = mqttClient({ protocolVersion, tls });
      await using client = mqttClient({ protocolVersion, tls });
      const href = `${scheme === "ws" ? mosquitto.webSocketUrl : mosquitto.secureWebSocketUrl}/mqtt`;
      const form = { href, subprotocol: "mqtt", "mqv:topic": `device/${scheme}`, "mqv:retain": true };
      const ada = { user: { name: "ada", password: users.ada } };
      const sink = recordingSink();
      await prepare(observer, "observeproperty", form, ada).subscribe({ timeoutMs }, sink);
      const device = ["-u", "ada", "-P", users.ada, "-t", `device/${scheme}`, "-q", "1"];
      await mosquitto.pub(...device, "-m", "1");
      await sink.until(({ values }) => values.includes(1), "1", timeoutMs);
      // Nor does it deliver much more at once than a socket takes: MQTT.js alone hears nothing of 130,000 bytes either.
      const big = "x".repeat(60_000);
      await prepare(client, "writeproperty", form, ada).request({ content: jsonContent(big), timeoutMs });
      await sink.until(({ values }) => values.includes(big), "what was written", timeoutMs);
      const read = prepare(client, "readproperty", form, ada);
      expect(jsonOf(await read.request({ timeoutMs }))).toBe(big);
    });

    it("serves a Thing of a server that reaches its broker so, and names WebSockets in its Forms", async () => {
      const thing = testThing();
      const broker = `${mosquitto.secureWebSocketUrl}/mqtt`;
      await using server = mqttServer({ broker, user: { name: "ada", password: users.ada }, tls, protocolVersion });
      await server.start(fakeHost(thing));
      const { properties } = await server.expose(thing);
      for (const form of properties.get("count")!) expect(form).toMatchObject({ href: broker, subprotocol: "mqtt" });
      const set = ["-t", "things/test-thing/properties/count/set", "-m", "5", "-q", "1"];
      await mosquitto.pub("-u", "ada", "-P", users.ada, ...set);
      await thing.calls.until("writeproperty", "count", 1, timeoutMs);
    });

    it("takes a token as the password of the user bearer, and says so when it is refused", async () => {
      await using client = mqttClient({ protocolVersion });
      const form = { href: mosquitto.webSocketUrl!, subprotocol: "mqtt", "mqv:topic": "device/x" };
      const write = (password: string) =>
        prepare(client, "writeproperty", form, { user: { name: "bearer", password } }).request({
          content: jsonContent(1),
          timeoutMs,
        });
      await write(users.bearer);
      await expect(write("t0kens")).rejects.toMatchObject({ family: "CredentialsError" });
    });
  },
);

describe.runIf(executable !== undefined).each([5, 4] as const)("MQTT %i by TLS with mosquitto", (protocolVersion) => {
  const authority = new Authority("home");
  const ada = authority.issue({ commonName: "ada" });
  const bob = authority.issue({ commonName: "bob" });
  const key = "00112233445566778899aabbccddeeff";
  let mosquitto: Mosquitto;
  let keyUrl: string;
  let folder: string;
  beforeAll(async () => {
    const [port] = await freePorts(1);
    folder = mkdtempSync(join(tmpdir(), "keys-"));
    writeFileSync(join(folder, "keys"), `lamp:${key}\n`);
    keyUrl = `mqtts://127.0.0.1:${port}`;
    const settings = [
      `psk_file ${join(folder, "keys")}`,
      `listener ${port} 127.0.0.1`,
      "psk_hint home",
      "use_identity_as_username true",
    ];
    const acl = ["ada", "bob", "lamp"].flatMap((name) => [
      `user ${name}`,
      "topic read device/#",
      `topic write device/${name}`,
    ]);
    const tls = { identity: authority.issue(), clientCa: authority.cert };
    mosquitto = await startMosquitto(executable!, { users, acl, tls, settings, webSockets: true });
  });
  afterAll(async () => {
    await mosquitto[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  /** Writes, and resolves with what others then find on the topic. */
  async function written(
    topic: string,
    href: string,
    tls: MqttClientOptions["tls"],
    own?: Authentication,
  ): Promise<string> {
    await using client = mqttClient({ protocolVersion, tls: tls ?? {} });
    const form = { href, subprotocol: "mqtt", "mqv:topic": topic, "mqv:retain": true, "mqv:qos": "1" };
    await prepare(client, "writeproperty", form, own).request({ content: jsonContent(topic), timeoutMs });
    const text = await mosquitto.sub("-u", "ada", "-P", users.ada, "-t", topic, "-C", "1", "-W", "5");
    return text.trim();
  }

  it("shows each Thing's certificate on a connection of its own, whose user is the common name", async () => {
    await using client = mqttClient({ protocolVersion, tls: { ca: authority.cert } });
    for (const [name, identity] of Object.entries({ ada, bob })) {
      const certificate = { cert: identity.cert, key: identity.encryptedKey, passphrase };
      const form = { href: mosquitto.secureUrl!, "mqv:topic": `device/${name}`, "mqv:retain": true, "mqv:qos": "1" };
      await prepare(client, "writeproperty", form, { certificate }).request({ content: jsonContent(name), timeoutMs });
      const text = await mosquitto.sub("-u", "ada", "-P", users.ada, "-t", `device/${name}`, "-C", "1", "-W", "5");
      expect(text.trim()).toBe(JSON.stringify(name));
    }
  });

  it("shows it by WebSocket too", async () => {
    const certificate = { cert: ada.cert, key: ada.key };
    expect(await written("device/ada", mosquitto.secureWebSocketUrl!, { ca: authority.cert }, { certificate })).toBe(
      '"device/ada"',
    );
  });

  it.runIf(hasOpenssl)("shows what a PKCS #12 file holds", async () => {
    const path = (name: string): string => join(folder, name);
    writeFileSync(path("ada.pem"), ada.cert + ada.key);
    const args = [
      "pkcs12",
      "-export",
      "-in",
      path("ada.pem"),
      "-out",
      path("ada.p12"),
      "-passout",
      `pass:${passphrase}`,
    ];
    execFileSync("openssl", args, { stdio: "ignore" });
    const tls = { ca: authority.cert, pfx: readFileSync(path("ada.p12")), passphrase };
    expect(await written("device/ada", mosquitto.secureUrl!, tls)).toBe('"device/ada"');
  });

  it.runIf(!hasOpenssl)("skipped: needs openssl", () => {});

  it.each([undefined, "TLSv1.3"] as const)(
    "is made by a shared key, whose identity is the user (%s)",
    async (version) => {
      const psk = { identity: "lamp", key: Buffer.from(key, "hex") };
      const tls = version === undefined ? {} : { minVersion: version };
      expect(await written("device/lamp", keyUrl, tls, { psk })).toBe('"device/lamp"');
    },
  );

  it("is not made with another key, or by another identity", async () => {
    for (const psk of [
      { identity: "lamp", key: Buffer.from("00112233445566778899aabbccddeef0", "hex") },
      { identity: "fan", key: Buffer.from(key, "hex") },
    ]) {
      await expect(written("device/lamp", keyUrl, {}, { psk })).rejects.toMatchObject({
        family: expect.stringMatching(/^(?:Credentials|Network)Error$/),
      });
    }
  });
});

describe.runIf(executable !== undefined)("A server of a broker with tokens", () => {
  it("asks for another one when the broker no longer takes the old", async () => {
    await using mosquitto = await startMosquitto(executable!, { users });
    const tokens = ["0ld", users.bearer];
    await using server = mqttServer({
      broker: mosquitto.url,
      user: () => ({ name: "bearer", password: tokens.shift()! }),
    });
    const thing = testThing();
    await server.start(fakeHost(thing));
    await server.expose(thing);
    expect(tokens).toEqual([]);
  });
});

function prepare(
  client: ReturnType<typeof mqttClient>,
  operation: Operation,
  form: Form,
  authentication: Authentication = {},
): PreparedForm {
  const authenticator = authenticatorWith(authentication);
  const prepared = client.prepare(formRequest(operation, form, { authenticator }));
  if ("refused" in prepared) throw new TypeError(prepared.refused);
  return prepared;
}
