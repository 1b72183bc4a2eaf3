import { jsonContent } from "@thingwright/contract-tests";
import type { Form, Operation } from "@thingwright/td";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mqttClient } from "../../src/index.js";
import { formRequest } from "../form-request.js";
import { findNatsServer, type NatsServer, startNatsServer } from "./nats-server.js";

const executable = findNatsServer();
const timeoutMs = 5000;

describe.runIf(executable === undefined)("access to nats-server", () => {
  it.skip("skipped: needs nats-server", () => {});
});

describe.runIf(executable !== undefined)("access to nats-server", () => {
  let nats: NatsServer;
  beforeAll(async () => {
    nats = await startNatsServer(executable!, { users: { ada: "secret" }, deniedSubject: "hidden.>" });
  });
  afterAll(() => nats[Symbol.asyncDispose]());

  function request(
    client: ReturnType<typeof mqttClient>,
    operation: Operation,
    terms: Partial<Form>,
    password: string,
  ) {
    const authenticator = { carriers: ["user"] as const, authenticate: () => ({ user: { name: "ada", password } }) };
    const prepared = client.prepare(formRequest(operation, { href: nats.url, ...terms }, { authenticator }));
    if ("refused" in prepared) throw new TypeError(prepared.refused);
    return prepared.request({ content: jsonContent(1), timeoutMs });
  }

  it("needs the password", async () => {
    await using client = mqttClient();
    await request(client, "writeproperty", { "mqv:topic": "open/t", "mqv:retain": true }, "secret");
    await expect(request(client, "writeproperty", { "mqv:topic": "open/t" }, "guess")).rejects.toMatchObject({
      family: "CredentialsError",
    });
  });

  it("is refused for a subscription that the user may not have: a CredentialsError, at once", async () => {
    await using client = mqttClient();
    await expect(request(client, "readproperty", { "mqv:filter": "hidden/t" }, "secret")).rejects.toMatchObject({
      code: "WOT_CREDENTIALS_REFUSED",
    });
  });
});
