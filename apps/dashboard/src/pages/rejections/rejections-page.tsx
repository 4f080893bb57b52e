import { Button, Group, SegmentedControl } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Page } from '../../parts/page';
import { STILL_WAITING, type Standing } from '../../words/rejections';
import { RejectionGroups } from './rejection-groups';
import { RejectionList } from './rejection-list';

const VIEWS: Readonly<Record<string, Standing[] | undefined>> = {
  Waiting: [...STILL_WAITING],
  'Set aside': ['SET_ASIDE'],
  Settled: ['SETTLED'],
  All: undefined,
};
const viewOf = (standing: readonly string[] | undefined): string =>
  Object.keys(VIEWS).find((view) => VIEWS[view]?.join() === standing?.join()) ?? 'All';

/** What could not be taken and why. */
export function RejectionsPage() {
  const { id, by, ...search } = useSearch({ from: '/rejections' });
  const navigate = useNavigate({ from: '/rejections' });
  return (
    <Page
      title="Rejections"
      subtitle="Messages that could not be taken. They are kept as they came; nothing was dropped."
    >
      <Group gap="sm">
        <SegmentedControl
          size="xs"
          aria-label="Which rejections"
          data={Object.keys(VIEWS)}
          value={viewOf(search.standing)}
          onChange={(view) => void navigate({ search: { ...search, by, standing: VIEWS[view] } })}
        />
        {id === undefined && (
          <SegmentedControl
            size="xs"
            aria-label="How to show them"
            data={[
              { value: 'message', label: 'One by one' },
              { value: 'cause', label: 'By cause' },
            ]}
            value={by ?? 'message'}
            onChange={(value) =>
              void navigate({
                search: value === 'cause' ? { ...search, cause: undefined, by: 'cause' } : { ...search },
              })
            }
          />
        )}
        {search.cause !== undefined && (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() =>
              void navigate({ search: { ...search, topic: undefined, reason: undefined, cause: undefined } })
            }
          >
            Only one cause: all causes again
          </Button>
        )}
        {id !== undefined && (
          <Button size="compact-xs" variant="subtle" onClick={() => void navigate({ search })}>
            Only {id}: all of them again
          </Button>
        )}
        {search.reason !== undefined && search.cause === undefined && (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => void navigate({ search: { ...search, by, reason: undefined } })}
          >
            Only {search.reason.join(', ')}: all reasons again
          </Button>
        )}
      </Group>
      {by === 'cause' && id === undefined ? (
        <RejectionGroups filter={search} />
      ) : (
        <RejectionList id={id} filter={search} />
      )}
    </Page>
  );
}
