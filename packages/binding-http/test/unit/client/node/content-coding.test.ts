import { brotliCompressSync, deflateRawSync, deflateSync, gunzipSync, gzipSync } from "node:zlib";
import { httpClient } from "@thingwright/binding-http";
import { assert, asyncProperty, constantFrom, uint8Array } from "fast-check";
import { describe, expect, it } from "vitest";
import { contentCodings, decodeContent, encodeContent } from "../../../../src/client/node/content-coding.js";
import { prepareForm } from "../../../support/prepare-form.js";
import { ScriptedPeer } from "../../../support/scripted-peer.js";

const within = { timeoutMs: 2_000 };
const text = new TextEncoder().encode(JSON.stringify("x".repeat(1_000)));
const broken = { code: "WOT_PROTOCOL", section: "RFC 9110 §8.4" };

describe("content codings", () => {
  it("give back what was put in", async () => {
    await assert(
      asyncProperty(uint8Array(), constantFrom(...contentCodings), async (body, coding) => {
        const decoded = await decodeContent(await encodeContent(body, coding), coding, 10_000);
        expect(Buffer.from(decoded).equals(body)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ["gzip", gzipSync(text)],
    ["X-GZIP", gzipSync(text)],
    ["deflate", deflateSync(text)],
    ["deflate", deflateRawSync(text)],
    ["br", brotliCompressSync(text)],
    ["identity", text],
    ["gzip, identity, br", brotliCompressSync(gzipSync(text))],
  ])("come off in the order opposite to %s", async (contentEncoding, body) => {
    expect(Buffer.from(await decodeContent(body, contentEncoding, 10_000)).equals(text)).toBe(true);
  });

  it("are refused when the body would become too long, however short it is", async () => {
    const bomb = gzipSync(new Uint8Array(50_000_000));
    await expect(decodeContent(bomb, "gzip", 1_000)).rejects.toMatchObject(broken);
    await expect(decodeContent(gzipSync(bomb), "gzip, gzip", 100_000)).rejects.toMatchObject(broken);
  });

  it.each([
    ["gzip", text],
    ["br", text],
    ["deflate", new Uint8Array([0x78])],
    ["zstd", text],
    ["constructor", text],
    ["gzip, gzip, gzip", gzipSync(gzipSync(gzipSync(text)))],
  ])("are refused when they are not %s", async (contentEncoding, body) => {
    await expect(decodeContent(body, contentEncoding, 10_000)).rejects.toMatchObject(broken);
  });

  it("survive every prefix of a coded body", async () => {
    const whole = gzipSync(text);
    for (let end = 1; end < whole.length; end++) {
      await expect(decodeContent(whole.subarray(0, end), "gzip", 10_000)).rejects.toMatchObject(broken);
    }
  });
});

describe("a Form with a contentCoding", () => {
  it("asks for it, sends in it and takes it off", async () => {
    await using peer = await new ScriptedPeer((message, response) => {
      const chunks: Buffer[] = [];
      message.on("data", (chunk) => chunks.push(chunk));
      message.on("end", () => {
        const sent = gunzipSync(Buffer.concat(chunks));
        response.writeHead(200, { "content-encoding": "gzip", "content-type": "application/json" });
        response.end(gzipSync(sent));
      });
    }).listen();
    await using client = httpClient();
    const form = { href: peer.origin, contentCoding: "gzip" };
    const content = { contentType: "application/json", body: text };
    const reply = await prepareForm(client, form, "writeproperty").request({ ...within, content });
    expect(Buffer.from(reply.body).equals(text)).toBe(true);
    expect(peer.requests[0]?.headers).toMatchObject({
      "accept-encoding": "gzip",
      "content-encoding": "gzip",
      "content-type": "application/json",
    });
  });

  it("has its answer bounded after the coding has come off", async () => {
    await using peer = await new ScriptedPeer((_, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(new Uint8Array(1_000_000))),
    ).listen();
    await using client = httpClient({ limits: { maxBodyBytes: 10_000 } });
    const read = prepareForm(client, { href: peer.origin, contentCoding: "gzip" }, "readproperty");
    await expect(read.request(within)).rejects.toMatchObject(broken);
  });
});
