import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lawQuery } from '../../api/law';
import type { Alert } from '../../api/types';
import { Tag } from '../../parts/badges';
import { WithTerms } from '../../parts/with-terms';
import { Fields, type Field } from '../../parts/fields';
import { LinkAnchor } from '../../parts/links';
import { Moment } from '../../parts/moment';
import { Section } from '../../parts/section';
import { KIND_LABELS } from '../../words/alerts';
import { countryLabel } from '../../words/countries';
import { facetLabel, facetValues } from '../../words/differences';
import { count } from '../../words/numbers';
import { assetClassLabel, offerLabel } from '../../words/offers';
import { verdictLabel, verdictMeaning } from '../../words/verdicts';

const yesNo = (value: boolean | null): string => (value === null ? 'Not asked by this row' : value ? 'Yes' : 'No');

/** How it was decided, and by what. */
export function Decision({ alert }: { alert: Alert }) {
  const fields: Field[] = [
    ['Verdict', <Verdict key="verdict" alert={alert} />],
    ['Why, by the decision table', <RowInWords key="row" row={alert.row} />],
    ['Offer', offerLabel(alert.offer)],
    ['Class of the asset', assetClassLabel(alert.assetClass)],
    ['New service', yesNo(alert.newService)],
    ['New type of asset', yesNo(alert.newAssetType)],
    ...(alert.differences.length === 0
      ? []
      : [['What makes it new', <Differences key="differences" alert={alert} />] as const]),
    ...(alert.doubts.length === 0 ? [] : [['In doubt', <Sentences key="doubts" of={alert.doubts} />] as const]),
    ...(alert.standsOn.length === 0 ? [] : [['Because', <Sentences key="because" of={alert.standsOn} />] as const]),
    ['What happened', KIND_LABELS[alert.kind]],
    ['When', alert.effectiveAt === null ? '–' : <Moment at={alert.effectiveAt} />],
    ['Client lived in', countryLabel(alert.country)],
    [
      'Rule pack',
      <LinkAnchor key="pack" to="/policy" inherit underline="always">
        {alert.policyVersion}
      </LinkAnchor>,
    ],
    ['Raised', <Moment key="raised" at={alert.raisedAt} />],
    ...(alert.dueAt === null ? [] : [['Due', <Due key="due" at={alert.dueAt} overdue={alert.overdue} />] as const]),
    ['Codes', <Codes key="codes" alert={alert} />],
    ...(alert.occurrences > 1 ? [['Uses', <Uses key="uses" alert={alert} />] as const] : []),
  ];
  return (
    <Section title="Decision">
      <Fields fields={fields} />
    </Section>
  );
}

const Verdict = ({ alert: { verdict } }: { alert: Alert }) => (
  <>
    {verdictLabel(verdict)}
    <Text size="sm" c="dimmed">
      <WithTerms>{verdictMeaning(verdict)}</WithTerms>
    </Text>
  </>
);

/** The facets that differ, with both values. */
const Differences = ({ alert: { differences } }: { alert: Alert }) => (
  <List size="sm" listStyleType="none">
    {differences.map(({ facet, offered, requested, offeredAsset, requestedAsset }) => (
      <List.Item key={facet}>
        {facetLabel(facet)}: {facetValues(facet, offered, offeredAsset)}; asked for was{' '}
        {facetValues(facet, requested, requestedAsset)}
      </List.Item>
    ))}
  </List>
);

const Sentences = ({ of }: { of: readonly string[] }) => (
  <List size="sm" listStyleType="none">
    {of.map((sentence) => (
      <List.Item key={sentence}>{sentence}</List.Item>
    ))}
  </List>
);

/** The row of the decision table that decided, opened in place. */
function RowInWords({ row }: { row: number }) {
  const { data } = useQuery(lawQuery);
  const decided = data?.rows.find((one) => one.row === row);
  if (decided === undefined) return row;
  return (
    <details open>
      <summary className="raw-summary">
        {decided.name.slice(0, 1).toUpperCase()}
        {decided.name.slice(1)}
      </summary>
      <Text size="sm">
        <WithTerms>{decided.sense}</WithTerms>
      </Text>
      <Text size="sm" c="dimmed">
        It stands on {decided.law.join('; ')}.
      </Text>
    </details>
  );
}

/** For whoever looks something up elsewhere. */
const Codes = ({ alert }: { alert: Alert }) => (
  <details className="no-print">
    <summary className="raw-summary">Show them</summary>
    <Text size="sm">
      <span className="id">{alert.verdict ?? '–'}</span>, row {alert.row}
    </Text>
  </details>
);

const Due = ({ at, overdue }: { at: string; overdue: boolean }) => (
  <>
    <Moment at={at} /> {overdue && <Tag>Overdue</Tag>}
  </>
);

const Uses = ({ alert: { occurrences, firstUse, lastUse } }: { alert: Alert }) => (
  <>
    {count(occurrences)}
    {firstUse !== null && (
      <>
        {', from '}
        <Moment at={firstUse} />
      </>
    )}
    {lastUse !== null && (
      <>
        {' to '}
        <Moment at={lastUse} />
      </>
    )}
  </>
);
