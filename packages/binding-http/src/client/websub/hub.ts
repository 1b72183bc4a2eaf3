import { NetworkError, ProtocolError } from "@thingwright/errors";
import type { Deadline } from "../deadline.js";
import { linkOf } from "../link-header.js";
import { refusalOf } from "../refusal.js";
import type { Requester } from "../requester.js";
import type { SubscriptionTask } from "../subscription-task.js";
import type { RawReply, Transport } from "../transport.js";

const section = "W3C WebSub §4";

/** A topic and the hub that distributes it. */
export interface HubAddress {
  readonly topic: string;
  readonly hub: URL;
}

/**
 * Asks the Form's resource for its hub and its own address: the first `Link` of each relation counts.
 *
 * @throws {ProtocolError} WOT_PROTOCOL when it names none, or one that a request of `https:` must not be led to
 * @see W3C WebSub §4 (discovery); links in HTML and XML are not looked for
 */
export async function discoverHub({ requester, use }: SubscriptionTask, deadline: Deadline): Promise<HubAddress> {
  const reply = await requester.send({ ...use, method: "GET" }, deadline);
  const links = reply.headers("link");
  const [hub, self] = [linkOf(links, "hub"), linkOf(links, "self")];
  const { origin, path } = requester.plan.address;
  const here = origin + path(use.variables ?? {});
  if (hub === undefined || self === undefined) {
    throw new ProtocolError("WOT_PROTOCOL", "the resource links to no hub, or not to itself", { section });
  }
  if (!URL.canParse(hub, here) || !URL.canParse(self, here)) {
    throw new ProtocolError("WOT_PROTOCOL", "the hub of the resource has no usable address", { section });
  }
  const url = new URL(hub, here);
  const isDowngrade = origin.startsWith("https:") && url.protocol === "http:";
  if (!/^https?:$/.test(url.protocol) || url.username !== "" || isDowngrade) {
    throw new ProtocolError("WOT_PROTOCOL", "the hub of the resource is not where a secret may go", { section });
  }
  return { topic: new URL(self, here).href, hub: url };
}

/**
 * Posts a form to a hub; resolves when it has accepted. Credentials of the Form go along to its own origin only.
 *
 * @throws {WotError} any other answer
 */
export async function askHub(
  hub: URL,
  fields: Readonly<Record<string, string>>,
  requester: Requester,
  transport: Transport,
  deadline: Deadline,
): Promise<void> {
  const path = hub.pathname + hub.search;
  const contentType = "application/x-www-form-urlencoded";
  const body = new TextEncoder().encode(new URLSearchParams(fields).toString());
  const isOwn = hub.origin === requester.plan.address.origin;
  const reply: RawReply = isOwn
    ? await requester.send({ path, method: "POST", content: { contentType, body } }, deadline)
    : await transport.send(
        { origin: hub.origin, path, method: "POST", headers: ["content-type", contentType], body, coding: undefined },
        deadline,
        "requests",
      );
  if (reply.status >= 500) throw new NetworkError("WOT_NETWORK", `the hub answered ${reply.status}`);
  if (reply.status >= 300) throw refusalOf(reply);
}
