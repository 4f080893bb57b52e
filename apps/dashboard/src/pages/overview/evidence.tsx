import { Divider } from '@mantine/core';
import type { Gap, Initiative, Overview } from '../../api/types';
import { BarList } from '../../parts/bar-list';
import { LinkAnchor } from '../../parts/links';
import { Section } from '../../parts/section';
import { gapLabel, initiativeLabel } from '../../words/clients';

/** How well the firm could prove that clients came by themselves. */
export function Evidence({ overview: { initiative, gaps } }: { overview: Overview }) {
  return (
    <Section title="Own initiative and its evidence">
      <BarList
        of="Clients by own initiative"
        bars={initiative.map(({ value, count }) => ({
          key: value,
          count,
          label: (
            <LinkAnchor to="/clients" search={{ initiative: [value as Initiative] }} size="sm">
              {initiativeLabel(value)}
            </LinkAnchor>
          ),
        }))}
      />
      <Divider my="sm" />
      <BarList
        of="Clients by gap in the evidence"
        bars={gaps.map(({ value, count }) => ({
          key: value,
          count,
          label: (
            <LinkAnchor to="/clients" search={{ gap: [value as Gap] }} size="sm">
              {gapLabel(value)}
            </LinkAnchor>
          ),
        }))}
      />
    </Section>
  );
}
