import { execFile, spawn, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { fakeHost, type TestThing, testThing } from "@thingwright/contract-tests";
import type { ServerBinding } from "@thingwright/contracts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { coapServer } from "../../src/index.js";

const run = promisify(execFile);

const names = ["coap-client-notls", "coap-client", "coap-client-openssl", "coap-client-gnutls"];
const program = names.find((name) => spawnSync(name, ["-h"]).error === undefined);

describe.skipIf(program === undefined)(
  program === undefined ? "skipped: needs coap-client" : "A client by libcoap",
  () => {
    let server: ServerBinding;
    let thing: TestThing;
    let base: string;

    beforeEach(async () => {
      thing = testThing({ slug: "lamp" });
      server = coapServer({ port: 0 });
      await server.start(fakeHost(thing));
      await server.expose(thing);
      base = server.addresses()[0]!;
    });
    afterEach(() => server.stop());

    const client = async (path: string, ...args: readonly string[]): Promise<string> => {
      const { stdout } = await run(program!, [...args, "-B", "5", base + path]);
      return stdout.trim();
    };

    it("reads a property", async () => {
      expect(await client("/lamp/properties/count")).toBe("0");
      expect(await client("/lamp/properties/note", "-A", "0")).toBe("hello");
    });

    it("is told why a read is refused", async () => {
      const { stdout, stderr } = await run(program!, ["-B", "5", `${base}/lamp/properties/failing`]);
      expect(stdout + stderr).toContain("4.09 the oven door is open");
    });

    it("writes a property", async () => {
      await client("/lamp/properties/name", "-m", "put", "-t", "50", "-e", '"a new name"');
      expect(thing.property("name").value).toBe("a new name");
    });

    it("writes a body of many blocks", async () => {
      const value = "x".repeat(3000);
      await client("/lamp/properties/name", "-m", "put", "-t", "50", "-b", "256", "-e", JSON.stringify(value));
      expect(thing.property("name").value).toBe(value);
    });

    it("invokes an action", async () => {
      expect(await client("/lamp/actions/echo", "-m", "post", "-t", "50", "-e", "[1,2]")).toBe("[1,2]");
    });

    it("reads 100 kB block by block", async () => {
      const answer = await client("/lamp/properties/blob", "-b", "512");
      expect(JSON.parse(answer)).toBe(thing.property("blob").value);
    });

    it("reads the Thing Description and the links to it", async () => {
      expect(JSON.parse(await client("/lamp", "-A", "432")).id).toBe(thing.id);
      expect(await client("/.well-known/core?rt=wot.thing")).toContain('</lamp>;rt="wot.thing";ct=432');
    });

    it("passes a name with percent signs and spaces", async () => {
      expect(await client("/lamp/properties/weird%20name%2F%C3%BC%25%7B%7D")).toBe('"odd"');
    });

    it("observes a property and goes", async () => {
      const { emitter } = thing.property("count");
      const observing = spawn(program!, ["-s", "2", "-w", `${base}/lamp/properties/count`]);
      let heard = "";
      observing.stdout.on("data", (chunk: Buffer) => {
        heard += chunk.toString();
      });
      const closed = new Promise((resolve) => observing.once("close", resolve));
      await emitter.untilActive(1, 2000);
      for (const value of [1, 2, 3]) thing.property("count").set(value);
      await closed;
      expect(heard.split(/\s+/).filter(Boolean)).toEqual(["0", "1", "2", "3"]);
      await emitter.untilActive(0, 2000);
    });

    it("observes an event, which begins with nothing", async () => {
      const { emitter } = thing.event("tick");
      const observing = spawn(program!, ["-s", "2", "-w", `${base}/lamp/events/tick`]);
      let heard = "";
      observing.stdout.on("data", (chunk: Buffer) => {
        heard += chunk.toString();
      });
      const closed = new Promise((resolve) => observing.once("close", resolve));
      await emitter.untilActive(1, 2000);
      for (const value of ["a", "b"]) thing.event("tick").emit(value);
      await closed;
      expect(heard.split(/\s+/).filter(Boolean)).toEqual(['"a"', '"b"']);
      await emitter.untilActive(0, 2000);
    });
  },
);
