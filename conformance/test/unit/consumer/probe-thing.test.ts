import { type Command, type ConsumerDriver, type JudgeConsumerOptions, judgeConsumer } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";

/** Judges a client that does this when it is told to read, of one check. */
async function judgedBy(read: (href: string) => Promise<unknown>, options: JudgeConsumerOptions = {}) {
  let href = "";
  const driver: ConsumerDriver = {
    about: async () => ({ name: "a client", profiles: [] }),
    async perform(command: Command) {
      if (command.do === "consume") href = Object.values(command.td.properties ?? {})[0]?.forms[0]?.href ?? "";
      if (command.do !== "readproperty") return { kind: "done" };
      return { kind: "done", value: await read(href) };
    },
    close: async () => {},
  };
  const limits = { arrivalTimeoutMs: 100, replyTimeoutMs: 2_000, ...options.limits };
  const report = await judgeConsumer(driver, { only: "td-default-writeOnly", ...options, limits });
  return report.things[0]!.results[0]!;
}

describe("the probe Thing", () => {
  it("hangs up on a body that is too long, and goes on", async () => {
    const result = await judgedBy(
      async (href) => {
        const tooLong = await fetch(href, { method: "POST", body: "x".repeat(2_000) }).catch(() => "cut off");
        return [tooLong, (await fetch(href)).status];
      },
      { limits: { maxArrivalBytes: 1_000 } },
    );
    expect(result.transcript).toHaveLength(1);
    expect(result.verdict).toBe("pass");
  });

  it("answers more requests than it keeps", async () => {
    const statuses: number[] = [];
    const result = await judgedBy(
      async (href) => {
        for (let nth = 0; nth < 5; nth += 1) statuses.push((await fetch(href)).status);
      },
      { limits: { maxArrivals: 2 } },
    );
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
    expect(result.transcript).toHaveLength(2);
  });

  it("counts what is asked outside of the trial", async () => {
    const result = await judgedBy(async (href) => await fetch(new URL("/level", href)), {
      only: "client-uri-template",
    });
    expect(result.verdict).toBe("fail");
    expect(result.actual).toContain("GET /../level instead of /");
  });

  it("says of a trial that is over that there is nothing", async () => {
    const hrefs: string[] = [];
    const late: number[] = [];
    await judgedBy(
      async (href) => {
        hrefs.push(href);
        if (hrefs.length > 1) late.push((await fetch(hrefs[0]!)).status);
      },
      { only: "td-default-op-properties" },
    );
    expect(late).toEqual([204, 204]);
  });

  it("hides what a client sends as Authorization on its own account", async () => {
    const result = await judgedBy((href) =>
      fetch(href, { headers: { authorization: "Bearer of-its-own", cookie: "a=b1" } }),
    );
    const text = JSON.stringify(result);
    expect(text).toContain("Bearer <secret>");
    expect(text).not.toMatch(/of-its-own|b1/);
  });

  it("needs an address that can be listened on", async () => {
    await expect(judgedBy(async () => 7, { host: "192.0.2.1" })).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
  });

  it.each([
    [{ limits: { replyTimeoutMs: 0 } }, "WOT_RANGE"],
    [{ only: "no-such-check" }, "WOT_ARGUMENT"],
  ])("is not started for %j", async (options, code) => {
    await expect(judgedBy(async () => 7, options)).rejects.toMatchObject({ code });
  });

  it("ends with the run", async () => {
    const result = await judgedBy(() => new Promise(() => {}), { timeoutMs: 200, limits: { replyTimeoutMs: 60_000 } });
    expect(result.verdict).toBe("tool-error");
  });
});
