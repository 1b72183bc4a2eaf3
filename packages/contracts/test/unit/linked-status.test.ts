import { describe, expect, it } from "vitest";
import { type ActionStatus, linkedStatuses } from "../../src/index.js";

const status = (id: string): ActionStatus => ({ id, status: "running", timeRequested: "2025-01-01T00:00:00Z" });

describe("linkedStatuses", () => {
  it("has each action's statuses in their order, with their addresses", () => {
    const statuses = new Map([
      ["fade", [status("2"), status("1")]],
      ["__proto__", [status("3")]],
    ]);
    const linked = linkedStatuses(statuses, (action, { id }) => `/${action}/${id}`);
    expect(Object.keys(linked)).toEqual(["fade", "__proto__"]);
    expect(linked.fade).toEqual([
      { ...status("2"), href: "/fade/2" },
      { ...status("1"), href: "/fade/1" },
    ]);
    expect(JSON.stringify(linked)).toContain('"__proto__":[{"id":"3"');
  });
});
