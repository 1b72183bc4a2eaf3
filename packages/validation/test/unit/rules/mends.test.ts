import { describe, expect, it } from "vitest";
import { fixDocument, judgeDocument } from "../../../src/index.js";
import { lamp, model } from "../lamp.js";

const { level } = lamp.properties;
const [form] = level.forms;
const td = "https://www.w3.org/2022/wot/td/v1.1";
const td10 = "https://www.w3.org/2019/wot/td/v1";
const scheme = (terms: object) => ({ ...lamp, security: "a", securityDefinitions: { a: terms } });
const oauth2 = { scheme: "oauth2", flow: "client", token: "https://auth.example/token" };
const href = "https://lamp.example/manual";

describe("rules whose findings can be mended in one way", () => {
  it.each([
    [
      "td-context-ns-td10-namespace",
      { ...lamp, "@context": [td, { "@language": "en" }, td10] },
      { ...lamp, "@context": [td10, td, { "@language": "en" }] },
    ],
    ["td-multilanguage-language-tag", { ...lamp, titles: { zh_Hans: "灯" } }, { ...lamp, titles: { "zh-Hans": "灯" } }],
    [
      "td-vocab-hreflang--Link",
      { ...lamp, links: [{ href, hreflang: ["de", "en_US"] }] },
      { ...lamp, links: [{ href, hreflang: ["de", "en-US"] }] },
    ],
    ["td-security-oauth2-client-flow-no-auth", scheme({ ...oauth2, authorization: href }), scheme(oauth2)],
    [
      "sec-security-vocab-auto-in-no-name",
      scheme({ scheme: "apikey", in: "auto", name: "key" }),
      scheme({ scheme: "apikey", in: "auto" }),
    ],
    [
      "tm-versioning-2",
      { ...model, version: { model: "1.0.0", instance: "1.0.1" } },
      { ...model, version: { model: "1.0.0" } },
    ],
    [
      "tm-tmOptional",
      { ...model, optional: ["/properties/level"] },
      { ...model, "tm:optional": ["/properties/level"] },
    ],
    ["lint-repeated-form", { ...lamp, properties: { level: { ...level, forms: [form, form, form] } } }, lamp],
  ])("%s", (assertion, broken, mended) => {
    const found = judgeDocument(JSON.stringify(broken)).findings.filter((each) => each.assertion === assertion);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ fixable }) => fixable === true)).toBe(true);
    expect(JSON.parse(fixDocument(JSON.stringify(broken)))).toEqual(mended);
  });

  it("leave a name alone whose right form is taken", () => {
    const doc = JSON.stringify({ ...lamp, titles: { en_US: "Lamp", "en-US": "Light" } });
    expect(fixDocument(doc)).toBe(doc);
  });
});
