import type { Delivery, Receiver } from '../api/types';

export const RECEIVER_KIND_LABELS: Readonly<Record<Receiver['kind'], string>> = {
  webhook: 'Webhook',
  email: 'Mail',
  alertmanager: 'Alertmanager',
};

export const OUTCOME_LABELS: Readonly<Record<Delivery['outcome'], string>> = {
  DELIVERED: 'Delivered',
  FAILED: 'Failed',
  NOT_SENT: 'Not sent',
};

const REASONS: Readonly<Record<NonNullable<Delivery['reason']>, string>> = {
  TIMEOUT: 'It did not answer in time.',
  DNS: 'Its name leads to no address.',
  PRIVATE_ADDRESS: 'It leads to a private address, and those are not called.',
  CONNECTION: 'No connection came about.',
  TLS: 'Its certificate could not be trusted.',
  REDIRECT: 'It redirected elsewhere, and redirects are not followed.',
  GONE: 'It answered 410 Gone, so it is not used any more.',
  STATUS: 'It answered with an error.',
  MAIL: 'The mail server did not take it.',
  NOT_CONFIGURED: 'No mail server is configured.',
  SILENCED: 'A silence keeps it quiet.',
  POLICY_QUIET: 'A new rule pack changed it, and whoever approved the pack did not ask that people are told.',
  SENT_BEFORE_RESTORE: 'It was told before the database was restored to an earlier time.',
  NO_ROUTE: 'No receiver’s route takes this alert.',
  SUPERSEDED_IN_TIME: 'A later fact took the alert back before it was told.',
  CLOSED_IN_TIME: 'Somebody closed the alert before it was told.',
  RECEIVER_DISABLED: 'The receiver is disabled.',
  GAVE_UP: 'It was tried for a day without success.',
};
export const reasonSentence = (reason: NonNullable<Delivery['reason']>): string => REASONS[reason];
