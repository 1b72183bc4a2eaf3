import type { ClientBinding } from "@thingwright/contracts";
import type { TheirForm } from "../../plug-in/interfaces.js";
import { nodeWot } from "../../their-bindings/index.js";
import { ContentSerdes } from "../content/content-serdes.js";
import { BindingClientFactory } from "./binding-client-factory.js";
import type { ProtocolClient, ProtocolClientFactory } from "./plug-in.js";

/** The binding by which our runtime speaks for a factory: ours, or one of node-wot's plug-in contract made ours. */
export const clientBindingOf = (factory: ProtocolClientFactory): ClientBinding =>
  factory instanceof BindingClientFactory ? factory.binding : nodeWot(unstarted(factory));

/** node-wot's Servient never calls `start` of a client, and there are clients that cannot be started. */
function unstarted(factory: ProtocolClientFactory): ProtocolClientFactory {
  return {
    scheme: factory.scheme,
    getClient: () => startless(factory.getClient()),
    init: () => factory.init(),
    destroy: () => factory.destroy(),
  };
}

const startless = (client: ProtocolClient): ProtocolClient =>
  new Proxy(client, {
    get(target, name) {
      if (name === "start") return async () => {};
      if (name === "readResource") return (form: TheirForm) => read(target, form);
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });

/** Thing Descriptions are asked for by a method of their own, where the Form says no more than their address. */
function read(client: ProtocolClient, form: TheirForm) {
  const isPlain = form.contentType === ContentSerdes.TD && !Object.keys(form).some((term) => term.includes(":"));
  return isPlain ? client.requestThingDescription(form.href) : client.readResource(form);
}
