import { type Fault, faultId, type StartTarget } from "../fault.js";
import {
  announcedCoapLamp,
  announcedDirectory,
  announcedLamp,
  type SpoilAnnouncement,
  withNetwork,
} from "./announced-targets.js";

const fault = (caughtBy: string, what: string, start: StartTarget): Fault => ({
  id: faultId("mdns", "retrieval", what),
  wire: "mdns",
  area: "retrieval",
  options: withNetwork,
  ...{ caughtBy, what, start },
});

const named =
  (...names: readonly string[]): SpoilAnnouncement =>
  (perfect) => ({ ...perfect, names });
const saying =
  (text: Readonly<Record<string, string>>): SpoilAnnouncement =>
  (perfect) => ({ ...perfect, text });
const silent: SpoilAnnouncement = ({ text: _, ...perfect }) => perfect;

export const announcementFaults: readonly Fault[] = [
  fault("introduction-dns-sd", "what is announced leads to nothing", announcedLamp(saying({ td: "/blind" }))),
  fault(
    "introduction-dns-sd",
    "what is announced over UDP leads to a value",
    announcedCoapLamp(saying({ td: "/lamp/name" })),
  ),
  fault(
    "introduction-dns-sd-service-name",
    "it is announced over UDP and served over TCP",
    announcedLamp(named("_wot._udp")),
  ),
  fault(
    "introduction-dns-sd-service-name-directory",
    "a directory is announced as a Thing",
    announcedDirectory(named("_wot._tcp")),
  ),
  fault(
    "introduction-dns-sd-service-name-udp",
    "it is announced over TCP and served over UDP",
    announcedCoapLamp(named("_wot._tcp")),
  ),
  fault("introduction-dns-sd-txt-record", "it is announced without text", announcedLamp(silent)),
  fault("introduction-dns-sd-txt-record", "its td has another key", announcedLamp(saying({ path: "/lamp" }))),
  fault(
    "introduction-dns-sd-txt-record",
    "its td is an address",
    announcedLamp(saying({ td: "http://127.0.0.1/lamp" })),
  ),
  fault("introduction-dns-sd-txt-record", "its type is its own", announcedLamp(saying({ td: "/lamp", type: "Lamp" }))),
  fault(
    "introduction-dns-sd-txt-record",
    "its scheme is of UDP",
    announcedLamp(saying({ td: "/lamp", scheme: "coap" })),
  ),
  fault("introduction-dns-sd-txt-record-udp", "it is announced over UDP without text", announcedCoapLamp(silent)),
  fault(
    "introduction-dns-sd-txt-record-udp",
    "its scheme is of TCP",
    announcedCoapLamp(saying({ td: "/.well-known/wot", scheme: "http" })),
  ),
];
