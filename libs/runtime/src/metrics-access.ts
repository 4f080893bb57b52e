import { createHash, timingSafeEqual } from 'node:crypto';
import { readAddressRange, within, type AddressRange } from './address-range.js';
import type { SettingReader } from './setting-reader.js';
import { settings } from './settings.js';

/** Who may read the metrics; what is `null` is not asked for. Where both are set both are asked for. */
export interface MetricsConfig {
  readonly from: readonly AddressRange[] | null;
  readonly token: string | null;
}

export const OPEN_METRICS: MetricsConfig = { from: null, token: null };

const TOKEN_CHARS_MIN = 16;

export function readMetrics(read: SettingReader): MetricsConfig {
  const token = read.optional(settings.metricsToken) ?? null;
  if (token !== null && !new RegExp(`^[!-~]{${TOKEN_CHARS_MIN},1000}$`).test(token)) {
    // It is a secret, so it isn't repeated.
    read.wrong(
      settings.metricsToken,
      `must have at least ${TOKEN_CHARS_MIN} characters, and no space or letter beyond ASCII.`,
    );
  }
  return { from: rangesOf(read), token };
}

function rangesOf(read: SettingReader): AddressRange[] | null {
  const text = read.optional(settings.metricsFrom);
  if (text === undefined) return null;
  const ranges: AddressRange[] = [];
  for (const entry of text.split(',').map((part) => part.trim().toLowerCase())) {
    const range = readAddressRange(entry);
    if (range !== null) ranges.push(range);
    else
      read.wrong(
        settings.metricsFrom,
        `must be addresses or ranges such as 10.1.0.0/16, separated by commas, and "${entry}" is none.`,
      );
  }
  return ranges;
}

/** Why somebody may not read the metrics. */
export type MetricsRefusal = 'ADDRESS' | 'TOKEN';

/** @returns what says why a request may not read the metrics; `null`: it may */
export function metricsGuard({
  from,
  token,
}: MetricsConfig): (address: string | undefined, authorization: string | undefined) => MetricsRefusal | null {
  const isNear = from === null ? () => true : within(from);
  return (address, authorization) => {
    if (!isNear(address ?? '')) return 'ADDRESS';
    return token === null || isSame(authorization ?? '', `Bearer ${token}`) ? null : 'TOKEN';
  };
}

/** In a time that says nothing of how much of it is right. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(digestOf(a), digestOf(b));

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
