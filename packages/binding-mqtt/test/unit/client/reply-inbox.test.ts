import { describe, expect, it } from "vitest";
import { ReplyInbox } from "../../../src/client/reply-inbox.js";
import { LinkScene } from "../../link-scene.js";

function inboxOf(scene: LinkScene) {
  const inbox = new ReplyInbox(scene.connection, {
    maxPendingRequests: 10,
    requestRepeatMs: 2000,
    clock: scene.clock,
  });
  const ask = async (timeoutMs: number, repeatableMs = 300_000): Promise<unknown> => {
    using deadline = scene.patience(timeoutMs);
    const message = { topic: "requests/1", payload: Buffer.from("x"), qos: 1 as const, retain: false };
    const request = { message, keys: ["replies/1"], replyFilter: "replies/+", repeatableMs };
    try {
      const { payload } = await inbox.ask({ ...request, keyOf: ({ topic }) => topic }, deadline);
      return `${Buffer.from(payload)}`;
    } catch (error) {
      return error;
    }
  };
  const answer = (): void => scene.broker.link.publish("replies/1", "done");
  return { ask, answer };
}

describe("A request without an answer", () => {
  it("is sent again until there is one", async () => {
    await using scene = await LinkScene.open();
    const { ask, answer } = inboxOf(scene);
    const asked = ask(60_000);
    expect(await scene.untilPublished(1)).toEqual(["x"]);
    await scene.clock.advance(2000);
    await scene.untilPublished(2);
    await scene.clock.advance(2000);
    await scene.untilPublished(3);
    answer();
    expect(await asked).toBe("done");
    await scene.clock.advance(10_000);
    expect(scene.published).toEqual(["x", "x", "x"]);
  });

  it("is sent again until its deadline", async () => {
    await using scene = await LinkScene.open();
    const asked = inboxOf(scene).ask(3000);
    await scene.untilPublished(1);
    await scene.clock.advance(3000);
    expect(await asked).toMatchObject({ code: "WOT_TIMEOUT", sent: true });
    await scene.clock.advance(10_000);
    expect(await scene.untilPublished(2)).toEqual(["x", "x"]);
  });

  it("is sent again at once when the connection is back", async () => {
    await using scene = await LinkScene.open();
    const { ask, answer } = inboxOf(scene);
    const asked = ask(60_000);
    await scene.untilPublished(1);
    await scene.cut();
    await scene.back();
    await scene.untilPublished(2);
    answer();
    expect(await asked).toBe("done");
    const order = scene.broker.received.map(({ cmd }) => cmd).filter((cmd) => /^(?:subscribe|publish)$/.test(cmd));
    expect(order).toEqual(["subscribe", "publish", "subscribe", "publish"]);
  });

  it.each([
    ["whose Thing does not say that it knows a repetition", 0],
    ["that its Thing would have forgotten", 1000],
  ])("%s is not sent again once the broker has it", async (_, repeatableMs) => {
    await using scene = await LinkScene.open();
    const asked = inboxOf(scene).ask(10_000, repeatableMs);
    await scene.untilPublished(1);
    await scene.clock.advance(10_000);
    expect(await asked).toMatchObject({ code: "WOT_TIMEOUT", sent: true });
    expect(scene.published).toEqual(["x"]);
  });

  it("is done with its answer, though the broker has not acknowledged it", async () => {
    await using scene = await LinkScene.open({}, ({ cmd }) => cmd === "publish");
    const { ask, answer } = inboxOf(scene);
    const asked = ask(60_000);
    await scene.untilPublished(1);
    answer();
    expect(await asked).toBe("done");
  });
});
