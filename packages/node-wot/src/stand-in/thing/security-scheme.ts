/** Definition of a security scheme, as loosely as programs of node-wot have them. */
export interface SecurityScheme {
  scheme: string;
  [term: string]: unknown;
}

export interface NoSecurityScheme extends SecurityScheme {
  scheme: "nosec";
}

export interface AutoSecurityScheme extends SecurityScheme {
  scheme: "auto";
}

export interface BasicSecurityScheme extends SecurityScheme {
  scheme: "basic";
}

export interface DigestSecurityScheme extends SecurityScheme {
  scheme: "digest";
}

export interface APIKeySecurityScheme extends SecurityScheme {
  scheme: "apikey";
}

export interface BearerSecurityScheme extends SecurityScheme {
  scheme: "bearer";
}

export interface PSKSecurityScheme extends SecurityScheme {
  scheme: "psk";
}

export interface OAuth2SecurityScheme extends SecurityScheme {
  scheme: "oauth2";
}

/** A combination of which one part is enough. */
export interface OneOfSecurityScheme extends SecurityScheme {
  scheme: "combo";
  oneOf: SecurityScheme[];
  allOf: never;
}

/** A combination of which every part is needed. */
export interface AllOfSecurityScheme extends SecurityScheme {
  scheme: "combo";
  allOf: SecurityScheme[];
  oneOf: never;
}

export type ComboSecurityScheme = AllOfSecurityScheme | OneOfSecurityScheme;

/** Any of them. */
export type SecurityType =
  | NoSecurityScheme
  | AutoSecurityScheme
  | BasicSecurityScheme
  | DigestSecurityScheme
  | BearerSecurityScheme
  | APIKeySecurityScheme
  | OAuth2SecurityScheme
  | PSKSecurityScheme
  | AllOfSecurityScheme
  | OneOfSecurityScheme;
