import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CoapRequest,
  Code,
  type CoreLink,
  coreResponse,
  filterLinks,
  formatLinks,
  parseLinks,
} from "../../../src/index.js";

const link = (target: string, attributes: Readonly<Record<string, string>>): CoreLink => ({
  target,
  attributes: new Map(Object.entries(attributes)),
});
const lamp = link("/lamp", { rt: "core.lamp x", ct: "432", title: 'a "lamp"' });
const things = link("/things", { ct: "50", sz: "12", obs: "" });
const described = link("http://www.example.com/t123", { anchor: "/lamp", rel: "describedby item" });
const all = [lamp, things, described];
const targetsFor = (...query: string[]) => filterLinks(all, query).map(({ target }) => target);

describe("The CoRE Link Format", () => {
  it("is written with numbers and flags bare, and quotes escaped", () => {
    expect(formatLinks(all)).toBe(
      '</lamp>;rt="core.lamp x";ct=432;title="a \\"lamp\\"",</things>;ct=50;sz=12;obs,' +
        '<http://www.example.com/t123>;anchor="/lamp";rel="describedby item"',
    );
  });

  it("is written bare where the value is encoded", () => {
    const text = "</a>;title*=UTF-8''%c3%bc";
    expect(formatLinks(parseLinks(text))).toBe(text);
  });

  it("reads again as it was written, whatever the values are", () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
    const attributes = fc.array(fc.tuple(name, fc.string()), { maxLength: 5 }).map((pairs) => new Map(pairs));
    const target = fc.webUrl();
    fc.assert(
      fc.property(fc.array(fc.record({ target, attributes }), { maxLength: 5 }), (links) => {
        expect(parseLinks(formatLinks(links))).toEqual(links);
      }),
    );
  });

  it.each([link("a>b", {}), link("/a", { "r t": "x" }), link("/a", { "": "x" })])("does not write %j", (wrong) => {
    expect(() => formatLinks([wrong])).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
  });

  it.each([
    [["rt=core.lamp"], ["/lamp"]],
    [["rt=core"], []],
    [["rt=core*"], ["/lamp"]],
    [["href=/th*"], ["/things"]],
    [["href=*"], ["/lamp", "/things", "http://www.example.com/t123"]],
    [["sz=12"], ["/things"]],
    [["anchor=/lamp"], ["http://www.example.com/t123"]],
    [["rel=item"], ["http://www.example.com/t123"]],
    [["ct=432", "rt=x"], ["/lamp"]],
    [["ct=432", "href=/things"], []],
  ])("is filtered by %j", (query, targets) => {
    expect(targetsFor(...query)).toEqual(targets);
  });

  it.each(["foo=1", "foo", "__proto__=x", "constructor=x", "=", ""])("has no link for the query %j", (query) => {
    expect(targetsFor(query)).toEqual([]);
  });
});

describe("The answer to /.well-known/core", () => {
  const ask = (request: Partial<CoapRequest>) =>
    coreResponse(all, { method: Code.GET, accept: undefined, query: [], ...request } as CoapRequest);

  it("has the links that the query lets through", () => {
    expect(ask({ query: ["rt=x"], accept: 40 })).toMatchObject({ code: Code.Content, contentFormat: 40 });
    expect(ask({ query: ["rt=x"] }).payload).toBe(formatLinks([lamp]));
  });

  it("refuses other methods and formats", () => {
    expect(ask({ method: Code.PUT }).code).toBe(Code.MethodNotAllowed);
    expect(ask({ accept: 50 }).code).toBe(Code.NotAcceptable);
  });
});
