import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import type { ThingDescription } from "@thingwright/td";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GatewayProcess, has, startGatewayProcess } from "./support/gateway-process.js";

const execute = promisify(execFile);
const coapClient = ["coap-client-notls", "coap-client-openssl", "coap-client"].find(has);
let gateway: GatewayProcess;
let descriptions: ThingDescription[];

beforeAll(async () => {
  gateway = await startGatewayProcess();
  descriptions = JSON.parse(await run("curl", "-sf", gateway.things));
});

afterAll(async () => {
  const { ms, code } = await gateway.interrupt();
  expect(code).toBe(0);
  expect(ms).toBeLessThan(2000);
});

async function run(program: string, ...args: string[]): Promise<string> {
  return (await execute(program, args, { timeout: 10_000 })).stdout;
}

/** First line that a program prints which `isWanted`, after `act`; the program is ended then. */
function firstLine(program: string, args: string[], isWanted: (line: string) => boolean): { line: Promise<string> } {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "ignore"] });
  const line = new Promise<string>((resolve, reject) => {
    let text = "";
    child.once("error", reject);
    child.once("exit", () =>
      reject(new Error(`${program} ended without the line; it printed ${JSON.stringify(text)}`)),
    );
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const wanted = text.split("\n").find(isWanted);
      if (wanted === undefined) return;
      child.removeAllListeners("exit");
      child.kill();
      resolve(wanted);
    });
  });
  return { line };
}

function form(title: string, name: string, scheme: string, op: string): { href: string; topic: string } {
  const td = descriptions.find((each) => each.title === title) as ThingDescription;
  const affordance = td.properties?.[name] ?? td.actions?.[name];
  const found = affordance?.forms.find(
    (each) =>
      each.href.startsWith(`${scheme}:`) && each.op?.includes(op as never) && each.contentType === "application/json",
  );
  if (found === undefined) throw new Error(`${title} ${name} has no Form for ${op} over ${scheme}`);
  return { href: found.href, topic: String(found["mqv:topic"] ?? found["mqv:filter"]) };
}

const broker = (): string[] => {
  const { hostname, port } = new URL(gateway.mqtt);
  return ["-h", hostname, "-p", port];
};

describe.skipIf(!has("curl"))(`curl${has("curl") ? "" : " (skipped: needs curl)"}`, () => {
  it("lists, reads, writes and invokes", async () => {
    expect(descriptions.length).toBeGreaterThanOrEqual(8);
    const { href } = form("Corridor lamp", "brightness", "http", "writeproperty");
    await run("curl", "-sf", "-X", "PUT", "-H", "content-type: application/json", "-d", "50", href);
    expect(await run("curl", "-sf", href)).toBe("50");
    const identify = form("Corridor lamp", "identify", "http", "invokeaction").href;
    expect(await run("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "-X", "POST", identify)).toMatch(
      /^20[04]$/,
    );
  });

  it("observes by server-sent events", async () => {
    const { href } = form("Corridor lamp", "brightness", "http", "writeproperty");
    const observed = firstLine("curl", ["-sN", "-H", "accept: text/event-stream", href], (line) =>
      /^data: ?33$/.test(line),
    );
    await repeat(observed.line, () =>
      run("curl", "-sf", "-X", "PUT", "-H", "content-type: application/json", "-d", String(next([33, 34])), href),
    );
  });
});

describe.skipIf(coapClient === undefined)(
  coapClient === undefined ? "coap-client (skipped: needs coap-client)" : "coap-client",
  () => {
    const client = coapClient as string;

    it("reads, writes and invokes", async () => {
      const { href } = form("Corridor lamp", "brightness", "coap", "writeproperty");
      await run(client, "-m", "put", "-t", "50", "-e", "60", href);
      expect((await run(client, "-m", "get", href)).trim()).toBe("60");
      const identify = form("Corridor lamp", "identify", "coap", "invokeaction").href;
      expect((await run(client, "-m", "post", identify)).trim()).toBe("");
    });

    it("fetches a Thing Description block by block", async () => {
      const td = JSON.parse(await run(client, "-m", "get", "-b", "64", `${gateway.coap}/corridor-lamp`));
      expect(td).toMatchObject({ title: "Corridor lamp" });
    });

    it("observes", async () => {
      const { href } = form("Corridor lamp", "brightness", "coap", "observeproperty");
      const write = form("Corridor lamp", "brightness", "coap", "writeproperty").href;
      const observed = firstLine(client, ["-m", "get", "-s", "10", href], (line) => line.includes("44"));
      await repeat(observed.line, () => run(client, "-m", "put", "-t", "50", "-e", String(next([44, 45])), write));
    });
  },
);

describe.skipIf(!has("mosquitto_sub"))(
  `mosquitto_pub and mosquitto_sub${has("mosquitto_sub") ? "" : " (skipped: needs mosquitto_sub)"}`,
  () => {
    it("read the retained value", async () => {
      const { topic } = form("Corridor lamp", "brightness", "mqtt", "readproperty");
      const value = await run("mosquitto_sub", ...broker(), "-t", topic, "-C", "1", "-W", "5");
      expect(Number(value)).toBeGreaterThanOrEqual(0);
    });

    it("write, and observe the change", async () => {
      const { topic } = form("Corridor lamp", "brightness", "mqtt", "observeproperty");
      const write = form("Corridor lamp", "brightness", "mqtt", "writeproperty").topic;
      const observed = firstLine("mosquitto_sub", [...broker(), "-t", topic], (line) => line === "77");
      await repeat(observed.line, () => run("mosquitto_pub", ...broker(), "-t", write, "-m", String(next([77, 78]))));
    });

    it("invoke", async () => {
      const { topic } = form("Corridor lamp", "identify", "mqtt", "invokeaction");
      await run("mosquitto_pub", ...broker(), "-t", topic, "-n");
      expect(gateway.child.exitCode).toBeNull();
    });
  },
);

let turn = 0;
/** The values in turn, so that each write is a change. */
function next(values: readonly number[]): number {
  turn += 1;
  return values[turn % values.length] as number;
}

/** Repeats `act` until `wanted` is there: a subscriber started as a process cannot say when it listens. */
async function repeat(wanted: Promise<string>, act: () => Promise<unknown>): Promise<void> {
  let isThere = false;
  const done = wanted.finally(() => {
    isThere = true;
  });
  done.catch(() => {});
  while (!isThere) await act();
  await done;
}
