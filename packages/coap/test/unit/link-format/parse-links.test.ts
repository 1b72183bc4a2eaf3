import { describe, expect, it } from "vitest";
import { defaultLinkFormatLimits, parseLinks } from "../../../src/index.js";

const plain = (text: string) =>
  parseLinks(text).map(({ target, attributes }) => [target, Object.fromEntries(attributes)]);

describe("parseLinks", () => {
  it("reads the examples of RFC 6690 §5", () => {
    const text =
      '</sensors>;ct=40;title="Sensor Index",</sensors/temp>;rt="temperature-c";if="sensor",' +
      '<http://www.example.com/sensors/t123>;anchor="/sensors/temp";rel="describedby"';
    expect(plain(text)).toEqual([
      ["/sensors", { ct: "40", title: "Sensor Index" }],
      ["/sensors/temp", { rt: "temperature-c", if: "sensor" }],
      ["http://www.example.com/sensors/t123", { anchor: "/sensors/temp", rel: "describedby" }],
    ]);
  });

  it.each([
    ["", []],
    [" \n", []],
    ["<a>", [["a", {}]]],
    ["<>", [["", {}]]],
    ["<a> ; obs ; RT=wot.thing", [["a", { obs: "", rt: "wot.thing" }]]],
    [
      '<a>;t="x,;<\\"y>",<b>',
      [
        ["a", { t: 'x,;<"y>' }],
        ["b", {}],
      ],
    ],
    ["<a>;rt=one;rt=two", [["a", { rt: "one" }]]],
    ["<a>;__proto__=x", [["a", JSON.parse('{"__proto__":"x"}')]]],
  ])("reads %j", (text, links) => {
    expect(plain(text)).toEqual(links);
  });

  it.each(["a", "<a", "<a>b", "<a>;=x", '<a>;t="x', "<a>,b", "{}", "<a>;rt=x y", "\0"])("refuses %j", (text) => {
    expect(() => parseLinks(text)).toThrow(expect.objectContaining({ code: "WOT_PROTOCOL" }));
  });

  it("answers or refuses whatever is cut off or changed in a document, and never fails otherwise", () => {
    const text = '</a>;rt="wot.thing";ct=432;title="A \\"b\\", c",<coap://h/b>;rt=wot.directory;obs,</c>';
    for (let end = 0; end <= text.length; end++) {
      for (const other of ["", "<", ">", '"', ";", "=", ",", "\\", "\u0000"]) {
        const changed = text.slice(0, end) + other + text.slice(end + other.length);
        for (const tried of [text.slice(0, end) + other, changed]) {
          try {
            parseLinks(tried);
          } catch (error) {
            expect(error).toMatchObject({ code: "WOT_PROTOCOL" });
          }
        }
      }
    }
  });

  it("keeps within its limits", () => {
    const many = Array.from({ length: 100 }, () => "<a>").join(",");
    expect(parseLinks(many, { ...defaultLinkFormatLimits, maxLinks: 10 })).toHaveLength(10);
    expect(() => parseLinks(many, { ...defaultLinkFormatLimits, maxLinkFormatLength: 99 })).toThrow("too long");
  });

  it("takes a time in proportion to the length: hostile documents at the limit end at once", () => {
    for (const unit of ['<a>;t="\\"', "<a>;a", ";", "<", '"', "<a>;b=", " ", '<a>;t="x";']) {
      const text = unit.repeat(Math.floor(defaultLinkFormatLimits.maxLinkFormatLength / unit.length));
      try {
        parseLinks(text);
      } catch (error) {
        expect(error).toMatchObject({ code: "WOT_PROTOCOL" });
      }
    }
  });
});
