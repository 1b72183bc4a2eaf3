import { describe, expect, it } from "vitest";
import { parseCommand } from "../../../src/server/command.js";

const target = (path: string) => parseCommand(path).target;

describe("A command", () => {
  it("is plain on the topics that people publish to", () => {
    expect(parseCommand("properties/level/set")).toEqual({
      target: { kind: "property", segment: "level", verb: "set" },
      request: undefined,
      variables: {},
      invocation: undefined,
      names: [],
    });
    expect(target("properties/level/get")).toEqual({ kind: "property", segment: "level", verb: "get" });
    expect(target("actions/fade")).toEqual({ kind: "action", segment: "fade", verb: "invoke" });
  });

  it("says who asks when it is a request", () => {
    expect(parseCommand("requests/c1/r1/actions/fade/invoke").request).toEqual({ client: "c1", id: "r1" });
  });

  it("brings variables in a query", () => {
    const command = parseCommand("requests/c/r/actions/fade/query?unit=a%20b&tw_id=7&names=a&names=b&__proto__=x");
    expect(command.invocation).toBe("7");
    expect(command.names).toEqual(["a", "b"]);
    expect(command.variables.unit).toBe("a b");
    expect(Object.getPrototypeOf(command.variables)).toBe(Object.prototype);
    expect(Object.hasOwn(command.variables, "__proto__")).toBe(true);
  });

  it("may be about the Thing itself", () => {
    expect(target("requests/c/r/thing/readallproperties")).toEqual({ kind: "thing", verb: "readallproperties" });
  });

  it.each([
    "",
    "properties",
    "properties/x",
    "properties/x/delete",
    "properties/x/set/y",
    "actions",
    "actions/x/y",
    "requests",
    "requests/c/r",
    "requests/c/r/actions/x/explode",
    "requests/c/r/thing/constructor",
    "requests/c/r/thing/readallproperties/x",
  ])("is not %j", (path) => {
    expect(target(path)).toBeUndefined();
  });
});
