import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { transformSync } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const sources = new URL("../../../src/register/", import.meta.url);
let folder: string;

/** The preload as it is published, beside stand-ins that only say what they stand in for. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "thingwright-register-"));
  for (const part of ["register", "stand-in"]) mkdirSync(join(folder, part));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  for (const file of ["index", "resolve-hook", "stand-ins"]) {
    const { code } = transformSync(readFileSync(new URL(`${file}.ts`, sources), "utf8"), { loader: "ts" });
    writeFileSync(join(folder, "register", `${file}.js`), code);
  }
  for (const name of ["core", "binding-http", "binding-coap", "binding-mqtt"]) {
    writeFileSync(join(folder, "stand-in", `${name}.js`), `export const name = "${name}";`);
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

async function outputOf(file: string, program: string): Promise<string> {
  writeFileSync(join(folder, file), program);
  const { stdout } = await run(process.execPath, ["--import", "./register/index.js", file], { cwd: folder });
  return stdout.trim();
}

describe("the preload for programs of node-wot", () => {
  it("gives an import of its packages what stands in for them", async () => {
    const program = `
      import { name } from "@node-wot/core";
      import * as http from "@node-wot/binding-http";
      const coap = await import("@node-wot/binding-coap");
      console.log(name, http.name, coap.name);`;
    expect(await outputOf("program.mjs", program)).toBe("core binding-http binding-coap");
  });

  it("gives it to require, too, and both the same", async () => {
    const program = `
      const core = require("@node-wot/core");
      const { name } = require("@node-wot/binding-mqtt");
      import("@node-wot/core").then((same) => console.log(core.name, name, same.name));`;
    expect(await outputOf("program.cjs", program)).toBe("core binding-mqtt core");
  });

  it("leaves everything else to be found as before", async () => {
    const program = `
      const { createRequire } = await import("node:module");
      const codeOf = (load) => Promise.resolve().then(load).then(() => "found", ({ code }) => code);
      console.log(
        await codeOf(() => import("@node-wot/binding-file")),
        await codeOf(() => createRequire(import.meta.url)("@node-wot/core/dist/core")),
        await codeOf(() => import("node:path")),
      );`;
    expect(await outputOf("others.mjs", program)).toBe("ERR_MODULE_NOT_FOUND MODULE_NOT_FOUND found");
  });
});
