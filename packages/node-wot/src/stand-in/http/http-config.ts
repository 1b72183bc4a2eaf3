import type { IncomingMessage, ServerResponse } from "node:http";
import type { SecurityScheme } from "../thing/security-scheme.js";
import { Form } from "../thing/thing-description.js";

/** How a proxy is used, which is not there here. */
export interface HttpProxyConfig {
  href: string;
  scheme?: "basic" | "bearer";
  token?: string;
  username?: string;
  password?: string;
}

/** Sees each request first: answers it or calls `next`. */
export type MiddlewareRequestHandler = (
  req: IncomingMessage,
  res: ServerResponse,
  next: (err?: Error) => void,
) => Promise<void> | void;

export interface HttpConfig {
  port?: number;
  address?: string;
  baseUri?: string;
  /** Addresses in the place of others: `{ "/lamp": "/my-lamp/properties/on" }`. */
  urlRewrite?: Record<string, string>;
  proxy?: HttpProxyConfig;
  allowSelfSigned?: boolean;
  /** Paths of PEM files. */
  serverKey?: string;
  serverCert?: string;
  /** What a Thing that says nothing of security asks for; of a Thing that does, the schemes that are taken. */
  security?: SecurityScheme[];
  /** Has no effect: a Thing has an address by its title. */
  devFriendlyUri?: boolean;
  middleware?: MiddlewareRequestHandler;
}

/** How tokens are judged. */
export interface Method {
  name: string;
}

/** By an authorization server that is asked about each (RFC 7662). */
export interface IntrospectionEndpoint extends Method {
  endpoint: string;
  allowSelfSigned?: boolean;
  credentials?: { username: string; password: string };
}

/** `oauth2` among the schemes of a server. */
export interface OAuth2ServerConfig extends SecurityScheme {
  method: Method;
  /** Regular expression for the clients whose tokens are taken; default all. */
  allowedClients?: string;
}

/** A scheme of one vendor's, which is not there here. */
export interface TuyaCustomBearerSecurityScheme extends SecurityScheme {
  scheme: "TuyaCustomBearer";
  baseUri: string;
}

export type HTTPMethodName = "GET" | "PUT" | "POST" | "DELETE" | "PATCH" | "HEAD";

/** A field of a message's head, for a Form's `htv:headers`. */
export class HttpHeader {
  declare "htv:fieldName": string;
  declare "htv:fieldValue": string;
}

/** A Form with terms of HTTP. */
export class HttpForm extends Form {
  declare "htv:methodName"?: HTTPMethodName;
  declare "htv:headers"?: HttpHeader[] | HttpHeader;
}
