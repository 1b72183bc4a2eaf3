import { EventEmitter } from "node:events";
import { fakeHost } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { Contained } from "../../../src/their-bindings/contained.js";

const reject = (source: EventEmitter, reason: unknown): boolean => source.emit("unhandledRejection", reason);

describe("a rejection that nobody listens to", () => {
  it("is logged when code that is contained left it", () => {
    const [source, host] = [new EventEmitter(), fakeHost()];
    const contained = new Contained(host.logger, source);
    contained.run(() => reject(source, "left behind"));
    expect(host.log.map(({ context }) => context)).toEqual([{ reason: "left behind" }]);
  });

  it("ends the process as ever when it is somebody else's", () => {
    const [source, host] = [new EventEmitter(), fakeHost()];
    const all = [new Contained(host.logger, source), new Contained(host.logger, source)];
    expect(() => reject(source, new Error("of the application"))).toThrow("of the application");
    expect(host.log).toEqual([]);
    for (const each of all) each.end();
    expect(source.listenerCount("unhandledRejection")).toBe(0);
  });

  it("is its owner's when several are contained", () => {
    const [source, host] = [new EventEmitter(), fakeHost()];
    new Contained(host.logger, source);
    const owner = new Contained(host.logger, source);
    expect(() => owner.run(() => reject(source, "of the second"))).not.toThrow();
    expect(host.log).toHaveLength(1);
  });

  it("goes to the application's own listener", () => {
    const [source, host] = [new EventEmitter(), fakeHost()];
    new Contained(host.logger, source);
    const heard: unknown[] = [];
    source.on("unhandledRejection", (reason) => heard.push(reason));
    reject(source, "for the application");
    expect(heard).toEqual(["for the application"]);
  });
});
