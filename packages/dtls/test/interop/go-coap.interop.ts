import { udpTransport } from "@thingwright/coap";
import { afterAll, beforeAll, describe } from "vitest";
import type { Feature } from "../../../coap/test/interop/counterparts/features.js";
import { ForeignProgram } from "../../../coap/test/interop/counterparts/foreign-program.js";
import { goCoap, goCoapProgram } from "../../../coap/test/interop/counterparts/go-coap/go-coap.js";
import { theirClient } from "../../../coap/test/interop/counterparts/their-client.js";
import { theirServer } from "../../../coap/test/interop/counterparts/their-server.js";
import { dtlsTransport } from "../../src/index.js";

const program = goCoapProgram();
const key = Buffer.from("a shared secret!");
const only: Feature[] = [
  "GET, POST, PUT and DELETE",
  "separate responses",
  "downloads in blocks",
  "uploads in blocks",
  "Observe, and its end",
  "lost responses",
];
const over = () => udpTransport({ address: "127.0.0.1" });

describe.skipIf(program === undefined)(
  program === undefined ? "skipped: needs Go and the modules of go-coap" : "go-coap with Pion's DTLS",
  () => {
    let foreign: ForeignProgram;
    beforeAll(async () => {
      foreign = await ForeignProgram.start(program!, [], {
        COUNTERPART_TRANSPORT: "dtls",
        COUNTERPART_IDENTITY: "theirs",
        COUNTERPART_KEY: key.toString("hex"),
      });
    });
    afterAll(() => foreign[Symbol.asyncDispose]());

    const psk = (identity: string) => (identity === "theirs" ? key : undefined);
    const server = () => ({ transport: dtlsTransport({ over: over(), server: { psk } }) });
    const client = () => ({ transport: dtlsTransport({ over: over(), client: { psk: { identity: "ours", key } } }) });
    theirClient(goCoap, () => foreign, { scheme: "coaps", only, server });
    theirServer(goCoap, () => foreign, { scheme: "coaps", only, client });
  },
);
