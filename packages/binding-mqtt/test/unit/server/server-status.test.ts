import { describe, expect, it } from "vitest";
import { ServerStatus } from "../../../src/server/server-status.js";
import { RecordingOutbox } from "../../recording-outbox.js";

const said = (text: string) => ({
  topic: "p/status",
  payload: Buffer.from(text),
  retain: false,
  properties: undefined,
});

function status() {
  const outbox = new RecordingOutbox();
  return { outbox, status: new ServerStatus("p/status", outbox) };
}

describe("The status of a server", () => {
  it("is retained, and put right when a late will says otherwise", () => {
    const { outbox, status: server } = status();
    server.online();
    server.message(said("online"));
    server.message(said("offline"));
    expect(outbox.texts).toEqual([
      ["p/status", "online"],
      ["p/status", "online"],
    ]);
    expect(outbox.sent.every(({ retain }) => retain)).toBe(true);
  });

  it("is not said again for what the broker has retained from before the connection", () => {
    const { outbox, status: server } = status();
    server.online();
    server.message({ ...said("offline"), retain: true });
    expect(outbox.texts).toEqual([["p/status", "online"]]);
  });

  it("is put right when somebody has cleared it or written anything else there", () => {
    const { outbox, status: server } = status();
    server.online();
    server.message(said(""));
    server.message(said("maybe"));
    expect(outbox.sent).toHaveLength(3);
  });

  it("is not defended by who has gone", () => {
    const { outbox, status: server } = status();
    server.online();
    server.offline();
    server.message(said("offline"));
    server.message(said("x"));
    expect(outbox.texts.map(([, text]) => text)).toEqual(["online", "offline"]);
  });

  it("is left to the others by who goes in silence", () => {
    const { outbox, status: server } = status();
    server.online();
    server.silence();
    server.message(said("offline"));
    expect(outbox.sent).toHaveLength(1);
  });

  it("is not put right over what was retained before it came", () => {
    const { outbox, status: server } = status();
    server.online();
    server.message({ ...said("offline"), retain: true });
    expect(outbox.sent).toHaveLength(1);
  });

  it("is said as soon as there is room for it", () => {
    const { outbox, status: server } = status();
    outbox.hasRoom = false;
    server.online();
    server.offline();
    outbox.flush();
    expect(outbox.texts).toEqual([["p/status", "offline"]]);
  });
});
