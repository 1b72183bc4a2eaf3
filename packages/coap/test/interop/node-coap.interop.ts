import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe } from "vitest";
import { ForeignProgram } from "./counterparts/foreign-program.js";
import { nodeCoap } from "./counterparts/node-coap/node-coap.js";
import { theirClient } from "./counterparts/their-client.js";
import { theirServer } from "./counterparts/their-server.js";

const isThere = existsSync(new URL("../../../../interop/node_modules/coap", import.meta.url));
const program = fileURLToPath(new URL("counterparts/node-coap/program.mjs", import.meta.url));

describe.skipIf(!isThere)(isThere ? "node-coap" : "skipped: needs node-coap in interop/node_modules", () => {
  let foreign: ForeignProgram;
  beforeAll(async () => {
    foreign = await ForeignProgram.start(process.execPath, [program]);
  });
  afterAll(() => foreign[Symbol.asyncDispose]());

  theirClient(nodeCoap, () => foreign);
  theirServer(nodeCoap, () => foreign);
});
