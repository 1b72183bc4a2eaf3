import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CoapClient, type CoapServer, Code, coapClient, coapServer } from "../../src/index.js";
import { type FileStore, fileStore, memoryStore, oscoreContext, oscoreContexts } from "../../src/oscore/index.js";
import { freeUdpPort } from "./free-udp-port.js";

const python = fileURLToPath(new URL("../../../../interop/.venv/bin/python", import.meta.url));
const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const isThere = spawnSync(python, ["-c", "import aiocoap.oscore, aiocoap.oscore_sitewrapper"]).status === 0;
const title = (name: string) => (isThere ? name : `skipped: needs aiocoap in interop/.venv (${name})`);

const masterSecret = Buffer.from("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf", "hex");
const masterSalt = Buffer.from("b0b1b2b3b4b5b6b7", "hex");
const CLIENT_ID = Uint8Array.of(1);
const SERVER_ID = Uint8Array.of(2);
const big = Buffer.from(Array.from({ length: 5000 }, (_, i) => 33 + (i % 90))).toString();
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** The folder of a context as aiocoap keeps it. */
async function contextFolder(senderId: Uint8Array, recipientId: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "oscore-interop-"));
  const settings = {
    "sender-id_hex": hex(senderId),
    "recipient-id_hex": hex(recipientId),
    secret_hex: hex(masterSecret),
    salt_hex: hex(masterSalt),
  };
  await writeFile(join(folder, "settings.json"), JSON.stringify(settings));
  return folder;
}

describe.skipIf(!isThere)(title("aiocoap's server with OSCORE, and our client"), () => {
  let folder: string;
  let states: string;
  let port: number;
  let server: ChildProcess;
  let store: FileStore;
  let client: CoapClient;
  const url = (path: string) => `coap://127.0.0.1:${port}/${path}`;

  const startServer = (): Promise<void> => {
    server = spawn(python, [script("aiocoap_server.py"), `${port}`, folder], { stdio: ["ignore", "pipe", "inherit"] });
    return new Promise((resolve, reject) => {
      server.once("exit", () => reject(new Error("aiocoap's server ended")));
      server.stdout!.once("data", () => resolve());
    });
  };
  const stopServer = () =>
    new Promise<void>((resolve) => {
      server.removeAllListeners("exit").once("exit", () => resolve());
      server.kill("SIGKILL");
    });
  const startClient = async () => {
    const ids = { senderId: CLIENT_ID, recipientId: SERVER_ID };
    store = fileStore(states);
    client = coapClient({ oscore: await oscoreContext({ masterSecret, masterSalt, ...ids, store }) });
  };

  beforeAll(async () => {
    folder = await contextFolder(SERVER_ID, CLIENT_ID);
    states = await mkdtemp(join(tmpdir(), "oscore-states-"));
    port = await freeUdpPort();
    await startServer();
  });
  beforeEach(startClient);
  afterEach(async () => {
    await client.close();
    await store[Symbol.asyncDispose]();
  });
  afterAll(async () => {
    await stopServer();
    await rm(folder, { recursive: true });
    await rm(states, { recursive: true });
  });

  it("answer a GET, and take a PUT of many blocks", async () => {
    expect(Buffer.from((await client.request({ url: url("stored") })).payload).toString()).toBe("nothing");
    const put = await client.request({ url: url("stored"), method: Code.PUT, payload: big });
    expect(put.code).toBe(Code.Changed);
    expect(Buffer.from((await client.request({ url: url("stored") })).payload).toString()).toBe(big);
  });

  it("give a large representation in blocks", async () => {
    expect(Buffer.from((await client.request({ url: url("big") })).payload).toString()).toBe(big);
  });

  it("let an observer see the states as they come", async () => {
    const seen: string[] = [];
    const observation = await client.observe({ url: url("counter") });
    expect(observation.established).toBe(true);
    for await (const { payload } of observation) {
      seen.push(Buffer.from(payload).toString());
      if (seen.length === 4) break;
    }
    expect(seen).toEqual(["0", "1", "2", "3"]);
  });

  it("are refused without OSCORE, and with another key", async () => {
    await using plain = coapClient();
    expect((await plain.request({ url: url("stored") })).code).toBe(Code.Unauthorized);
    const ids = { senderId: CLIENT_ID, recipientId: SERVER_ID };
    const wrong = await oscoreContext({ masterSecret: new Uint8Array(16), ...ids, store: memoryStore() });
    await expect(client.request({ url: url("stored"), oscore: wrong })).rejects.toThrow("Decryption failed");
  });

  it("recover from the loss of the replay window by an Echo", async () => {
    await stopServer();
    await startServer();
    expect((await client.request({ url: url("stored") })).code).toBe(Code.Content);
  });
});

