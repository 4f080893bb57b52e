const KINDS: Readonly<Record<string, string>> = {
  CAMPAIGN: 'Campaign',
  ROLL_OUT: 'Roll-out',
  RECLASSIFICATION: 'Reclassification',
  MERGE: 'Merge',
  RETRACTION: 'Retraction',
  POLICY: 'Rule pack',
  CATALOGUE: 'Catalogue',
};
export const incidentKindLabel = (kind: string): string => KINDS[kind] ?? kind;
export const INCIDENT_KINDS = Object.keys(KINDS);
