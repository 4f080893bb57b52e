import { Text } from '@mantine/core';
import type { Gap, Today } from '../../api/types';
import { BarList } from '../../parts/bar-list';
import { LinkAnchor } from '../../parts/links';
import { Section } from '../../parts/section';
import { gapLabel } from '../../words/clients';
import { count } from '../../words/numbers';

/** What is missing of the evidence, by kind, and what of it is asked of whoever is signed in. */
export function EvidenceTasks({ tasks: { open, mine, byGap } }: { tasks: NonNullable<Today['evidenceTasks']> }) {
  return (
    <Section
      title="Evidence to get"
      aside={
        <Text size="sm" component="span">
          <LinkAnchor to="/evidence" size="sm">
            {count(open)} in all
          </LinkAnchor>
          {', '}
          <LinkAnchor to="/evidence" search={{ whose: 'me' }} size="sm">
            {count(mine)} mine
          </LinkAnchor>
        </Text>
      }
    >
      {open === 0 ? (
        <Text c="dimmed">Nothing is missing.</Text>
      ) : (
        <BarList
          of="Evidence to get"
          bars={byGap.map(({ gap, count: many }) => ({
            key: gap,
            count: many,
            label: (
              <LinkAnchor to="/evidence" search={{ gap: [gap as Gap] }} size="sm">
                {gapLabel(gap)}
              </LinkAnchor>
            ),
          }))}
        />
      )}
    </Section>
  );
}
