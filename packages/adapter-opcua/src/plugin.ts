import { join } from "node:path";
import type { AdapterPlugin } from "@thingwright/adapter-core";
import { findServers } from "./find.js";
import { opcua } from "./opcua.js";
import { type ThingTemplate, templateSchema } from "./recognition/template.js";
import type { ServerAddress } from "./southbound.js";
import type { SecurityMode } from "./stack/ua-session.js";

/**
 * An entry of a configuration: one OPC UA server. Its user's password, or certificate and key, are among the credentials, by `id` and `user`.
 */
export interface OpcuaEntry {
  /** `opc.tcp://` URL of the server. */
  readonly url: string;
  /** By this id the credentials for it are found; default `urn:opcua:` and its URL. */
  readonly id?: string;
  /** Without it messages are signed at least. */
  readonly security?: SecurityMode;
  readonly policy?: string;
  readonly user?: ServerAddress["user"];
  /** Files with certificates (PEM) of servers or authorities that are trusted. */
  readonly trust?: readonly string[];
  /** SHA-256 fingerprints of trusted certificates. */
  readonly fingerprints?: readonly string[];
  readonly allowUntrusted?: boolean;
  /** Browse paths below `Objects`, or node ids, to begin at. */
  readonly roots?: readonly string[];
  readonly valueTimes?: boolean;
  readonly things?: readonly ThingTemplate[];
}

const text = { type: "string", minLength: 1 } as const;
const texts = { type: "array", items: text } as const;

/** OPC UA servers, for programs that run adapters by a configuration. */
export const opcuaPlugin: AdapterPlugin<OpcuaEntry> = {
  name: "opcua",
  title: "OPC UA",
  entrySchema: {
    type: "object",
    properties: {
      url: { type: "string", pattern: "^opc\\.tcp://" },
      id: text,
      security: { enum: ["None", "Sign", "SignAndEncrypt"] },
      policy: text,
      user: { enum: ["Anonymous", "UserName", "Certificate"] },
      trust: texts,
      fingerprints: texts,
      allowUntrusted: { type: "boolean" },
      roots: texts,
      valueTimes: { type: "boolean" },
      things: { type: "array", items: templateSchema },
    },
    required: ["url"],
    additionalProperties: false,
  },
  keyOf: ({ url }) => url,
  async start(servient, entry, { clock, logger, credentials, settingsOf, readFile, stateFolder }) {
    const { trust = [], fingerprints = [], allowUntrusted = false, ...options } = entry;
    const certificates = await Promise.all(trust.map(async (name) => new TextDecoder().decode(await readFile(name))));
    return opcua(servient, {
      ...options,
      trust: { certificates, fingerprints, allowUntrusted },
      clock,
      logger,
      ...(stateFolder !== undefined && { identity: { folder: join(stateFolder, "identity") } }),
      ...(credentials && { credentials }),
      ...(settingsOf && { settingsOf }),
    });
  },
  find: (options) => findServers(options),
};
