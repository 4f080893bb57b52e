import { hash } from 'node:crypto';
import type { Identity } from '#domain';

/** 16 bytes that stand for (source, id): SHA-256 over the length-prefixed pair, cut. */
export const identityHash = ({ source, id }: Identity): Buffer =>
  hash('sha256', `${source.length}:${source}${id}`, 'buffer').subarray(0, 16);

const shortHash = (text: string): string => hash('sha256', text).slice(0, 32);

/** @param key what the domain says the alert's identity is made of */
export const alertIdOf = (key: string): string => `al-${shortHash(key)}`;

export const incidentIdOf = (incident: { readonly kind: string; readonly key: string }): string =>
  `in-${shortHash(JSON.stringify([incident.kind, incident.key]))}`;

/** One for each time that a pack comes into force, also where it comes back. */
export const activationIncident = (position: number): string => `policy-${position}`;
