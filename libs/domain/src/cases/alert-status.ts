/** What people have made of an alert. One that no longer alerts keeps what they decided; `active` is then false. */
export const ALERT_STATUSES = ['OPEN', 'ACKNOWLEDGED', 'ESCALATED', 'CLOSED'] as const;

export type AlertStatus = (typeof ALERT_STATUSES)[number];

export const CLOSE_REASONS = [
  'BREACH_CONFIRMED',
  'REMEDIATED',
  'CLIENT_INITIATED_EVIDENCE',
  'FALSE_DATA',
  'ACCEPTED_RISK',
  'DUPLICATE',
  'OTHER',
] as const;
