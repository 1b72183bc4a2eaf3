import type { FormRefusal, FormRequest, PreparedForm } from "@thingwright/contracts";
import { webThingProtocol as name } from "../../websocket/message.js";
import type { ClientSubprotocol, ClientSubprotocolFactory, SubprotocolHost } from "../client-subprotocol.js";
import { socketPlan } from "../form-plan.js";
import { Requester } from "../requester.js";
import { PreparedSocketForm } from "./prepared-socket-form.js";
import { SocketLines } from "./socket-lines.js";

/** Subprotocol `webthingprotocol`: all operations over WebSockets (W3C Web Thing Protocol, Community Group draft). */
export const webThingProtocol: ClientSubprotocolFactory = (host) => new WebThingProtocol(host);

class WebThingProtocol implements ClientSubprotocol {
  readonly name = name;
  readonly schemes = ["ws", "wss"];
  readonly #host: SubprotocolHost;
  readonly #lines: SocketLines;

  constructor(host: SubprotocolHost) {
    this.#host = host;
    this.#lines = new SocketLines(host, name);
  }

  prepare(request: FormRequest): PreparedForm | FormRefusal {
    const plan = socketPlan(request);
    if (typeof plan === "string") return { refused: plan };
    const requester = new Requester(plan, this.#host.transport, this.#host.settings);
    return new PreparedSocketForm(request, requester, this.#lines, this.#host);
  }

  async stop(): Promise<void> {
    this.#lines.stop();
  }
}
