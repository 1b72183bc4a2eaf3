import { type Command, type ConsumerDriver, consumerChecks, judgeConsumer } from "@thingwright/conformance";
import { judgeDocument } from "@thingwright/validation";
import { describe, expect, it } from "vitest";

/** What every trial gives to a client, and what it tells it: a client that says that it can do everything, and does nothing. */
async function commandsOfAll(): Promise<readonly Command[]> {
  const commands: Command[] = [];
  const driver: ConsumerDriver = {
    about: async () => ({ name: "idle client", profiles: everyProfile }),
    async perform(command) {
      commands.push(command);
      return { kind: "done" };
    },
    close: async () => {},
  };
  const report = await judgeConsumer(driver, { limits: { arrivalTimeoutMs: 1 } });
  expect(report.tally["tool-error"]).toBe(0);
  expect(report.tally.pass).toBe(0);
  return commands;
}

const everyProfile = ["http-basic", "http-sse", "http-webhook"].map(
  (name) => `https://www.w3.org/2022/wot/profile/${name}/v1`,
);

describe("the trials of clients", () => {
  it("give descriptions that are valid, each with an id of its own, and let an idle client pass nothing", async () => {
    const consumed = (await commandsOfAll()).flatMap((command) => (command.do === "consume" ? [command] : []));
    const ids = consumed.map(({ td }) => td.id);
    expect(new Set(ids).size).toBe(ids.length);
    const invalid = consumed.flatMap(({ td }) => {
      // What a client makes of TD 1.0 is the matter of one trial.
      if (td.id === "urn:example:probe:td-1-0") return [];
      const { findings } = judgeDocument(JSON.stringify(td));
      return findings.filter(({ level }) => level === "error").map(({ message }) => `${td.id}: ${message}`);
    });
    expect(invalid).toEqual([]);
  });

  it("are of checks with ids of their own", () => {
    const ids = consumerChecks.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
