import type { NotificationRow } from '#store';
import type { Notice, ParityType } from './notice.js';

/** What a parity check found, as the api stored it. */
interface Found {
  readonly at: string;
  readonly backtestId: string;
  readonly version: string;
  readonly added: number;
  readonly gone: number;
  readonly changed: number;
  readonly clients: number;
}

/** That the alerts on record are not those that the rules give, or are so again. */
export function parityNotice(
  type: ParityType,
  { body, sequence }: Pick<NotificationRow, 'body' | 'sequence'>,
  publicUrl: string,
): Notice {
  const { at, backtestId, version, added, gone, changed, clients } = JSON.parse(body) as Found;
  const counts = `${added} missing on record, ${gone} too many, ${changed} with another verdict`;
  const title =
    type === 'parity.differs'
      ? `The alerts on record are not those that the pack ${version} gives: ${counts}`
      : `The alerts on record are those that the pack ${version} gives`;
  return {
    type,
    at,
    since: at,
    group: { kind: 'parity', id: backtestId, title, clientId: null },
    sequence,
    severity: 'critical',
    clients,
    alerts: added + gone + changed,
    overdue: 0,
    series: [],
    ended: [],
    items: [],
    more: 0,
    url: `${publicUrl}/v1/backtests/${encodeURIComponent(backtestId)}/differences`,
  };
}
