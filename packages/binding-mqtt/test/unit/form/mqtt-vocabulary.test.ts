import type { Form, ThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { withMqttTerms } from "../../../src/form/mqtt-vocabulary.js";
import { formRequest } from "../../form-request.js";

const href = "mqtt://broker.example";
const td = "https://www.w3.org/2022/wot/td/v1.1";

function named(terms: object, context: ThingDescription["@context"] = td): Form {
  const request = formRequest("writeproperty", { href, ...terms } as Form);
  return withMqttTerms({ ...request, thing: { ...request.thing, "@context": context } }).form.form;
}

describe("The terms of MQTT", () => {
  it.each([
    "https://www.w3.org/2019/wot/mqtt#",
    "https://www.w3.org/2019/wot/mqtt",
    "http://www.w3.org/2019/wot/mqtt#",
  ])("are found under the prefix that the context has for %s", (iri) => {
    const terms = named({ "m:topic": "a", "m:qos": "1", "other:topic": "b" }, [td, { m: iri, other: "urn:x:" }]);
    expect([terms["mqv:topic"], terms["mqv:qos"]]).toEqual(["a", "1"]);
  });

  it("are found by their IRIs, and by the prefix of older drafts", () => {
    expect(named({ "https://www.w3.org/2019/wot/mqtt#topic": "a" })["mqv:topic"]).toBe("a");
    expect(named({ "mqtt:commandCode": 8 })["mqv:commandCode"]).toBe(8);
  });

  it("are none of a vocabulary that only shares the prefix of older drafts", () => {
    expect(named({ "mqtt:qos": 1 }, [td, { mqtt: "https://other.example/" }])).not.toHaveProperty("mqv:qos");
  });

  it("stay as they are where they have the usual prefix", () => {
    expect(named({ "mqtt:topic": "old", "mqv:topic": "new" })["mqv:topic"]).toBe("new");
    const request = formRequest("writeproperty", { href, "mqv:topic": "a" });
    expect(withMqttTerms(request)).toBe(request);
  });
});
