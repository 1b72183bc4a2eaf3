import { Authority, fakeHost, jsonContent, jsonOf, testThing } from "@thingwright/contract-tests";
import type { PreparedForm } from "@thingwright/contracts";
import type { Form, Operation } from "@thingwright/td";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MqttClientOptions, mqttClient, mqttServer } from "../../src/index.js";
import { formRequest } from "../form-request.js";
import { findMosquitto, type Mosquitto, startMosquitto } from "./mosquitto.js";

const executable = findMosquitto();
const timeoutMs = 5000;
/** For what a broker keeps quiet about. */
const shortMs = 300;
const users = { ada: "secret", bob: "guess" };
const acl = ["user ada", "topic readwrite things/#", "topic readwrite device/#", "user bob", "topic read device/#"];

describe.runIf(executable === undefined)("access to mosquitto", () => {
  it.skip("skipped: needs mosquitto and its clients", () => {});
});

describe.runIf(executable !== undefined).each([5, 4] as const)(
  "mosquitto's password file, version %i",
  (protocolVersion) => {
    let mosquitto: Mosquitto;
    beforeAll(async () => {
      mosquitto = await startMosquitto(executable!, { users, acl });
    });
    afterAll(() => mosquitto[Symbol.asyncDispose]());
    const as = (name: keyof typeof users, password: string = users[name]) => ({ name, password });

    it("lets in who has the password, and a CredentialsError says that others are refused", async () => {
      await using client = mqttClient({ protocolVersion });
      const write = (user?: ConnectingUser) =>
        prepare(client, "writeproperty", { href: mosquitto.url, "mqv:topic": "device/set" }, user);
      await write(as("ada")).request({ content: jsonContent(1), timeoutMs });
      for (const refused of [as("ada", "wrong"), { name: "eve", password: "secret" }, undefined]) {
        const answer = write(refused).request({ content: jsonContent(2), timeoutMs });
        await expect(answer, `${refused?.name}`).rejects.toMatchObject({ family: "CredentialsError" });
      }
    });

    it("lets a server in that has the password, whose Things its users then reach", async () => {
      const thing = testThing();
      await using server = mqttServer({ broker: mosquitto.url, user: as("ada"), protocolVersion });
      await server.start(fakeHost(thing));
      await server.expose(thing);
      const set = ["-t", "things/test-thing/properties/count/set", "-m", "5", "-q", "1"];
      await mosquitto.pub("-u", "ada", "-P", users.ada, ...set);
      await thing.calls.until("writeproperty", "count", 1, timeoutMs);
    });

    it("keeps a server out that has none", async () => {
      await using server = mqttServer({ broker: mosquitto.url, protocolVersion });
      await expect(server.start(fakeHost())).rejects.toMatchObject({ family: "CredentialsError" });
    });

    it("keeps the users of one client apart, each on a connection of its own", async () => {
      await using client = mqttClient({ protocolVersion });
      await mosquitto.pub("-u", "ada", "-P", users.ada, "-t", "device/t", "-m", "3", "-r", "-q", "1");
      const form = { href: mosquitto.url, "mqv:filter": "device/t" };
      const reads = [as("ada"), as("bob")].map((user) => prepare(client, "readproperty", form, user));
      const values = await Promise.all(reads.map((read) => read.request({ timeoutMs })));
      expect(values.map(jsonOf)).toEqual([3, 3]);
    });

    it.runIf(protocolVersion === 5)("tells a publisher without the right to a topic: a CredentialsError", async () => {
      await using client = mqttClient({ protocolVersion });
      const form = { href: mosquitto.url, "mqv:topic": "device/set" };
      const write = prepare(client, "writeproperty", form, as("bob"));
      await expect(write.request({ content: jsonContent(1), timeoutMs })).rejects.toMatchObject({
        code: "WOT_CREDENTIALS_REFUSED",
      });
    });

    it.runIf(protocolVersion === 4)("tells a publisher nothing in MQTT 3.1.1, and does not deliver", async () => {
      await using client = mqttClient({ protocolVersion });
      const { lines } = await mosquitto.subscribed(
        "-u",
        "ada",
        "-P",
        users.ada,
        "-t",
        "device/set",
        "-C",
        "1",
        "-W",
        "5",
      );
      const form = { href: mosquitto.url, "mqv:topic": "device/set" };
      await prepare(client, "writeproperty", form, as("bob")).request({ content: jsonContent("bob"), timeoutMs });
      await prepare(client, "writeproperty", form, as("ada")).request({ content: jsonContent("ada"), timeoutMs });
      expect(await lines).toEqual(['"ada"']);
    });

    it("grants a subscription without the right to read, and delivers nothing: the read ends at its deadline", async () => {
      await using client = mqttClient({ protocolVersion });
      await mosquitto.pub("-u", "ada", "-P", users.ada, "-t", "things/hidden", "-m", "1", "-r", "-q", "1");
      const read = prepare(client, "readproperty", { href: mosquitto.url, "mqv:filter": "things/hidden" }, as("bob"));
      await expect(read.request({ timeoutMs: shortMs })).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
    });
  },
);

