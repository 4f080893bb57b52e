import { List, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { tasksQuery } from '../../api/evidence';
import { GapActions } from '../../evidence/gap-actions';
import { gapLabel } from '../../words/clients';
import { gapToDo } from '../../words/evidence';
import type { ClientEntity } from '../../api/types';

interface MissingEvidenceProps {
  clientId: string;
  entity: ClientEntity;
  /** Whether it is as of another time, when nothing can be done about it. */
  past: boolean;
}

/** Each gap with what closes it, who has it in hand, and what can be done here. */
export function MissingEvidence({ clientId, entity: { entityId, gaps }, past }: MissingEvidenceProps) {
  const { data } = useInfiniteQuery({ ...tasksQuery({ clientId, entityId: [entityId] }), enabled: !past });
  const tasks = data?.pages.flatMap((page) => page.items) ?? [];
  if (gaps.length === 0) return null;
  return (
    <List listStyleType="none" spacing="sm" mt="sm" aria-label={`Missing evidence, ${entityId}`}>
      {gaps.map((gap) => {
        const task = tasks.find((one) => one.gap === gap);
        return (
          <List.Item key={gap}>
            <Text size="sm" fw={600}>
              {gapLabel(gap)}
              {task?.assignee != null && (
                <Text span size="sm" fw={400} c="dimmed">
                  {' '}
                  asked of {task.assignee}
                </Text>
              )}
            </Text>
            <Text size="sm" c="dimmed" mb={4}>
              {gapToDo(gap)}
            </Text>
            {task !== undefined && <GapActions task={task} />}
          </List.Item>
        );
      })}
    </List>
  );
}
