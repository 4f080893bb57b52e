import { Alert, Group, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconCircleCheck, IconCircleMinus, IconCircleX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { reconciliationQuery } from '../../api/checks';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { useMe } from '../../shell/me';
import { reconciledLines, reconciledWords, type ReconciledLine } from '../../words/reconciled';

/** What was sent naming the check, beside what it had answered. It is about the whole book. */
export function Reconciled({ checkId }: { checkId: string }) {
  const { entities } = useMe();
  return (
    <Section title="What was sent">
      {entities === null ? <Sent checkId={checkId} /> : <Text c="dimmed">Shown to whoever may see all entities.</Text>}
    </Section>
  );
}

/** Never by colour alone: each has a shape, and says in words what it means. */
const LOOKS = {
  GOOD: { color: 'green', Icon: IconCircleCheck },
  BAD: { color: 'red', Icon: IconCircleX },
  NEITHER: { color: 'gray', Icon: IconCircleMinus },
} as const;

function Sent({ checkId }: { checkId: string }) {
  const query = useQuery(reconciliationQuery(checkId));
  const { data } = query;
  if (data === undefined) {
    return query.isError ? <Failure error={query.error} retry={() => void query.refetch()} /> : <Waiting lines={5} />;
  }
  const { words, kind } = reconciledWords(data);
  const { color, Icon } = LOOKS[kind];
  return (
    <Stack gap="sm">
      <Alert color={color} icon={<Icon aria-hidden />} title={words} />
      {reconciledLines(data).map((line) => (
        <Line key={line.label} line={line} />
      ))}
    </Stack>
  );
}

function Line({ line: { label, kind, meaning, whom } }: { line: ReconciledLine }) {
  const { color, Icon } = LOOKS[kind];
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <ThemeIcon color={color} variant="light" size="md">
        <Icon size={18} aria-hidden />
      </ThemeIcon>
      <div style={{ minWidth: 0 }}>
        <Text size="sm">
          <strong>{label}</strong> – {meaning}
        </Text>
        {whom !== '' && (
          <Text size="sm" className="id">
            {whom}
          </Text>
        )}
      </div>
    </Group>
  );
}
