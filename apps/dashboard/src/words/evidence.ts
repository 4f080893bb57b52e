import type { DocumentKind, FactKind } from '../api/evidence';
import type { Gap } from '../api/types';

interface GapWords {
  /** What has to be found out or got. */
  readonly toDo: string;
  /** What is recorded then; nothing where no record at the desk closes the gap. */
  readonly fact?: FactKind;
}

const GAP_WORDS: Readonly<Record<Gap, GapWords>> = {
  NO_FIRST_CONTACT_CHANNEL: {
    toDo: 'Find out how the client first came to the firm, and record it.',
    fact: 'FIRST_CONTACT',
  },
  NO_THIRD_COUNTRY_ACKNOWLEDGEMENT: {
    toDo: 'Ask the client to acknowledge that the firm is one of a third country and not authorised in the Union; record it and attach what they signed.',
    fact: 'THIRD_COUNTRY_ACKNOWLEDGEMENT',
  },
  EXPOSURE_CHECK_MISSING: {
    toDo: 'Look whether marketing had reached the client before they came, and record what was found.',
    fact: 'EXPOSURE_CHECK',
  },
  EXPOSURE_CHECK_NOT_PERFORMED: {
    toDo: 'The check was left out then. Make it now, and record what was found.',
    fact: 'EXPOSURE_CHECK',
  },
  EXPOSURE_FOUND: {
    toDo: 'A check found marketing from before the client came. If it was wrong, have its event retracted where it came from; else their own initiative is not proven.',
  },
  DOCUMENT_WITHOUT_DIGEST: {
    toDo: 'Attach the document here, which gives it a digest, and have the event without one retracted where it came from.',
  },
};

/** What closes a gap, in words. */
export const gapToDo = (gap: Gap): string => GAP_WORDS[gap].toDo;
export const factClosing = (gap: Gap): FactKind | undefined => GAP_WORDS[gap].fact;

export const FACT_LABELS: Readonly<Record<FactKind, string>> = {
  FIRST_CONTACT: 'Record the first contact',
  THIRD_COUNTRY_ACKNOWLEDGEMENT: 'Record the acknowledgement',
  EXPOSURE_CHECK: 'Record the exposure check',
};

export const EXPOSURE_RESULTS = [
  ['NONE_FOUND', 'No marketing had reached the client'],
  ['FOUND', 'Marketing had reached the client'],
  ['NOT_PERFORMED', 'The check was not performed'],
] as const;

export const DOCUMENT_KIND_LABELS: Readonly<Record<DocumentKind, string>> = {
  THIRD_COUNTRY_ACKNOWLEDGEMENT: 'Acknowledgement of third-country status',
  EXPOSURE_CHECK: 'Exposure check',
  FIRST_CONTACT: 'First contact',
  REQUEST: 'Request of the client',
  OTHER: 'Something else',
};
export const documentKindLabel = (kind: string): string =>
  DOCUMENT_KIND_LABELS[kind as DocumentKind] ?? kind.toLowerCase().replaceAll('_', ' ');

/** 10485760 → "10 MB" */
export const fileSize = (bytes: number): string =>
  bytes >= 1_048_576
    ? `${(bytes / 1_048_576).toFixed(1).replace(/\.0$/, '')} MB`
    : `${Math.max(1, Math.round(bytes / 1024))} kB`;

export const FILES_TAKEN =
  '.pdf,.png,.jpg,.jpeg,.eml,.txt,application/pdf,image/png,image/jpeg,message/rfc822,text/plain';
