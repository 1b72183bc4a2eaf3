import { createRequire } from "node:module";
import { knxClient, type TunnelUser } from "@thingwright/adapter-knx";
import { Servient } from "@thingwright/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FakeInterface } from "../../packages/adapter-knx/test/support/fake-interface.js";
import { listeningPeer } from "../../packages/adapter-knx/test/support/secure-peer.js";

/** What of knxultimate's client is used. */
interface ForeignClient {
  on(event: string, listener: (value: unknown) => void): void;
  Connect(): void;
  Disconnect(): Promise<void> | void;
  write(address: string, value: unknown, type: string): void;
}

const require = createRequire(new URL("../package.json", import.meta.url));

function foreignClient(options: object): ForeignClient | undefined {
  try {
    const { KNXClient } = require("knxultimate") as { KNXClient: new (options: object) => ForeignClient };
    return new KNXClient(options);
  } catch {
    return undefined;
  }
}

const isReady = foreignClient({ ipAddr: "127.0.0.1", loglevel: "disable" }) !== undefined;
const user: TunnelUser = { id: 2, password: "swordfish", deviceAuthentication: "lighthouse" };

/** The server's half is of the same hands as the client's: that knxultimate gets in shows that both keep to the standard. */
describe("a secure session of KNX IP", () => {
  if (!isReady) it.skip("skipped: needs knxultimate", () => {});
  const device = new FakeInterface();
  let peer: Awaited<ReturnType<typeof listeningPeer>>;

  beforeAll(async () => {
    peer = await listeningPeer(device, user);
  });
  afterAll(() => peer.close());

  it.runIf(isReady)("is had by knxultimate, which writes", async () => {
    const client = foreignClient({
      hostProtocol: "TunnelTCP",
      ipAddr: "127.0.0.1",
      ipPort: peer.port,
      isSecureKNXEnabled: true,
      secureTunnelConfig: {
        tunnelUserId: 2,
        tunnelUserPassword: "swordfish",
        tunnelInterfaceIndividualAddress: "1.1.250",
      },
      loglevel: "disable",
    })!;
    const connected = new Promise((resolve, reject) => {
      client.on("connected", resolve);
      client.on("error", reject);
    });
    client.Connect();
    await connected;
    client.write("1/0/4", true, "1.001");
    await expect
      .poll(() => device.telegrams.at(-1), { timeout: 5000 })
      .toMatchObject({ address: 0x0804, service: "write" });
    await client.Disconnect();
  });

  it("is had by the client binding, which writes the same", async () => {
    await using servient = new Servient({ clients: [knxClient({ tunnelUser: () => user })] });
    const thing = servient.consume({
      "@context": "https://www.w3.org/2022/wot/td/v1.1",
      title: "Lamp",
      securityDefinitions: { nosec: { scheme: "nosec" } },
      security: "nosec",
      properties: {
        on: {
          type: "boolean",
          forms: [{ href: `knx+secure://127.0.0.1:${peer.port}/1/0/5`, "knxv:datapointType": "1.001" }],
        },
      },
    });
    await thing.write("on", true);
    expect(device.telegrams.at(-1)).toMatchObject({
      address: 0x0805,
      service: "write",
      value: { bytes: Uint8Array.of(1) },
    });
  });
});
