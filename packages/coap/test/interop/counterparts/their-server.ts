import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type CoapClient,
  type CoapClientOptions,
  type CoapRequestOptions,
  Code,
  coapClient,
  codeText,
  OptionNumber,
} from "../../../src/index.js";
import type { Counterpart } from "./counterpart.js";
import { type Feature, features } from "./features.js";
import { LossyRelay } from "./lossy-relay.js";
import { isNotification, isRising } from "./observed.js";
import { big, digest, etag } from "./our-server.js";

const UNKNOWN_CRITICAL = 65_001;
const UNKNOWN_ELECTIVE = 65_000;
const text = (payload: Uint8Array) => Buffer.from(payload).toString();

export interface TheirServerOptions {
  /** Default: `coap`. */
  readonly scheme?: string;
  readonly client?: () => CoapClientOptions;
  /** Default: all that it does not lack. */
  readonly only?: readonly Feature[];
}

/** Has our client ask a counterpart's server for everything that it does not lack. */
export function theirServer(
  { name, lacks, blocks }: Counterpart,
  server: () => { readonly port: number },
  { scheme = "coap", client: clientOptions, only = features }: TheirServerOptions = {},
): void {
  describe(`${name}'s server and our client over ${scheme}`, () => {
    let client: CoapClient;
    const url = (path: string, port = server().port) => `${scheme}://127.0.0.1:${port}${path}`;
    const ask = async (method: number, path: string, more: Partial<CoapRequestOptions> = {}) => {
      const response = await client.request({ method, url: url(path), timeoutMs: 10_000, ...more });
      return `${codeText(response.code)} ${text(response.payload)}`.trim();
    };
    const feature = (title: Feature, run: () => Promise<void>) => {
      if (lacks.server[title] === undefined && only.includes(title)) it(title, run);
    };
    const observed = async (path: string, count: number, port?: number) => {
      const observation = await client.observe({ url: url(path, port), timeoutMs: 10_000 });
      expect(observation.established).toBe(true);
      const states: string[] = [];
      for await (const { payload } of observation) if (states.push(text(payload)) === count) break;
      return states;
    };

    beforeAll(() => {
      client = coapClient({ ackTimeoutMs: 500, ackRandomFactor: 1, ...clientOptions?.() });
    });
    afterAll(() => client.close());

    feature("GET, POST, PUT and DELETE", async () => {
      expect(await ask(Code.PUT, "/store", { payload: "first" })).toBe("2.04");
      expect(await ask(Code.POST, "/store", { payload: "second" })).toBe("2.04");
      expect(await ask(Code.GET, "/store")).toBe("2.05 first,second");
      expect(await ask(Code.DELETE, "/store")).toBe("2.02");
      expect(await ask(Code.GET, "/store")).toBe("2.05");
    });

    feature("FETCH, PATCH and iPATCH", async () => {
      await ask(Code.PUT, "/store", { payload: "a" });
      expect(await ask(Code.PATCH, "/store", { payload: "b", contentFormat: 0 })).toBe("2.04");
      expect(await ask(Code.iPATCH, "/store", { payload: "c", contentFormat: 0 })).toBe("2.04");
      expect(await ask(Code.GET, "/store")).toBe("2.05 a+b+c");
      expect(await ask(Code.FETCH, "/store", { payload: "this", contentFormat: 0 })).toBe("2.05 fetched this");
    });

    feature("Non-confirmable messages", async () => {
      expect(await ask(Code.GET, "/json", { confirmable: false })).toBe("2.05 {}");
    });

    feature("separate responses", async () => {
      expect(await ask(Code.GET, "/slow")).toBe("2.05 slow");
    });

    feature("downloads in blocks", async () => {
      for (const block2Bytes of blocks)
        expect(await ask(Code.GET, "/big", { block2Bytes }), `blocks of ${block2Bytes}`).toBe(`2.05 ${text(big)}`);
    });

    feature("uploads in blocks", async () => {
      for (const block1Bytes of blocks)
        expect(await ask(Code.PUT, "/upload", { payload: big, block1Bytes }), `blocks of ${block1Bytes}`).toBe(
          `2.04 ${digest(big)}`,
        );
    });

    feature("Observe, and its end", async () => {
      let notifications = 0;
      await using relay = await LossyRelay.start(server().port, (datagram, to) => {
        if (to === "to the client" && isNotification(datagram)) notifications++;
        return false;
      });
      const states = await observed("/count", 3, relay.port);
      expect(states.map(Number)).toSatisfy(isRising);
      // Some learn of the end by the Reset to the next notification only. A slow response gives time for some.
      const slow = () => ask(Code.GET, "/slow", { url: url("/slow", relay.port) });
      await slow();
      const before = notifications;
      await slow();
      expect(notifications - before).toBe(0);
    });

    feature("Observe in blocks", async () => {
      const [first, second] = await observed("/bigcount", 2);
      expect(first).toMatch(/^(\d)\1{2999}$/);
      expect(second).toMatch(/^(\d)\1{2999}$/);
    });

    feature("lost notifications", async () => {
      let notifications = 0;
      await using relay = await LossyRelay.start(server().port, (datagram, to) => {
        if (to === "to the server" || !isNotification(datagram)) return false;
        notifications++;
        return notifications === 2 || notifications === 3;
      });
      const states = await observed("/count", 3, relay.port);
      expect(relay.lost).toBe(2);
      expect(states.map(Number)).toSatisfy(isRising);
    });

    feature("lost responses", async () => {
      await using relay = await LossyRelay.start(server().port, (_, to) => to === "to the client" && relay.lost === 0);
      await ask(Code.PUT, "/store", { payload: "a" });
      expect(await ask(Code.POST, "/store", { url: url("/store", relay.port), payload: "once" })).toBe("2.04");
      expect(relay.lost).toBe(1);
      expect(await ask(Code.GET, "/store")).toBe("2.05 a,once");
    });

    feature("ETag and 2.03", async () => {
      const { etag: given } = await client.request({ url: url("/etag") });
      expect(Uint8Array.from(given!)).toEqual(etag);
      expect(await ask(Code.GET, "/etag", { options: [{ number: OptionNumber.ETag, value: etag }] })).toBe("2.03");
    });

    feature("If-Match and If-None-Match", async () => {
      const put = (number: number, value: Uint8Array) =>
        ask(Code.PUT, "/conditional", { payload: "x", options: [{ number, value }] });
      expect(await put(OptionNumber.IfMatch, etag)).toBe("2.04");
      expect(await put(OptionNumber.IfMatch, Buffer.from("other"))).toMatch(/^4\.12/);
      expect(await put(OptionNumber.IfNoneMatch, new Uint8Array(0))).toMatch(/^4\.12/);
    });

    feature("Accept and 4.06", async () => {
      const response = await client.request({ url: url("/json"), accept: 50 });
      expect([response.code, response.contentFormat]).toEqual([Code.Content, 50]);
      expect(await ask(Code.GET, "/json", { accept: 60 })).toMatch(/^4\.06/);
    });

    feature("unknown critical options", async () => {
      const get = (number: number) => ask(Code.GET, "/json", { options: [{ number, value: Buffer.from("?") }] });
      expect(await get(UNKNOWN_CRITICAL)).toMatch(/^4\.02/);
      expect(await get(UNKNOWN_ELECTIVE)).toBe("2.05 {}");
    });

    feature("empty payloads", async () => {
      expect(await ask(Code.GET, "/empty")).toBe("2.05");
      expect(await ask(Code.PUT, "/upload")).toBe("2.04 0:0");
    });

    feature("4.04 and 4.05", async () => {
      expect(await ask(Code.GET, "/missing")).toMatch(/^4\.04/);
      expect(await ask(Code.DELETE, "/big")).toMatch(/^4\.05/);
    });

    feature("/.well-known/core", async () => {
      const response = await client.request({ url: url("/.well-known/core"), query: ["rt=big"] });
      expect(response.contentFormat).toBe(40);
      expect(text(response.payload)).toMatch(/<\/big>;[^,]*rt="?big/);
    });
  });
}
