import { describe, expect, it } from "vitest";
import { inSubprotocolOrder } from "../../../../src/consumed/plan/subprotocol-order.js";

const http = { manifest: { name: "http", subprotocols: ["sse", "longpoll"] } } as never;
const coap = { manifest: { name: "coap", subprotocols: ["cov:observe"] } } as never;

const form = (binding: never, href: string, subprotocol?: string) => ({
  binding,
  form: { href, ...(subprotocol === undefined ? {} : { subprotocol }) },
});

const tellOf = (forms: readonly { form: { href: string; subprotocol?: string } }[]) =>
  forms.map(({ form: { href, subprotocol = "" } }) => `${href} ${subprotocol}`);

describe("inSubprotocolOrder", () => {
  it("takes the manifest's order for the subprotocols at one origin, in the places that they have", () => {
    const forms = [
      form(http, "http://a/poll{?x}", "longpoll"),
      form(coap, "coap://a/x", "cov:observe"),
      form(http, "http://a/x", "sse"),
    ];
    expect(tellOf(inSubprotocolOrder(forms))).toEqual([
      "http://a/x sse",
      "coap://a/x cov:observe",
      "http://a/poll{?x} longpoll",
    ]);
  });

  it("leaves origins, and Forms without a subprotocol, in the order of the document", () => {
    const forms = [
      form(http, "http://a/poll", "longpoll"),
      form(http, "http://b/x", "sse"),
      form(http, "http://a/plain"),
      form(http, "http://b/y", "unknown"),
      form(http, "http://b/poll", "longpoll"),
    ];
    expect(tellOf(inSubprotocolOrder(forms))).toEqual([
      "http://a/poll longpoll",
      "http://b/x sse",
      "http://a/plain ",
      "http://b/poll longpoll",
      "http://b/y unknown",
    ]);
  });
});
