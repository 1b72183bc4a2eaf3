import { RequestError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { serveThing } from "../support/served-thing.js";
import { wire } from "../support/wire.js";

const accepting = { headers: { accept: "application/json" } };

interface Status {
  readonly status: string;
  readonly href: string;
}

describe("actions of the HTTP Basic Profile, at the Thing", () => {
  it("http-basic-profile-protocol-binding-invokeaction-20: answers a synchronous action with 200 and its output", async () => {
    await using served = await serveThing();
    const answer = await wire(served.port, "POST", "/test-thing/actions/echo", { ...accepting, body: { level: 5 } });
    expect([answer.status, answer.headers["content-type"]]).toEqual([200, "application/json"]);
    expect(answer.json()).toEqual({ level: 5 });
  });

  it("http-basic-profile-protocol-binding-invokeaction-20a: answers a synchronous action without output with 204", async () => {
    await using served = await serveThing();
    const answer = await wire(served.port, "POST", "/test-thing/actions/void", accepting);
    expect([answer.status, answer.headers["content-type"], answer.body]).toEqual([204, undefined, ""]);
  });

  it("http-basic-profile-protocol-binding-invokeaction-21: answers an asynchronous action with 201, its address and its status", async () => {
    await using served = await serveThing();
    const { status, headers, json } = await wire(served.port, "POST", "/test-thing/actions/job", accepting);
    expect([status, headers["content-type"]]).toEqual([201, "application/json"]);
    const { href, status: state } = json() as Status;
    expect([href, state]).toEqual([headers.location, "running"]);
    expect(new URL(href, served.base).protocol).toBe("http:");
    expect((await wire(served.port, "GET", href)).status).toBe(200);
  });

  it("http-basic-profile-protocol-binding-queryaction-1b: knows no status of an action that is always synchronous", async () => {
    await using served = await serveThing();
    expect((await wire(served.port, "GET", "/test-thing/actions/echo", accepting)).status).toBe(405);
    expect((await wire(served.port, "GET", "/test-thing/actions/echo/1", accepting)).status).toBe(404);
    expect(served.forms.actions.get("echo")?.flatMap(({ op }) => op)).toEqual(["invokeaction"]);
  });

  it("http-basic-profile-protocol-binding-queryaction-5: answers 200 with the current status", async () => {
    await using served = await serveThing();
    const { headers } = await wire(served.port, "POST", "/test-thing/actions/job");
    const location = String(headers.location);
    const running = await wire(served.port, "GET", location, accepting);
    expect([running.status, running.headers["content-type"]]).toEqual([200, "application/json"]);
    expect(running.json()).toMatchObject({ status: "running" });
    served.thing.action("job").finish("job-1", 7);
    const ended = await wire(served.port, "GET", location, accepting);
    expect(ended.json()).toMatchObject({ status: "completed", output: 7 });
  });

  it("http-basic-profile-protocol-binding-cancelaction-1b: cancels nothing of an action that is always synchronous", async () => {
    await using served = await serveThing();
    expect((await wire(served.port, "DELETE", "/test-thing/actions/echo")).status).toBe(405);
    expect((await wire(served.port, "DELETE", "/test-thing/actions/echo/1")).status).toBe(404);
    expect(served.forms.actions.get("echo")?.flatMap(({ op }) => op)).not.toContain("cancelaction");
  });

  it("http-basic-profile-protocol-binding-cancelaction-5: answers 204 to a cancellation and forgets the status", async () => {
    await using served = await serveThing();
    const { headers } = await wire(served.port, "POST", "/test-thing/actions/job");
    const answer = await wire(served.port, "DELETE", String(headers.location));
    expect([answer.status, answer.body]).toEqual([204, ""]);
    expect((await wire(served.port, "GET", String(headers.location))).status).toBe(404);
  });

  it("http-basic-profile-protocol-binding-queryallactions-6a: answers 200 with lists of statuses by action name", async () => {
    await using served = await serveThing();
    const none = await wire(served.port, "GET", "/test-thing/actions", accepting);
    expect(none.json()).toMatchObject({ job: [], echo: [] });
    await wire(served.port, "POST", "/test-thing/actions/job");
    const one = await wire(served.port, "GET", "/test-thing/actions", accepting);
    expect([one.status, one.headers["content-type"]]).toEqual([200, "application/json"]);
    const { job } = one.json() as { job: readonly Status[] };
    expect(job).toEqual([
      expect.objectContaining({ status: "running", href: expect.stringMatching(/^\/test-thing\//) }),
    ]);
  });

  it("http-basic-profile-protocol-binding-queryallactions-6b: lists the latest invocation first", async () => {
    await using served = await serveThing();
    const locations: unknown[] = [];
    for (let i = 0; i < 3; i += 1) {
      locations.unshift((await wire(served.port, "POST", "/test-thing/actions/job")).headers.location);
    }
    const { job } = (await wire(served.port, "GET", "/test-thing/actions")).json() as { job: readonly Status[] };
    expect(job.map(({ href }) => href)).toEqual(locations);
  });

  it("http-basic-profile-protocol-binding-invokeaction-12: answers an error that comes before the answer with its problem", async () => {
    await using served = await serveThing();
    for (const name of ["echo", "job"]) {
      served.thing.action(name).failure = new RequestError("WOT_UNAVAILABLE", "no power");
      const answer = await wire(served.port, "POST", `/test-thing/actions/${name}`, accepting);
      expect([answer.status, answer.headers["content-type"]]).toEqual([503, "application/problem+json"]);
      expect(answer.json()).toMatchObject({ detail: "no power" });
    }
  });
});
