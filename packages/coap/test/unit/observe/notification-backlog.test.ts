import { describe, expect, it } from "vitest";
import { type CoapResponse, Code } from "../../../src/index.js";
import { NotificationBacklog } from "../../../src/observe/notification-backlog.js";

const response = (payload: string): CoapResponse => ({ code: Code.Content, payload });

function all(backlog: NotificationBacklog): unknown[] {
  const payloads: unknown[] = [];
  for (let next = backlog.take(); next !== undefined; next = backlog.take()) payloads.push(next.payload);
  return payloads;
}

describe("A notification backlog", () => {
  it("gives back in order what it was given, once", () => {
    const backlog = new NotificationBacklog(3);
    expect(all(backlog)).toEqual([]);
    for (const payload of ["1", "2", "3"]) backlog.push(response(payload));
    expect(all(backlog)).toEqual(["1", "2", "3"]);
    expect(all(backlog)).toEqual([]);
  });

  it("drops the oldest when full", () => {
    const backlog = new NotificationBacklog(2);
    for (const payload of ["1", "2", "3", "4"]) backlog.push(response(payload));
    expect(all(backlog)).toEqual(["3", "4"]);
  });

  it("of one entry keeps the newest", () => {
    const backlog = new NotificationBacklog(1);
    for (const payload of ["1", "2", "3"]) backlog.push(response(payload));
    expect(all(backlog)).toEqual(["3"]);
  });

  it("is empty when cleared, and takes more", () => {
    const backlog = new NotificationBacklog(2);
    backlog.push(response("1"));
    backlog.clear();
    backlog.push(response("2"));
    expect(all(backlog)).toEqual(["2"]);
  });
});
