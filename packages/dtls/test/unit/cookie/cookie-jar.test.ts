import { randomBytes } from "node:crypto";
import { manualClock } from "@thingwright/coap";
import { describe, expect, it } from "vitest";
import { CookieJar } from "../../../src/cookie/cookie-jar.js";
import type { ClientHello } from "../../../src/handshake/hello.js";

const hello: ClientHello = {
  version: 0xfefd,
  random: randomBytes(32),
  sessionId: Buffer.alloc(0),
  cookie: Buffer.alloc(0),
  cipherSuites: [0xc0a8],
  extensions: new Map(),
};

describe("a cookie", () => {
  const clock = manualClock();
  const jar = new CookieJar(clock, randomBytes);
  const returned = { ...hello, cookie: jar.cookieFor(hello, "192.0.2.1", 1000) };

  it("proves the address, the port and the hello that it was made for", () => {
    expect(jar.proves(returned, "192.0.2.1", 1000)).toBe(true);
    expect(jar.proves(returned, "192.0.2.2", 1000)).toBe(false);
    expect(jar.proves(returned, "192.0.2.1", 1001)).toBe(false);
    expect(jar.proves({ ...returned, random: randomBytes(32) }, "192.0.2.1", 1000)).toBe(false);
    expect(jar.proves({ ...returned, cipherSuites: [0x00a8] }, "192.0.2.1", 1000)).toBe(false);
    expect(jar.proves(hello, "192.0.2.1", 1000)).toBe(false);
  });

  it("is good for a minute at least, and no longer than two", async () => {
    await clock.advance(60_000);
    expect(jar.proves(returned, "192.0.2.1", 1000)).toBe(true);
    await clock.advance(60_000);
    expect(jar.proves(returned, "192.0.2.1", 1000)).toBe(false);
  });
});
