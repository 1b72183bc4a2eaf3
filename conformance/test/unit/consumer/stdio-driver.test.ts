import { judgeConsumer, runCommandLine, stdioDriver } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";

/** A client in a process of its own; `body` has `say` and, for each `message`, what it does. */
function clientThat(body: string): readonly string[] {
  const program = `
    const say = (message) => process.stdout.write(JSON.stringify(message) + "\\n");
    require("node:readline").createInterface({ input: process.stdin }).on("line", async (line) => {
      const message = JSON.parse(line);
      if (message.do === "hello") return say({ id: message.id, name: "a small client" });
      ${body}
    });`;
  return ["-e", program];
}

/** Knows one property, and reads it as it should. */
const reading = clientThat(`
  if (message.do === "consume") { globalThis.td = message.td; return say({ id: message.id }); }
  if (message.do !== "readproperty") return say({ id: message.id, unsupported: "it only reads" });
  console.log("a remark for people, which is no message");
  const { href } = td.properties[message.name].forms.find(({ op }) => op === "readproperty");
  const response = await fetch(href);
  say(response.ok ? { id: message.id, value: await response.json() } : { id: message.id, error: "it is " + response.status });
`);

const limits = { replyTimeoutMs: 1_000, arrivalTimeoutMs: 100 };

/** The verdict of one check, and the reason. */
async function verdictOn(args: readonly string[], only: string) {
  const report = await judgeConsumer(stdioDriver(process.execPath, args), { only, limits });
  const [result] = report.things[0]!.results;
  return `${result!.verdict}: ${result!.actual}`;
}

describe("a client in a process of its own", () => {
  it("is judged by what it sends and says", async () => {
    expect(await verdictOn(reading, "td-default-http-method_get")).toBe("pass: 1 of 1 trials do");
  });

  it("has no verdict on what it does not support", async () => {
    expect(await verdictOn(reading, "td-default-http-method_put")).toBe(
      "inconclusive: default-methods: the client does not support writeproperty: it only reads",
    );
  });

  it.each([
    ["that never replies", "", "no reply to consume: nothing came within 1000 ms"],
    [
      "that ends",
      "console.error('no memory'); process.exit(7);",
      "no reply to consume: it ended with exit code 7: no memory",
    ],
    [
      "that says a line without end",
      "process.stdout.write('{'.repeat(2e6));",
      "no reply to consume: it says a line of more than 1048576 bytes",
    ],
    ["that says no JSON", "console.log('{ sorry');", "no reply to consume: nothing came within 1000 ms"],
  ])("%s could not be judged", async (_, body, why) => {
    const verdict = await verdictOn(clientThat(body), "td-default-http-method_get");
    expect(verdict.trim()).toBe(`tool-error: default-methods: ${why}`);
  });

  it("is started again for the next trial when it was silent", async () => {
    const once = clientThat(`
      if (message.do === "consume" && message.td.id.endsWith("read-404")) process.exit(0);
      say({ id: message.id, error: "it fails" });
    `);
    const report = await judgeConsumer(stdioDriver(process.execPath, once), { only: "http/status-class", limits });
    const { actual } = report.things[0]!.results[0]!;
    expect(actual).toContain("read-404: no reply to consume: it ended with exit code 0");
  });

  it("that cannot be started is wrong usage", async () => {
    await expect(judgeConsumer(stdioDriver("no-such-client"))).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
  });
});

describe("thingwright-conformance consumer", () => {
  async function said(...args: string[]) {
    const words = { out: "", err: "" };
    const code = await runCommandLine(args, {
      out: (text) => {
        words.out += text;
      },
      err: (text) => {
        words.err += text;
      },
      interrupted: () => {},
    });
    return { code, ...words };
  }

  it("judges the client that a command starts, and says how to see it again", async () => {
    const misreading = clientThat(`
      if (message.do === "consume") { globalThis.td = message.td; return say({ id: message.id }); }
      if (message.do === "readproperty") await fetch(td.properties.level.forms[0].href, { method: "POST" });
      say({ id: message.id, error: "it does not work" });
    `);
    const only = ["--only", "td-default-http-method_get"];
    const { code, out } = await said("consumer", ...only, "--", process.execPath, ...misreading);
    expect(code).toBe(1);
    expect(out).toContain("readproperty goes with POST");
    expect(out).toContain("npx thingwright-conformance consumer --only 'td-default-http-method_get' -- ");
  });

  it.each([
    [["consumer"], "consumer needs a command after --"],
    [["consumer", "--allow", "write", "--", "client"], "--allow is no option of consumer"],
    [["consumer", "--only", "nothing", "--", "client"], 'no check is named "nothing"'],
  ])("%j is wrong usage", async (args, words) => {
    const { code, err } = await said(...args);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });

  it("lists the checks of clients", async () => {
    const { code, out } = await said("consumer", "--list", "--only", "http");
    expect(code).toBe(0);
    expect(out).toContain("http/status-class");
    expect(out).not.toContain("http/not-acceptable");
  });
});
