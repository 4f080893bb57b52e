import { Divider } from '@mantine/core';
import type { Overview, Severity, Verdict } from '../../api/types';
import { SeverityMark } from '../../parts/badges';
import { BarList } from '../../parts/bar-list';
import { LinkAnchor } from '../../parts/links';
import { Section } from '../../parts/section';
import { TO_DO } from '../../router/alert-search';
import { SEVERITIES } from '../../words/alerts';
import { ALERTING, verdictLabel } from '../../words/verdicts';

export function OpenAlerts({ open }: { open: Overview['open'] }) {
  const severities = inOrder(SEVERITIES, open.bySeverity);
  const verdicts = inOrder(ALERTING, open.byVerdict);
  return (
    <Section title="Open alerts">
      <BarList
        of="Open alerts by severity"
        bars={severities.map(([severity, count]) => ({
          key: severity,
          count,
          label: <OfSeverity severity={severity} />,
        }))}
      />
      <Divider my="sm" />
      <BarList
        of="Open alerts by verdict"
        bars={verdicts.map(([verdict, count]) => ({ key: verdict, count, label: <OfVerdict verdict={verdict} /> }))}
      />
    </Section>
  );
}

const OfSeverity = ({ severity }: { severity: Severity }) => (
  <LinkAnchor to="/alerts" search={{ ...TO_DO, severity: [severity] }} c="inherit">
    <SeverityMark severity={severity} />
  </LinkAnchor>
);

const OfVerdict = ({ verdict }: { verdict: Verdict }) => (
  <LinkAnchor to="/alerts" search={{ ...TO_DO, verdict: [verdict] }} size="sm">
    {verdictLabel(verdict)}
  </LinkAnchor>
);

/** Worst first, and only what there is. */
function inOrder<T extends string>(order: readonly T[], counts: { value: string; count: number }[]): [T, number][] {
  const byValue = new Map(counts.map(({ value, count }) => [value, count]));
  return order.flatMap((value): [T, number][] => {
    const count = byValue.get(value) ?? 0;
    return count === 0 ? [] : [[value, count]];
  });
}
