import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe } from "vitest";
import { aiocoap } from "./counterparts/aiocoap/aiocoap.js";
import { ForeignProgram } from "./counterparts/foreign-program.js";
import { theirClient } from "./counterparts/their-client.js";
import { theirServer } from "./counterparts/their-server.js";
import { freeUdpPort } from "./free-udp-port.js";

const python = fileURLToPath(new URL("../../../../interop/.venv/bin/python", import.meta.url));
const program = fileURLToPath(new URL("counterparts/aiocoap/program.py", import.meta.url));
const isThere = spawnSync(python, ["-c", "import aiocoap"]).status === 0;

describe.skipIf(!isThere)(isThere ? "aiocoap" : "skipped: needs aiocoap in interop/.venv", () => {
  let foreign: ForeignProgram;
  beforeAll(async () => {
    foreign = await ForeignProgram.start(python, [program, String(await freeUdpPort())]);
  });
  afterAll(() => foreign[Symbol.asyncDispose]());

  theirClient(aiocoap, () => foreign);
  theirServer(aiocoap, () => foreign);
});
