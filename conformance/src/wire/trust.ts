/** Whose certificates are good; by default those that Node.js trusts, and no others. */
export interface Trust {
  /** Certificates of authorities, PEM, which take the place of the default ones. */
  readonly ca?: string;
  /** Whether a certificate that nobody vouches for is taken as well: who answers then is not known. Default `false`. */
  readonly allowUntrusted?: boolean;
}
