import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconLogout, IconRoute, IconSettings, IconUser } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { signOut } from '../api/session';
import { lazy, Suspense, useState } from 'react';
import { goOnTour } from '../tour/tour-place';
import { useHasTour } from '../tour/tour';
import { useMe } from './me';

const SettingsDialog = lazy(async () => ({ default: (await import('./settings-dialog')).SettingsDialog }));

export function UserMenu() {
  const me = useMe();
  const hasTour = useHasTour();
  const queries = useQueryClient();
  const [setting, setSetting] = useState(false);
  const leaving = useMutation({ mutationFn: signOut, onSuccess: () => queries.resetQueries() });
  return (
    <>
      <Menu position="bottom-end" withArrow>
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label={`Signed in as ${me.name}`}>
            <IconUser size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Text px="sm" pt="xs" size="sm" fw={600}>
            {me.name}
          </Text>
          <Text px="sm" pb="xs" size="sm" c="dimmed">
            {me.roles.join(', ')}
            {me.entities !== null && ` · ${me.entities.join(', ')}`}
          </Text>
          {hasTour && (
            <Menu.Item leftSection={<IconRoute size={16} />} onClick={() => goOnTour(me.personId, 0)}>
              Tour of the demonstration
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconSettings size={16} />} onClick={() => setSetting(true)}>
            Settings
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => leaving.mutate()}>
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {setting && (
        <Suspense fallback={null}>
          <SettingsDialog onClose={() => setSetting(false)} />
        </Suspense>
      )}
    </>
  );
}
