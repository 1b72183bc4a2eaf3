/*
 * In place of `@node-wot/binding-http`.
 */
import { HttpServer } from "./http/http-server.js";

export { HttpClient, HttpClientFactory, HttpsClientFactory } from "./http/http-client.js";
export {
  type HTTPMethodName,
  type HttpConfig,
  HttpForm,
  HttpHeader,
  type HttpProxyConfig,
  type IntrospectionEndpoint,
  type Method,
  type MiddlewareRequestHandler,
  type OAuth2ServerConfig,
  type TuyaCustomBearerSecurityScheme,
} from "./http/http-config.js";
export { HttpServer };
export default HttpServer;
