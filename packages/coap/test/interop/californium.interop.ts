import { afterAll, beforeAll, describe } from "vitest";
import { californium, californiumClasses, californiumProgram } from "./counterparts/californium/californium.js";
import type { ForeignProgram } from "./counterparts/foreign-program.js";
import { theirClient } from "./counterparts/their-client.js";
import { theirServer } from "./counterparts/their-server.js";

const classes = californiumClasses();

describe.skipIf(classes === undefined)(
  classes === undefined ? "skipped: needs a JDK and the jars of Californium" : "Californium",
  () => {
    let foreign: ForeignProgram;
    beforeAll(async () => {
      foreign = await californiumProgram(classes!);
    });
    afterAll(() => foreign[Symbol.asyncDispose]());

    theirClient(californium, () => foreign);
    theirServer(californium, () => foreign);
  },
);
