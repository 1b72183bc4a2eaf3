import { describe, expect, it } from "vitest";
import { serveThing } from "../../../support/served-thing.js";

describe("describeProblems", () => {
  const failure = [{ success: false, contentType: "application/problem+json" }];

  it("adds to every Form that a failure comes as problem details, and keeps the profiles", async () => {
    await using plain = await serveThing();
    await using served = await serveThing({ describeProblems: true });
    const { properties, actions, events, thing } = served.forms;
    const all = [...properties.values(), ...actions.values(), ...events.values(), thing].flat();
    expect(all.length).toBeGreaterThan(20);
    for (const { additionalResponses } of all) expect(additionalResponses).toEqual(failure);
    expect(served.forms.profiles?.(served.forms)).toEqual(plain.forms.profiles?.(plain.forms));
  });

  it("is off by default", async () => {
    await using served = await serveThing();
    for (const form of served.forms.thing) expect(form).not.toHaveProperty("additionalResponses");
  });
});
