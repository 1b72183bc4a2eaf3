/** Definition of a security scheme, as loosely as programs of node-wot have them. */
export interface SecurityScheme {
  scheme: string;
  [term: string]: unknown;
}
