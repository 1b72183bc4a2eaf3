import type { ThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { redirected, serversOf } from "../../src/tapped-thing.js";

const thing = (parts: object): ThingDescription => ({ title: "A", ...parts }) as unknown as ThingDescription;
const property = (...forms: readonly object[]) => ({ properties: { a: { forms } } });

describe("the servers of a Thing", () => {
  it("are those of its base and its Forms, each once", () => {
    const forms = property(
      { href: "a" },
      { href: "https://user:x@lamp.example:8443/a{?b}" },
      { href: "HTTP://192.0.2.7/b" },
      { href: "mqtts://broker.example" },
      { href: "modbus+tcp://192.0.2.9:502/1/0" },
      { href: "ws://lamp.example/a" },
      { href: "{+host}/a" },
    );
    expect(serversOf(thing({ base: "http://192.0.2.7/api/", ...forms }))).toEqual([
      { name: "HTTP_URL", protocol: "http", origin: "http://192.0.2.7" },
      { name: "HTTP_URL_2", protocol: "http", origin: "https://user:x@lamp.example:8443" },
      { name: "HTTP_URL_3", protocol: "http", origin: "HTTP://192.0.2.7" },
      { name: "MQTT_URL", protocol: "mqtt", origin: "mqtts://broker.example" },
      { name: "MODBUS_URL", protocol: "modbus+tcp", origin: "modbus+tcp://192.0.2.9:502" },
    ]);
  });

  it("have to be some, and one broker at most", () => {
    expect(() => serversOf(thing(property({ href: "knx://1/2/3" })))).toThrow(
      expect.objectContaining({ code: "WOT_NO_FORM" }),
    );
    const brokers = property({ href: "mqtt://one.example" }, { href: "mqtt://two.example" });
    expect(() => serversOf(thing(brokers))).toThrow(/several brokers/);
  });
});

describe("a Thing that is redirected", () => {
  const urls = new Map([["http://192.0.2.7", "http://127.0.0.1:1234"]]);

  it("has its Forms elsewhere, and is otherwise the same", () => {
    const before = thing({
      base: "http://192.0.2.7/api/",
      ...property({ href: "a" }, { href: "http://192.0.2.7/b{?c}" }),
    });
    const copy = structuredClone(before);
    expect(redirected(before, urls)).toEqual(
      thing({
        base: "http://127.0.0.1:1234/api/",
        ...property({ href: "a" }, { href: "http://127.0.0.1:1234/b{?c}" }),
      }),
    );
    expect(before).toEqual(copy);
  });

  it("has neither other Forms nor affordances without any", () => {
    const before = thing({
      properties: {
        a: {
          forms: [
            { href: "http://192.0.2.7/a" },
            { href: "knx://1/2/3" },
            { href: "http://192.0.2.7/ws", subprotocol: "websocketsub" },
          ],
        },
        b: { forms: [{ href: "b" }] },
      },
      forms: [{ href: "http://192.0.2.7/all", op: "readallproperties" }],
    });
    expect(redirected(before, urls)).toEqual(thing(property({ href: "http://127.0.0.1:1234/a" })));
  });
});
