import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { reconciliationQuery } from '../../api/checks';
import { Fields } from '../../parts/fields';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { useMe } from '../../shell/me';
import { count } from '../../words/numbers';

/** What was sent naming the check, beside what it had answered. It is about the whole book. */
export function Reconciled({ checkId }: { checkId: string }) {
  const { entities } = useMe();
  return (
    <Section title="What was sent">
      {entities === null ? <Sent checkId={checkId} /> : <Text c="dimmed">Shown to whoever may see all entities.</Text>}
    </Section>
  );
}

function Sent({ checkId }: { checkId: string }) {
  const query = useQuery(reconciliationQuery(checkId));
  const { data } = query;
  if (data === undefined) {
    return query.isError ? <Failure error={query.error} retry={() => void query.refetch()} /> : <Waiting lines={5} />;
  }
  const who = (sent: readonly { clientId: string }[]) =>
    sent.length === 0
      ? '0'
      : `${count(sent.length)}: ${sent
          .slice(0, 10)
          .map((s) => s.clientId)
          .join(', ')}`;
  return (
    <Fields
      fields={[
        ['As allowed', count(data.asAllowed)],
        ['Sent though refused', who(data.sentThoughRefused)],
        ['Sent though undecided', who(data.sentThoughUndecided)],
        ['Sent to others', who(data.sentToOthers)],
        ['Never sent', count(data.neverSent)],
      ]}
    />
  );
}