describe.skipIf(!isThere)(title("aiocoap's client with OSCORE, and our server"), () => {
  let folder: string;
  let states: string;
  let server: CoapServer;
  let store: FileStore;
  let base: string;
  let ticking: NodeJS.Timeout | undefined;

  const startServer = async () => {
    const ids = { senderId: SERVER_ID, recipientId: CLIENT_ID };
    store = fileStore(states);
    const context = await oscoreContext({ masterSecret, masterSalt, ...ids, name: "aiocoap", store });
    let stored: Uint8Array = Buffer.from("nothing");
    server = coapServer({
      port: 0,
      address: "127.0.0.1",
      oscore: oscoreContexts({ contexts: [context] }),
      handler({ path, method, payload, observe, security }) {
        if (path === "/who") return { code: Code.Content, payload: security?.context };
        if (path === "/counter") {
          const sink = observe?.accept({ conflate: false });
          let count = 0;
          if (sink !== undefined) {
            ticking = setInterval(() => sink.notify({ code: Code.Content, payload: `${++count}` }), 50);
            sink.onEnd(() => clearInterval(ticking));
          }
          return { code: Code.Content, payload: "0" };
        }
        if (method !== Code.PUT) return { code: Code.Content, payload: stored };
        stored = payload;
        return { code: Code.Changed };
      },
    });
    base = `coap://127.0.0.1:${(await server.listen()).port}`;
  };

  const stopServer = async () => {
    await server.close();
    await store[Symbol.asyncDispose]();
  };

  /** Runs the client; gives what it wrote of each request. */
  const run = (...requests: string[]) =>
    new Promise<unknown[]>((resolve, reject) =>
      execFile(python, [script("aiocoap_client.py"), base, folder, ...requests], { timeout: 15_000 }, (error, out) =>
        error
          ? reject(error)
          : resolve(
              out
                .trim()
                .split("\n")
                .map((line) => JSON.parse(line)),
            ),
      ),
    );

  beforeAll(async () => {
    folder = await contextFolder(CLIENT_ID, SERVER_ID);
    states = await mkdtemp(join(tmpdir(), "oscore-states-"));
    await startServer();
  });
  afterAll(async () => {
    clearInterval(ticking);
    await stopServer();
    await rm(folder, { recursive: true });
    await rm(states, { recursive: true });
  });

  it("get, put and fetch in blocks, and observe", async () => {
    const answers = await run("GET:/who", "PUT:/stored:5000", "GET:/stored", "OBSERVE:/counter:4");
    expect(answers).toEqual([
      { code: "2.05", payload: "aiocoap" },
      { code: "2.04", payload: "" },
      { code: "2.05", payload: big },
      { states: ["0", "1", "2", "3"] },
    ]);
  });

  it("prove that they are fresh to a server that was started again", async () => {
    await stopServer();
    await startServer();
    expect(await run("GET:/who", "GET:/who")).toEqual([
      { code: "2.05", payload: "aiocoap" },
      { code: "2.05", payload: "aiocoap" },
    ]);
  });
});
