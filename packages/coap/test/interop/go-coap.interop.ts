import { afterAll, beforeAll, describe } from "vitest";
import { ForeignProgram } from "./counterparts/foreign-program.js";
import { goCoap, goCoapProgram } from "./counterparts/go-coap/go-coap.js";
import { theirClient } from "./counterparts/their-client.js";
import { theirServer } from "./counterparts/their-server.js";

const program = goCoapProgram();

describe.skipIf(program === undefined)(
  program === undefined ? "skipped: needs Go and the modules of go-coap" : "go-coap",
  () => {
    let foreign: ForeignProgram;
    beforeAll(async () => {
      foreign = await ForeignProgram.start(program!, []);
    });
    afterAll(() => foreign[Symbol.asyncDispose]());

    theirClient(goCoap, () => foreign);
    theirServer(goCoap, () => foreign);
  },
);
