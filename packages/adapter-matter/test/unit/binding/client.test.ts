import { FakeClock, jsonContent, jsonOf, recordingSink, settled } from "@thingwright/contract-tests";
import type { ClientBinding, Content, FormRequest, PreparedForm } from "@thingwright/contracts";
import { compileUriTemplate } from "@thingwright/td";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type MatterClientLimits, matterClient } from "../../../src/index.js";
import { colourLight, fresh, root } from "../../support/endpoints.js";
import { PlayedNode } from "../../support/played-node.js";
import { PlayedNodes } from "../../support/played-nodes.js";

const exchange = { timeoutMs: 1_000 };
const onOff = { endpoint: 1, cluster: 6 };

let node: PlayedNode;
let clock: FakeClock;
let client: ClientBinding;

function begin(limits: Partial<MatterClientLimits> = {}): void {
  node = new PlayedNode("0000000000000001", [
    fresh(root()),
    { ...colourLight(), clusters: [...colourLight().clusters, { id: 0x3b, name: "switch", events: ["initialPress"] }] },
  ]);
  clock = new FakeClock();
  client = matterClient({ nodes: new PlayedNodes(node), clock, limits });
}

beforeEach(() => begin());
afterEach(() => client.stop());

function prepare(path: string, operation: string, terms: object = {}): PreparedForm | { readonly refused: string } {
  const form = { href: path.includes(":") ? path : `matter://1/${path}`, contentType: "application/json", ...terms };
  const request = { form: { ...form, form, response: {} }, operation, href: compileUriTemplate(form.href), thing: {} };
  return client.prepare(request as unknown as FormRequest);
}
const prepared = (path: string, operation: string, terms?: object): PreparedForm =>
  prepare(path, operation, terms) as PreparedForm;
const read = async (path: string): Promise<unknown> => jsonOf(await prepared(path, "readproperty").request(exchange));
const write = (path: string, value: unknown): Promise<unknown> =>
  prepared(path, "writeproperty").request({ ...exchange, content: jsonContent(value) });
const invoke = (path: string, value?: unknown, terms?: object): Promise<Content> =>
  prepared(path, "invokeaction", terms).request({
    ...exchange,
    ...(value !== undefined && { content: jsonContent(value) }),
  });

