import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import { parseLinks } from "@thingwright/discovery";
import { afterEach, describe, expect, it, vi } from "vitest";
import { freeUdpPort } from "../../../../interop/test/support/free-udp-port.js";
import { createServient } from "../../src/index.js";

const run = promisify(execFile);
const installed = (names: readonly string[]) => names.find((name) => spawnSync(name, ["-h"]).error === undefined);
const client = installed(["coap-client-notls", "coap-client-openssl", "coap-client"]);
const server = installed(["coap-server-notls", "coap-server-openssl", "coap-server"]);
const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill();
    if (child.exitCode === null) await once(child, "exit");
  }
});

const links = async (origin: string, query = ""): Promise<ReturnType<typeof parseLinks>> => {
  const { stdout } = await run(client as string, ["-m", "get", "-B", "10", `${origin}/.well-known/core${query}`]);
  return parseLinks(stdout.trim());
};

describe.skipIf(client === undefined)(client === undefined ? "skipped: needs coap-client" : "libcoap's client", () => {
  it("gets links to our Things, as our introducer asks for them (introduction-core-rd-resource-type-thing)", async () => {
    await using servient = createServient({ coap: { port: 0 } });
    await servient.start();
    for (const title of ["Lamp", "Fan"]) await servient.produce({ title }).expose();
    const found = await links(servient.addresses()[0] ?? "", "?rt=wot.*");
    expect(found.map(({ target, attributes }) => [target, attributes.get("rt")])).toEqual([
      ["/lamp", "wot.thing"],
      ["/fan", "wot.thing"],
    ]);
  });
});

describe.skipIf(client === undefined || server === undefined)(
  server === undefined ? "skipped: needs coap-server" : "libcoap's server",
  () => {
    it("writes links that we read, and has no Thing among them", async () => {
      const port = await freeUdpPort();
      children.push(spawn(server as string, ["-A", "127.0.0.1", "-p", String(port)], { stdio: "ignore" }));
      const origin = `coap://127.0.0.1:${port}`;
      // While nobody listens yet, coap-client writes that where the links would be.
      const found = await vi.waitFor(() => links(origin), { timeout: 10_000, interval: 100 });
      expect(found.find(({ target }) => target === "/time")?.attributes.get("rt")).toBe("ticks");
      await using servient = createServient({ discovery: { coreLinks: [origin] } });
      const process = servient.discover();
      for await (const _ of process) throw new TypeError("there is no Thing");
      expect(process.error).toBeUndefined();
    });
  },
);
