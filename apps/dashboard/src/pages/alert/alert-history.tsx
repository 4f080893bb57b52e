import { Text, Timeline } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { alertHistoryQuery } from '../../api/alerts';
import type { AlertChange } from '../../api/types';
import { Moment } from '../../parts/moment';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { causeLabel, changeLabel, CLOSE_REASON_LABELS } from '../../words/alerts';
import { verdictLabel } from '../../words/verdicts';

/** Judged, judged again and why, and what people did. */
export function AlertHistory({ alertId }: { alertId: string }) {
  const query = useQuery(alertHistoryQuery(alertId));
  return (
    <Section title="History">
      {query.isPending && <Waiting />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      <Timeline bulletSize={14} lineWidth={2} active={query.data?.items.length ?? 0}>
        {query.data?.items.map((change) => (
          <Timeline.Item key={change.position} title={titleOf(change)}>
            <Note change={change} />
            <Text size="xs" c="dimmed">
              <Moment at={change.recordedAt} /> · {change.actor ?? `rule pack ${change.policyVersion}`}
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
    </Section>
  );
}

function titleOf({ change, verdict, previousVerdict, cause }: AlertChange): string {
  const why = cause === null ? '' : ` because of ${causeLabel(cause)}`;
  if (change === 'raised') return `Raised: ${verdictLabel(verdict)}`;
  if (change === 'rejudged') {
    const same = previousVerdict === verdict;
    return same
      ? `Judged again${why}: still ${verdictLabel(verdict)}`
      : `Judged again${why}: ${verdictLabel(previousVerdict)} → ${verdictLabel(verdict)}`;
  }
  return `${changeLabel(change)}${why}`;
}

function Note({ change: { note } }: { change: AlertChange }) {
  if (note === null) return null;
  const { text, reason, assignee } = note;
  const words = [
    typeof assignee === 'string' ? `To ${assignee}` : undefined,
    typeof reason === 'string' ? (CLOSE_REASON_LABELS as Record<string, string>)[reason] : undefined,
    typeof text === 'string' && text !== '' ? `“${text}”` : undefined,
  ].filter((part) => part !== undefined);
  return words.length === 0 ? null : <Text size="sm">{words.join(': ')}</Text>;
}
