export { type Block, blockBytes, blockOf, blockValue } from "./blockwise/block.js";
export { type ResponseCache, type ResponseCacheLimits, responseCache } from "./cache/response-cache.js";
export type { CoapClientResponse } from "./client/client-response.js";
export {
  type ClientLimits,
  type CoapClient,
  type CoapClientOptions,
  type CoapGroupRequestOptions,
  type CoapObserveOptions,
  type CoapRequestOptions,
  coapClient,
  type RequestTarget,
} from "./client/coap-client.js";
export type { Lookup } from "./client/host-lookup.js";
export type { PreparedRequest, SendOptions } from "./client/prepared-request.js";
export type { CoapTarget } from "./client/target.js";
export { type Freshness, type FreshnessOptions, freshness } from "./echo/freshness.js";
export type { CoreLink } from "./link-format/core-link.js";
export { coreResponse, LINK_FORMAT } from "./link-format/core-response.js";
export { filterLinks } from "./link-format/filter-links.js";
export { formatLinks } from "./link-format/format-links.js";
export { defaultLinkFormatLimits, type LinkFormatLimits, parseLinks } from "./link-format/parse-links.js";
export { Code, codeClass, codeText, isMethod, isResponse, isSuccess, type Method } from "./message/code.js";
export { type DecodedMessage, decodeMessage } from "./message/decode-message.js";
export { encodeMessage } from "./message/encode-message.js";
export { type Message, type MessageFault, MessageType } from "./message/message.js";
export { type CoapOption, readString, readUint, stringOption, uintOption } from "./message/option.js";
export {
  isCritical,
  isNoCacheKey,
  isRecognized,
  type OptionDefinition,
  type OptionFormat,
  OptionNumber,
  optionDefinition,
  optionDefinitions,
} from "./message/option-registry.js";
export type {
  OpenedRequest,
  ProtectedRequest,
  RequestOpener,
  RequestProtector,
} from "./object-security/object-security.js";
export type { RequestSecurity, ResponseProtector } from "./object-security/response-protector.js";
export type { ClientObservationOptions, CoapObservation } from "./observe/coap-observation.js";
export type { NotificationPolicy } from "./observe/server-observation.js";
export { type ForwardProxyOptions, forwardProxy } from "./proxy/forward-proxy.js";
export { type ReverseProxyOptions, reverseProxy } from "./proxy/reverse-proxy.js";
export type { MessageLayerLimits } from "./reliability/message-layer.js";
export {
  defaultTransmissionParameters,
  exchangeLifetimeMs,
  maxTransmitSpanMs,
  maxTransmitWaitMs,
  type TransmissionParameters,
} from "./reliability/transmission-parameters.js";
export { type CoapServer, type CoapServerOptions, coapServer } from "./server/coap-server.js";
export type { CoapHandler } from "./server/handler.js";
export type {
  CoapRequest,
  ObservationEnd,
  ObservationOffer,
  ObservationSink,
  ObservationTerms,
} from "./server/request.js";
export { type CoapResponse, errorResponse } from "./server/response.js";
export type { ServerLimits } from "./server/server-limits.js";
export type { ByteStream, StreamReceiver, StreamTarget, StreamTransport } from "./stream/byte-stream.js";
export type { CoapTransport } from "./stream/carrier-over.js";
export {
  type MemoryStreams,
  type MemoryStreamsOptions,
  type MemoryTransportOptions,
  memoryStreams,
} from "./stream/memory-streams.js";
export { defaultStreamLimits, type StreamLimits } from "./stream/stream-limits.js";
export { type TcpClientOptions, tcpClient } from "./stream/tcp-client.js";
export { type TcpServerOptions, tcpServer } from "./stream/tcp-server.js";
export type { TcpClientTls, TcpServerTls, TlsIdentity } from "./stream/tls-options.js";
export { type Clock, systemClock } from "./time/clock.js";
export { type ManualClock, manualClock } from "./time/manual-clock.js";
export { type Random, secureRandom, seededRandom } from "./time/random.js";
export type { CoapAddress, DatagramReceiver, DatagramTransport } from "./transport/datagram-transport.js";
export {
  type Datagram,
  type MemoryNetwork,
  type MemoryNetworkOptions,
  memoryNetwork,
} from "./transport/memory-network.js";
export { ALL_COAP_NODES, type UdpGroupOptions, udpGroup } from "./transport/udp-group.js";
export { type UdpTransportOptions, udpTransport } from "./transport/udp-transport.js";
export {
  type CoapScheme,
  type CoapUri,
  DEFAULT_PORT,
  DEFAULT_SECURE_PORT,
  formatCoapUri,
  parseCoapUri,
  pathOf,
} from "./uri/coap-uri.js";
