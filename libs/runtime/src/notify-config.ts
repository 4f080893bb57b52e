import { NOTHING_PRIVATE, readAllowedPrivate, type AllowedPrivate } from './allowed-private.js';
import { reachableUrl } from './public-url.js';
import type { SettingReader } from './setting-reader.js';
import { settings } from './settings.js';

/** How people are told. */
export interface NotifyConfig {
  readonly groupWaitMs: number;
  readonly repeatMs: number;
  /** How long to wait before each further attempt. */
  readonly retryMs: readonly number[];
  readonly timeoutMs: number;
  readonly allowPrivate: AllowedPrivate;
  /** `undefined`: mail can't be sent. */
  readonly smtp: { readonly url: string; readonly from: string } | undefined;
  /** Where the dashboard is, without a slash at the end. */
  readonly publicUrl: string;
}

const DAYS_30 = 30 * 86_400;

/** @param publicUrl `undefined`: people open us where this machine does */
export function readNotify(read: SettingReader, publicUrl: string | undefined): NotifyConfig {
  return {
    groupWaitMs: read.count(settings.notifyWait, 0, 3_600) * 1_000,
    repeatMs: read.count(settings.notifyRepeat, 1, DAYS_30) * 1_000,
    retryMs: readRetry(read),
    timeoutMs: read.count(settings.notifyTimeout, 1, 60) * 1_000,
    allowPrivate: readAllowed(read),
    smtp: readSmtp(read),
    publicUrl: publicUrl ?? reachableUrl(read.text(settings.host), read.text(settings.port)),
  };
}

function readRetry(read: SettingReader): number[] {
  const parts = read.text(settings.notifyRetry).split(',');
  const seconds = parts.map((part) => (/^\s*\d{1,7}\s*$/.test(part) ? Number(part) : Number.NaN));
  if (seconds.length <= 20 && seconds.every((s) => s <= DAYS_30)) return seconds.map((s) => s * 1_000);
  read.wrong(settings.notifyRetry, 'must be up to 20 whole numbers of seconds, separated by commas.');
  return [];
}

function readAllowed(read: SettingReader): AllowedPrivate {
  const text = read.optional(settings.webhookAllowPrivate);
  if (text === undefined) return NOTHING_PRIVATE;
  const allowed = readAllowedPrivate(text);
  if (allowed === null) {
    read.wrong(settings.webhookAllowPrivate, 'must be hosts, addresses and ranges separated by commas, or true.');
  }
  return allowed ?? NOTHING_PRIVATE;
}

/** The address may hold a password, so no message repeats it. */
function readSmtp(read: SettingReader): NotifyConfig['smtp'] {
  const url = read.optional(settings.smtpUrl);
  const from = read.optional(settings.smtpFrom);
  if (url === undefined) return undefined;
  const sound = URL.canParse(url) && /^smtps?:$/.test(new URL(url).protocol) && new URL(url).hostname !== '';
  if (!sound) read.wrong(settings.smtpUrl, 'must be an address such as smtp://user:password@host:587.');
  if (from === undefined) read.wrong(settings.smtpUrl, `needs ${settings.smtpFrom.name}.`);
  else if (!/^[^\r\n]{0,200}[^\s@]+@[^\s@]+[^\r\n]{0,50}$/.test(from)) {
    read.wrong(settings.smtpFrom, 'must be an address of mail, with or without a name.');
  }
  return { url, from: from ?? '' };
}
