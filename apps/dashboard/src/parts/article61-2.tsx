import { Group, Paper, Text } from '@mantine/core';
import { ARTICLE_61_2 } from '../router/alert-search';
import { count } from '../words/numbers';
import { ARTICLE_DEFINITION, ARTICLE_PARTS } from '../words/today';
import { LinkAnchor } from './links';

export type ArticleCounts = Readonly<Record<'total' | (typeof ARTICLE_PARTS)[number][0], number>>;

/** Article 61(2) as one number with its parts; each opens the alerts that it counts. */
export const Article61_2 = ({ counts }: { counts: ArticleCounts }) => (
  <Paper withBorder p="md">
    <Text size="sm">Article 61(2)</Text>
    <LinkAnchor
      to="/alerts"
      search={ARTICLE_61_2.total}
      fz={28}
      fw={650}
      lh={1.2}
      display="inline-block"
      aria-label={`${count(counts.total)} open alerts under Article 61(2)`}
    >
      {count(counts.total)}
    </LinkAnchor>
    <Group gap="sm">
      {ARTICLE_PARTS.map(([part, label]) => (
        <LinkAnchor key={part} to="/alerts" search={ARTICLE_61_2[part]} size="sm" className="own-line">
          {count(counts[part])} {label}
        </LinkAnchor>
      ))}
    </Group>
    <Text size="xs" c="dimmed">
      {ARTICLE_DEFINITION}
    </Text>
  </Paper>
);
