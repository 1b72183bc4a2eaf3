import { gzipSync } from "node:zlib";
import { formatsScript } from "./formats-thing.js";
import { type HttpFault, httpFaults, property, reading, type Spoil } from "./http-fault.js";

/** A fault of the meter. */
const metering = (caughtBy: string, what: string, spoil: Spoil): HttpFault => ({
  ...{ caughtBy, what, spoil },
  script: formatsScript,
});

const schema = (what: string, name: string, body: string | Uint8Array): HttpFault =>
  metering("server-data-schema", what, reading(name, body));

export const formatsFaults = httpFaults("property", [
  schema("a value in CBOR is cut off", "energy", Uint8Array.of(0xa2, 0x62, 0x77)),
  schema("a value in CBOR is followed by another", "energy", Uint8Array.of(0xa0, 0xa0)),
  schema("a value in CBOR is a text", "energy", Uint8Array.of(0x62, 0x77, 0x68)),
  schema("a value in CBOR has less than it must", "energy", Uint8Array.of(0xa0)),
  schema("a plain text is too long", "note", "in the cellar under the stairs"),
  schema("a plain text is not UTF-8", "note", Uint8Array.of(0xff, 0xfe)),
  schema("a number in a text is too great", "phases", "4"),
  schema("a number in a text is a word", "phases", "three"),
  schema("a number in octets is too great", "pulses", Uint8Array.of(0xff, 0xff)),
  schema("there are more octets than the type says", "pulses", Uint8Array.of(0, 0, 1)),
  schema("what is compressed is no list", "history", gzipSync("1.5")),
]);

export const formatsFaultsOfHttp = httpFaults("http", [
  metering("http/content-coding", "what it calls compressed is not", reading("history", "[1.5]")),
  metering(
    "http/content-coding",
    "what it compresses is cut off",
    reading("history", gzipSync("[1.5]").subarray(0, 12)),
  ),
  ...[400, 404, 500].map((status) =>
    metering("http/uri-variables", `it answers ${status} to one of its units`, ({ path }) =>
      path === `${property("scaled")}?unit=kWh` ? { status } : undefined,
    ),
  ),
]);
