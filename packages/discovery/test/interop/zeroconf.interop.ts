import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Introduction, type Offer, silent, systemClock } from "@thingwright/contracts";
import { afterEach, describe, expect, it } from "vitest";
import { dnsSd, dnsSdAnnouncer } from "../../src/index.js";

const python = ["/usr/bin/python3", "python3"].find((name) => spawnSync(name, ["-c", "import zeroconf"]).status === 0);
const script = fileURLToPath(new URL("zeroconf_peer.py", import.meta.url));
const interfaces = ["127.0.0.1"];
const lamp: Offer = { title: "Lamp", url: "http://127.0.0.1:8080/lamp?x=1", kind: "thing" };
const bulb: Offer = { title: "Bulb", url: "coap://127.0.0.1:5683/bulb", kind: "thing" };
const things: Offer = { title: "Things", url: "http://127.0.0.1:8080/.well-known/wot", kind: "directory" };

/** What the peer tells, a line at a time. */
interface Told {
  readonly event: string;
  readonly name?: string;
  readonly [member: string]: unknown;
}

const running: ChildProcess[] = [];
afterEach(async () => {
  for (const child of running.splice(0)) {
    child.stdin?.end();
    if (child.exitCode === null) await once(child, "exit");
  }
});

/** Starts the peer; `until` reads what it tells as far as something. */
function peer(...args: readonly string[]) {
  const child = spawn(python as string, [script, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  running.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async until(found: (told: Told) => boolean): Promise<Told> {
      for (;;) {
        const { value, done } = await lines.next();
        if (done === true) throw new TypeError("the peer has ended");
        const told = JSON.parse(value as string) as Told;
        if (found(told)) return told;
      }
    },
    async end(): Promise<void> {
      child.stdin.end();
      await once(child, "exit");
    },
  };
}

/** The first introduction that `wanted` takes. */
async function found(wanted: (introduction: Introduction) => boolean): Promise<Introduction> {
  const controller = new AbortController();
  const search = {
    signal: controller.signal,
    timeoutMs: 30_000,
    clock: systemClock,
    logger: silent,
    request: () => Promise.reject(new TypeError("nothing is to be asked")),
    failed: () => {},
  };
  for await (const introduction of dnsSd({ interfaces }).find(search)) {
    if (wanted(introduction)) return introduction;
  }
  throw new TypeError("nothing was found");
}

describe.skipIf(python === undefined)(
  python === undefined ? "skipped: needs python3 zeroconf" : "python-zeroconf",
  () => {
    it("finds what is announced, and learns that it is gone", async () => {
      const types = ["_wot._tcp.local.", "_wot._udp.local.", "_directory._sub._wot._tcp.local."];
      const browsing = peer("browse", ...types);
      await browsing.until(({ event }) => event === "ready");
      await using announcer = dnsSdAnnouncer({ interfaces });
      await announcer.announce([lamp, bulb, things], silent);
      const added = new Map<unknown, Told>();
      await browsing.until((told) => {
        if (told.event === "added") added.set(`${told.type} ${told.name}`, told);
        return added.size === 4;
      });
      expect(added.get("_wot._tcp.local. Lamp._wot._tcp.local.")).toMatchObject({
        port: 8080,
        addresses: ["127.0.0.1"],
        server: expect.stringMatching(/^127-0-0-1-thing-[0-9a-f]{16}\.local\.$/),
        properties: { td: "/lamp?x=1", type: "Thing", scheme: "http" },
      });
      expect(added.get("_wot._udp.local. Bulb._wot._udp.local.")).toMatchObject({
        port: 5683,
        properties: { td: "/bulb", type: "Thing", scheme: "coap" },
      });
      expect(added.get("_directory._sub._wot._tcp.local. Things._wot._tcp.local.")).toMatchObject({
        properties: { td: "/.well-known/wot", type: "Directory", scheme: "http" },
      });
      await announcer.stop();
      await browsing.until(({ event, name }) => event === "removed" && name === "Lamp._wot._tcp.local.");
    });

    it("finds what was announced before it asks", async () => {
      await using announcer = dnsSdAnnouncer({ interfaces });
      await announcer.announce([lamp], silent);
      await found(({ url }) => url === lamp.url);
      const browsing = peer("browse", "_wot._tcp.local.");
      const told = await browsing.until(({ event }) => event === "added");
      expect(told).toMatchObject({ name: "Lamp._wot._tcp.local.", properties: { td: "/lamp?x=1" } });
    });

    it("announces what is found", async () => {
      const announcing = peer("register", "Zero", "_wot._tcp.local.", "9090", "td=/zero", "type=Directory");
      await announcing.until(({ event }) => event === "ready");
      expect(await found(({ url }) => url.endsWith("/zero"))).toEqual({
        url: "http://127.0.0.1:9090/zero",
        kind: "directory",
        via: "dns-sd",
      });
    });

    it("keeps a name that it has, and another is taken", async () => {
      const announcing = peer("register", "Lamp", "_wot._tcp.local.", "9090", "td=/zero");
      await announcing.until(({ event }) => event === "ready");
      const browsing = peer("browse", "_wot._tcp.local.");
      await using announcer = dnsSdAnnouncer({ interfaces });
      await announcer.announce([lamp], silent);
      const told = await browsing.until(({ event, name }) => event === "added" && name !== "Lamp._wot._tcp.local.");
      expect(told).toMatchObject({ name: "Lamp (2)._wot._tcp.local.", port: 8080 });
    });

    it("does not take a name that is announced already", async () => {
      await using announcer = dnsSdAnnouncer({ interfaces });
      await announcer.announce([lamp], silent);
      await found(({ url }) => url === lamp.url);
      const announcing = peer("register", "Lamp", "_wot._tcp.local.", "9090", "td=/zero");
      const told = await announcing.until(({ event }) => event === "ready");
      expect(told.name).not.toBe("Lamp._wot._tcp.local.");
    });
  },
);
