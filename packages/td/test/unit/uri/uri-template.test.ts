import { DataSchemaError, ThingDescriptionError } from "@thingwright/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileUriTemplate } from "../../../src/index.js";

/** The variables of RFC 6570 §3.2. */
const rfcValues = {
  count: ["one", "two", "three"],
  dom: ["example", "com"],
  dub: "me/too",
  hello: "Hello World!",
  half: "50%",
  var: "value",
  who: "fred",
  base: "http://example.com/home/",
  path: "/foo/bar",
  list: ["red", "green", "blue"],
  keys: { semi: ";", dot: ".", comma: "," },
  v: "6",
  x: "1024",
  y: "768",
  empty: "",
  empty_keys: {},
  undef: null,
  year: ["1965", "2000", "2012"],
  semi: ";",
};

const rfcExpansions: Readonly<Record<string, readonly (readonly [template: string, expansion: string])[]>> = {
  "§1.2": [
    ["{var}", "value"],
    ["{hello}", "Hello%20World%21"],
    ["{+var}", "value"],
    ["{+hello}", "Hello%20World!"],
    ["{+path}/here", "/foo/bar/here"],
    ["here?ref={+path}", "here?ref=/foo/bar"],
    ["X{#var}", "X#value"],
    ["X{#hello}", "X#Hello%20World!"],
    ["map?{x,y}", "map?1024,768"],
    ["{x,hello,y}", "1024,Hello%20World%21,768"],
    ["{+x,hello,y}", "1024,Hello%20World!,768"],
    ["{+path,x}/here", "/foo/bar,1024/here"],
    ["{#x,hello,y}", "#1024,Hello%20World!,768"],
    ["{#path,x}/here", "#/foo/bar,1024/here"],
    ["X{.var}", "X.value"],
    ["X{.x,y}", "X.1024.768"],
    ["{/var}", "/value"],
    ["{/var,x}/here", "/value/1024/here"],
    ["{;x,y}", ";x=1024;y=768"],
    ["{;x,y,empty}", ";x=1024;y=768;empty"],
    ["{?x,y}", "?x=1024&y=768"],
    ["{?x,y,empty}", "?x=1024&y=768&empty="],
    ["?fixed=yes{&x}", "?fixed=yes&x=1024"],
    ["{&x,y,empty}", "&x=1024&y=768&empty="],
  ],
  "§2.4.1": [
    ["{var}", "value"],
    ["{var:20}", "value"],
    ["{var:3}", "val"],
    ["{semi}", "%3B"],
    ["{semi:2}", "%3B"],
  ],
  "§2.4.2": [
    ["find{?year*}", "find?year=1965&year=2000&year=2012"],
    ["www{.dom*}", "www.example.com"],
  ],
  "§3.2.1": [
    ["{count}", "one,two,three"],
    ["{count*}", "one,two,three"],
    ["{/count}", "/one,two,three"],
    ["{/count*}", "/one/two/three"],
    ["{;count}", ";count=one,two,three"],
    ["{;count*}", ";count=one;count=two;count=three"],
    ["{?count}", "?count=one,two,three"],
    ["{?count*}", "?count=one&count=two&count=three"],
    ["{&count*}", "&count=one&count=two&count=three"],
  ],
  "§3.2.2": [
    ["{var}", "value"],
    ["{hello}", "Hello%20World%21"],
    ["{half}", "50%25"],
    ["O{empty}X", "OX"],
    ["O{undef}X", "OX"],
    ["{x,y}", "1024,768"],
    ["{x,hello,y}", "1024,Hello%20World%21,768"],
    ["?{x,empty}", "?1024,"],
    ["?{x,undef}", "?1024"],
    ["?{undef,y}", "?768"],
    ["{var:3}", "val"],
    ["{var:30}", "value"],
    ["{list}", "red,green,blue"],
    ["{list*}", "red,green,blue"],
    ["{keys}", "semi,%3B,dot,.,comma,%2C"],
    ["{keys*}", "semi=%3B,dot=.,comma=%2C"],
  ],
  "§3.2.3": [
    ["{+var}", "value"],
    ["{+hello}", "Hello%20World!"],
    ["{+half}", "50%25"],
    ["{base}index", "http%3A%2F%2Fexample.com%2Fhome%2Findex"],
    ["{+base}index", "http://example.com/home/index"],
    ["O{+empty}X", "OX"],
    ["O{+undef}X", "OX"],
    ["{+path}/here", "/foo/bar/here"],
    ["here?ref={+path}", "here?ref=/foo/bar"],
    ["up{+path}{var}/here", "up/foo/barvalue/here"],
    ["{+x,hello,y}", "1024,Hello%20World!,768"],
    ["{+path,x}/here", "/foo/bar,1024/here"],
    ["{+path:6}/here", "/foo/b/here"],
    ["{+list}", "red,green,blue"],
    ["{+list*}", "red,green,blue"],
    ["{+keys}", "semi,;,dot,.,comma,,"],
    ["{+keys*}", "semi=;,dot=.,comma=,"],
  ],
  "§3.2.4": [
    ["{#var}", "#value"],
    ["{#hello}", "#Hello%20World!"],
    ["{#half}", "#50%25"],
    ["foo{#empty}", "foo#"],
    ["foo{#undef}", "foo"],
    ["{#x,hello,y}", "#1024,Hello%20World!,768"],
    ["{#path,x}/here", "#/foo/bar,1024/here"],
    ["{#path:6}/here", "#/foo/b/here"],
    ["{#list}", "#red,green,blue"],
    ["{#list*}", "#red,green,blue"],
    ["{#keys}", "#semi,;,dot,.,comma,,"],
    ["{#keys*}", "#semi=;,dot=.,comma=,"],
  ],
  "§3.2.5": [
    ["{.who}", ".fred"],
    ["{.who,who}", ".fred.fred"],
    ["{.half,who}", ".50%25.fred"],
    ["www{.dom*}", "www.example.com"],
    ["X{.var}", "X.value"],
    ["X{.empty}", "X."],
    ["X{.undef}", "X"],
    ["X{.var:3}", "X.val"],
    ["X{.list}", "X.red,green,blue"],
    ["X{.list*}", "X.red.green.blue"],
    ["X{.keys}", "X.semi,%3B,dot,.,comma,%2C"],
    ["X{.keys*}", "X.semi=%3B.dot=..comma=%2C"],
    ["X{.empty_keys}", "X"],
    ["X{.empty_keys*}", "X"],
  ],
  "§3.2.6": [
    ["{/who}", "/fred"],
    ["{/who,who}", "/fred/fred"],
    ["{/half,who}", "/50%25/fred"],
    ["{/who,dub}", "/fred/me%2Ftoo"],
    ["{/var}", "/value"],
    ["{/var,empty}", "/value/"],
    ["{/var,undef}", "/value"],
    ["{/var,x}/here", "/value/1024/here"],
    ["{/var:1,var}", "/v/value"],
    ["{/list}", "/red,green,blue"],
    ["{/list*}", "/red/green/blue"],
    ["{/list*,path:4}", "/red/green/blue/%2Ffoo"],
    ["{/keys}", "/semi,%3B,dot,.,comma,%2C"],
    ["{/keys*}", "/semi=%3B/dot=./comma=%2C"],
  ],
  "§3.2.7": [
    ["{;who}", ";who=fred"],
    ["{;half}", ";half=50%25"],
    ["{;empty}", ";empty"],
    ["{;v,empty,who}", ";v=6;empty;who=fred"],
    ["{;v,bar,who}", ";v=6;who=fred"],
    ["{;x,y}", ";x=1024;y=768"],
    ["{;x,y,empty}", ";x=1024;y=768;empty"],
    ["{;x,y,undef}", ";x=1024;y=768"],
    ["{;hello:5}", ";hello=Hello"],
    ["{;list}", ";list=red,green,blue"],
    ["{;list*}", ";list=red;list=green;list=blue"],
    ["{;keys}", ";keys=semi,%3B,dot,.,comma,%2C"],
    ["{;keys*}", ";semi=%3B;dot=.;comma=%2C"],
  ],
  "§3.2.8": [
    ["{?who}", "?who=fred"],
    ["{?half}", "?half=50%25"],
    ["{?x,y}", "?x=1024&y=768"],
    ["{?x,y,empty}", "?x=1024&y=768&empty="],
    ["{?x,y,undef}", "?x=1024&y=768"],
    ["{?var:3}", "?var=val"],
    ["{?list}", "?list=red,green,blue"],
    ["{?list*}", "?list=red&list=green&list=blue"],
    ["{?keys}", "?keys=semi,%3B,dot,.,comma,%2C"],
    ["{?keys*}", "?semi=%3B&dot=.&comma=%2C"],
  ],
  "§3.2.9": [
    ["{&who}", "&who=fred"],
    ["{&half}", "&half=50%25"],
    ["?fixed=yes{&x}", "?fixed=yes&x=1024"],
    ["{&x,y,empty}", "&x=1024&y=768&empty="],
    ["{&x,y,undef}", "&x=1024&y=768"],
    ["{&var:3}", "&var=val"],
    ["{&list}", "&list=red,green,blue"],
    ["{&list*}", "&list=red&list=green&list=blue"],
    ["{&keys}", "&keys=semi,%3B,dot,.,comma,%2C"],
    ["{&keys*}", "&semi=%3B&dot=.&comma=%2C"],
  ],
};

