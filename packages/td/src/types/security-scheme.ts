import type { MultiLanguage } from "./data-schema.js";

/** Where a credential travels (`td-vocab-in--APIKeySecurityScheme` and its siblings). */
export type CredentialLocation = "header" | "query" | "body" | "cookie" | "uri" | "auto";

export interface SecuritySchemeCommon {
  readonly "@type"?: string | readonly string[];
  readonly description?: string;
  readonly descriptions?: MultiLanguage;
  readonly proxy?: string;
  readonly [extension: `${string}:${string}`]: unknown;
}

export interface NoSecurityScheme extends SecuritySchemeCommon {
  readonly scheme: "nosec";
}

export interface AutoSecurityScheme extends SecuritySchemeCommon {
  readonly scheme: "auto";
}

export interface ComboSecurityScheme extends SecuritySchemeCommon {
  readonly scheme: "combo";
  readonly oneOf?: readonly string[];
  readonly allOf?: readonly string[];
}

export interface BasicSecurityScheme extends SecuritySchemeCommon {
  readonly scheme: "basic";
  readonly name?: string;
  readonly in?: CredentialLocation;
}

export interface DigestSecurityScheme extends SecuritySchemeCommon {
  readonly scheme: "digest";
  readonly name?: string;
  readonly in?: CredentialLocation;
  readonly qop?: "auth" | "auth-int";
}

export interface APIKeySecurityScheme extends SecuritySchemeCommon {
  readonly scheme: "apikey";
  readonly name?: string;
  readonly in?: CredentialLocation;
}

export interface BearerSecurityScheme extends SecuritySchemeCommon {
  readonly scheme: "bearer";
  readonly authorization?: string;
  readonly name?: string;
  readonly alg?: string;
  readonly format?: string;
  readonly in?: CredentialLocation;
}

export interface PSKSecurityScheme extends SecuritySchemeCommon {
  readonly scheme: "psk";
  readonly identity?: string;
}

export interface OAuth2SecurityScheme extends SecuritySchemeCommon {
  readonly scheme: "oauth2";
  readonly flow: string;
  readonly authorization?: string;
  readonly token?: string;
  readonly refresh?: string;
  readonly scopes?: string | readonly string[];
}

/** A scheme of another vocabulary, named with its prefix: `"ace:ACESecurityScheme"`. */
export interface ExtensionSecurityScheme extends SecuritySchemeCommon {
  readonly scheme: `${string}:${string}`;
}

/** An entry of `securityDefinitions` (TD 1.1 §5.3.3). */
export type SecurityScheme =
  | NoSecurityScheme
  | AutoSecurityScheme
  | ComboSecurityScheme
  | BasicSecurityScheme
  | DigestSecurityScheme
  | APIKeySecurityScheme
  | BearerSecurityScheme
  | PSKSecurityScheme
  | OAuth2SecurityScheme
  | ExtensionSecurityScheme;
