import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CoapOption, type CoapServerOptions, OptionNumber, uintOption } from "../../../src/index.js";
import type { Counterpart, ForeignClient, ForeignRequest } from "./counterpart.js";
import { type Feature, features } from "./features.js";
import { type Loses, LossyRelay } from "./lossy-relay.js";
import { isNotification, isRising } from "./observed.js";
import { big, digest, etag, OurServer } from "./our-server.js";

/** Of the reserved range for experiments; critical and elective (RFC 7252 §5.4.6, §12.2). */
const UNKNOWN_CRITICAL = 65_001;
const UNKNOWN_ELECTIVE = 65_000;
const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const text = (payload: Uint8Array) => Buffer.from(payload).toString();

export interface TheirClientOptions {
  /** Default: `coap`. */
  readonly scheme?: string;
  readonly server?: () => Partial<CoapServerOptions>;
  /** Default: all that it does not lack. */
  readonly only?: readonly Feature[];
}

/** Has a counterpart's client ask our server for everything that it does not lack. */
export function theirClient(
  { name, lacks, blocks }: Counterpart,
  client: () => ForeignClient,
  { scheme = "coap", server: serverOptions, only = features }: TheirClientOptions = {},
): void {
  describe(`${name}'s client and our server over ${scheme}`, () => {
    let server: OurServer;
    const url = (path: string, port = server.port) => `${scheme}://127.0.0.1:${port}${path}`;
    const ask = async (
      method: ForeignRequest["method"],
      path: string,
      payload = "",
      more: Partial<ForeignRequest> = {},
    ) => {
      const response = await client().request({ method, url: url(path), payload: bytes(payload), ...more });
      return `${response.code} ${text(response.payload)}`.trim();
    };
    const having = (...options: CoapOption[]) => ({ options });
    const feature = (title: Feature, run: () => Promise<void>) => {
      if (lacks.client[title] === undefined && only.includes(title)) it(title, run);
    };

    beforeAll(async () => {
      server = await OurServer.start({ ackTimeoutMs: 300, ackRandomFactor: 1, ...serverOptions?.() });
    });
    afterAll(() => server[Symbol.asyncDispose]());

    feature("GET, POST, PUT and DELETE", async () => {
      expect(await ask("PUT", "/store", "first")).toBe("2.04");
      expect(await ask("POST", "/store", "second")).toBe("2.04");
      expect(await ask("GET", "/store")).toBe("2.05 first,second");
      expect(await ask("DELETE", "/store")).toBe("2.02");
      expect(await ask("GET", "/store")).toBe("2.05");
    });

    feature("FETCH, PATCH and iPATCH", async () => {
      await ask("PUT", "/store", "a");
      expect(await ask("PATCH", "/store", "b")).toBe("2.04");
      expect(await ask("iPATCH", "/store", "c")).toBe("2.04");
      expect(await ask("GET", "/store")).toBe("2.05 a+b+c");
      expect(await ask("FETCH", "/store", "this")).toBe("2.05 fetched this");
    });

    feature("Non-confirmable messages", async () => {
      expect(await ask("GET", "/json", "", { confirmable: false })).toBe("2.05 {}");
    });

    feature("separate responses", async () => {
      expect(await ask("GET", "/slow")).toBe("2.05 slow");
    });

    feature("downloads in blocks", async () => {
      for (const blockBytes of blocks)
        expect(await ask("GET", "/big", "", { blockBytes }), `blocks of ${blockBytes}`).toBe(`2.05 ${text(big)}`);
    });

    feature("uploads in blocks", async () => {
      for (const blockBytes of blocks)
        expect(await ask("PUT", "/upload", text(big), { blockBytes }), `blocks of ${blockBytes}`).toBe(
          `2.04 ${digest(big)}`,
        );
    });

    feature("Observe, and its end", async () => {
      const states = await client().observe(url("/count"), 3);
      expect(states.map(text).map(Number)).toSatisfy(isRising);
      expect(states.length).toBe(3);
      await expect.poll(() => server.observerCount).toBe(0);
    });

    feature("Observe in blocks", async () => {
      const states = await client().observe(url("/bigcount"), 2);
      expect(states.map(text)).toEqual([
        expect.stringMatching(/^(\d)\1{2999}$/),
        expect.stringMatching(/^(\d)\1{2999}$/),
      ]);
      await expect.poll(() => server.observerCount).toBe(0);
    });

    const relayed = (loses: Loses) => LossyRelay.start(server.port, loses);

    feature("lost notifications", async () => {
      let notifications = 0;
      await using relay = await relayed((datagram, to) => {
        if (to === "to the server" || !isNotification(datagram)) return false;
        notifications++;
        return notifications === 2 || notifications === 3;
      });
      const states = await client().observe(url("/count", relay.port), 3);
      expect(relay.lost).toBe(2);
      expect(states.map(text).map(Number)).toSatisfy(isRising);
    });

    feature("lost responses", async () => {
      await using relay = await relayed((_, to) => to === "to the client" && relay.lost === 0);
      const { posts } = server;
      const response = await client().request({
        method: "POST",
        url: url("/store", relay.port),
        payload: bytes("once"),
      });
      expect([response.code, relay.lost, server.posts - posts]).toEqual(["2.04", 1, 1]);
    });

    feature("ETag and 2.03", async () => {
      expect(await ask("GET", "/etag")).toBe("2.05 tagged");
      expect(await ask("GET", "/etag", "", having({ number: OptionNumber.ETag, value: etag }))).toBe("2.03");
    });

    feature("If-Match and If-None-Match", async () => {
      const put = (...options: CoapOption[]) => ask("PUT", "/conditional", "x", { options });
      expect(await put({ number: OptionNumber.IfMatch, value: etag })).toBe("2.04");
      expect(await put({ number: OptionNumber.IfMatch, value: bytes("other") })).toBe("4.12");
      expect(await put({ number: OptionNumber.IfNoneMatch, value: bytes("") })).toBe("4.12");
    });

    feature("Accept and 4.06", async () => {
      expect(await ask("GET", "/json", "", having(uintOption(OptionNumber.Accept, 50)))).toBe("2.05 {}");
      expect(await ask("GET", "/json", "", having(uintOption(OptionNumber.Accept, 60)))).toBe("4.06");
    });

    feature("unknown critical options", async () => {
      expect(await ask("GET", "/json", "", having({ number: UNKNOWN_CRITICAL, value: bytes("?") }))).toMatch(/^4\.02/);
      expect(await ask("GET", "/json", "", having({ number: UNKNOWN_ELECTIVE, value: bytes("?") }))).toBe("2.05 {}");
    });

    feature("empty payloads", async () => {
      expect(await ask("GET", "/empty")).toBe("2.05");
      expect(await ask("PUT", "/upload")).toBe("2.04 0:0");
    });

    feature("4.04 and 4.05", async () => {
      expect(await ask("GET", "/missing")).toMatch(/^4\.04/);
      expect(await ask("DELETE", "/big")).toMatch(/^4\.05/);
    });

    feature("/.well-known/core", async () => {
      expect(await ask("GET", "/.well-known/core?rt=big")).toBe('2.05 </big>;rt="big"');
    });
  });
}
