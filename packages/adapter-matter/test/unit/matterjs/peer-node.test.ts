import { FakeClock, settled } from "@thingwright/contract-tests";
import { silent } from "@thingwright/contracts";
import { beforeEach, describe, expect, it } from "vitest";
import { PeerNode } from "../../../src/matterjs/peer-node.js";
import {
  FakePeer,
  fakeLibrary,
  PeerCommunicationError,
  StatusResponseError,
  UnexpectedDataError,
  ValidationError,
} from "../../support/fake-library.js";

const level = { endpoint: 1, cluster: 8 };
const patience = { timeoutMs: 1_000 };

let peer: FakePeer;
let clock: FakeClock;
let node: PeerNode;
let heard: unknown[];

beforeEach(() => {
  peer = new FakePeer();
  clock = new FakeClock();
  node = new PeerNode({ id: "0000000000000001", peer: peer.asPeer(), library: fakeLibrary, clock, logger: silent });
  heard = [];
  node.watch({
    changed: (place, values) => heard.push(["changed", place.cluster, values]),
    happened: (_, event, payload) => heard.push([event, payload]),
    live: () => heard.push("live"),
    lost: (error) => heard.push(["lost", error.code]),
    revised: () => heard.push("revised"),
  });
});

describe("a peer of the library as a node", () => {
  it("has the attributes and commands that its own lists name, without those that every cluster has", () => {
    expect(node.cluster(1, "levelControl")).toEqual({
      id: 8,
      name: "levelControl",
      attributes: [
        { id: 0, name: "currentLevel", isWritable: false, schema: { type: "integer" } },
        {
          id: 17,
          name: "onLevel",
          isWritable: true,
          schema: { oneOf: [{ type: "integer", minimum: 1, maximum: 254 }, { type: "null" }] },
        },
        { id: 99, name: "0x63", isWritable: false, schema: {} },
      ],
      commands: [
        {
          id: 0,
          name: "moveToLevel",
          input: {
            type: "object",
            properties: {
              level: { type: "integer", minimum: 0, maximum: 255 },
              mask: { type: "string", contentEncoding: "base64" },
            },
          },
          output: { type: "object", properties: { status: { type: "integer" } } },
        },
        { id: 3, name: "stop" },
      ],
      events: [{ id: 0, name: "reached", schema: { type: "object", properties: { level: { type: "integer" } } } }],
      values: { currentLevel: 100, onLevel: null, "0x63": 7 },
    });
    expect(node.cluster(1, 8)?.name).toBe("levelControl");
    expect([node.cluster(1, 9), node.cluster(2, 8), node.cluster(1, "parts")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("is an endpoint for each of the library's, in their order", () => {
    const { id, endpoints } = node.snapshot();
    expect(id).toBe("0000000000000001");
    expect(endpoints.map(({ number, deviceTypes, clusters }) => [number, deviceTypes, clusters.length])).toEqual([
      [0, [], 1],
      [1, [0x101], 2],
    ]);
  });

  it("asks for attributes and gives what the library then has", async () => {
    peer.answer = async () => {
      peer.states.levelControl!.currentLevel = 5;
      return [{ kind: "attr-value", path: { attributeId: 0 }, value: 5 }];
    };
    expect(await node.read(level, ["currentLevel"], patience)).toEqual({ currentLevel: 5, onLevel: null, "0x63": 7 });
    expect(peer.requests).toEqual([{ endpoint: 1, cluster: { id: 8 }, attributes: ["currentLevel"] }]);
    await expect(node.read(level, ["absent"], patience)).rejects.toMatchObject({ status: "UnsupportedAttribute" });
  });

  it("writes by the library's names, and says what the node refuses by its status", async () => {
    peer.answer = async () => [{ kind: "attr-status", status: 0 }];
    await node.write(level, { onLevel: 3, "0x63": 1 }, patience);
    expect(peer.requests).toEqual([
      {
        all: [
          { endpoint: 1, cluster: { id: 8 }, attributes: ["onLevel"], value: 3 },
          { endpoint: 1, cluster: { id: 8 }, attributes: ["attr$63"], value: 1 },
        ],
      },
    ]);
    peer.answer = async () => [{ kind: "attr-status", status: 136 }];
    await expect(node.write(level, { onLevel: 3 }, patience)).rejects.toMatchObject({
      code: "WOT_REMOTE",
      status: "UnsupportedWrite",
    });
    peer.answer = async () => [{ kind: "attr-status", status: 135 }];
    await expect(node.write(level, { onLevel: 3 }, patience)).rejects.toMatchObject({ code: "WOT_DATA_INVALID" });
    await expect(node.write(level, { nonsense: 3 }, patience)).rejects.toMatchObject({
      status: "UnsupportedAttribute",
    });
  });

  it("invokes commands with fields as the library takes them, and gives the answer", async () => {
    peer.answer = async () => [{ kind: "cmd-response", data: { status: 2n } }];
    expect(await node.invoke(level, "moveToLevel", { level: 9, mask: "AQI=" }, patience)).toEqual({ status: 2 });
    peer.answer = async () => [{ kind: "cmd-status", status: 0 }];
    expect(await node.invoke(level, "stop", {}, patience)).toBeUndefined();
    const fields = { level: 9, mask: Uint8Array.of(1, 2) };
    expect(peer.requests).toEqual([
      { commands: [{ endpoint: 1, cluster: { id: 8 }, command: "moveToLevel", fields }] },
      { commands: [{ endpoint: 1, cluster: { id: 8 }, command: "stop", fields: undefined }] },
    ]);
    await expect(node.invoke(level, "moveToLevel", { nonsense: 1 }, patience)).rejects.toMatchObject({
      code: "WOT_DATA_INVALID",
    });
    await expect(node.invoke(level, "moveToLevel", { mask: 3 }, patience)).rejects.toMatchObject({
      code: "WOT_DATA_INVALID",
    });
    peer.answer = async () => [];
    await expect(node.invoke(level, "stop", {}, patience)).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
  });

  it("tells changes and events of clusters in words without the library", () => {
    peer.states.levelControl!.currentLevel = 9;
    node.take(peer.change("update", 1, "levelControl", { properties: ["currentLevel", "__version__"] }));
    node.take(peer.change("event", 1, "levelControl", { event: { propertyName: "reached" }, payload: { level: 9n } }));
    node.take(peer.change("update", 1, "descriptor", { properties: ["partsList"] }));
    node.take(peer.change("delete", 1, "levelControl", {}));
    expect(heard).toEqual([["changed", 8, { currentLevel: 9 }], ["reached", { level: 9 }], "revised", "revised"]);
  });

  it("is lost when it shuts down, and live again when it is heard", () => {
    node.take(peer.change("event", 0, "basicInformation", { event: { propertyName: "shutDown" } }));
    expect(node.isLive).toBe(false);
    peer.subscriptionAlive.emit();
    expect(heard).toEqual([["shutDown", {}], ["lost", "WOT_NETWORK"], "live"]);
  });

  it("is lost when its session or its subscription is", () => {
    peer.lifecycle.isOnline = false;
    peer.lifecycle.offline.emit();
    peer.lifecycle.isOnline = true;
    peer.lifecycle.online.emit();
    peer.isSubscribed = false;
    peer.subscriptionStatusChanged.emit(false);
    expect(heard).toEqual([["lost", "WOT_NETWORK"], "live", ["lost", "WOT_NETWORK"]]);
  });

  it("is lost as soon as a request goes unanswered, and its session is tried once", async () => {
    peer.answer = () => new Promise(() => {});
    peer.probe = () => new Promise(() => {});
    const failures = [node.read(level, [], patience), node.read(level, [], patience)].map((each) =>
      each.catch((error: unknown) => error),
    );
    await settled();
    await clock.advance(1_000);
    for (const failure of failures) expect(await failure).toMatchObject({ code: "WOT_TIMEOUT" });
    expect([heard, node.isLive, peer.probes]).toEqual([[["lost", "WOT_NETWORK"]], false, 1]);
    peer.answer = async () => [];
    await node.read(level, [], patience);
    expect(node.isLive).toBe(true);
  });

  it("says what the library's errors mean", async () => {
    const outcome = async (error: Error) => {
      peer.answer = () => Promise.reject(error);
      return node.read(level, [], patience).catch((each: { readonly code: string }) => each.code);
    };
    expect(await outcome(new PeerCommunicationError("gone"))).toBe("WOT_NETWORK");
    expect(await outcome(new Error("outer", { cause: new PeerCommunicationError("gone") }))).toBe("WOT_NETWORK");
    expect(await outcome(new ValidationError("no such value", 135))).toBe("WOT_DATA_INVALID");
    expect(await outcome(new StatusResponseError("no", 136, 3))).toBe("WOT_REMOTE");
    expect(await outcome(new UnexpectedDataError("nonsense"))).toBe("WOT_PROTOCOL");
    expect(await outcome(new AggregateError([new PeerCommunicationError("gone")]))).toBe("WOT_NETWORK");
    expect(await outcome(new TypeError("a defect"))).toBe("WOT_INTERNAL");
  });

  it("goes on though one of those who follow it fails", () => {
    node.watch({
      changed: () => {
        throw new TypeError("a defect");
      },
    });
    node.take(peer.change("update", 1, "levelControl", { properties: ["currentLevel"] }));
    expect(heard).toHaveLength(1);
  });
});
