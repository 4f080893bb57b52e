import { ActionIcon, Button, Group, Popover, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sentenceOf } from '../../api/problem';
import { deleteView, viewsQuery, type SavedView } from '../../api/views';
import { LinkAnchor } from '../../parts/links';
import { alertSearch } from '../../router/alert-search';
import { parseSearch } from '../../router/search-text';
import { SaveViewDialog } from './save-view-dialog';

/** Views that somebody has given a name: one's own, and what colleagues share. */
export function SavedViews() {
  const [opened, { toggle, close }] = useDisclosure(false);
  const [saving, setSaving] = useState(false);
  const { data } = useQuery(viewsQuery);
  const views = data?.items ?? [];
  return (
    <>
      <Popover opened={opened} onChange={close} position="bottom-end" trapFocus>
        <Popover.Target>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconBookmark size={14} aria-hidden />}
            onClick={toggle}
            aria-expanded={opened}
          >
            Saved views
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label="Saved views">
          <Stack gap="xs" miw={240}>
            {views.length === 0 && (
              <Text size="sm" c="dimmed">
                None yet. Narrow the list down, then save it.
              </Text>
            )}
            {views.map((view) => (
              <View key={view.viewId} view={view} onGo={close} />
            ))}
            <Button
              size="xs"
              onClick={() => {
                close();
                setSaving(true);
              }}
            >
              Save this view
            </Button>
          </Stack>
        </Popover.Dropdown>
      </Popover>
      {saving && <SaveViewDialog onClose={() => setSaving(false)} />}
    </>
  );
}

function View({ view: { viewId, name, owner, mine, shared, search }, onGo }: { view: SavedView; onGo: () => void }) {
  const queries = useQueryClient();
  const removing = useMutation({
    mutationFn: () => deleteView(viewId),
    onError: (error) => notifications.show({ title: 'Not deleted', message: sentenceOf(error), color: 'red' }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['views'] }),
  });
  return (
    <Group justify="space-between" wrap="nowrap">
      <div>
        {/* What it was saved with may not be known any more; it is left out then. */}
        <LinkAnchor to="/alerts" search={alertSearch(parseSearch(search))} size="sm" onClick={onGo}>
          {name}
        </LinkAnchor>
        {(shared || !mine) && (
          <Text size="xs" c="dimmed">
            {mine ? 'Shared by you' : `Shared by ${owner}`}
          </Text>
        )}
      </div>
      {mine && (
        <ActionIcon variant="subtle" aria-label={`Delete the view ${name}`} onClick={() => removing.mutate()}>
          <IconTrash size={14} aria-hidden />
        </ActionIcon>
      )}
    </Group>
  );
}
