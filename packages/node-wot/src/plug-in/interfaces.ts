/*
 * The plug-in contract of node-wot, as its versions 0.8.16 and 0.9 have it, in so far as it is used here: bindings are
 * recognised by what they can do, so that nothing of node-wot has to be installed for this package to compile or load.
 */

/** A body and its media type. Whoever reads `body` has it: it is a stream, and comes once. */
export interface TheirContent {
  type: string;
  body: NodeJS.ReadableStream;
  toBuffer(): Promise<Buffer>;
}

/** A Form as their bindings get it: absolute address, URI variables filled in; terms of protocols by their usual prefixes. */
export interface TheirForm {
  href: string;
  contentType?: string;
  op?: string | string[];
  subprotocol?: string;
  security?: string | string[];
  [term: string]: unknown;
}

/** Definition of a security scheme, out of a Thing Description. */
export interface TheirSecurityScheme {
  scheme: string;
  [term: string]: unknown;
}

/** What subscribing gives back. Their runtime leaves it be: a subscription ends by `unlinkResource`. */
export interface TheirSubscription {
  unsubscribe(): void;
}

/** The consuming half of one of their bindings. */
export interface ProtocolClient {
  readResource(form: TheirForm): Promise<TheirContent>;
  writeResource(form: TheirForm, content: TheirContent): Promise<void>;
  invokeResource(form: TheirForm, content?: TheirContent): Promise<TheirContent>;
  unlinkResource(form: TheirForm): Promise<void>;
  subscribeResource(
    form: TheirForm,
    next: (content: TheirContent) => void,
    error?: (error: Error) => void,
    complete?: () => void,
  ): Promise<TheirSubscription>;
  requestThingDescription(uri: string): Promise<TheirContent>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** @param credentials - one, or a list of what was stored for the Thing */
  setSecurity(metadata: TheirSecurityScheme[], credentials?: unknown): boolean;
}

/** What their Servient is given for each scheme of URIs. */
export interface ProtocolClientFactory {
  readonly scheme: string;
  getClient(): ProtocolClient;
  init(): boolean;
  destroy(): boolean;
}
