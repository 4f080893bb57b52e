import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, as text that needs no escaping. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of a secret. It is random and long, so a fast digest suffices. */
export const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export const isSame = (a: string, b: string): boolean => timingSafeEqual(digestOf(a), digestOf(b));
