import { recordingSink } from "@thingwright/contract-tests";
import { type ClientAuthenticator, type ConnectionUser, silent } from "@thingwright/contracts";
import { describe, expect, it } from "vitest";
import { embeddedBroker, mqttClient, mqttServer } from "../../../src/index.js";
import { formRequest } from "../../form-request.js";
import { tcpProxy } from "../../tcp-proxy.js";

const timeoutMs = 3000;
const json = (value: unknown) => ({ contentType: "application/json", body: Buffer.from(JSON.stringify(value)) });

/** A broker with a token that is good at the moment, and the tokens that it was shown. */
async function tokenBroker() {
  const state = { good: "t1", shown: [] as string[] };
  const broker = await embeddedBroker({
    port: 0,
    authenticate({ user }) {
      state.shown.push(user?.password ?? "");
      return user?.password === state.good;
    },
  });
  return { broker, state };
}

/** Tokens as OAuth 2.0 has them: the next one is asked for when the present one is refused. */
function tokenAuthenticator(): ClientAuthenticator & { readonly challenges: number } {
  let token = 1;
  let challenges = 0;
  return {
    carriers: ["user"],
    authenticate: () => ({ user: { name: "bearer", password: `t${token}`, grant: "g" } }),
    challenged() {
      token += 1;
      challenges += 1;
      return true;
    },
    get challenges() {
      return challenges;
    },
  };
}

describe("A token as the password of an MQTT connection", () => {
  it("is renewed once when the broker refuses it", async () => {
    const { broker, state } = await tokenBroker();
    await using client = mqttClient();
    const authenticator = tokenAuthenticator();
    const form = { href: broker.url, "mqv:topic": "a" };
    const prepared = client.prepare(formRequest("writeproperty", form, { authenticator }));
    if ("refused" in prepared) throw new TypeError(prepared.refused);
    state.good = "t2";
    await prepared.request({ timeoutMs, content: json(1) });
    await prepared.request({ timeoutMs, content: json(1) });
    expect(state.shown).toEqual(["t1", "t2"]);
    await broker.close();
  });

  it("is renewed no more than once for an exchange", async () => {
    const { broker, state } = await tokenBroker();
    await using client = mqttClient();
    const authenticator = tokenAuthenticator();
    const form = { href: broker.url, "mqv:topic": "a" };
    const prepared = client.prepare(formRequest("writeproperty", form, { authenticator }));
    if ("refused" in prepared) throw new TypeError(prepared.refused);
    state.good = "none";
    const refusal = prepared.request({ timeoutMs, content: json(1) });
    await expect(refusal).rejects.toMatchObject({ family: "CredentialsError" });
    await expect(refusal).rejects.not.toThrow(/t1|t2/);
    expect(authenticator.challenges).toBe(1);
    expect(state.shown).toEqual(["t1", "t2"]);
    await broker.close();
  });

  it("is renewed when an open subscription gets its connection back and the broker no longer takes it", async () => {
    const { broker, state } = await tokenBroker();
    const proxy = await tcpProxy(broker.port);
    await using client = mqttClient({ limits: { minReconnectDelayMs: 5 } });
    const sink = recordingSink();
    const form = { href: `mqtt://127.0.0.1:${proxy.port}`, "mqv:topic": "a" };
    const request = formRequest("observeproperty", form, { authenticator: tokenAuthenticator() });
    const prepared = client.prepare(request);
    if ("refused" in prepared) throw new TypeError(prepared.refused);
    await prepared.subscribe({ timeoutMs }, sink);
    state.good = "t2";
    const mend = proxy.cut();
    await sink.until(() => sink.heard("interrupted"), "interrupted", timeoutMs);
    mend();
    await sink.until(() => sink.heard("resumed"), "resumed", timeoutMs);
    expect(state.shown).toEqual(["t1", "t1", "t2"]);
    await client.stop();
    await proxy.close();
    await broker.close();
  });
});

describe("The user of an MQTT server", () => {
  const start = async (url: string, user: () => ConnectionUser | undefined) => {
    const server = mqttServer({ broker: url, user });
    try {
      await server.start({ logger: silent } as Parameters<typeof server.start>[0]);
    } finally {
      await server.stop();
    }
  };

  it("is asked for at each connection, and once more when the broker refuses it", async () => {
    const { broker, state } = await tokenBroker();
    let issued = 0;
    state.good = "t2";
    await start(broker.url, () => {
      issued += 1;
      return { name: "server", password: `t${issued}` };
    });
    expect(state.shown).toEqual(["t1", "t2"]);
    await broker.close();
  });

  it("is not tried again when it is still the same", async () => {
    const { broker, state } = await tokenBroker();
    state.good = "t2";
    const refused = start(broker.url, () => ({ name: "server", password: "t1" }));
    await expect(refused).rejects.toMatchObject({ family: "CredentialsError" });
    expect(state.shown).toEqual(["t1"]);
    await broker.close();
  });

  it("may not be there: the error says so, and not more", async () => {
    const { broker } = await tokenBroker();
    const failing = start(broker.url, () => {
      throw new TypeError("the vault is shut");
    });
    await expect(failing).rejects.toMatchObject({ code: "WOT_CREDENTIALS_MISSING" });
    await broker.close();
  });
});
