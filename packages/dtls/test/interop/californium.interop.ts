import { createPublicKey } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Code, coapClient, udpTransport } from "@thingwright/coap";
import { Authority } from "@thingwright/contract-tests";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  californium,
  californiumClasses,
  californiumProgram,
} from "../../../coap/test/interop/counterparts/californium/californium.js";
import type { Feature } from "../../../coap/test/interop/counterparts/features.js";
import type { ForeignProgram } from "../../../coap/test/interop/counterparts/foreign-program.js";
import { LossyRelay } from "../../../coap/test/interop/counterparts/lossy-relay.js";
import { OurServer } from "../../../coap/test/interop/counterparts/our-server.js";
import { theirClient } from "../../../coap/test/interop/counterparts/their-client.js";
import { theirServer } from "../../../coap/test/interop/counterparts/their-server.js";
import { type DtlsClientOptions, type DtlsServerOptions, dtlsTransport } from "../../src/index.js";

const classes = californiumClasses();
const only: Feature[] = [
  "GET, POST, PUT and DELETE",
  "separate responses",
  "downloads in blocks",
  "uploads in blocks",
  "Observe, and its end",
  "Observe in blocks",
  "lost responses",
];

const key = Buffer.from("a shared secret!");
const authority = new Authority("building authority");
const ours = authority.issue({ commonName: "ours", names: [["ip", "127.0.0.1"]] });
const theirs = authority.issue({ commonName: "theirs", names: [["ip", "127.0.0.1"]] });
const publicKey = ({ key: pem }: { key: string }) =>
  createPublicKey(pem).export({ type: "spki", format: "pem" }) as string;

interface Security {
  readonly client: DtlsClientOptions;
  readonly server: DtlsServerOptions;
  readonly files: Readonly<Record<string, string>>;
  readonly only: readonly Feature[];
}

const securities: Readonly<Record<string, Security>> = {
  psk: {
    client: { psk: { identity: "theirs", key } },
    server: { psk: (identity) => (identity === "theirs" ? key : undefined) },
    files: {},
    only,
  },
  x509: {
    client: { trust: { ca: authority.cert }, serverName: "127.0.0.1", identity: ours },
    server: { identity: ours, clientCa: authority.cert },
    files: { "own.pem": theirs.key + theirs.cert, "trust.pem": authority.cert },
    only: ["GET, POST, PUT and DELETE"],
  },
  rpk: {
    client: { trust: { publicKeys: { theirs: publicKey(theirs) } }, identity: { key: ours.key } },
    server: { identity: { key: ours.key }, clientKeys: { theirs: publicKey(theirs) } },
    files: { "own.pem": theirs.key + publicKey(theirs), "trust.pem": publicKey(ours) },
    only: ["GET, POST, PUT and DELETE"],
  },
};

const over = () => udpTransport({ address: "127.0.0.1" });
const serverWith = (server: DtlsServerOptions) => ({ transport: dtlsTransport({ over: over(), server }) });
const clientWith = (client: DtlsClientOptions, connectionIdBytes = 0) => ({
  transport: dtlsTransport({ over: over(), client, connectionIdBytes }),
});

describe.skipIf(classes === undefined)(
  classes === undefined ? "skipped: needs a JDK and the jars of Californium" : "Californium with Scandium",
  () => {
    describe.each(Object.entries(securities))("by %s", (name, security) => {
      let folder: string;
      let foreign: ForeignProgram;
      beforeAll(async () => {
        folder = await mkdtemp(join(tmpdir(), "scandium-"));
        for (const [file, content] of Object.entries(security.files)) await writeFile(join(folder, file), content);
        foreign = await californiumProgram(classes!, {
          COUNTERPART_TRANSPORT: "dtls",
          COUNTERPART_SECURITY: name,
          COUNTERPART_IDENTITY: "theirs",
          COUNTERPART_KEY: key.toString("hex"),
          COUNTERPART_CREDENTIALS: join(folder, "own.pem"),
          COUNTERPART_TRUST: join(folder, "trust.pem"),
          COUNTERPART_CID_BYTES: "6",
        });
      });
      afterAll(async () => {
        await foreign[Symbol.asyncDispose]();
        await rm(folder, { recursive: true });
      });

      const options = { scheme: "coaps", only: security.only };
      theirClient(californium, () => foreign, { ...options, server: () => serverWith(security.server) });
      theirServer(californium, () => foreign, { ...options, client: () => clientWith(security.client) });

      if (name !== "psk") return;

      it("keeps its client's session with our server by a connection ID when its address changes", async () => {
        let handshakes = 0;
        await using server = await OurServer.start(serverWith(security.server));
        await using relay = await LossyRelay.start(server.port, (datagram) => {
          if (datagram[0] === 22) handshakes++;
          return false;
        });
        const request = { method: "GET" as const, url: `coaps://127.0.0.1:${relay.port}/json` };
        expect((await foreign.request(request)).code).toBe("2.05");
        const before = handshakes;
        relay.rebind();
        expect((await foreign.request(request)).code).toBe("2.05");
        expect(handshakes).toBe(before);
      });

      it("keeps our client's session with its server by a connection ID when our address changes", async () => {
        let handshakes = 0;
        await using relay = await LossyRelay.start(foreign.port, (datagram) => {
          if (datagram[0] === 22) handshakes++;
          return false;
        });
        await using client = coapClient(clientWith(security.client, 4));
        const get = async () => (await client.request({ url: `coaps://127.0.0.1:${relay.port}/json` })).code;
        expect(await get()).toBe(Code.Content);
        const before = handshakes;
        relay.rebind();
        expect(await get()).toBe(Code.Content);
        expect(handshakes).toBe(before);
      });
    });
  },
);
