import { createHash } from "node:crypto";
import type { ListedDevice, UnofferedDevice } from "@thingwright/adapter-core";
import { asWotError } from "@thingwright/errors";
import { isNodeId } from "./binding/opcua-address.js";
import { objectsFolder, readAddressSpace } from "./browse/address-space.js";
import { resolvePath } from "./browse/browse-path.js";
import { ValueSchemas } from "./browse/value-schema.js";
import { describeObject } from "./describe-object.js";
import type { OpcuaLimits } from "./limits.js";
import { deviceObjects } from "./recognition/device-objects.js";
import { type ThingTemplate, templateOf } from "./recognition/template.js";
import type { ServerAddress } from "./southbound.js";
import type { UaSession } from "./stack/ua-session.js";

/** What of a server is offered. */
export interface DescribedServer {
  readonly devices: readonly ListedDevice[];
  readonly unoffered: readonly UnofferedDevice[];
}

/** What is looked at, and what is said of it. */
export interface ServerQuestion {
  readonly address: ServerAddress;
  /** Browse paths or node ids to begin at; the folder of all objects without any. */
  readonly roots: readonly string[];
  readonly templates: readonly ThingTemplate[];
  readonly limits: OpcuaLimits;
}

/** IRI of the Thing of a node: it stays for as long as the server has its name and the node its own. */
export const thingIri = (applicationUri: string, nodeId: string): string =>
  `urn:opcua:${encodeURIComponent(applicationUri)}:${encodeURIComponent(nodeId)}`;

/**
 * Looks at a server and describes the Things that it has.
 *
 * @throws {WotError} when it does not answer
 */
export async function describeServer(
  session: UaSession,
  { address, roots, templates, limits }: ServerQuestion,
  signal?: AbortSignal,
): Promise<DescribedServer> {
  const unoffered: UnofferedDevice[] = [];
  const places: string[] = [];
  for (const root of roots) {
    const nodeId = isNodeId(root) ? root : await resolvePath(session, objectsFolder, root.split("/"));
    if (nodeId === undefined) unoffered.push({ key: root, why: "there is no such node" });
    else places.push(nodeId);
  }
  const space = await readAddressSpace(session, roots.length === 0 ? [objectsFolder] : places, limits, signal);
  unoffered.push(...space.problems.map((why) => ({ key: address.url, why })));
  const schemas = new ValueSchemas(session);
  const devices: ListedDevice[] = [];
  const found = deviceObjects(space.roots, (object, path) => {
    const template = templateOf(templates, object, path);
    return template !== undefined && template.isHidden !== true;
  });
  for (const device of found) {
    signal?.throwIfAborted();
    const { object, path } = device;
    const template = templateOf(templates, object, path);
    if (template?.isHidden === true) continue;
    const id = thingIri(session.server.applicationUri, object.nodeId);
    try {
      const { part, problems } = await describeObject(device, id, template, schemas, address);
      devices.push({
        key: object.nodeId,
        name: part.title,
        revision: digest([part.model, part.southbound, problems]),
        describe: () => ({ parts: [part], problems }),
      });
    } catch (error) {
      const known = asWotError(error);
      if (known.family === "NetworkError" || known.family === "TimeoutError") throw known;
      unoffered.push({ key: object.nodeId, why: known.message });
    }
  }
  return { devices, unoffered };
}

const digest = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex");
