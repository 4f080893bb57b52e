import { Paper, Text } from '@mantine/core';
import type { ClientFilter } from '../../api/clients';
import { LinkCard } from '../../parts/links';
import { count as inDigits } from '../../words/numbers';

interface HeadlineProps {
  label: string;
  count: number;
  /** Of the list behind the number, where there is one. */
  search?: ClientFilter;
}

export function Headline({ label, count, search }: HeadlineProps) {
  const content = (
    <>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text size="xl" fw={650}>
        {inDigits(count)}
      </Text>
    </>
  );
  return search === undefined ? (
    <Paper withBorder p="md">
      {content}
    </Paper>
  ) : (
    <LinkCard to="/clients" search={search}>
      {content}
    </LinkCard>
  );
}
