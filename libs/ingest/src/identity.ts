import { createHash } from 'node:crypto';
import type { Identity } from '#domain';

/** 16 bytes that stand for (source, id): SHA-256 over the length-prefixed pair, cut. */
export const identityHash = ({ source, id }: Identity): Buffer =>
  createHash('sha256').update(`${source.length}:${source}${id}`).digest().subarray(0, 16);

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** @param key what the domain says the alert's identity is made of */
export const alertIdOf = (key: string): string => `al-${shortHash(key)}`;

export const incidentIdOf = (incident: { readonly kind: string; readonly key: string }): string =>
  `in-${shortHash(JSON.stringify([incident.kind, incident.key]))}`;
