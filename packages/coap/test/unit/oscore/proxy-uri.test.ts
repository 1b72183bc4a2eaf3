import { describe, expect, it } from "vitest";
import { Code, decodeMessage, encodeMessage, OptionNumber, stringOption, uintOption } from "../../../src/index.js";
import { MessageView } from "../../../src/message/message-view.js";
import { oscoreContexts } from "../../../src/oscore/index.js";
import { clientContext, serverContext } from "../../lab/oscore-pair.js";
import { text } from "../../lab/raw-peer.js";

const NO_BYTES = new Uint8Array(0);
const { ProxyUri, ProxyScheme, UriHost, UriPath, UriPort, UriQuery } = OptionNumber;

function request(uri: string | Uint8Array, ...others: { number: number; value: Uint8Array }[]): Uint8Array {
  const proxyUri = typeof uri === "string" ? stringOption(ProxyUri, uri) : { number: ProxyUri, value: uri };
  const options = [proxyUri, ...others];
  return encodeMessage({ type: 0, code: Code.GET, messageId: 1, token: NO_BYTES, options, payload: NO_BYTES });
}

/** The values of an option in a message. */
function valuesOf(bytes: Uint8Array, number: number): string[] {
  const decoded = decodeMessage(bytes);
  if (!decoded.ok) throw new Error(decoded.fault);
  return decoded.message.options.filter((option) => option.number === number).map(({ value }) => text(value));
}

/** What the wire shows of a request, and what the server makes of it. */
async function sent(...request_: Parameters<typeof request>) {
  const { bytes } = (await clientContext()).protect(request(...request_));
  const { view } = oscoreContexts({ contexts: [await serverContext()] }).open(new MessageView(bytes));
  return { outer: bytes, inner: view.bytes };
}

describe("the Proxy-Uri of a protected request", () => {
  it.each([
    // The example of RFC 8613 §4.1.3.3.
    ["coap://example.com/resource?q=1", "coap://example.com", ["resource"], ["q=1"]],
    ["coap://example.com:61616/a/b%2Fc?x&y=%26", "coap://example.com:61616", ["a", "b/c"], ["x", "y=&"]],
    ["coap://[2001:db8::1]", "coap://[2001:db8::1]", [], []],
    ["COAP+TCP://example.com/", "COAP+TCP://example.com", [], []],
    ["http://example.com:8080/door?open", "http://example.com:8080", ["door"], ["open"]],
  ])("%s shows the proxy %s, and the server the rest", async (uri, shown, path, query) => {
    const { outer, inner } = await sent(uri);
    expect(valuesOf(outer, ProxyUri)).toEqual([shown]);
    expect([valuesOf(outer, UriPath), valuesOf(outer, UriQuery)]).toEqual([[], []]);
    expect(valuesOf(inner, UriPath)).toEqual(path);
    expect(valuesOf(inner, UriQuery)).toEqual(query);
  });

  it("counts, and not the parts that stand beside it", async () => {
    const beside = [stringOption(UriHost, "a.example"), uintOption(UriPort, 1), stringOption(UriPath, "other")];
    const { outer, inner } = await sent(
      "coap://b.example/door",
      ...beside,
      stringOption(UriQuery, "other"),
      stringOption(ProxyScheme, "coap"),
    );
    expect([UriHost, UriPort, ProxyScheme].flatMap((number) => valuesOf(outer, number))).toEqual([]);
    expect([valuesOf(inner, UriPath), valuesOf(inner, UriQuery)]).toEqual([["door"], []]);
  });

  it.each([
    "",
    "door",
    "coap:door",
    "coap:///door",
    "coap://user@example.com/",
    "coap://example.com/#top",
    "coap://e/%zz",
  ])("is refused when it cannot be split: %j", async (uri) => {
    const context = await clientContext();
    expect(() => context.protect(request(uri))).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
  });

  it("is refused when it is no text", async () => {
    const context = await clientContext();
    expect(() => context.protect(request(Uint8Array.of(0xff)))).toThrow("not UTF-8");
  });
});
