import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { readAddressRange, within, type AddressRange } from './address-range.js';
import type { SettingReader } from './setting-reader.js';
import { settings } from './settings.js';

/** Who may read the metrics; what is `null` is not asked for. Where both are set both are asked for. */
export interface MetricsConfig {
  readonly from: readonly AddressRange[] | null;
  readonly token: string | null;
  /** Only who asks by themselves: a proxy that nobody has named comes from near, whomever it asks for. */
  readonly unforwarded?: true;
}

/** Where nothing is set: whoever is on the same machine. Counts of alerts and rejections say much about a firm. */
export const LOCAL_METRICS: MetricsConfig = {
  from: [
    { address: '127.0.0.0', prefix: 8, family: 'ipv4' },
    { address: '::1', prefix: 128, family: 'ipv6' },
  ],
  token: null,
  unforwarded: true,
};

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
  const from = rangesOf(read);
  return from === null && token === null ? LOCAL_METRICS : { from, token };
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

/** Of a request what says whose it is. */
interface Asking {
  readonly ip?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** What proxies add of whom they ask for. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'] as const;

/** @returns what says why a request may not read the metrics; `null`: it may */
export function metricsGuard({ from, token, unforwarded }: MetricsConfig): (request: Asking) => MetricsRefusal | null {
  const isNear = from === null ? () => true : within(from);
  return ({ ip, headers }) => {
    if (!isNear(ip ?? '')) return 'ADDRESS';
    if (unforwarded === true && FORWARDED.some((name) => headers[name] !== undefined)) return 'ADDRESS';
    return token === null || isSame(headers.authorization ?? '', `Bearer ${token}`) ? null : 'TOKEN';
  };
}

/** In a time that says nothing of how much of it is right. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(digestOf(a), digestOf(b));

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
