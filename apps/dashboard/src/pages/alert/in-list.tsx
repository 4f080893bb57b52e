import { Group, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useKeys } from '../../keyboard/use-keys';
import { LinkButton } from '../../parts/links';
import { count } from '../../words/numbers';
import { moveInList, neighboursOf } from '../../work/seen-list';

/** Opens another alert of the list that this one was opened from. @returns whether there is one */
export function useGoInList() {
  const navigate = useNavigate();
  return (to: string | undefined): boolean => {
    if (to === undefined) return false;
    moveInList(to);
    void navigate({ to: '/alerts/$alertId', params: { alertId: to } });
    return true;
  };
}

/** On to the next alert of the list that this one was opened from. */
export function InList({ alertId }: { alertId: string }) {
  const go = useGoInList();
  const neighbours = neighboursOf(alertId);
  useKeys({ j: () => go(neighbours?.next), k: () => go(neighbours?.previous) });
  if (neighbours === undefined) return null;
  const { previous, next, at, of } = neighbours;
  return (
    <Group gap={4} component="nav" aria-label="In the list" wrap="nowrap">
      <Step to={previous} label="Previous" />
      <Text size="sm" c="dimmed" className="unbroken">
        {count(at)} of {count(of)}
      </Text>
      <Step to={next} label="Next" />
    </Group>
  );
}

function Step({ to, label }: { to: string | undefined; label: string }) {
  if (to === undefined) return null;
  return (
    <LinkButton
      to="/alerts/$alertId"
      params={{ alertId: to }}
      size="xs"
      variant="default"
      onClick={() => moveInList(to)}
    >
      {label}
    </LinkButton>
  );
}
