import { describe, expect, it } from "vitest";
import { checkOverrides, inMemoryResolver } from "../../src/index.js";

const url = "https://models.example/own";
const model = (members: object) => ({
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  "@type": "tm:ThingModel",
  title: "T",
  ...members,
});
const dim = { type: "integer", minimum: 0, maximum: 100, title: "Dim" };
const base = model({ properties: { dim }, actions: { fade: { input: { type: "string" } } }, events: { off: {} } });
const resolver = inMemoryResolver(new Map([["https://models.example/base", base]]));
const check = async (members: object) =>
  (await checkOverrides(model(members), { url, resolver })).map(({ level, assertion, pointer }) => [
    level,
    assertion,
    pointer,
  ]);
const links = [{ rel: "tm:extends", href: "base" }];
const ref = "base#/properties/dim";

describe("checkOverrides", () => {
  it("lets a model narrow, explain and add", async () => {
    const properties = {
      dim: { minimum: 5, title: "D" },
      more: { "tm:ref": ref, maximum: 50, unit: "%", title: null },
    };
    expect(await check({ links, properties })).toEqual([]);
  });

  it.each([
    ["a minimum", { properties: { dim: { minimum: -1 } } }, "/properties/dim/minimum"],
    ["a type", { properties: { dim: { type: "number" } } }, "/properties/dim/type"],
    ["a bound that is removed", { properties: { dim: { maximum: null } } }, "/properties/dim/maximum"],
    ["an input", { actions: { fade: { input: { type: "null" } } } }, "/actions/fade/input/type"],
  ])("tm-overwrite-types: %s", async (_what, members, pointer) => {
    expect(await check({ links, ...members })).toEqual([["warning", "tm-overwrite-types", pointer]]);
  });

  it("tm-overwrite-interaction: an affordance that is removed, or optional", async () => {
    const members = { events: { off: null }, "tm:optional": ["/actions/fade"] };
    expect(await check({ links, ...members })).toEqual([
      ["warning", "tm-overwrite-interaction", "/actions/fade"],
      ["warning", "tm-overwrite-interaction", "/events/off"],
    ]);
  });

  it("tm-tmRef-overwrite-semantic-meaning: a definition that is widened beside a reference, told once", async () => {
    const properties = {
      a: { "tm:ref": ref, maximum: 120 },
      b: { "tm:ref": "#/properties/a" },
      c: { type: "object", properties: { d: { "tm:ref": ref, type: "number" } } },
    };
    expect(await check({ properties })).toEqual([
      ["warning", "tm-tmRef-overwrite-semantic-meaning", "/properties/a/maximum"],
      ["warning", "tm-tmRef-overwrite-semantic-meaning", "/properties/c/properties/d/type"],
    ]);
  });

  it("leaves to other models what they write over", async () => {
    const middle = model({ links, properties: { dim: { minimum: -1 } } });
    const models = inMemoryResolver(
      new Map([
        ["https://models.example/base", base],
        ["https://models.example/middle", middle],
      ]),
    );
    const own = model({ links: [{ rel: "tm:extends", href: "middle" }] });
    expect(await checkOverrides(own, { url, resolver: models })).toEqual([]);
  });
});
