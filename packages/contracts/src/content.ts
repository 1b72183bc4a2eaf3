/** A body and its media type. Small bodies are whole: no stream on the way. */
export interface Content {
  /** Media type with its parameters; the empty string when there is no body. */
  readonly contentType: string;
  readonly body: Uint8Array;
  /** Where it comes from, where a subscription has several sources and the binding can tell: over MQTT the topic. */
  readonly source?: string;
}

/** What travels when there is nothing to say. */
export const noContent: Content = Object.freeze({ contentType: "", body: new Uint8Array(0) });
