import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { rejectionsIn } from '../../api/rejections';
import type { Rejection, RejectionGroup } from '../../api/types';
import { Failure, Waiting } from '../../parts/states';
import { useMe } from '../../shell/me';
import { counted } from '../../words/numbers';

interface DecideProposalsProps {
  group: RejectionGroup;
  onDecide: (rejectionIds: readonly string[], decision: 'approve' | 'reject') => void;
  onClose: () => void;
}

/** What others propose to set aside, by who and why. Only what is read here is decided, not what comes meanwhile. */
export function DecideProposals({ group, onDecide, onClose }: DecideProposalsProps) {
  const me = useMe();
  const query = useQuery({
    queryKey: ['proposals-read', group],
    queryFn: () => rejectionsIn(group, ['PROPOSED']),
    staleTime: Infinity,
    gcTime: 0,
  });
  const proposals = proposalsIn(query.data ?? []);
  const others = proposals.filter(({ actor }) => actor !== me.personId);
  const ids = others.flatMap(({ rejectionIds }) => rejectionIds);
  return (
    <Modal
      opened
      onClose={onClose}
      title="Proposals to set aside"
      closeButtonProps={{ 'aria-label': 'Close this dialog' }}
    >
      <Stack>
        {query.isPending && <Waiting lines={2} />}
        {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
        <List size="sm">
          {proposals.map(({ actor, reason, rejectionIds }) => (
            <List.Item key={`${actor} ${reason}`}>
              {actor}, {counted(rejectionIds.length, 'message')}: “{reason}”
            </List.Item>
          ))}
        </List>
        {query.data !== undefined && ids.length === 0 && (
          <Text size="sm">Somebody else has to agree: it is you who proposed it.</Text>
        )}
        {ids.length > 0 && (
          <Group gap="xs">
            <Button onClick={() => onDecide(ids, 'approve')}>
              Agree to set {counted(ids.length, 'message')} aside
            </Button>
            <Button variant="default" onClick={() => onDecide(ids, 'reject')}>
              Let them wait
            </Button>
          </Group>
        )}
      </Stack>
    </Modal>
  );
}

interface Proposal {
  actor: string;
  reason: string | null;
  rejectionIds: string[];
}

/** Those of one person with one reason together. */
function proposalsIn(rejections: readonly Rejection[]): Proposal[] {
  const found = new Map<string, Proposal>();
  for (const { rejectionId, steps } of rejections) {
    const last = steps.at(-1);
    if (last === undefined) continue;
    const key = JSON.stringify([last.actor, last.reason]);
    const known = found.get(key) ?? { actor: last.actor, reason: last.reason, rejectionIds: [] };
    known.rejectionIds.push(rejectionId);
    found.set(key, known);
  }
  return [...found.values()];
}
