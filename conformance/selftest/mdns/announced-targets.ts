import type { ConformanceOptions } from "@thingwright/conformance";
import { fastCoap, startCoap } from "../coap/coap-faults.js";
import { perfectCoapScript } from "../coap/perfect-coap-thing.js";
import type { Network, RunningTarget, StartTarget } from "../fault.js";
import { directoryPath } from "../http/directory-description.js";
import { startScript } from "../http/http-fault.js";
import { directoryScript } from "../http/perfect-directory.js";
import { perfectPath, perfectScript } from "../http/perfect-thing.js";
import { type Announcement, ScriptedResponder } from "./scripted-responder.js";

/** With leave to ask the local network, which answers at once. */
export const withNetwork: ConformanceOptions = {
  ...fastCoap,
  allow: ["network"],
  limits: { effectTimeoutMs: 200 },
};

/** What may be wrong with an announcement. */
export type SpoilAnnouncement = (perfect: Announcement) => Announcement;

/** Somebody else's, which nobody is judged for. */
const stranger: Announcement = {
  names: ["_wot._tcp"],
  instance: "Stranger._wot._tcp",
  port: 9,
  address: "192.0.2.1",
  text: { type: "Lamp" },
};

/** Announces a target as well. */
async function announcing(running: RunningTarget, announced: Announcement): Promise<RunningTarget> {
  const responder = await ScriptedResponder.start([stranger, announced]);
  return {
    target: running.target,
    options: { mdns: responder.group },
    async [Symbol.asyncDispose]() {
      await responder[Symbol.asyncDispose]();
      await running[Symbol.asyncDispose]();
    },
  };
}

const portOf = (url: string): number => Number(new URL(url.replace(/^coap:/, "http:")).port);

/** A lamp over HTTP. */
export const announcedLamp = (spoil: SpoilAnnouncement = (each) => each): StartTarget => {
  return async (network?: Network) => {
    const running = await startScript(perfectScript(false), network);
    const about = { instance: "Lamp._wot._tcp", port: portOf(String(running.target)), address: "127.0.0.1" };
    return announcing(running, spoil({ names: ["_wot._tcp"], ...about, text: { td: perfectPath, type: "Thing" } }));
  };
};

/** A directory. */
export const announcedDirectory = (spoil: SpoilAnnouncement = (each) => each): StartTarget => {
  return async (network?: Network) => {
    const running = await startScript(directoryScript(), network, directoryPath);
    const names = ["_wot._tcp", "_directory._sub._wot._tcp"];
    const about = { instance: "Directory._wot._tcp", port: portOf(String(running.target)), address: "127.0.0.1" };
    return announcing(
      running,
      spoil({ names, ...about, text: { td: directoryPath, type: "Directory", scheme: "http" } }),
    );
  };
};

/** A lamp over CoAP. */
export const announcedCoapLamp = (spoil: SpoilAnnouncement = (each) => each): StartTarget => {
  return async (network?: Network) => {
    const running = await startCoap(perfectCoapScript(), network);
    const { properties } = Object(running.target) as { properties: { name: { forms: { href: string }[] } } };
    const port = portOf(properties.name.forms[0]!.href);
    const about = { instance: "Lamp._wot._udp", port, address: "127.0.0.1" };
    return announcing(running, spoil({ names: ["_wot._udp"], ...about, text: { td: "/.well-known/wot" } }));
  };
};