describe("the Matter client", () => {
  it("reads an attribute, or all of a cluster, by names and by ids", async () => {
    expect(await read("1/onOff/onOff")).toBe(false);
    expect(await read("1/0x0006/0")).toBe(false);
    expect(await read("1/onOff")).toEqual({ onOff: false, onTime: 0, startUpOnOff: null });
    expect(await read("1/onOff/startUpOnOff")).toBeNull();
    expect(node.log).toEqual([]);
  });

  it("asks the node when its subscription does not live, and for a while after a change", async () => {
    node.isLive = false;
    await read("1/onOff/onOff");
    node.isLive = true;
    await invoke("1/onOff/toggle");
    await read("1/onOff");
    await clock.advance(2_001);
    await read("1/onOff");
    expect(node.log).toEqual(["read onOff", "toggle {}", "read all"]);
  });

  it("writes an attribute, or several of a cluster at once", async () => {
    await write("1/onOff/onTime", 5);
    await write("1/onOff", { onTime: 7, startUpOnOff: 1 });
    expect(node.log).toEqual(['write {"onTime":5}', 'write {"onTime":7,"startUpOnOff":1}']);
  });

  it("invokes a command with the fields of the body over those of the Form, and gives back its answer", async () => {
    node.onCommand = () => ({ status: 3 });
    const terms = { "matv:fields": { transitionTime: null, level: 1 } };
    expect(jsonOf(await invoke("1/levelControl/moveToLevel", { level: 9 }, terms))).toEqual({ status: 3 });
    await invoke("1/onOff", { on: {} });
    expect(node.log).toEqual(['moveToLevel {"transitionTime":null,"level":9}', "on {}"]);
  });

  it("has no body where a command is answered by a status", async () => {
    expect((await invoke("1/onOff/on")).body).toHaveLength(0);
  });

  it("refuses Forms that are none of its own, with a reason", () => {
    const reasons = [
      prepare("http://x/", "readproperty"),
      prepare("1/onOff", "readallproperties"),
      prepare("1/onOff", "unobserveproperty"),
      prepare("1/switch", "subscribeevent"),
      prepare("1/onOff", "readproperty", { contentType: "text/plain" }),
      prepare("1/onOff", "readproperty", { subprotocol: "sse" }),
      prepare("1/onOff", "invokeaction", { "matv:fields": [] }),
    ];
    for (const reason of reasons) expect(reason).toHaveProperty("refused", expect.any(String));
  });

  it("says what there is not, as the node would", async () => {
    await expect(read("1/thermostat")).rejects.toMatchObject({ code: "WOT_REMOTE", status: "UnsupportedCluster" });
    await expect(read("9/onOff")).rejects.toMatchObject({ status: "UnsupportedCluster" });
    await expect(read("1/onOff/__proto__")).rejects.toMatchObject({ status: "UnsupportedAttribute" });
    await expect(invoke("1/onOff/constructor")).rejects.toMatchObject({ status: "UnsupportedCommand" });
    await expect(read("matter://2/1/onOff")).rejects.toMatchObject({ code: "WOT_NETWORK" });
    await expect(read("matter://00000000000000aa-1/1/onOff")).rejects.toMatchObject({ code: "WOT_NETWORK" });
    expect(await read("matter://00000000000000ff-1/1/onOff/onOff")).toBe(false);
  });

  it("takes no body that is not what it should be, and sends nothing of it", async () => {
    const content = { contentType: "application/json", body: new TextEncoder().encode("{nonsense") };
    const request = { ...exchange, content };
    await expect(prepared("1/onOff/onTime", "writeproperty").request(request)).rejects.toMatchObject({
      code: "WOT_DATA_SYNTAX",
    });
    await expect(prepared("1/onOff/onTime", "writeproperty").request(exchange)).rejects.toMatchObject({
      code: "WOT_DATA_INVALID",
    });
    for (const body of [[], 3, {}, { on: {}, off: {} }]) {
      await expect(invoke("1/onOff", body)).rejects.toMatchObject({ family: "DataSchemaError" });
    }
    await expect(write("1/onOff", 3)).rejects.toMatchObject({ code: "WOT_DATA_INVALID" });
    await expect(write("1/onOff/onTime", "x".repeat(70_000))).rejects.toMatchObject({ code: "WOT_DATA_SYNTAX" });
    expect(node.log).toEqual([]);
  });

  it("observes an attribute: its value now, and each report of it", async () => {
    const sink = recordingSink();
    const subscription = await prepared("1/onOff/onOff", "observeproperty").subscribe(exchange, sink);
    await clock.advance(0);
    node.change(onOff, { onTime: 3 });
    node.change(onOff, { onOff: true });
    node.change({ endpoint: 1, cluster: 8 }, { currentLevel: 1 });
    expect(sink.contents.map(jsonOf)).toEqual([false, true]);
    await subscription.stop();
    await subscription.stop();
    node.change(onOff, { onOff: false });
    expect([sink.contents.length, node.listeners]).toEqual([2, 0]);
  });

  it("tells that a node is away and back, with what it is then", async () => {
    node.lose();
    const sink = recordingSink();
    await prepared("1/onOff", "observeproperty").subscribe(exchange, sink);
    expect(sink.calls).toEqual([]);
    await clock.advance(0);
    node.comeBack();
    node.lose();
    expect(sink.calls.map(({ kind }) => kind)).toEqual(["interrupted", "resumed", "next", "interrupted"]);
  });

  it("hears events of the one name, with their payloads", async () => {
    const sink = recordingSink();
    const stopping = new AbortController();
    const form = prepared("1/switch/initialPress", "subscribeevent");
    await form.subscribe({ ...exchange, signal: stopping.signal }, sink);
    node.happen({ endpoint: 1, cluster: 0x3b }, "initialPress", { newPosition: 1 });
    node.happen({ endpoint: 1, cluster: 0x3b }, "longPress", {});
    node.happen({ endpoint: 2, cluster: 0x3b }, "initialPress", {});
    expect(sink.contents.map(jsonOf)).toEqual([{ newPosition: 1 }]);
    stopping.abort();
    await settled();
    expect(node.listeners).toBe(0);
  });

  it("has as many subscriptions as its limit says, and sends nothing once it is stopped or aborted", async () => {
    begin({ maxSubscriptions: 1 });
    const form = prepared("1/onOff", "observeproperty");
    await form.subscribe(exchange, recordingSink());
    await expect(form.subscribe(exchange, recordingSink())).rejects.toMatchObject({ code: "WOT_STATE" });
    const signal = AbortSignal.abort();
    await expect(prepared("1/onOff", "readproperty").request({ ...exchange, signal })).rejects.toMatchObject({
      code: "WOT_ABORTED",
    });
    await client.stop();
    expect(node.listeners).toBe(0);
    await expect(read("1/onOff")).rejects.toMatchObject({ code: "WOT_STATE" });
  });

  it("gives a node a few requests at a time, and refuses what is too much", async () => {
    begin({ maxConcurrentRequests: 1, maxPendingRequests: 2 });
    let answer: () => void = () => {};
    node.onCommand = () => new Promise<void>((resolve) => (answer = resolve));
    const first = invoke("1/onOff/on");
    const second = invoke("1/onOff/off");
    await settled();
    await expect(invoke("1/onOff/toggle")).rejects.toMatchObject({ code: "WOT_TOO_MANY" });
    expect(node.log).toEqual(["on {}"]);
    answer();
    await first;
    await settled();
    answer();
    await second;
    expect(node.log).toEqual(["on {}", "off {}"]);
  });

  it("lets who waits too long go, without anything sent", async () => {
    begin({ maxConcurrentRequests: 1 });
    let answer: () => void = () => {};
    node.onCommand = () => new Promise<void>((resolve) => (answer = resolve));
    const first = invoke("1/onOff/on");
    const late = invoke("1/onOff/off").catch((error: unknown) => error);
    await settled();
    await clock.advance(1_000);
    expect(await late).toMatchObject({ code: "WOT_TIMEOUT", sent: false });
    answer();
    await first;
    node.onCommand = () => undefined;
    await invoke("1/onOff/toggle");
    expect(node.log).toEqual(["on {}", "toggle {}"]);
  });
});
