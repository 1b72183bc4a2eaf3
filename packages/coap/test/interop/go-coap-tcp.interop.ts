import { afterAll, beforeAll, describe } from "vitest";
import { tcpClient, tcpServer } from "../../src/index.js";

import { stream } from "./counterparts/features.js";
import { ForeignProgram } from "./counterparts/foreign-program.js";
import { goCoap, goCoapProgram } from "./counterparts/go-coap/go-coap.js";
import { theirClient } from "./counterparts/their-client.js";
import { theirServer } from "./counterparts/their-server.js";

const program = goCoapProgram();

describe.skipIf(program === undefined)(
  program === undefined ? "skipped: needs Go and the modules of go-coap" : "go-coap over TCP",
  () => {
    let foreign: ForeignProgram;
    beforeAll(async () => {
      foreign = await ForeignProgram.start(program!, [], { COUNTERPART_TRANSPORT: "tcp" });
    });
    afterAll(() => foreign[Symbol.asyncDispose]());

    const options = { scheme: "coap+tcp", only: stream };
    const server = () => ({ transport: tcpServer({ address: "127.0.0.1", port: 0 }) });
    // Its client answers the first of several blocks with a 4.08 over TCP, and asks for no second.
    const only = stream.filter((feature) => feature !== "downloads in blocks");
    theirClient(goCoap, () => foreign, { ...options, only, server });
    theirServer(goCoap, () => foreign, { ...options, client: () => ({ transport: tcpClient() }) });
  },
);
