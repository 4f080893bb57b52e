import type { NotifyConfig } from '#runtime';
import type { NotificationRow, ReceiverRow } from '#store';
import type { Attempt } from '../delivery/attempt.js';
import { PARITY_TYPES, type Notice } from '../dispatch/notice.js';
import { parityNotice } from '../dispatch/parity-notice.js';
import { post } from '../http/post.js';
import { postableAlerts } from './alertmanager.js';
import { mailOf } from './mail.js';
import { sendMail } from './send-mail.js';
import { signedHeaders } from './signed.js';
import { INDICATION } from './words.js';

/** One attempt at a notification, in the receiver's own way. */
export function sendNotice(
  notification: NotificationRow,
  { kind, target }: ReceiverRow,
  secrets: readonly string[],
  config: NotifyConfig,
): Promise<Attempt> {
  const { notificationId, type } = notification;
  const notice = noticeToSend(notification, config.publicUrl);
  const { timeoutMs, allowPrivate } = config;
  switch (kind) {
    case 'webhook': {
      const { type: _type, at, ...data } = notice;
      const message = JSON.stringify({ type, timestamp: at, data: { ...data, disclaimer: INDICATION } });
      const headers = signedHeaders(notificationId, new Date(), message, secrets);
      return post({ url: target, headers, body: message, timeoutMs, allowPrivate });
    }
    case 'alertmanager': {
      const alerts = JSON.stringify(postableAlerts(notice, config.repeatMs));
      return post({ url: alertsUrlOf(target), headers: {}, body: alerts, timeoutMs, allowPrivate });
    }
    case 'email':
      return sendMail(mailOf(notice), { to: target.split(','), id: notificationId }, config);
  }
}

/** Of what the api stores itself only the grounds are stored; the words are found here. */
function noticeToSend(notification: NotificationRow, publicUrl: string): Notice {
  const { type, body } = notification;
  if (type === 'test') return testNotice(body, publicUrl);
  const parity = PARITY_TYPES.find((known) => known === type);
  return parity === undefined ? (JSON.parse(body) as Notice) : parityNotice(parity, notification, publicUrl);
}

/** @param body what the api stored with it: when it was asked for */
function testNotice(body: string, url: string): Notice {
  const { at } = JSON.parse(body) as { at: string };
  const nothing = { clients: 0, alerts: 0, overdue: 0, series: [], ended: [], items: [], more: 0 };
  const group = { kind: 'test', id: 'test', title: 'A test', clientId: null } as const;
  return { type: 'test', at, since: at, group, sequence: 1, severity: 'low', url, ...nothing };
}

/** @param base with or without a path that Alertmanager is served under */
const alertsUrlOf = (base: string): string => new URL('api/v2/alerts', base.endsWith('/') ? base : `${base}/`).href;
