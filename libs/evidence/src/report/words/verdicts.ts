import type { Row, Verdict } from '#domain';

interface VerdictWords {
  readonly label: string;
  readonly meaning: string;
}

export const VERDICT_WORDS: Readonly<Record<Verdict, VerdictWords>> = {
  BREACH_61_2: {
    label: 'Marketed beyond scope',
    meaning: 'A type of crypto-asset or service that the client had not asked for was marketed to the client.',
  },
  DEFEATS_61_1: {
    label: 'Solicited by the firm',
    meaning:
      'The firm, or somebody for it, approached the client, so that there is no exclusive initiative of the client’s own.',
  },
  NO_BASIS: {
    label: 'No basis',
    meaning: 'Something was provided or switched on that no request of the client which still held could carry.',
  },
  SCOPE_DRIFT_UNREQUESTED: {
    label: 'Enabled beyond scope',
    meaning: 'A type of crypto-asset or service that the client had not asked for was switched on or provided.',
  },
  CONTAMINATED_REQUEST: {
    label: 'Request after marketing',
    meaning: 'The client asked for it only after it had been marketed to the client.',
  },
  FOLLOW_ON_OUTSIDE_CONTEXT: {
    label: 'Marketed outside the original transaction',
    meaning:
      'What was marketed is of a type that the client had asked for, but too late or without connection to that request.',
  },
  OTHER_REGIME: {
    label: 'Under another regime',
    meaning: 'The service or the asset lies outside MiCA; other law governs it.',
  },
  NEEDS_REVIEW: {
    label: 'To be decided by a person',
    meaning: 'The facts on file leave it open.',
  },
  OUT_OF_PERIMETER: {
    label: 'Outside the perimeter',
    meaning: 'The client lived where Article 61 does not apply, or it did not apply yet.',
  },
  AUTHORISED: { label: 'Authorised', meaning: 'The entity itself was authorised for the service.' },
  NEUTRAL: { label: 'No promotion', meaning: 'The act promoted nothing.' },
  IN_SCOPE: { label: 'In scope', meaning: 'It is covered by what the client asked for.' },
  CLIENT_INITIATED: {
    label: 'Client’s own request',
    meaning: 'The client asked for it on the client’s own exclusive initiative.',
  },
  ORIGINAL_TRANSACTION_WINDOW: {
    label: 'With the original transaction',
    meaning: 'It belongs to a request of the client, by type, by connection and by time.',
  },
};

/** What a verdict that alerts would mean, as it stands at the end of a finding. */
export const INDICATES: Readonly<Partial<Record<Verdict, string>>> = {
  BREACH_61_2: 'marketing to which the client’s own initiative does not entitle the firm',
  DEFEATS_61_1: 'solicitation by the firm, after which there is no exclusive initiative of the client’s own',
  NO_BASIS: 'a service that neither an authorisation nor a request of the client carries',
  SCOPE_DRIFT_UNREQUESTED: 'a service beyond what the client’s own initiative carries',
  CONTAMINATED_REQUEST: 'a request that does not count as the client’s own exclusive initiative',
  FOLLOW_ON_OUTSIDE_CONTEXT: 'marketing outside the transaction that the client had asked for',
  OTHER_REGIME: 'an act that law other than MiCA governs',
};

/** The decision table: the condition of each row, and what follows. The first that holds decides. */
export const ROW_SENSE: Readonly<Record<Row, string>> = {
  1: 'The client surely lives where the regime does not apply, or it does not apply yet: Article 61 has nothing to say.',
  2: 'Where the client lives is unknown or contradictory: a person has to decide.',
  3: 'The entity that provides the service is itself authorised for it in the client’s country: allowed.',
  4: 'The service or the asset lies outside MiCA: other law governs it, which is reported.',
  5: 'The message promotes nothing, or nobody who solicits for the firm said it: neutral.',
  6: 'Marketing reached the client before or with the first request that is relied on: that request is not the client’s own exclusive initiative.',
  7: 'No request of the client that still holds is on file: marketing then solicits the client, and a service then has nothing to rest on.',
  8: 'The act answers, or carries out, an earlier request that nobody prompted, for exactly that service and asset: the client’s own initiative.',
  9: 'The act answers, or carries out, or is a request for what had been marketed to the client before: the request does not count as the client’s own.',
  10: 'The service and the type of asset are those that the client asked for: in scope.',
  11: 'Marketing of the same type, connected with the request and within the window after it: allowed, and recorded.',
  12: 'Marketing of the same type, but without that connection or after the window: reported.',
  13: 'Marketing of a service or a type of asset that is new to what the client asked for: Article 61(2), whatever the time.',
  14: 'A service or a type of asset that is new to what the client asked for is switched on or provided without a request: reported.',
  15: 'The facts on file leave open whether the types are the same, or whether the request counts: a person has to decide.',
};
