import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { httpServer } from "@thingwright/binding-http";
import { Servient } from "@thingwright/core";
import { auto, basic, bearer, type DigestOptions, defaultSchemes, digest, staticVerifier } from "@thingwright/security";
import { describe, expect, it } from "vitest";

const run = promisify(execFile);
const user = { username: "Jäsøn", password: "Secret, or not?" };
const principal = { name: "jason", scopes: [] };

/** A lamp whose properties ask for digest, signed bodies and whatever there is, and curl to ask it. */
async function serve(options: DigestOptions = {}) {
  const server = httpServer({ port: 0 });
  const known = [{ credentials: user, principal }];
  const challenging = [digest(options), bearer(), basic()];
  const servient = new Servient({
    servers: [server],
    securitySchemes: [...challenging, auto(challenging), ...defaultSchemes()],
    verifier: staticVerifier({ digest_sc: known, signed_sc: known, auto_sc: known }),
  });
  await servient.start();
  const thing = servient.produce({
    title: "Lamp",
    security: "digest_sc",
    securityDefinitions: {
      digest_sc: { scheme: "digest" },
      signed_sc: { scheme: "digest", qop: "auth-int" },
      auto_sc: { scheme: "auto" },
    },
    properties: {
      on: { type: "boolean", default: false },
      signed: { type: "boolean", default: false, forms: [{ security: "signed_sc" }] },
      any: { type: "boolean", default: true, forms: [{ security: "auto_sc" }] },
    },
  });
  await thing.expose();
  const [base] = server.addresses();
  const curl = async (name: string, ...args: string[]): Promise<string> => {
    const url = `${base}/lamp/properties/${name}`;
    const { stdout } = await run("curl", ["-sS", "-o", "-", "-w", " %{http_code} %{num_connects}", ...args, url]);
    return stdout;
  };
  return { curl, [Symbol.asyncDispose]: () => servient.stop() };
}

const login = ["--user", `${user.username}:${user.password}`];
const write = ["-X", "PUT", "-H", "content-type: application/json", "--data", "true"];

describe("curl", () => {
  // Before 8.11, curl takes a cut SHA-512 for SHA-512/256.
  it.each(["SHA-256", "SHA-256-sess", "MD5", "MD5-sess"] as const)("reads and writes with %s", async (algorithm) => {
    await using served = await serve({ algorithms: [algorithm] });
    expect(await served.curl("on", "--digest", ...login)).toMatch(/^false 200 /);
    expect(await served.curl("on", "--digest", ...login, ...write)).toMatch(/^ 204 /);
    expect(await served.curl("on", "--digest", ...login)).toMatch(/^true 200 /);
  });

  it("reads with auth-int, for which it signs no bodies", async () => {
    await using served = await serve();
    expect(await served.curl("signed", "--digest", ...login)).toMatch(/^false 200 /);
    expect(await served.curl("signed", "--digest", ...login, ...write)).toContain(" 401 ");
  });

  it("is refused with a wrong password, or none", async () => {
    await using served = await serve();
    expect(await served.curl("on", "--digest", "--user", "Jäsøn:wrong")).toContain(" 401 ");
    expect(await served.curl("on")).toContain(" 401 ");
  });

  it("negotiates", async () => {
    await using served = await serve();
    expect(await served.curl("any", "--anyauth", ...login)).toMatch(/^true 200 /);
    expect(await served.curl("any", "--basic", ...login)).toMatch(/^true 200 /);
  });
});
