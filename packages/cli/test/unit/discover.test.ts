import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { coapServer } from "@thingwright/binding-coap";
import { httpServer } from "@thingwright/binding-http";
import { run } from "@thingwright/cli";
import { Servient } from "@thingwright/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ada = { username: "ada", password: "canary" };
const servient = new Servient({ servers: [httpServer({ port: 0 }), coapServer({ port: 0 })] });
let http: string;
let coap: string;

beforeAll(async () => {
  await servient.start();
  for (const title of ["Lamp", "Fan\u001b[31m"])
    await servient.produce({ title, id: `urn:${title.slice(0, 3)}` }).expose();
  [http = "", coap = ""] = servient.addresses();
});
afterAll(() => servient.stop());

async function said(...args: string[]) {
  const terminal = { out: "", err: "" };
  const code = await run(args, {
    out: (text) => {
      terminal.out += text;
    },
    err: (text) => {
      terminal.err += text;
    },
    interrupted: () => {},
  });
  return { code, ...terminal };
}

describe("thingwright discover", () => {
  it("prints the Things that a directory lists, and where they were found", async () => {
    const url = `${http}/.well-known/wot`;
    expect(await said("discover", url)).toEqual({
      code: 0,
      out: `Fan [31m  ${url}  (direct)\nLamp  ${url}  (direct)\n`,
      err: "",
    });
  });

  it("prints JSON, a line for each Thing", async () => {
    const { code, out } = await said("discover", coap, "--via", "core-links", "--json");
    expect(code).toBe(0);
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(2);
    expect(lines).toContainEqual(
      expect.objectContaining({
        url: `${coap}/lamp`,
        via: "core-links",
        thing: expect.objectContaining({ id: "urn:Lam" }),
      }),
    );
  });

  it("looks in several ways at once, and prints each Thing once", async () => {
    const { out } = await said("discover", `${http}/lamp`, "--via", "well-known,direct", "--json");
    expect(out.trimEnd().split("\n")).toHaveLength(2);
  });

  it("tells what failed, and fails when nothing was found", async () => {
    const { code, out, err } = await said("discover", "http://127.0.0.1:1/td", "nonsense");
    expect([code, out]).toEqual([1, ""]);
    expect(err.match(/error: /g)).toHaveLength(2);
  });

  it("knows its ways, and which of them need a host", async () => {
    expect((await said("discover", "--via", "smoke")).err).toContain(
      "dns-sd, direct, directory, well-known, coap-multicast, core-links",
    );
    expect((await said("discover", "--via", "direct")).code).toBe(2);
    expect((await said("discover", "--timeout", "0")).code).toBe(2);
  });

  it("takes credentials by origin from a file", async () => {
    const server = createServer(({ headers }, response) => {
      const isAda = headers.authorization === `Basic ${Buffer.from("ada:canary").toString("base64")}`;
      response.writeHead(isAda ? 200 : 401, { "www-authenticate": "Basic" });
      response.end(JSON.stringify({ ...servient.produce({ title: "Safe" }).description }));
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const folder = mkdtempSync(join(tmpdir(), "thingwright-"));
    const file = join(folder, "credentials.json");
    writeFileSync(file, JSON.stringify({ origins: { [origin]: ada } }));
    const refused = await said("discover", origin);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('"origins"');
    expect((await said("discover", origin, "--credentials", file)).out).toContain("Safe");
    server.close();
    rmSync(folder, { recursive: true });
  });
});
