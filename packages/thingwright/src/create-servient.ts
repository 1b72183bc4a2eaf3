import { type CoapClientOptions, type CoapServerOptions, coapClient, coapServer } from "@thingwright/binding-coap";
import { type HttpServerOptions, httpClient, httpServer, type NodeHttpClientOptions } from "@thingwright/binding-http";
import { type MqttClientOptions, type MqttServerOptions, mqttClient, mqttServer } from "@thingwright/binding-mqtt";
import type { ServerBinding } from "@thingwright/contracts";
import { Servient, type ServientOptions } from "@thingwright/core";
import { announcersFor, type DiscoveryOptions, introducersFor } from "./discovery-options.js";

/** What a Servient is to have beyond its clients. */
export interface CreateServientOptions extends ServientOptions {
  /** Exposes over HTTP; `true` for the server's own defaults (port 8080 of 127.0.0.1). */
  readonly http?: HttpServerOptions | true;
  /** Exposes over CoAP; `true` for the server's own defaults (port 5683 of 127.0.0.1). */
  readonly coap?: CoapServerOptions | true;
  /** Exposes through an MQTT broker; `true` for an embedded one (port 1883 of 127.0.0.1). */
  readonly mqtt?: MqttServerOptions | true;
  /** Of the HTTP client: certificates, callbacks, limits. */
  readonly httpClient?: NodeHttpClientOptions;
  /** Of the CoAP client. */
  readonly coapClient?: CoapClientOptions;
  /** Of the MQTT client. */
  readonly mqttClient?: MqttClientOptions;
  /** Ways to find Things and to make exposed ones known; none by default. */
  readonly discovery?: DiscoveryOptions;
}

/**
 * A Servient that consumes over HTTP, CoAP and MQTT, and exposes over those that `options` name.
 *
 * `clients` and `servers` add further bindings, `introducers` and `announcers` further ways to find and to be found.
 * Nothing listens before `start`.
 */
export function createServient(options: CreateServientOptions = {}): Servient {
  const { http, coap, mqtt, clients = [], servers = [], discovery = {}, ...others } = options;
  const { httpClient: forHttp, coapClient: forCoap, mqttClient: forMqtt, ...rest } = others;
  const named: ServerBinding[] = [];
  if (http !== undefined) named.push(httpServer(http === true ? {} : http));
  if (coap !== undefined) named.push(coapServer(coap === true ? {} : coap));
  if (mqtt !== undefined) named.push(mqttServer(mqtt === true ? {} : mqtt));
  return new Servient({
    ...rest,
    clients: [httpClient(forHttp), coapClient(forCoap), mqttClient(forMqtt), ...clients],
    servers: [...named, ...servers],
    introducers: [...introducersFor(discovery), ...(rest.introducers ?? [])],
    announcers: [...announcersFor(discovery), ...(rest.announcers ?? [])],
  });
}
