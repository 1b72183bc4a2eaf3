import type { Link } from "@thingwright/td";
import { parseBrokerUrl } from "../form/broker-address.js";
import { serverStatusRelation, statusTopicTerm, thingStatusRelation } from "../form/request-terms.js";
import { faultOfTopicName } from "../topic/topic-name.js";
import type { FormTarget } from "./form-target.js";

/** Topics that say `online` and `offline`, as far as a Thing has them. */
export interface StatusTopics {
  /** Whether the Thing is exposed. */
  readonly thing: string | undefined;
  /** Whether whoever exposes it is connected to the broker. */
  readonly server: string | undefined;
}

/** Those of the Thing at the broker `url`: of the Thing itself the one in the Form, else that of a Link. */
export function statusTopicsOf({ request }: FormTarget, url: string): StatusTopics {
  const links = request.thing.links ?? [];
  const inForm = request.form.form[statusTopicTerm];
  const isUsable = typeof inForm === "string" && faultOfTopicName(inForm) === undefined;
  return {
    thing: isUsable ? inForm : linkedTopic(links, thingStatusRelation, url),
    server: linkedTopic(links, serverStatusRelation, url),
  };
}

/** A Link to another broker is nothing that this connection could listen to. */
function linkedTopic(links: readonly Link[], relation: string, url: string): string | undefined {
  for (const { rel, href } of links) {
    const linked = isSame(rel, relation) ? parseBrokerUrl(href) : undefined;
    if (linked?.url === url && faultOfTopicName(linked.topic) === undefined) return linked.topic;
  }
  return undefined;
}

/** Relations that are URIs are compared without regard to ASCII case (`arch-rel-types`). */
const isSame = (rel: string | undefined, relation: string): boolean => rel?.toLowerCase() === relation;
