import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Authority, fakeHost, passphrase, type TestThing, testThing } from "@thingwright/contract-tests";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type HttpServerBinding, httpServer } from "../../src/index.js";

const has = (tool: string, ...version: string[]) => spawnSync(tool, version).status === 0;
const hasOpenssl = has("openssl", "version");
const hasCurl = has("curl", "--version");
const hasH2load = has("h2load", "--version");

/** What a tool printed, both ways, and how it ended. */
interface Outcome {
  readonly text: string;
  readonly code: number;
}

function run(tool: string, args: readonly string[], input = ""): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(tool, args, { timeout: 20_000 }, (error, stdout, stderr) => {
      resolve({ text: stdout + stderr, code: error === null ? 0 : Number(error.code ?? 1) });
    });
    child.stdin?.on("error", () => {}).end(input);
  });
}

let folder: string;
let server: HttpServerBinding;
let guarded: HttpServerBinding;
let thing: TestThing;
let origin: string;

const authority = new Authority("the authority of these tests");
const own = authority.issue();
const ada = authority.issue({ commonName: "ada" });
const eve = new Authority("nobody's authority").issue({ commonName: "ada" });
const file = (name: string): string => join(folder, name);
const address = (of: HttpServerBinding): string => new URL(of.addresses()[0]!).host;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tls-"));
  const files = {
    ca: authority.cert,
    ada: ada.cert + ada.key,
    eve: eve.cert + eve.key,
    locked: ada.cert + ada.encryptedKey,
  };
  for (const [name, pem] of Object.entries(files)) writeFileSync(file(`${name}.pem`), pem, { mode: 0o600 });
  server = httpServer({ port: 0, tls: own });
  guarded = httpServer({ port: 0, tls: { ...own, clientCa: authority.cert } });
  thing = testThing();
  for (const each of [server, guarded]) {
    await each.start(fakeHost(thing));
    await each.expose(thing);
  }
  origin = server.addresses()[0]!;
});

afterAll(async () => {
  await Promise.all([server.stop(), guarded.stop()]);
  rmSync(folder, { recursive: true });
});

describe.runIf(hasOpenssl)("openssl s_client against the HTTP server", () => {
  const handshake = (of: HttpServerBinding, ...args: string[]) =>
    run("openssl", ["s_client", "-connect", address(of), "-CAfile", file("ca.pem"), "-verify_return_error", ...args]);

  it.each([
    ["-tls1_3", "TLSv1.3"],
    ["-tls1_2", "TLSv1.2"],
  ])("speaks %s with a chain that verifies", async (version, name) => {
    const { text, code } = await handshake(server, version, "-brief", "-verify_ip", "127.0.0.1");
    expect(text).toContain(`Protocol version: ${name}`);
    expect(text).toContain("Verification: OK");
    expect(code).toBe(0);
  });

  it.each(["-tls1_1", "-tls1"])("is refused %s", async (version) => {
    const { text, code } = await handshake(server, version, "-cipher", "DEFAULT@SECLEVEL=0");
    expect(code).not.toBe(0);
    expect(text).toMatch(/alert protocol version/);
  });

  it.each([
    ["h2,http/1.1", "ALPN protocol: h2"],
    ["http/1.1", "ALPN protocol: http/1.1"],
  ])("chooses of %s as it should", async (offered, chosen) => {
    expect((await handshake(server, "-alpn", offered)).text).toContain(chosen);
  });

  it("is told which authorities a client's certificate may come from, and is let in with one alone", async () => {
    // With TLS 1.2 a refusal is part of the handshake.
    const { text } = await handshake(guarded, "-tls1_2", "-cert", file("ada.pem"), "-key", file("ada.pem"));
    expect(text).toContain("Acceptable client certificate CA names");
    expect(text).toContain("the authority of these tests");
    expect((await handshake(guarded, "-tls1_2", "-cert", file("ada.pem"), "-key", file("ada.pem"))).code).toBe(0);
    expect((await handshake(guarded, "-tls1_2")).code).not.toBe(0);
    expect((await handshake(guarded, "-tls1_2", "-cert", file("eve.pem"), "-key", file("eve.pem"))).code).not.toBe(0);
  });
});

describe.runIf(hasCurl)("curl against the HTTP server", () => {
  const curl = (url: string, ...args: string[]) =>
    run("curl", ["--silent", "--show-error", "--cacert", file("ca.pem"), "--max-time", "10", ...args, url]);
  const name = "/test-thing/properties/name";

  it.each([
    ["--http2", "HTTP/2 200"],
    ["--http1.1", "HTTP/1.1 200"],
  ])("reads with %s", async (version, status) => {
    const { text } = await curl(origin + name, version, "--include");
    expect(text).toContain(status);
    expect(text).toContain('"lamp"');
  });

  it("writes, invokes and asks for headers over HTTP/2", async () => {
    const put = await curl(`${origin}/test-thing/properties/count`, "--http2", "-X", "PUT", "--json", "7", "-i");
    expect(put.text).toContain("HTTP/2 204");
    const invoked = await curl(`${origin}/test-thing/actions/echo`, "--http2", "--json", '"hi"');
    expect(invoked.text).toBe('"hi"');
    expect((await curl(origin + name, "--http2", "--head")).text).toContain("HTTP/2 200");
    expect((await curl(`${origin}/none`, "--http2", "-i")).text).toContain("application/problem+json");
  });

  it("gets events over HTTP/2", async () => {
    const events = curl(
      `${origin}/test-thing/events/tick`,
      "--http2",
      "-N",
      "-H",
      "Accept: text/event-stream",
      "--max-time",
      "2",
    );
    await thing.event("tick").emitter.untilActive(1, 5_000);
    thing.event("tick").emit(42);
    expect((await events).text).toContain("data: 42");
  });

  it("is let in with a client's certificate, and says who it is", async () => {
    const url = guarded.addresses()[0]! + name;
    expect((await curl(url, "--cert", file("ada.pem"))).text).toBe('"lamp"');
    expect((await curl(url, "--cert", `${file("locked.pem")}:${passphrase}`)).text).toBe('"lamp"');
    expect((await curl(url, "--cert", file("eve.pem"))).code).not.toBe(0);
    expect((await curl(url)).code).not.toBe(0);
  });

  it("does not trust the server without its authority", async () => {
    const { code } = await run("curl", ["--silent", "--max-time", "10", origin + name]);
    expect(code).toBe(60);
  });
});

describe.runIf(hasH2load)("h2load against the HTTP server", () => {
  it("has every request answered, 32 at a time on each connection", async () => {
    const args = ["-n", "2000", "-c", "4", "-m", "32", `${origin}/test-thing/properties/name`];
    const { text } = await run("h2load", args);
    expect(text).toContain("2000 succeeded, 0 failed, 0 errored");
    expect(text).toContain("Application protocol: h2");
  });
});

for (const [tool, found] of Object.entries({ openssl: hasOpenssl, curl: hasCurl, h2load: hasH2load })) {
  if (!found) it.skip(`skipped: needs ${tool}`, () => {});
}
