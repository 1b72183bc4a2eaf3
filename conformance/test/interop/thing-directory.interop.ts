import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Report, runConformance } from "@thingwright/conformance";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { directoryDescription } from "../../selftest/http/directory-description.js";

/** The executable of TinyIoT's directory: a path, for it is in no package registry. */
const executable = process.env.TINYIOT_THING_DIRECTORY;
const schema = createRequire(import.meta.url).resolve(
  "wot-thing-description-types/schema/td-json-schema-validation.json",
);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function configuration(folder: string, port: number): string {
  const file = join(folder, "configuration.json");
  const http = { publicEndpoint: `http://127.0.0.1:${port}`, bindAddr: "127.0.0.1", bindPort: port };
  const storage = { type: "leveldb", dsn: join(folder, "data") };
  writeFileSync(file, JSON.stringify({ validation: { jsonSchemas: [schema] }, storage, http }));
  return file;
}

/** Resolves as soon as the directory listens. */
async function listening(origin: string): Promise<void> {
  for (;;) {
    if (
      await fetch(`${origin}/things`).then(
        () => true,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What it would say of itself, with what it does. */
function description(origin: string) {
  const { actions, ...rest } = directoryDescription(origin);
  const { searchSPARQL: _, ...others } = actions!;
  const jsonPath = { forms: [{ href: "search/jsonpath?query={query}", "htv:methodName": "GET" }] };
  const open = JSON.parse(JSON.stringify({ ...rest, actions: { ...others, searchJSONPath: jsonPath } }));
  return JSON.parse(JSON.stringify(open).replaceAll('"security":"closed"', '"security":"open"'));
}

function registered(id: string): object {
  const context = "https://www.w3.org/2022/wot/td/v1.1";
  return { "@context": context, id, title: id, securityDefinitions: { n: { scheme: "nosec" } }, security: ["n"] };
}

describe("TinyIoT's Thing Directory, with a description made for it", () => {
  if (executable === undefined) it.skip("skipped: needs TINYIOT_THING_DIRECTORY, the path of its executable", () => {});
  const folder = mkdtempSync(join(tmpdir(), "thing-directory-"));
  let server: ChildProcess | undefined;
  let report: Report;

  beforeAll(async () => {
    if (executable === undefined) return;
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    server = spawn(executable, ["-conf", configuration(folder, port)], { stdio: "ignore" });
    await listening(origin);
    for (const id of ["urn:example:b", "urn:example:a", "urn:example:c"]) {
      const headers = { "content-type": "application/td+json" };
      await fetch(`${origin}/things/${id}`, { method: "PUT", headers, body: JSON.stringify(registered(id)) });
    }
    report = await runConformance(description(origin), { only: ["directory"], allow: ["write"] });
  });
  afterAll(() => {
    server?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it.runIf(executable !== undefined)("is found to fail what the findings say, and nothing else", () => {
    const results = report.things.flatMap((thing) => thing.results);
    expect(results.filter(({ verdict }) => verdict === "fail").map(({ id }) => id)).toEqual([
      "tdd-context-injection",
      "tdd-http-head",
      "tdd-things-list-pagination-header-canonicallink",
      "tdd-things-list-pagination-header-nextlink",
    ]);
    expect(results.filter(({ verdict }) => verdict === "tool-error")).toEqual([]);
    expect(report.unrestored).toEqual([]);
  });
});