describe.runIf(executable !== undefined).each([5, 4] as const)("TLS with mosquitto, version %i", (protocolVersion) => {
  const authority = new Authority("home");
  const stranger = new Authority("elsewhere");
  const identity = ({ cert, key }: ReturnType<Authority["issue"]>) => ({ cert, key });
  const ada = identity(authority.issue({ commonName: "ada" }));
  let mosquitto: Mosquitto;
  beforeAll(async () => {
    const tls = { identity: authority.issue(), clientCa: authority.cert };
    mosquitto = await startMosquitto(executable!, { users, acl, tls });
  });
  afterAll(() => mosquitto[Symbol.asyncDispose]());

  async function writing(tls: MqttClientOptions["tls"]): Promise<void> {
    await using client = mqttClient({ protocolVersion, tls: tls ?? {} });
    const write = prepare(client, "writeproperty", { href: mosquitto.secureUrl!, "mqv:topic": "device/set" });
    await write.request({ content: jsonContent(1), timeoutMs });
  }

  it("makes who has a client certificate the user of its common name", async () => {
    const reader = ["-u", "ada", "-P", users.ada, "-t", "device/set", "-C", "1", "-W", "5"];
    const { lines } = await mosquitto.subscribed(...reader);
    await writing({ ca: authority.cert, ...ada });
    expect(await lines).toEqual(["1"]);
  });

  it("serves a Thing of a server with a client certificate", async () => {
    const thing = testThing();
    const tls = { ca: authority.cert, ...ada };
    await using server = mqttServer({ broker: mosquitto.secureUrl!, tls, protocolVersion });
    await server.start(fakeHost(thing));
    await server.expose(thing);
    const set = ["-t", "things/test-thing/properties/count/set", "-m", "5", "-q", "1"];
    await mosquitto.pub("-u", "ada", "-P", users.ada, ...set);
    await thing.calls.until("writeproperty", "count", 1, timeoutMs);
  });

  it.each([
    ["without a client certificate", "CredentialsError", { ca: authority.cert }],
    [
      "with a certificate of another authority",
      "CredentialsError",
      { ca: authority.cert, ...identity(stranger.issue()) },
    ],
    ["that does not trust the broker's authority", "NetworkError", ada],
    ["that trusts another authority", "NetworkError", { ca: stranger.cert, ...ada }],
  ])("is not made by a client %s: a %s", async (_, family, tls) => {
    await expect(writing(tls)).rejects.toMatchObject({ family });
  });

  it("is made with a broker of any authority only where that is allowed by name", async () => {
    await writing({ ...ada, allowUntrusted: true });
  });
});

interface ConnectingUser {
  readonly name: string;
  readonly password: string;
}

function prepare(
  client: ReturnType<typeof mqttClient>,
  operation: Operation,
  form: Form,
  user?: ConnectingUser,
): PreparedForm {
  const authenticator = { carriers: ["user"] as const, authenticate: () => ({ user: user! }) };
  const prepared = client.prepare(formRequest(operation, form, user === undefined ? {} : { authenticator }));
  if ("refused" in prepared) throw new TypeError(prepared.refused);
  return prepared;
}