/** A template, the character at which it goes wrong. */
const malformed: readonly (readonly [template: string, position: number])[] = [
  ["{", 0],
  ["}", 0],
  ["a{b", 1],
  ["a}b", 1],
  ["{}", 1],
  ["{/id*", 0],
  ["/id*}", 4],
  ["{/?id}", 2],
  ["{var:prefix}", 1],
  ["{hello:2*}", 1],
  ["{x:0}", 1],
  ["{x:10000}", 1],
  ["{??hello}", 2],
  ["{!hello}", 1],
  ["{with space}", 1],
  ["{ leading}", 1],
  ["{trailing }", 1],
  ["{=path}", 1],
  ["{$var}", 1],
  ["{|var*}", 1],
  ["{*keys?}", 1],
  ["{?empty=default,var}", 2],
  ["{var}{-prefix|/-/|var}", 6],
  ["x{?empty|foo=none}", 3],
  ["/h{#hello+}", 4],
  ["{;keys:1*}", 2],
  ["/{default-graph-uri}", 2],
  ["{?x, y}", 4],
  ["{a,}", 3],
  ["{a..b}", 1],
  ["{.}", 2],
  ["{%4}", 1],
];

describe("compileUriTemplate", () => {
  for (const [section, expansions] of Object.entries(rfcExpansions)) {
    it.each(expansions)(`expands %j to %j (RFC 6570 ${section})`, (template, expansion) => {
      expect(compileUriTemplate(template).expand(rfcValues)).toBe(expansion);
    });
  }

  it.each(malformed)("refuses %j and names character %i", (template, position) => {
    expect(() => compileUriTemplate(template)).toThrow(
      expect.objectContaining({
        code: "WOT_URI_TEMPLATE",
        message: expect.stringMatching(new RegExp(`character ${position}$`)),
      }),
    );
    expect(() => compileUriTemplate(template)).toThrow(ThingDescriptionError);
  });

  it("keeps the message about a long template short", () => {
    expect(() => compileUriTemplate(`{${"a".repeat(100_000)}!}`)).toThrow(/^.{1,600}$/);
  });

  it("lists each variable once, in order", () => {
    expect(compileUriTemplate("/{b}/{a:3}{?b,c*}").variables).toEqual(["b", "a", "c"]);
  });

  it("is a constant without variables, with characters of no URI encoded", () => {
    const template = compileUriTemplate("http://a/living room?x=ü%20%zz#f");
    expect(template.variables).toEqual([]);
    expect(template.expand({})).toBe("http://a/living%20room?x=%C3%BC%20%25zz#f");
  });

  it("writes numbers and booleans as JSON does", () => {
    expect(compileUriTemplate("{?n,b}").expand({ n: 1.5, b: false })).toBe("?n=1.5&b=false");
  });

  it("counts a prefix in characters, not in UTF-16 units", () => {
    expect(compileUriTemplate("{x:2}").expand({ x: "😀é!" })).toBe("%F0%9F%98%80%C3%A9");
  });

  it("leaves percent-encoded triplets alone in reserved expansion only", () => {
    expect(compileUriTemplate("{+x}|{x}").expand({ x: "%20%" })).toBe("%20%25%7C%2520%25");
  });

  it("does not take inherited members for values", () => {
    expect(compileUriTemplate("a{?constructor,__proto__,toString}").expand({})).toBe("a");
  });

  it("skips empty items and members without a value", () => {
    expect(compileUriTemplate("{?a*,o*}").expand({ a: [null, 1, undefined], o: { x: null, y: 2 } })).toBe("?a=1&y=2");
  });

  it.each([
    ["{x}", { x: [[1]] }, "/x/0"],
    ["{x}", { x: { "a/b": {} } }, "/x/a~1b"],
    ["{x}", { x: () => 1 }, "/x"],
    ["{x:2}", { x: ["a"] }, "/x"],
  ])("refuses for %j a value that has no expansion", (template, values, pointer) => {
    expect(() => compileUriTemplate(template).expand(values)).toThrow(DataSchemaError);
    expect(() => compileUriTemplate(template).expand(values)).toThrow(expect.objectContaining({ pointer }));
  });

  it("expands any string to characters of a URI", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "%", "2", "é", "\u20ac", "\ud83d", "\ude00", " ", "{", "/", "\0") }),
        (x) => {
          expect(compileUriTemplate("{x}{+x}{?x}").expand({ x })).toMatch(
            /^(?:%[\dA-F]{2}|%[\da-fA-F]{2}|[\w.~!#$&'()*+,/:;=?@[\]-])*$/,
          );
        },
      ),
    );
  });

  it("parses any string or says where it cannot", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("{", "}", "x", ",", ":", "1", "*", "?", "%", "é") }),
        (template) => {
          try {
            expect(typeof compileUriTemplate(template).expand({ x: "v" })).toBe("string");
          } catch (error) {
            expect(error).toMatchObject({ code: "WOT_URI_TEMPLATE" });
          }
        },
      ),
    );
  });
});
